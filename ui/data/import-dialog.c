/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See import-dialog.h. What is imported is chosen and looked at in import-dialog-paths.c.
 */
#include "graft-config.h"
#include "ui/data/import-dialog-private.h"
#include "ui/data/import-words.h"
#include "ui/widgets/stack-hidden.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (GraftImportDialog, graft_import_dialog, ADW_TYPE_WINDOW)

enum
{
  IMPORTED,
  SHOW_DUPLICATES,
  N_SIGNALS
};

/* Written once by class_init. */
static guint signals[N_SIGNALS];

const char *
graft_import_dialog_get_mode (GraftImportDialog *self)
{
  g_return_val_if_fail (GRAFT_IS_IMPORT_DIALOG (self), NULL);
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

GtkEditable *
graft_import_dialog_get_name_entry (GraftImportDialog *self)
{
  g_return_val_if_fail (GRAFT_IS_IMPORT_DIALOG (self), NULL);
  return GTK_EDITABLE (self->name);
}

GraftImportReportView *
graft_import_dialog_get_report (GraftImportDialog *self)
{
  g_return_val_if_fail (GRAFT_IS_IMPORT_DIALOG (self), NULL);
  return GRAFT_IMPORT_REPORT_VIEW (self->report);
}

/* ---- what is shown ---- */

void
graft_import_dialog_show_failure (GraftImportDialog *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->failure_text), text != NULL ? text : "");
  gtk_widget_set_visible (self->failure, text != NULL);
}

static void
show_mode (GraftImportDialog *self, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), name);
  graft_stack_tell_hidden (GTK_STACK (self->stack));
}

gboolean
graft_import_dialog_is_ready (GraftImportDialog *self)
{
  g_return_val_if_fail (GRAFT_IS_IMPORT_DIALOG (self), FALSE);

  if (self->looking != NULL || self->importing != NULL || self->previews == NULL)
    return FALSE;
  for (guint i = 0; i < self->previews->len; i++)
    if (((GraftImportPreview *)g_ptr_array_index (self->previews, i))->files > 0)
      return TRUE;
  return FALSE;
}

void
graft_import_dialog_update (GraftImportDialog *self)
{
  gboolean options = g_strcmp0 (graft_import_dialog_get_mode (self), "options") == 0;
  gboolean looking = self->looking != NULL;

  gtk_widget_set_visible (self->spinner, looking);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), looking);
  gtk_widget_set_visible (self->import, options);
  gtk_widget_set_visible (self->options, self->rows->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.start",
                                 graft_import_dialog_is_ready (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.cancel",
                                 self->importing != NULL);
}

/* An existing set grows: its name on the entry says so. */
static void
name_cb (GraftImportDialog *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->name));
  gboolean exists = self->project != NULL && *name != '\0' &&
                    graft_project_find_set (self->project, name) != NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name),
                                 exists ? _ ("Add to the data set")
                                        : _ ("Name of the data set"));
  gtk_widget_set_sensitive (self->like, !exists);
}

static void
fill_like (GraftImportDialog *self)
{
  GListModel *sets = graft_project_get_sets (self->project);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  /* Translators: no data set's classes */
  gtk_string_list_append (names, _ ("None"));
  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);

      gtk_string_list_append (names, graft_project_set_get_name (set));
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self->like), G_LIST_MODEL (names));
  gtk_widget_set_visible (self->like, g_list_model_get_n_items (sets) > 0);
}

/* ---- the run ---- */

static void
progress_cb (guint done, guint total, gpointer user_data)
{
  GraftImportDialog *self = user_data;
  double seconds = (double)(g_get_monotonic_time () - self->started) / G_USEC_PER_SEC;
  g_autofree char *text = graft_import_dup_progress (done, total, seconds);

  /* Taken apart, or told to stop: the last word is said. */
  if (self->bar == NULL || g_cancellable_is_cancelled (self->importing))
    return;
  gtk_label_set_label (GTK_LABEL (self->progress_text), text);
  if (total > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                   MIN (1, (double)done / total));
  else
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->bar));
}

static void
tell_sets (GraftImportDialog *self, const GraftImportReport *report)
{
  for (gsize i = 0; report->sets != NULL && report->sets[i] != NULL; i++)
    g_signal_emit (self, signals[IMPORTED], 0, report->sets[i]);
}

static void
finished_cb (GObject *project, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GraftImportReport *report =
      graft_import_finish (GRAFT_PROJECT (project), result, &error);

  g_clear_object (&self->importing);
  if (self->stack == NULL)
    g_clear_pointer (&report, graft_import_report_free);
  else if (report != NULL)
    {
      graft_import_report_view_take (GRAFT_IMPORT_REPORT_VIEW (self->report), report);
      show_mode (self, "report");
      tell_sets (self, report);
    }
  else
    {
      graft_import_dialog_show_failure (self, error->message);
      show_mode (self, "options");
    }
  if (self->stack != NULL)
    graft_import_dialog_update (self);
}

static const char *
chosen_like (GraftImportDialog *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->like));
  GtkStringObject *name = adw_combo_row_get_selected_item (ADW_COMBO_ROW (self->like));

  return selected > 0 && name != NULL && gtk_widget_get_sensitive (self->like)
             ? gtk_string_object_get_string (name)
             : NULL;
}

void
graft_import_dialog_start (GraftImportDialog *self)
{
  GraftImportOptions options;
  g_autofree char *name = NULL;
  g_autofree const char **paths = NULL;

  g_return_if_fail (GRAFT_IS_IMPORT_DIALOG (self));
  g_return_if_fail (graft_import_dialog_is_ready (self));

  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name))));
  options = (GraftImportOptions){
    .set = *name != '\0' ? name : NULL,
    .embed = gtk_switch_get_active (GTK_SWITCH (self->embed)),
    .unlabelled = !gtk_switch_get_active (GTK_SWITCH (self->classes)),
    .like = chosen_like (self),
    .labels = self->labels_path,
  };
  paths = g_new0 (const char *, self->paths->len + 1);
  for (guint i = 0; i < self->paths->len; i++)
    paths[i] = g_ptr_array_index (self->paths, i);
  graft_import_dialog_show_failure (self, NULL);
  self->importing = g_cancellable_new ();
  self->started = g_get_monotonic_time ();
  progress_cb (0, 0, self);
  show_mode (self, "progress");
  /* From here on it is one window among others. */
  gtk_window_set_modal (GTK_WINDOW (self), FALSE);
  graft_import_dialog_update (self);
  graft_import_async (self->project, paths, &options, progress_cb, self->importing,
                      finished_cb, g_object_ref (self));
}

void
graft_import_dialog_cancel (GraftImportDialog *self)
{
  g_return_if_fail (GRAFT_IS_IMPORT_DIALOG (self));

  if (self->importing == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->progress_text), _ ("Cancelling…"));
  g_cancellable_cancel (self->importing);
}

static void
start_action (GtkWidget *widget, const char *name, GVariant *target)
{
  if (graft_import_dialog_is_ready (GRAFT_IMPORT_DIALOG (widget)))
    graft_import_dialog_start (GRAFT_IMPORT_DIALOG (widget));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_import_dialog_cancel (GRAFT_IMPORT_DIALOG (widget));
}

static void
duplicates_cb (GraftImportDialog *self)
{
  const GraftImportReport *report =
      graft_import_report_view_get_report (GRAFT_IMPORT_REPORT_VIEW (self->report));

  if (report->sets != NULL && report->sets[0] != NULL)
    g_signal_emit (self, signals[SHOW_DUPLICATES], 0, report->sets[0]);
  gtk_window_close (GTK_WINDOW (self));
}

/* While files are read, closing cancels; the report then says what was taken, and the
 * next closing is one. */
static gboolean
graft_import_dialog_close_request (GtkWindow *window)
{
  GraftImportDialog *self = GRAFT_IMPORT_DIALOG (window);

  if (self->importing != NULL)
    {
      graft_import_dialog_cancel (self);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (graft_import_dialog_parent_class)->close_request (window);
}

/* ---- life ---- */

static void
graft_import_dialog_dispose (GObject *object)
{
  GraftImportDialog *self = GRAFT_IMPORT_DIALOG (object);

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  if (self->importing != NULL)
    g_cancellable_cancel (self->importing);
  g_clear_object (&self->looking);
  g_clear_object (&self->chooser);
  g_clear_object (&self->project);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_IMPORT_DIALOG);
  G_OBJECT_CLASS (graft_import_dialog_parent_class)->dispose (object);
}

static void
graft_import_dialog_finalize (GObject *object)
{
  GraftImportDialog *self = GRAFT_IMPORT_DIALOG (object);

  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->previews, g_ptr_array_unref);
  g_free (self->labels_path);
  g_free (self->suggested);
  G_OBJECT_CLASS (graft_import_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/data/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, import);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, failure_text);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, found);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, options);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, name);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, classes);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, like);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, labels);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, no_labels);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, embed);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, bar);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, progress_text);
  gtk_widget_class_bind_template_child (widget_class, GraftImportDialog, report);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, duplicates_cb);
}

static void
graft_import_dialog_class_init (GraftImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = graft_import_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = graft_import_dialog_close_request;
  signals[IMPORTED] =
      g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SHOW_DUPLICATES] =
      g_signal_new ("show-duplicates", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (GRAFT_TYPE_IMPORT_REPORT_VIEW);
  bind_template (widget_class);
  graft_import_dialog_bind_paths (widget_class);
  gtk_widget_class_install_action (widget_class, "import.start", NULL, start_action);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static gboolean
dropped_cb (const char *const *paths, gpointer dialog)
{
  if (g_strcmp0 (graft_import_dialog_get_mode (dialog), "options") != 0)
    return FALSE;
  graft_import_dialog_add_paths (dialog, paths);
  return TRUE;
}

static void
graft_import_dialog_init (GraftImportDialog *self)
{
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  graft_import_accept_drops (GTK_WIDGET (self), dropped_cb, self);
  graft_import_dialog_update (self);
}

/**
 * graft_import_dialog_present:
 *
 * Returns: (transfer none): the window, for its signals; it is gone once it was closed
 */
GraftImportDialog *
graft_import_dialog_present (GtkWidget *parent,
                             GraftProject *project,
                             const char *const *paths)
{
  GraftImportDialog *self;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (parent) && GRAFT_IS_PROJECT (project), NULL);

  root = gtk_widget_get_root (parent);
  self = g_object_new (GRAFT_TYPE_IMPORT_DIALOG, NULL);
  self->project = g_object_ref (project);
  fill_like (self);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  if (paths != NULL)
    graft_import_dialog_add_paths (self, paths);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
