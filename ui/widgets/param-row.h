/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One parameter as a row of a form: its label and the control that its descriptor asks
 * for: slider with a typed value (live numbers), entry, spin button, switch or drop-down.
 */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_PARAM_ROW (graft_param_row_get_type ())
G_DECLARE_FINAL_TYPE (GraftParamRow, graft_param_row, GRAFT, PARAM_ROW, GtkWidget)

/**
 * GraftParamRow::changed:
 * @value: within the limits of the descriptor
 *
 * A person changed the value. Not emitted by the functions below.
 */
/**
 * GraftParamRow::reset:
 *
 * A person wants the schedule to decide again.
 */

/* Copies @param; its strings must stay (descriptors are static). */
GtkWidget *graft_param_row_new (const GraftParam *param);
const GraftParam *graft_param_row_get_param (GraftParamRow *self);
double graft_param_row_get_value (GraftParamRow *self);
void graft_param_row_set_value (GraftParamRow *self, double value);
/* As if typed into the control: checked, and told by ::changed. FALSE when it is refused.
 */
gboolean graft_param_row_enter_text (GraftParamRow *self, const char *text);
/* During a run only live parameters can be changed; the others say so in their tooltip.
 */
void graft_param_row_set_running (GraftParamRow *self, gboolean running);
/* During a run: @value is what holds now, by the schedule or (@overridden) by hand. */
void graft_param_row_show_live (GraftParamRow *self, double value, gboolean overridden);

G_END_DECLS
