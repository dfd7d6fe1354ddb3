/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who labels, and how far two who labelled the same items agree. */
#pragma once

#include "ui/data/item-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_AGREEMENT_DIALOG (graft_agreement_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftAgreementDialog, graft_agreement_dialog, GRAFT, AGREEMENT_DIALOG, AdwWindow)

/* About the set that @view shows. The window frees itself when it is closed. */
GraftAgreementDialog *graft_agreement_dialog_present (GtkWidget *parent,
                                                      GraftItemView *view);
/* As if chosen from the lists; compares at once. */
void graft_agreement_dialog_compare (GraftAgreementDialog *self,
                                     const char *first,
                                     const char *second);
/* What came of it: figures and a sentence, or why there are none. */
const char *graft_agreement_dialog_get_figure (GraftAgreementDialog *self);
const char *graft_agreement_dialog_get_words (GraftAgreementDialog *self);
/* As if typed: labels are this person's from now on. */
void graft_agreement_dialog_set_annotator (GraftAgreementDialog *self, const char *name);

G_END_DECLS
