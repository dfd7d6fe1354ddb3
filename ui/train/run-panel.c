/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See run-panel.h. */
#include "ui/train/run-panel.h"

#include "graft-config.h"
#include "ui/train/data-row.h"
#include "ui/widgets/children.h"
#include "ui/widgets/drop-down.h"
#include "ui/widgets/focus-hint.h"
#include "ui/widgets/wheel.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define FULL_SPEED 100.0

struct _GraftRunPanel
{
  GtkWidget parent_instance;
  GraftRunController *controller;
  GtkWidget *method;
  GtkWidget *method_box;
  GtkWidget *summary;
  GtkWidget *formula; /* the tooltip of the method, for who comes by keyboard */
  GtkWidget *source;
  GtkWidget *target;
  GtkWidget *network;
  GtkWidget *form;
  GtkWidget *step_card;
  GtkWidget *step_features;
  GtkWidget *step_domain_head;
  GtkWidget *speed;
  gboolean updating; /* the chooser changes by program, not by a person */
};

G_DEFINE_FINAL_TYPE (GraftRunPanel, graft_run_panel, GTK_TYPE_WIDGET)

GraftParamForm *
graft_run_panel_get_form (GraftRunPanel *self)
{
  g_return_val_if_fail (GRAFT_IS_RUN_PANEL (self), NULL);
  return GRAFT_PARAM_FORM (self->form);
}

static void
show_network (GraftRunPanel *self, GraftExperiment *experiment)
{
  const char *id = graft_experiment_get_preset (experiment);
  const GraftPresetInfo *preset = id != NULL ? graft_catalogue_find_preset (id) : NULL;

  gtk_label_set_label (GTK_LABEL (self->network),
                       id != NULL ? id : _ ("As the file says"));
  gtk_widget_set_tooltip_text (self->network, preset != NULL ? _ (preset->label) : NULL);
}

static void
show_method (GraftRunPanel *self)
{
  const GraftMethodInfo *method = graft_run_controller_get_method (self->controller),
                        *other;
  g_autofree char *tooltip = NULL;

  if (method == NULL)
    return;
  self->updating = TRUE;
  for (guint i = 0; (other = graft_catalogue_get_method (i)) != NULL; i++)
    if (other == method)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->method), i);
  self->updating = FALSE;
  tooltip = g_strdup_printf ("%s\n%s", method->formula, method->paper);
  gtk_label_set_label (GTK_LABEL (self->summary), _ (method->summary));
  gtk_widget_set_tooltip_text (self->method, tooltip);
  gtk_widget_set_tooltip_text (self->summary, tooltip);
  gtk_label_set_label (GTK_LABEL (self->formula), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->method),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
  gtk_widget_set_visible (self->step_features,
                          (method->flags & GRAFT_METHOD_ADVERSARIAL) != 0);
  gtk_widget_set_visible (self->step_domain_head,
                          (method->flags & GRAFT_METHOD_ADVERSARIAL) != 0);
}

static void
experiment_cb (GraftRunPanel *self)
{
  GraftExperiment *experiment = graft_run_controller_get_experiment (self->controller);

  if (experiment == NULL)
    return;
  show_network (self, experiment);
  show_method (self);
  graft_param_form_set_params (GRAFT_PARAM_FORM (self->form),
                               graft_experiment_get_params (experiment));
}

static void
show_planned_values (GraftRunPanel *self)
{
  GraftExperiment *experiment = graft_run_controller_get_experiment (self->controller);
  GraftParams *params = experiment ? graft_experiment_get_params (experiment) : NULL;

  for (gsize i = 0; params != NULL && i < graft_params_get_n (params); i++)
    {
      const char *key = graft_params_peek (params, i)->key;

      graft_param_form_set_value (GRAFT_PARAM_FORM (self->form), key,
                                  graft_params_get (params, key));
    }
}

static void
state_cb (GraftRunPanel *self)
{
  gboolean active = graft_run_controller_is_active (self->controller);
  gboolean was_active = !gtk_widget_get_sensitive (self->method);

  graft_param_form_set_running (GRAFT_PARAM_FORM (self->form), active);
  gtk_widget_set_sensitive (self->method, !active);
  if (was_active && !active)
    show_planned_values (self);
}

static void
points_cb (GraftRunPanel *self)
{
  GraftExperiment *experiment = graft_run_controller_get_experiment (self->controller);
  GraftParams *params = graft_experiment_get_params (experiment);

  for (gsize i = 0; i < graft_params_get_n (params); i++)
    {
      const char *key = graft_params_peek (params, i)->key;
      double value;

      if (graft_run_controller_get_live_value (self->controller, key, &value))
        graft_param_form_show_live (
            GRAFT_PARAM_FORM (self->form), key, value,
            graft_run_controller_is_overridden (self->controller, key));
    }
}

static void
changed_cb (GraftRunPanel *self, const char *key, double value)
{
  g_autoptr (GError) error = NULL;

  /* The row has checked the limits, so this says a mistake of the program, not of a
   * person. */
  if (!graft_run_controller_set_parameter (self->controller, key, value, &error))
    g_warning ("Setting %s: %s", key, error->message);
}

static void
reset_cb (GraftRunPanel *self, const char *key)
{
  double value;

  graft_run_controller_clear_parameter (self->controller, key);
  if (graft_run_controller_get_live_value (self->controller, key, &value))
    graft_param_form_show_live (GRAFT_PARAM_FORM (self->form), key, value, FALSE);
}

static void
method_cb (GraftRunPanel *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->method));
  const GraftMethodInfo *method = graft_catalogue_get_method (selected);
  g_autoptr (GError) error = NULL;

  if (self->updating || method == NULL || self->controller == NULL)
    return;
  if (!graft_run_controller_set_method (self->controller, method->id, &error))
    {
      g_signal_emit_by_name (self->controller, "message", error->message);
      show_method (self);
    }
}

double
graft_run_panel_seconds_for (double speed)
{
  /* One second at the slow end, a millisecond just below full speed. */
  return speed >= FULL_SPEED ? 0
                             : pow (10, -3 * CLAMP (speed, 0, FULL_SPEED) / FULL_SPEED);
}

static void
speed_cb (GraftRunPanel *self)
{
  double speed = gtk_range_get_value (GTK_RANGE (self->speed));
  double seconds = graft_run_panel_seconds_for (speed);
  g_autofree char *text = NULL;

  text = seconds > 0 ? g_strdup_printf (_ ("%.3g s rest after each step"), seconds)
                     : g_strdup (_ ("Full speed"));
  gtk_widget_set_tooltip_text (self->speed, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->speed),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  if (self->controller != NULL)
    graft_run_controller_set_slow_motion (self->controller, seconds);
}

void
graft_run_panel_set_speed (GraftRunPanel *self, double speed)
{
  g_return_if_fail (GRAFT_IS_RUN_PANEL (self));
  gtk_range_set_value (GTK_RANGE (self->speed), speed);
}

void
graft_run_panel_set_controller (GraftRunPanel *self, GraftRunController *controller)
{
  g_return_if_fail (GRAFT_IS_RUN_PANEL (self));
  g_return_if_fail (self->controller == NULL);

  self->controller = g_object_ref (controller);
  graft_data_row_set_controller (GRAFT_DATA_ROW (self->source), controller);
  graft_data_row_set_controller (GRAFT_DATA_ROW (self->target), controller);
  g_signal_connect_object (controller, "experiment-changed", G_CALLBACK (experiment_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "points", G_CALLBACK (points_cb), self,
                           G_CONNECT_SWAPPED);
  experiment_cb (self);
  state_cb (self);
}

static void
fill_methods (GraftRunPanel *self)
{
  GtkStringList *labels = gtk_string_list_new (NULL);
  const GraftMethodInfo *method;

  for (gsize i = 0; (method = graft_catalogue_get_method (i)) != NULL; i++)
    gtk_string_list_append (labels, _ (method->label));
  self->updating = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->method), G_LIST_MODEL (labels));
  self->updating = FALSE;
  g_object_unref (labels);
}

static void
graft_run_panel_dispose (GObject *object)
{
  GraftRunPanel *self = GRAFT_RUN_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_RUN_PANEL);
  graft_widget_remove_children (GTK_WIDGET (self));
  g_clear_object (&self->controller);
  G_OBJECT_CLASS (graft_run_panel_parent_class)->dispose (object);
}

static void
graft_run_panel_class_init (GraftRunPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_run_panel_dispose;
  g_type_ensure (GRAFT_TYPE_DATA_ROW);
  g_type_ensure (GRAFT_TYPE_PARAM_FORM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/train/run-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, method);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, method_box);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, formula);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, source);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, target);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, network);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, form);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, step_card);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, step_features);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, step_domain_head);
  gtk_widget_class_bind_template_child (widget_class, GraftRunPanel, speed);
  gtk_widget_class_bind_template_callback (widget_class, method_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, speed_cb);
}

static void
graft_run_panel_init (GraftRunPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  graft_drop_down_set_name (self->method, _ ("Method"));
  graft_drop_down_ellipsize (self->method);
  graft_focus_hint_watch (self->method_box, self->formula);
  graft_widget_ignore_wheel (self->speed);
  fill_methods (self);
  speed_cb (self);
}
