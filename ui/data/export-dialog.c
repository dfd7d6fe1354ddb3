/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See export-dialog.h. */
#include "ui/data/export-dialog.h"

#include "graft-config.h"
#include "ui/data/undo-toast.h"
#include "ui/plot/axis.h"
#include "ui/widgets/wheel.h"

#include <glib/gi18n.h>

struct _GraftExportDialog
{
  AdwWindow parent_instance;
  GraftProject *project;
  GtkWidget *parent; /* weak: where the toast is shown */
  GtkWidget *export;
  GtkWidget *spinner;
  GtkWidget *cancel;
  GtkWidget *failure;
  GtkWidget *failure_text;
  GtkWidget *options;
  GtkWidget *set;
  GtkWidget *format;
  GtkWidget *size_row;
  GtkWidget *size;
  GCancellable *writing; /* while it goes on */
  char *path;            /* that is written to */
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (GraftExportDialog, graft_export_dialog, ADW_TYPE_WINDOW)

static GraftExportFormat
format_of (GraftExportDialog *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->format));

  return selected < GRAFT_N_EXPORTS ? selected : GRAFT_EXPORT_CSV;
}

void
graft_export_dialog_choose (GraftExportDialog *self, GraftExportFormat format)
{
  g_return_if_fail (GRAFT_IS_EXPORT_DIALOG (self) && format < GRAFT_N_EXPORTS);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->format), format);
}

const char *
graft_export_dialog_get_failure (GraftExportDialog *self)
{
  g_return_val_if_fail (GRAFT_IS_EXPORT_DIALOG (self), NULL);
  return gtk_widget_get_visible (self->failure)
             ? gtk_label_get_label (GTK_LABEL (self->failure_text))
             : NULL;
}

static GraftProjectSet *
set_of (GraftExportDialog *self)
{
  return adw_combo_row_get_selected_item (ADW_COMBO_ROW (self->set));
}

static gboolean
has_size (GraftExportFormat format)
{
  return format == GRAFT_EXPORT_IDX || format == GRAFT_EXPORT_NPZ;
}

static void
update (GraftExportDialog *self)
{
  gboolean writing = self->writing != NULL;

  gtk_widget_set_visible (self->size_row, has_size (format_of (self)));
  gtk_widget_set_sensitive (self->options, !writing);
  gtk_widget_set_visible (self->export, !writing);
  gtk_widget_set_visible (self->cancel, writing);
  gtk_widget_set_visible (self->spinner, writing);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.choose",
                                 !writing && set_of (self) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.cancel", writing);
}

static void
format_cb (GraftExportDialog *self)
{
  update (self);
}

static void
show_failure (GraftExportDialog *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->failure_text), text != NULL ? text : "");
  gtk_widget_set_visible (self->failure, text != NULL);
}

/* ---- the result ---- */

static void
open_folder_cb (AdwToast *toast)
{
  const char *path = g_object_get_data (G_OBJECT (toast), "graft-path");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) parent = NULL;
  g_autofree char *uri = NULL;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) !=
      G_FILE_TYPE_DIRECTORY)
    parent = g_file_get_parent (file);
  uri = g_file_get_uri (parent != NULL ? parent : file);
  gtk_show_uri (NULL, uri, GDK_CURRENT_TIME);
}

static void
show_result (GraftExportDialog *self, guint n_written)
{
  char number[GRAFT_NUMBER_SIZE];
  g_autofree char *text = g_strdup_printf (
      ngettext ("%s item was written", "%s items were written", n_written),
      graft_format_count (number, n_written));
  AdwToast *toast = graft_toast_new (text);

  adw_toast_set_button_label (toast, _ ("_Open Folder"));
  g_object_set_data_full (G_OBJECT (toast), "graft-path", g_strdup (self->path), g_free);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (open_folder_cb), NULL);
  if (self->parent != NULL)
    graft_toast_add (self->parent, toast);
  else
    g_object_unref (toast);
}

static void
written_cb (GObject *project, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_written = 0;
  gboolean done =
      graft_export_finish (GRAFT_PROJECT (project), result, &n_written, &error);

  g_clear_object (&self->writing);
  if (done)
    show_result (self, n_written);
  if (self->options == NULL)
    return;
  update (self);
  if (done)
    gtk_window_destroy (GTK_WINDOW (self));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (self, error->message);
}

void
graft_export_dialog_start (GraftExportDialog *self, const char *path)
{
  GraftExportFormat format;
  guint size;

  g_return_if_fail (GRAFT_IS_EXPORT_DIALOG (self) && path != NULL);
  g_return_if_fail (self->writing == NULL && set_of (self) != NULL);

  format = format_of (self);
  size = has_size (format)
             ? (guint)gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->size))
             : 0;
  g_free (self->path);
  self->path = g_strdup (path);
  self->writing = g_cancellable_new ();
  show_failure (self, NULL);
  update (self);
  graft_export_async (self->project, set_of (self), format, path, size, self->writing,
                      written_cb, g_object_ref (self));
}

/* ---- where to ---- */

static gboolean
fills_folder (GraftExportFormat format)
{
  return format == GRAFT_EXPORT_FOLDERS || format == GRAFT_EXPORT_LINKS ||
         format == GRAFT_EXPORT_IDX;
}

/* A name may hold what a file name must not. */
char *
graft_export_dialog_dup_file_name (GraftExportDialog *self)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (GRAFT_IS_EXPORT_DIALOG (self) && set_of (self) != NULL, NULL);

  if (fills_folder (format_of (self)))
    return NULL;
  name = g_strdup (graft_project_set_get_name (set_of (self)));
  return g_strdup_printf ("%s.%s", g_strdelimit (name, "/\\:", '-'),
                          graft_export_format_get_id (format_of (self)));
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, GraftExportDialog *self)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path != NULL && self->writing == NULL)
    graft_export_dialog_start (self, path);
}

static void
choose_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftExportDialog *self = GRAFT_EXPORT_DIALOG (widget);
  g_autofree char *file = NULL;

  if (self->chooser != NULL || set_of (self) == NULL)
    return;
  file = graft_export_dialog_dup_file_name (self);
  self->chooser = gtk_file_chooser_native_new (
      file != NULL ? _ ("Save Data Set") : _ ("Folder to Export To"), GTK_WINDOW (self),
      file != NULL ? GTK_FILE_CHOOSER_ACTION_SAVE : GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
      _ ("_Export"), _ ("_Cancel"));
  if (file != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftExportDialog *self = GRAFT_EXPORT_DIALOG (widget);

  if (self->writing != NULL)
    g_cancellable_cancel (self->writing);
}

/* ---- life ---- */

static void
graft_export_dialog_dispose (GObject *object)
{
  GraftExportDialog *self = GRAFT_EXPORT_DIALOG (object);

  if (self->writing != NULL)
    g_cancellable_cancel (self->writing);
  g_clear_object (&self->chooser);
  g_clear_object (&self->project);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_EXPORT_DIALOG);
  G_OBJECT_CLASS (graft_export_dialog_parent_class)->dispose (object);
}

static void
graft_export_dialog_finalize (GObject *object)
{
  GraftExportDialog *self = GRAFT_EXPORT_DIALOG (object);

  g_clear_weak_pointer (&self->parent);
  g_free (self->path);
  G_OBJECT_CLASS (graft_export_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/data/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftExportDialog, export);
  gtk_widget_class_bind_template_child (widget_class, GraftExportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, GraftExportDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, GraftExportDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, GraftExportDialog, failure_text);
  gtk_widget_class_bind_template_child (widget_class, GraftExportDialog, options);
  gtk_widget_class_bind_template_child (widget_class, GraftExportDialog, set);
  gtk_widget_class_bind_template_child (widget_class, GraftExportDialog, format);
  gtk_widget_class_bind_template_child (widget_class, GraftExportDialog, size_row);
  gtk_widget_class_bind_template_child (widget_class, GraftExportDialog, size);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
}

static void
graft_export_dialog_class_init (GraftExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = graft_export_dialog_finalize;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "export.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
fill_formats (GraftExportDialog *self)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < GRAFT_N_EXPORTS; i++)
    gtk_string_list_append (labels, graft_export_format_get_label (i));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->format), G_LIST_MODEL (labels));
}

static void
fill_sets (GraftExportDialog *self, GraftProjectSet *chosen)
{
  GListModel *sets = graft_project_get_sets (self->project);
  g_autoptr (GtkExpression) name =
      gtk_property_expression_new (GRAFT_TYPE_PROJECT_SET, NULL, "name");

  adw_combo_row_set_expression (ADW_COMBO_ROW (self->set), name);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->set), sets);
  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);

      if (set == chosen)
        adw_combo_row_set_selected (ADW_COMBO_ROW (self->set), i);
    }
}

static void
graft_export_dialog_init (GraftExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  graft_widget_ignore_wheel_without_focus (self->size);
  fill_formats (self);
}

/**
 * graft_export_dialog_present:
 *
 * Returns: (transfer none): the window, gone once it was closed
 */
GraftExportDialog *
graft_export_dialog_present (GtkWidget *parent,
                             GraftProject *project,
                             GraftProjectSet *set)
{
  GraftExportDialog *self;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (parent) && GRAFT_IS_PROJECT (project), NULL);

  root = gtk_widget_get_root (parent);
  self = g_object_new (GRAFT_TYPE_EXPORT_DIALOG, NULL);
  self->project = g_object_ref (project);
  g_set_weak_pointer (&self->parent, parent);
  fill_sets (self, set);
  update (self);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
