/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks where curves shall be saved, and says how it went. What is written is in
 * curve-plot-export.c. */
#include "ui/plot/curve-plot-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* What a dialog is about. The plots are not kept alive: they own the dialog. */
typedef struct
{
  GWeakRef *plots; /* [n] */
  guint n;
  char *format;
  char *path; /* once it is known */
} Saving;

static void
saving_free (gpointer data, GClosure *closure)
{
  Saving *saving = data;

  for (guint i = 0; i < saving->n; i++)
    g_weak_ref_clear (&saving->plots[i]);
  g_free (saving->plots);
  g_free (saving->format);
  g_free (saving->path);
  g_free (saving);
}

static Saving *
saving_new (GraftCurvePlot *const *plots, guint n, const char *format)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->plots = g_new0 (GWeakRef, n);
  saving->n = n;
  saving->format = g_strdup (format);
  for (guint i = 0; i < n; i++)
    g_weak_ref_init (&saving->plots[i], plots[i]);
  return saving;
}

static GPtrArray *
lock_plots (Saving *saving)
{
  GPtrArray *plots = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < saving->n; i++)
    {
      GraftCurvePlot *plot = g_weak_ref_get (&saving->plots[i]);

      if (plot != NULL)
        g_ptr_array_add (plots, plot);
    }
  return plots;
}

static void
write_file (Saving *saving, const char *path)
{
  g_autoptr (GPtrArray) plots = lock_plots (saving);
  g_autoptr (GError) error = NULL;

  if (plots->len == 0)
    return;
  graft_curve_plots_export ((GraftCurvePlot *const *)plots->pdata, plots->len, path,
                            &error);
  g_signal_emit_by_name (plots->pdata[0], "export-done", path,
                         error != NULL ? error->message : NULL);
}

static void
replace_cb (AdwMessageDialog *dialog, const char *response, Saving *saving)
{
  if (g_str_equal (response, "replace"))
    write_file (saving, saving->path);
}

/* The file dialog asked about the name that was typed, not about the one with the
 * ending. */
static void
ask_to_replace (GraftCurvePlot *self, Saving *saving)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *name = g_filename_display_basename (saving->path);
  GtkWidget *widget = adw_message_dialog_new (
      GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (widget);

  adw_message_dialog_format_heading (dialog, _ ("Replace “%s”?"), name);
  adw_message_dialog_set_body (
      dialog, _ ("A file with this name is there already. Its contents will be lost."));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "replace",
                                    _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "replace",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (replace_cb), saving, saving_free,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
chooser_cb (GtkNativeDialog *dialog, int response, Saving *saving)
{
  g_autoptr (GPtrArray) plots = lock_plots (saving);
  GraftCurvePlot *self = plots->len > 0 ? plots->pdata[0] : NULL;
  g_autoptr (GtkFileChooserNative) chooser = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *typed = NULL, *path = NULL;

  if (self == NULL)
    return;
  chooser = g_steal_pointer (&self->chooser);
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    typed = g_file_get_path (file);
  if (typed == NULL)
    return;
  path = graft_curve_plot_path_with_ending (typed, saving->format);
  if (g_str_equal (path, typed) || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      write_file (saving, path);
      return;
    }
  saving = saving_new ((GraftCurvePlot *const *)plots->pdata, plots->len, saving->format);
  saving->path = g_steal_pointer (&path);
  ask_to_replace (self, saving);
}

/**
 * graft_curve_plots_save:
 * @plots: (array length=n_plots): curve plots
 * @n_plots: ≥ 1
 * @format: "svg", "pdf", "png" or "csv"
 * @name: offered for the file, without an ending
 *
 * Asks for a file and writes all @plots to it. The first plot emits ::export-done, and
 * asks one thing at a time.
 */
void
graft_curve_plots_save (GraftCurvePlot *const *plots,
                        guint n_plots,
                        const char *format,
                        const char *name)
{
  GraftCurvePlot *self = plots[0];
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *file = g_strdup_printf ("%s.%s", name, format);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (
      _ ("Save Curves"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  g_signal_connect_data (self->chooser, "response", G_CALLBACK (chooser_cb),
                         saving_new (plots, n_plots, format), saving_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftCurvePlot *self = GRAFT_CURVE_PLOT (widget);

  graft_curve_plots_save (&self, 1, name + strlen ("plot.export-"),
                          self->title != NULL ? self->title : _ ("Curves"));
}

void
graft_curve_plot_class_init_export (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "plot.export-svg", NULL, export_action);
  gtk_widget_class_install_action (klass, "plot.export-pdf", NULL, export_action);
  gtk_widget_class_install_action (klass, "plot.export-png", NULL, export_action);
  gtk_widget_class_install_action (klass, "plot.export-csv", NULL, export_action);
}
