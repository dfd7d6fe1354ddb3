/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See results-page.h. The page follows the controller and gives its parts what they show;
 * what is written is in results-words.c, the numbers are from figures.c. */
#include "ui/results/results-page.h"

#include "graft-config.h"
#include "ui/results/results-words.h"
#include "ui/widgets/stack-hidden.h"

#include <glib/gi18n.h>

struct _GraftResultsPage
{
  GraftPage parent_instance;
  GtkWidget *modes;
  GtkWidget *status;
  GtkWidget *way_out;
  GtkWidget *heading;
  GtkWidget *method;
  GtkWidget *verdict;
  GtkWidget *verdict_icon;
  GtkWidget *sentence;
  GtkWidget *table;
  GtkWidget *warnings;
  GtkWidget *warnings_text;
  GtkWidget *confusion;
  GtkWidget *column;
  GtkWidget *kept;
  GtkFileChooserNative *chooser; /* while it is open */
};

G_DEFINE_FINAL_TYPE (GraftResultsPage, graft_results_page, GRAFT_TYPE_PAGE)

const char *
graft_results_page_get_mode (GraftResultsPage *self)
{
  g_return_val_if_fail (GRAFT_IS_RESULTS_PAGE (self), NULL);
  return gtk_stack_get_visible_child_name (GTK_STACK (self->modes));
}

GraftSeedTable *
graft_results_page_get_table (GraftResultsPage *self)
{
  g_return_val_if_fail (GRAFT_IS_RESULTS_PAGE (self), NULL);
  return GRAFT_SEED_TABLE (self->table);
}

GraftConfusionCard *
graft_results_page_get_confusion (GraftResultsPage *self)
{
  g_return_val_if_fail (GRAFT_IS_RESULTS_PAGE (self), NULL);
  return GRAFT_CONFUSION_CARD (self->confusion);
}

GraftKeptRuns *
graft_results_page_get_kept (GraftResultsPage *self)
{
  g_return_val_if_fail (GRAFT_IS_RESULTS_PAGE (self), NULL);
  return GRAFT_KEPT_RUNS (self->kept);
}

const char *
graft_results_page_get_sentence (GraftResultsPage *self)
{
  g_return_val_if_fail (GRAFT_IS_RESULTS_PAGE (self), NULL);
  return gtk_label_get_label (GTK_LABEL (self->sentence));
}

static GraftRunController *
controller_of (GraftResultsPage *self)
{
  return graft_page_get_controller (GRAFT_PAGE (self));
}

/* ---- what is shown ---- */

static void
show_way (GraftResultsPage *self,
          const char *description,
          const char *label,
          const char *page)
{
  adw_status_page_set_description (ADW_STATUS_PAGE (self->status), description);
  gtk_button_set_label (GTK_BUTTON (self->way_out), label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->way_out), "s", page);
}

/* From nothing to results: the next thing to do is behind the button. */
static void
show_empty (GraftResultsPage *self)
{
  GraftRunController *controller = controller_of (self);

  if (graft_run_controller_get_experiment (controller) == NULL)
    show_way (
        self,
        _ ("Train an experiment: each of its seeds gets a row here, beside the twin "
           "that did without adaptation."),
        _ ("Choose What to Train"), "landscape");
  else if (graft_run_controller_is_active (controller))
    show_way (self,
              _ ("The run has begun. The matrix comes with the first measured features, "
                 "the table with the first seed that ends."),
              _ ("Watch It Train"), "train");
  else
    show_way (self,
              _ ("The experiment is open but has not been trained. Start it: each of its "
                 "seeds gets a row here."),
              _ ("Go to Training"), "train");
}

static void
show_mode (GraftResultsPage *self, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->modes), name);
  graft_stack_tell_hidden (GTK_STACK (self->modes));
}

static void
show_heading (GraftResultsPage *self)
{
  GraftRunController *controller = controller_of (self);
  GraftExperiment *experiment = graft_run_controller_get_experiment (controller);
  const GraftMethodInfo *method = graft_run_controller_get_trained_method (controller);

  gtk_label_set_label (GTK_LABEL (self->heading),
                       experiment != NULL ? _ (graft_experiment_get_title (experiment))
                                          : "");
  gtk_label_set_label (GTK_LABEL (self->method), method != NULL ? _ (method->label) : "");
}

static void
show_verdict (GraftResultsPage *self, const GraftRunResult *const *results, guint n)
{
  g_autofree char *sentence =
      n > 0 ? graft_results_get_sentence (results, n) : g_strdup ("");
  g_autofree char *warnings = graft_results_get_warnings (results, n);
  gboolean negative = graft_results_has_negative (results, n);

  gtk_widget_set_visible (self->verdict, *sentence != '\0');
  gtk_label_set_label (GTK_LABEL (self->sentence), sentence);
  gtk_widget_set_visible (self->verdict_icon, negative);
  if (negative)
    gtk_widget_add_css_class (self->verdict, "graft-warning");
  else
    gtk_widget_remove_css_class (self->verdict, "graft-warning");
  gtk_widget_set_visible (self->warnings, warnings != NULL);
  gtk_label_set_label (GTK_LABEL (self->warnings_text), warnings ? warnings : "");
}

/* Who comes back wants what was trained before; with results on the page it comes last.
 */
static void
place_kept (GraftResultsPage *self)
{
  const gboolean first = g_str_equal (graft_results_page_get_mode (self), "empty") &&
                         graft_kept_runs_get_n (GRAFT_KEPT_RUNS (self->kept)) > 0;

  gtk_box_reorder_child_after (GTK_BOX (self->column), self->kept,
                               first ? NULL : self->modes);
  if (first)
    gtk_widget_add_css_class (self->status, "compact");
  else
    gtk_widget_remove_css_class (self->status, "compact");
}

static void
update_mode (GraftResultsPage *self)
{
  GraftRunController *controller = controller_of (self);
  gboolean has_map =
      graft_run_controller_get_map (controller, GRAFT_PROJECTION_PCA) != NULL;
  guint n;

  graft_run_controller_get_results (controller, &n);
  show_empty (self);
  show_mode (self, n > 0 || has_map ? "work" : "empty");
  place_kept (self);
}

static void
results_cb (GraftResultsPage *self)
{
  guint n;
  const GraftRunResult *const *results =
      graft_run_controller_get_results (controller_of (self), &n);

  show_heading (self);
  show_verdict (self, results, n);
  graft_seed_table_set_results (GRAFT_SEED_TABLE (self->table), results, n);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "results.copy", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "results.save", n > 0);
  update_mode (self);
}

/* ---- taking it away ---- */

static void
copy_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftRunController *controller = controller_of (GRAFT_RESULTS_PAGE (widget));
  guint n;
  const GraftRunResult *const *results =
      graft_run_controller_get_results (controller, &n);
  g_autofree char *table = graft_results_to_table (results, n, '\t', TRUE);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), table);
  g_signal_emit_by_name (controller, "message", _ ("The table is on the clipboard"));
}

gboolean
graft_results_page_save (GraftResultsPage *self, const char *path, GError **error)
{
  g_autofree char *table = NULL;
  g_autoptr (GError) local = NULL;
  const GraftRunResult *const *results;
  guint n;

  g_return_val_if_fail (GRAFT_IS_RESULTS_PAGE (self) && path != NULL, FALSE);

  results = graft_run_controller_get_results (controller_of (self), &n);
  table = graft_results_to_table (results, n, ',', FALSE);
  if (g_file_set_contents_full (path, table, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666,
                                &local))
    return TRUE;
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
               _ ("%s was not written: %s. Choose another folder or free some space."),
               path, local->message);
  return FALSE;
}

static void
chooser_cb (GtkNativeDialog *dialog, int response, GraftResultsPage *self)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL, *name = NULL, *text = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path == NULL)
    return;
  name = g_filename_display_basename (path);
  if (graft_results_page_save (self, path, &error))
    text = g_strdup_printf (_ ("The results were saved as “%s”"), name);
  g_signal_emit_by_name (controller_of (self), "message",
                         text != NULL ? text : error->message);
}

/* A title may hold what a file name must not. */
static char *
suggest_name (GraftResultsPage *self)
{
  GraftExperiment *experiment =
      graft_run_controller_get_experiment (controller_of (self));
  g_autofree char *title = g_strdup (
      experiment != NULL ? _ (graft_experiment_get_title (experiment)) : _ ("Results"));

  return g_strdup_printf ("%s.csv", g_strdelimit (title, "/\\:", '-'));
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftResultsPage *self = GRAFT_RESULTS_PAGE (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *file = suggest_name (self);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (
      _ ("Save Results"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- life ---- */

static void
graft_results_page_controller_set (GraftPage *page, GraftRunController *controller)
{
  GraftResultsPage *self = GRAFT_RESULTS_PAGE (page);
  const struct
  {
    const char *signal;
    GCallback callback;
  } links[] = {
    { "result", G_CALLBACK (results_cb) },
    { "reset", G_CALLBACK (results_cb) },
    { "experiment-changed", G_CALLBACK (results_cb) },
    { "map", G_CALLBACK (update_mode) },
    { "notify::state", G_CALLBACK (update_mode) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    g_signal_connect_object (controller, links[i].signal, links[i].callback, self,
                             G_CONNECT_SWAPPED);
  graft_confusion_card_set_controller (GRAFT_CONFUSION_CARD (self->confusion),
                                       controller);
  graft_kept_runs_set_controller (GRAFT_KEPT_RUNS (self->kept), controller);
  results_cb (self);
}

static void
graft_results_page_project_changed (GraftPage *page, GraftProject *project)
{
  graft_kept_runs_set_project (GRAFT_KEPT_RUNS (GRAFT_RESULTS_PAGE (page)->kept),
                               project);
}

static void
graft_results_page_narrow_changed (GraftPage *page, gboolean narrow)
{
  GraftResultsPage *self = GRAFT_RESULTS_PAGE (page);

  graft_confusion_card_set_stacked (GRAFT_CONFUSION_CARD (self->confusion), narrow);
  graft_kept_runs_set_stacked (GRAFT_KEPT_RUNS (self->kept), narrow);
}

static void
graft_results_page_dispose (GObject *object)
{
  g_clear_object (&GRAFT_RESULTS_PAGE (object)->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (object), GRAFT_TYPE_RESULTS_PAGE);
  G_OBJECT_CLASS (graft_results_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/results/results-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, modes);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, status);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, way_out);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, heading);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, method);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, verdict);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, verdict_icon);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, table);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, warnings);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, warnings_text);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, confusion);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, column);
  gtk_widget_class_bind_template_child (widget_class, GraftResultsPage, kept);
  gtk_widget_class_bind_template_callback (widget_class, place_kept);
}

static void
graft_results_page_class_init (GraftResultsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_results_page_dispose;
  GRAFT_PAGE_CLASS (klass)->controller_set = graft_results_page_controller_set;
  GRAFT_PAGE_CLASS (klass)->project_changed = graft_results_page_project_changed;
  GRAFT_PAGE_CLASS (klass)->narrow_changed = graft_results_page_narrow_changed;
  g_type_ensure (GRAFT_TYPE_SEED_TABLE);
  g_type_ensure (GRAFT_TYPE_CONFUSION_CARD);
  g_type_ensure (GRAFT_TYPE_KEPT_RUNS);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "results.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "results.save", NULL, save_action);
}

static void
graft_results_page_init (GraftResultsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
