/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form made from a list of parameter descriptors: live numbers first, as sliders, then
 * the rest, and under "All parameters" what is flagged advanced. It knows neither
 * experiment nor session: it tells changes by signal and is told values. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_PARAM_FORM (graft_param_form_get_type ())
G_DECLARE_FINAL_TYPE (GraftParamForm, graft_param_form, GRAFT, PARAM_FORM, GtkWidget)

/**
 * GraftParamForm::changed:
 * @key: of the parameter
 * @value: within its limits
 *
 * A person changed a value.
 */
/**
 * GraftParamForm::reset:
 * @key: of the live parameter that is to follow its schedule again
 */

GtkWidget *graft_param_form_new (void);
/* Builds the rows anew. Values are copied; NULL empties the form. */
void graft_param_form_set_params (GraftParamForm *self, const GraftParams *params);
void graft_param_form_set_running (GraftParamForm *self, gboolean running);
void graft_param_form_show_live (GraftParamForm *self,
                                 const char *key,
                                 double value,
                                 gboolean overridden);
/* As if typed into the control of @key; FALSE when there is none or the text is refused.
 */
gboolean
graft_param_form_enter_text (GraftParamForm *self, const char *key, const char *text);
/* What the control of @key shows; NaN without one. */
double graft_param_form_get_value (GraftParamForm *self, const char *key);
void graft_param_form_set_value (GraftParamForm *self, const char *key, double value);
guint graft_param_form_get_n_rows (GraftParamForm *self);

G_END_DECLS
