/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See wheel.h. GTK has no switch for it: the scroll controllers that the widget made for
 * itself are put to rest. */
#include "ui/widgets/wheel.h"

static void
set_wheel_phase (GtkWidget *self, GtkPropagationPhase phase)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, phase);
    }
}

static void
state_flags_cb (GtkWidget *self)
{
  const gboolean focused =
      (gtk_widget_get_state_flags (self) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  set_wheel_phase (self, focused ? GTK_PHASE_BUBBLE : GTK_PHASE_NONE);
}

void
graft_widget_ignore_wheel (GtkWidget *self)
{
  g_return_if_fail (GTK_IS_WIDGET (self));
  set_wheel_phase (self, GTK_PHASE_NONE);
}

void
graft_widget_ignore_wheel_without_focus (GtkWidget *self)
{
  g_return_if_fail (GTK_IS_WIDGET (self));
  g_signal_connect (self, "state-flags-changed", G_CALLBACK (state_flags_cb), NULL);
  state_flags_cb (self);
}
