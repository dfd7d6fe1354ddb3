/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See import-report.h. What is written is made in import-words.c. */
#include "ui/data/import-report.h"

#include "graft-config.h"
#include "ui/data/import-note.h"
#include "ui/data/import-words.h"
#include "ui/data/undo-toast.h"
#include "ui/plot/axis.h"
#include "ui/widgets/children.h"
#include "ui/widgets/drop-down.h"
#include "ui/widgets/stack-hidden.h"

#include <glib/gi18n.h>
#include <string.h>

struct _GraftImportReportView
{
  GtkWidget parent_instance;
  GtkWidget *sentence;
  GtkWidget *taken;
  GtkWidget *skipped;
  GtkWidget *refused;
  GtkWidget *duplicates;
  GtkWidget *filters;
  GtkWidget *search;
  GtkWidget *outcome;
  GtkWidget *stack; /* "list", "nothing" (of these words) or "fine" */
  GtkWidget *list;
  GtkWidget *show_duplicates;
  GListStore *notes;
  GtkFilterListModel *shown;
  GtkFilter *filter;
  GraftImportReport *report;
  GtkFileChooserNative *chooser; /* while it is open */
};

enum
{
  SHOW_DUPLICATES,
  N_SIGNALS
};

/* Written once by class_init. */
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftImportReportView, graft_import_report_view, GTK_TYPE_WIDGET)

const GraftImportReport *
graft_import_report_view_get_report (GraftImportReportView *self)
{
  g_return_val_if_fail (GRAFT_IS_IMPORT_REPORT_VIEW (self), NULL);
  return self->report;
}

guint
graft_import_report_view_get_n_shown (GraftImportReportView *self)
{
  g_return_val_if_fail (GRAFT_IS_IMPORT_REPORT_VIEW (self), 0);
  return g_list_model_get_n_items (G_LIST_MODEL (self->shown));
}

/* ---- the list ---- */

/* What the drop-down can ask for. */
enum
{
  ALL,
  ONLY_SKIPPED,
  ONLY_REFUSED,
  ONLY_DUPLICATES,
};

static gboolean
has_outcome (const GraftImportNote *note, guint wanted)
{
  switch (wanted)
    {
    case ONLY_SKIPPED:
      return note->outcome == GRAFT_IMPORT_SKIPPED;
    case ONLY_REFUSED:
      return note->outcome == GRAFT_IMPORT_REFUSED;
    case ONLY_DUPLICATES:
      return note->outcome == GRAFT_IMPORT_DUPLICATE ||
             note->outcome == GRAFT_IMPORT_NEAR_DUPLICATE;
    default:
      return TRUE;
    }
}

static gboolean
contains (const char *text, const char *folded)
{
  g_autofree char *other = g_utf8_casefold (text, -1);

  return strstr (other, folded) != NULL;
}

static gboolean
match_cb (gpointer item, gpointer user_data)
{
  GraftImportReportView *self = user_data;
  const GraftImportNote *note = graft_note_row_get_note (item);
  g_autofree char *words =
      g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  return has_outcome (note, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->outcome))) &&
         (*words == '\0' || contains (note->file, words) ||
          contains (note->reason, words));
}

static void
update_stack (GraftImportReportView *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->notes)) > 0;

  gtk_widget_set_visible (self->filters, any);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    !any ? "fine"
                                    : graft_import_report_view_get_n_shown (self) > 0
                                        ? "list"
                                        : "nothing");
  graft_stack_tell_hidden (GTK_STACK (self->stack));
}

static void
filter_cb (GraftImportReportView *self)
{
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_stack (self);
}

void
graft_import_report_view_search (GraftImportReportView *self, const char *text)
{
  g_return_if_fail (GRAFT_IS_IMPORT_REPORT_VIEW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  /* The entry itself waits for the person to stop typing. */
  filter_cb (self);
}

static GtkWidget *
add_label (GtkWidget *box, const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *file = add_label (box, "heading"), *reason = add_label (box, "dim-label");

  gtk_label_set_ellipsize (GTK_LABEL (file), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_wrap (GTK_LABEL (reason), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (reason), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  const GraftImportNote *note =
      graft_note_row_get_note (GRAFT_NOTE_ROW (gtk_list_item_get_item (item)));
  GtkWidget *file = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *reason = gtk_widget_get_next_sibling (file);
  /* Translators: what became of a file ("Refused"), and why */
  g_autofree char *text = g_strdup_printf (
      _ ("%s: %s"), graft_import_outcome_get_label (note->outcome), note->reason);

  gtk_label_set_label (GTK_LABEL (file), note->file);
  gtk_widget_set_tooltip_text (file, note->file);
  gtk_label_set_label (GTK_LABEL (reason), text);
}

/* ---- the report ---- */

static void
show_count (GtkWidget *label, guint n)
{
  char number[GRAFT_NUMBER_SIZE];

  gtk_label_set_label (GTK_LABEL (label), graft_format_count (number, n));
}

void
graft_import_report_view_take (GraftImportReportView *self, GraftImportReport *report)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (GRAFT_IS_IMPORT_REPORT_VIEW (self) && report != NULL);

  g_list_store_remove_all (self->notes);
  g_clear_pointer (&self->report, graft_import_report_free);
  self->report = report;
  for (guint i = 0; report->notes != NULL && i < report->notes->len; i++)
    {
      g_autoptr (GraftNoteRow) row =
          graft_note_row_new (g_ptr_array_index (report->notes, i));

      g_list_store_append (self->notes, row);
    }
  sentence = graft_import_report_dup_sentence (report);
  gtk_label_set_label (GTK_LABEL (self->sentence), sentence);
  show_count (self->taken, report->taken);
  show_count (self->skipped, report->skipped);
  show_count (self->refused, report->refused);
  show_count (self->duplicates, report->duplicates);
  gtk_widget_set_visible (self->show_duplicates, report->duplicates > 0);
  update_stack (self);
}

/* ---- taking it away ---- */

gboolean
graft_import_report_view_save (GraftImportReportView *self,
                               const char *path,
                               GError **error)
{
  g_autofree char *text = NULL, *name = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (GRAFT_IS_IMPORT_REPORT_VIEW (self), FALSE);
  g_return_val_if_fail (self->report != NULL && path != NULL, FALSE);

  text = graft_import_report_dup_text (self->report);
  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666,
                                &local))
    return TRUE;
  name = g_filename_display_name (path);
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
               _ ("%s was not written: %s. Choose another folder or free some space."),
               name, local->message);
  return FALSE;
}

static void
chooser_cb (GtkNativeDialog *dialog, int response, GraftImportReportView *self)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path == NULL)
    return;
  if (graft_import_report_view_save (self, path, &error))
    graft_toast_show (GTK_WIDGET (self), _ ("The report was saved"));
  else
    graft_toast_show (GTK_WIDGET (self), error->message);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftImportReportView *self = GRAFT_IMPORT_REPORT_VIEW (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->chooser != NULL || self->report == NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (
      _ ("Save Report"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser),
                                     _ ("import-report.txt"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftImportReportView *self = GRAFT_IMPORT_REPORT_VIEW (widget);
  g_autofree char *text = NULL;

  if (self->report == NULL)
    return;
  text = graft_import_report_dup_text (self->report);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  graft_toast_show (widget, _ ("The report is on the clipboard"));
}

static void
duplicates_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit (widget, signals[SHOW_DUPLICATES], 0);
}

/* ---- life ---- */

static void
graft_import_report_view_dispose (GObject *object)
{
  GraftImportReportView *self = GRAFT_IMPORT_REPORT_VIEW (object);

  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_IMPORT_REPORT_VIEW);
  graft_widget_remove_children (GTK_WIDGET (self));
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->notes);
  g_clear_pointer (&self->report, graft_import_report_free);
  G_OBJECT_CLASS (graft_import_report_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/data/import-report.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView, sentence);
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView, taken);
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView, skipped);
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView, refused);
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView, duplicates);
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView, filters);
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView, search);
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView, outcome);
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView, stack);
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView, list);
  gtk_widget_class_bind_template_child (widget_class, GraftImportReportView,
                                        show_duplicates);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
}

static void
graft_import_report_view_class_init (GraftImportReportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_import_report_view_dispose;
  signals[SHOW_DUPLICATES] =
      g_signal_new ("show-duplicates", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "report.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "report.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "report.duplicates", NULL,
                                   duplicates_action);
}

static void
fill_list (GraftImportReportView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) model = NULL;

  self->filter = GTK_FILTER (gtk_custom_filter_new (match_cb, self, NULL));
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->notes)),
                                           g_object_ref (self->filter));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->shown)));
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (model));
}

static void
graft_import_report_view_init (GraftImportReportView *self)
{
  const char *const outcomes[] = { _ ("All notes"), _ ("Skipped"), _ ("Refused"),
                                   _ ("Duplicates"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (outcomes);

  self->notes = g_list_store_new (GRAFT_TYPE_NOTE_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_list (self);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->outcome), G_LIST_MODEL (list));
  graft_drop_down_set_name (self->outcome, _ ("Which notes"));
}
