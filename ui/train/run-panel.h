/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The left column of the Train page: what is trained, with which parameters, step by step
 * or at what speed. */
#pragma once

#include "ui/widgets/param-form.h"
#include "ui/window/run-controller.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_RUN_PANEL (graft_run_panel_get_type ())
G_DECLARE_FINAL_TYPE (GraftRunPanel, graft_run_panel, GRAFT, RUN_PANEL, GtkWidget)

void graft_run_panel_set_controller (GraftRunPanel *self, GraftRunController *controller);
GraftParamForm *graft_run_panel_get_form (GraftRunPanel *self);
/* 0: slow motion, 100: full speed. */
void graft_run_panel_set_speed (GraftRunPanel *self, double speed);
/* The rest after each step that a place of the slider stands for, in seconds. */
double graft_run_panel_seconds_for (double speed);

G_END_DECLS
