/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves of the run, a panel a group of the catalogue: accuracy, loss, domain, λ and
 * rate. */
#pragma once

#include "ui/window/run-controller.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_CURVES_CARD (graft_curves_card_get_type ())
G_DECLARE_FINAL_TYPE (GraftCurvesCard, graft_curves_card, GRAFT, CURVES_CARD, GtkWidget)

/* Actions: curves.panel (s: accuracy, loss, domain, rate), curves.smooth (a switch; of
 * the curves that are measured batch by batch), curves.zoom-in, curves.zoom-out,
 * curves.fit-y, curves.reset-zoom, curves.export (s: svg, pdf, png, csv; of the panel
 * that is shown), curves.export-all (all panels as one CSV). */

void graft_curves_card_set_controller (GraftCurvesCard *self,
                                       GraftRunController *controller);
/* How many curves have shown a point since the run began. */
guint graft_curves_card_get_n_curves (GraftCurvesCard *self);
/* Writes the panel that is shown; see graft_curve_plots_export(). */
gboolean
graft_curves_card_export (GraftCurvesCard *self, const char *path, GError **error);

G_END_DECLS
