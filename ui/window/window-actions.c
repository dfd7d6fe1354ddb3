/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command of the window as an action with a name, and its keys. Menus, buttons,
 * shortcuts and tests all go through these. */
#include "graft-config.h"
#include "ui/window/window-private.h"

#include <glib/gi18n.h>

static void
start_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_run_controller_start (graft_window_get_controller (GRAFT_WINDOW (widget)));
}

static void
pause_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_run_controller_pause (graft_window_get_controller (GRAFT_WINDOW (widget)));
}

static void
resume_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_run_controller_resume (graft_window_get_controller (GRAFT_WINDOW (widget)));
}

static void
stop_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_run_controller_stop (graft_window_get_controller (GRAFT_WINDOW (widget)));
}

static void
run_toggle_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_run_controller_toggle (graft_window_get_controller (GRAFT_WINDOW (widget)));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftStepKind kind = GRAFT_STEP_BOTH;

  if (g_str_equal (name, "win.step-features"))
    kind = GRAFT_STEP_FEATURES;
  else if (g_str_equal (name, "win.step-domain-head"))
    kind = GRAFT_STEP_DOMAIN_HEAD;
  graft_run_controller_step (graft_window_get_controller (GRAFT_WINDOW (widget)), kind);
}

static void
page_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_window_show_page (GRAFT_WINDOW (widget), g_variant_get_string (target, NULL));
}

/* Pages by number, as the keys Ctrl+1 … 9 ask. */
static void
page_number_action (GtkWidget *widget, const char *name, GVariant *target)
{
  const GraftPageEntry *entry =
      graft_pages_get ((gsize)MAX (0, g_variant_get_int32 (target)));

  if (entry != NULL)
    graft_window_show_page (GRAFT_WINDOW (widget), entry->id);
}

static void
open_uri (GraftWindow *self, const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  graft_window_open (self, file);
}

void
graft_window_request_open (GraftWindow *self, GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  graft_window_replace_run (self, open_uri, uri);
}

static void
open_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    graft_window_request_open (GRAFT_WINDOW (user_data), file);
  g_object_unref (dialog);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      _ ("Open"), GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _ ("Projects and Experiments"));
  gtk_file_filter_add_suffix (filter, "graft");
  gtk_file_filter_add_suffix (filter, "experiment");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (open_response_cb), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_path_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_variant_get_string (target, NULL));

  graft_window_request_open (GRAFT_WINDOW (widget), file);
}

static void
try_example (GraftWindow *self, const char *id)
{
  graft_window_open_example (self, id, TRUE);
}

static void
try_example_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_window_replace_run (GRAFT_WINDOW (widget), try_example,
                            g_variant_get_string (target, NULL));
}

static void
use_method_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftWindow *self = GRAFT_WINDOW (widget);
  GraftRunController *controller = graft_window_get_controller (self);
  g_autoptr (GError) error = NULL;

  if (graft_run_controller_is_active (controller))
    return;
  /* “On my data” is the project's, when nothing else was opened. */
  if (graft_run_controller_get_experiment (controller) == NULL &&
      (graft_run_controller_get_project (controller) == NULL ||
       !graft_run_controller_open_sets (controller, &error)))
    {
      if (error != NULL)
        graft_window_toast (self, error->message);
      return;
    }
  if (graft_run_controller_set_method (controller, g_variant_get_string (target, NULL),
                                       &error))
    graft_window_show_page (self, "train");
  else
    graft_window_toast (self, error->message);
}

/* What an error toast has behind its button: the whole message, to read and to copy. */
static void
show_error_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GtkWidget *dialog =
      adw_message_dialog_new (GTK_WINDOW (widget), _ ("What Went Wrong"), NULL);
  GtkWidget *label = gtk_label_new (g_variant_get_string (target, NULL));

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), label);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

void
graft_window_update_actions (GraftWindow *self)
{
  GraftRunController *controller = graft_window_get_controller (self);
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean start, pause, resume, stop, step, step_domain;
  gboolean has_data = graft_run_controller_get_experiment (controller) != NULL ||
                      graft_run_controller_get_project (controller) != NULL;

  g_object_get (controller, "can-start", &start, "can-pause", &pause, "can-resume",
                &resume, "can-stop", &stop, "can-step", &step, "can-step-domain",
                &step_domain, NULL);
  gtk_widget_action_set_enabled (widget, "win.start", start);
  gtk_widget_action_set_enabled (widget, "win.pause", pause);
  gtk_widget_action_set_enabled (widget, "win.resume", resume);
  gtk_widget_action_set_enabled (widget, "win.run-toggle", start || pause || resume);
  gtk_widget_action_set_enabled (widget, "win.stop", stop);
  gtk_widget_action_set_enabled (widget, "win.step", step);
  gtk_widget_action_set_enabled (widget, "win.step-features", step_domain);
  gtk_widget_action_set_enabled (widget, "win.step-domain-head", step_domain);
  gtk_widget_action_set_enabled (
      widget, "win.use-method", has_data && !graft_run_controller_is_active (controller));
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_F5, 0, "win.run-toggle" },
    { GDK_KEY_F7, 0, "win.step" },
    { GDK_KEY_F7, GDK_SHIFT_MASK, "win.step-features" },
    { GDK_KEY_F7, GDK_CONTROL_MASK, "win.step-domain-head" },
    { GDK_KEY_o, GDK_CONTROL_MASK, "win.open" },
    { GDK_KEY_w, GDK_CONTROL_MASK, "window.close" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
  for (int i = 0; i < 9; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + (guint)i,
                                         GDK_CONTROL_MASK, "win.page-number", "i", i);
}

static gboolean
stop_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  gtk_widget_activate_action (widget, "win.stop", NULL);
  return TRUE;
}

void
graft_window_catch_keys (GraftWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_period, GDK_CONTROL_MASK),
                        gtk_callback_action_new (stop_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
graft_window_install_actions (GtkWidgetClass *widget_class)
{
  const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "win.start", NULL, start_action },
    { "win.pause", NULL, pause_action },
    { "win.resume", NULL, resume_action },
    { "win.stop", NULL, stop_action },
    { "win.run-toggle", NULL, run_toggle_action },
    { "win.step", NULL, step_action },
    { "win.step-features", NULL, step_action },
    { "win.step-domain-head", NULL, step_action },
    { "win.page", "s", page_action },
    { "win.page-number", "i", page_number_action },
    { "win.open", NULL, open_action },
    { "win.open-path", "s", open_path_action },
    { "win.try-example", "s", try_example_action },
    { "win.use-method", "s", use_method_action },
    { "win.show-error", "s", show_error_action },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].type,
                                     actions[i].activate);
  install_keys (widget_class);
}
