/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The right column of the Train page: did it help, how far apart are the domains, and
 * what does the domain head say. */
#pragma once

#include "ui/window/run-controller.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_VERDICT_PANEL (graft_verdict_panel_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftVerdictPanel, graft_verdict_panel, GRAFT, VERDICT_PANEL, GtkWidget)

void graft_verdict_panel_set_controller (GraftVerdictPanel *self,
                                         GraftRunController *controller);
/* Action "verdict.copy" puts the text of graft_verdict_to_text() on the clipboard. */

G_END_DECLS
