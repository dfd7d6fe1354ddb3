/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was taken for whom, for the source or the target, and what each class was
 * recognised by. Property and action "confusion.domain": "source" or "target". */
#pragma once

#include "ui/plot/matrix-plot.h"
#include "ui/window/run-controller.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_CONFUSION_CARD (graft_confusion_card_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftConfusionCard, graft_confusion_card, GRAFT, CONFUSION_CARD, GtkWidget)

void graft_confusion_card_set_controller (GraftConfusionCard *self,
                                          GraftRunController *controller);
/* One below the other, for a narrow window. */
void graft_confusion_card_set_stacked (GraftConfusionCard *self, gboolean stacked);
GraftMatrixPlot *graft_confusion_card_get_plot (GraftConfusionCard *self);
/* What it shows: "matrix", "unlabelled" or "waiting". */
const char *graft_confusion_card_get_mode (GraftConfusionCard *self);
/* "87 %, 26 of 30" of a class; NULL past the last. */
const char *graft_confusion_card_get_recall (GraftConfusionCard *self, guint class_index);

G_END_DECLS
