/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See agreement-dialog.h. */
#include "ui/data/agreement-dialog.h"

#include "graft-config.h"
#include "ui/plot/axis.h"

#include <glib/gi18n.h>
#include <math.h>

struct _GraftAgreementDialog
{
  AdwWindow parent_instance;
  GraftItemView *view;
  GtkWidget *annotator;
  GtkWidget *known;
  GtkWidget *compare;
  GtkWidget *first;
  GtkWidget *second;
  GtkWidget *result;
  GtkWidget *figure;
  GtkWidget *words;
  GtkWidget *show_disputed;
  GCancellable *comparing; /* while it goes on */
  gboolean updating;       /* the lists change by program, not by a person */
};

G_DEFINE_FINAL_TYPE (GraftAgreementDialog, graft_agreement_dialog, ADW_TYPE_WINDOW)

const char *
graft_agreement_dialog_get_figure (GraftAgreementDialog *self)
{
  g_return_val_if_fail (GRAFT_IS_AGREEMENT_DIALOG (self), NULL);
  return gtk_label_get_label (GTK_LABEL (self->figure));
}

const char *
graft_agreement_dialog_get_words (GraftAgreementDialog *self)
{
  g_return_val_if_fail (GRAFT_IS_AGREEMENT_DIALOG (self), NULL);
  return gtk_label_get_label (GTK_LABEL (self->words));
}

static GraftProject *
project_of (GraftAgreementDialog *self)
{
  return graft_item_view_get_project (self->view);
}

/* ---- agreement ---- */

static void
show_result (GraftAgreementDialog *self, const char *figure, const char *words)
{
  gtk_widget_set_visible (self->result, words != NULL);
  gtk_widget_set_visible (self->figure, figure != NULL);
  gtk_label_set_label (GTK_LABEL (self->figure), figure != NULL ? figure : "");
  gtk_label_set_label (GTK_LABEL (self->words), words != NULL ? words : "");
}

static char *
figure_of (const GraftAgreement *agreement)
{
  char kappa[GRAFT_NUMBER_SIZE], low[GRAFT_NUMBER_SIZE], high[GRAFT_NUMBER_SIZE];

  if (!isfinite (agreement->kappa))
    return NULL;
  graft_format_fixed (kappa, agreement->kappa, 2);
  if (!isfinite (agreement->low) || !isfinite (agreement->high))
    return g_strdup_printf ("κ = %s", kappa);
  /* Translators: Cohen's kappa and its interval */
  return g_strdup_printf (_ ("κ = %s, %s to %s"), kappa,
                          graft_format_fixed (low, agreement->low, 2),
                          graft_format_fixed (high, agreement->high, 2));
}

static void
compared_cb (GObject *project, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftAgreementDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftAgreement) agreement =
      graft_assist_agreement_finish (GRAFT_PROJECT (project), result, &error);
  g_autofree char *figure = NULL;

  if (self->result == NULL ||
      (error != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    return;
  g_clear_object (&self->comparing);
  gtk_widget_set_visible (self->show_disputed,
                          agreement != NULL && agreement->agreed < agreement->both);
  if (agreement == NULL)
    {
      show_result (self, NULL, error->message);
      return;
    }
  figure = figure_of (agreement);
  show_result (self, figure, agreement->sentence);
}

static const char *
name_in (GtkWidget *row)
{
  GtkStringObject *name = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));

  return name != NULL ? gtk_string_object_get_string (name) : NULL;
}

static void
chosen_cb (GraftAgreementDialog *self)
{
  const char *first = name_in (self->first), *second = name_in (self->second);

  if (self->updating || first == NULL || second == NULL)
    return;
  if (self->comparing != NULL)
    g_cancellable_cancel (self->comparing);
  g_clear_object (&self->comparing);
  gtk_widget_set_visible (self->show_disputed, FALSE);
  if (g_str_equal (first, second))
    {
      show_result (self, NULL, _ ("Choose two different people to compare them."));
      return;
    }
  self->comparing = g_cancellable_new ();
  graft_assist_agreement_async (project_of (self), graft_item_view_get_set (self->view),
                                first, second, self->comparing, compared_cb,
                                g_object_ref (self));
}

static void
select_name (GtkWidget *row, const char *name)
{
  GListModel *names = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  for (guint i = 0; names != NULL && i < g_list_model_get_n_items (names); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (names), i), name))
      adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
}

void
graft_agreement_dialog_compare (GraftAgreementDialog *self,
                                const char *first,
                                const char *second)
{
  g_return_if_fail (GRAFT_IS_AGREEMENT_DIALOG (self));

  self->updating = TRUE;
  select_name (self->first, first);
  select_name (self->second, second);
  self->updating = FALSE;
  chosen_cb (self);
}

static void
disputed_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_item_view_set_show (GRAFT_AGREEMENT_DIALOG (widget)->view, GRAFT_SHOW_DISPUTED);
  gtk_window_close (GTK_WINDOW (widget));
}

/* ---- who labels ---- */

static void
fill_names (GraftAgreementDialog *self)
{
  const char *const *names = graft_project_get_annotators (project_of (self));
  guint n = g_strv_length ((char **)names);
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (names[i], NULL);

      g_menu_item_set_action_and_target (item, "agreement.label-as", "s", names[i]);
      g_menu_append_item (menu, item);
    }
  self->updating = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->first), G_LIST_MODEL (list));
  adw_combo_row_set_model (ADW_COMBO_ROW (self->second), G_LIST_MODEL (list));
  if (n > 1)
    adw_combo_row_set_selected (ADW_COMBO_ROW (self->second), 1);
  self->updating = FALSE;
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->known), G_MENU_MODEL (menu));
  gtk_widget_set_visible (self->known, n > 0);
  gtk_widget_set_sensitive (self->first, n > 1);
  gtk_widget_set_sensitive (self->second, n > 1);
}

static void
show_agreement (GraftAgreementDialog *self)
{
  gtk_widget_set_visible (self->show_disputed, FALSE);
  if (gtk_widget_get_sensitive (self->first))
    chosen_cb (self);
  else
    show_result (self, NULL,
                 _ ("So far one person has labelled at most. Let another one label some "
                    "of the same items, under a name of their own, to see how far they "
                    "agree."));
}

void
graft_agreement_dialog_set_annotator (GraftAgreementDialog *self, const char *name)
{
  g_autofree char *trimmed = NULL;

  g_return_if_fail (GRAFT_IS_AGREEMENT_DIALOG (self) && name != NULL);

  trimmed = g_strstrip (g_strdup (name));
  if (*trimmed != '\0')
    graft_project_set_annotator (project_of (self), trimmed);
  gtk_editable_set_text (GTK_EDITABLE (self->annotator),
                         graft_project_get_annotator (project_of (self)));
}

static void
annotator_cb (GraftAgreementDialog *self)
{
  graft_agreement_dialog_set_annotator (
      self, gtk_editable_get_text (GTK_EDITABLE (self->annotator)));
}

static void
label_as_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_agreement_dialog_set_annotator (GRAFT_AGREEMENT_DIALOG (widget),
                                        g_variant_get_string (target, NULL));
}

/* ---- life ---- */

static void
graft_agreement_dialog_dispose (GObject *object)
{
  GraftAgreementDialog *self = GRAFT_AGREEMENT_DIALOG (object);

  if (self->comparing != NULL)
    g_cancellable_cancel (self->comparing);
  g_clear_object (&self->comparing);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_AGREEMENT_DIALOG);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (graft_agreement_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/data/agreement-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftAgreementDialog, annotator);
  gtk_widget_class_bind_template_child (widget_class, GraftAgreementDialog, known);
  gtk_widget_class_bind_template_child (widget_class, GraftAgreementDialog, compare);
  gtk_widget_class_bind_template_child (widget_class, GraftAgreementDialog, first);
  gtk_widget_class_bind_template_child (widget_class, GraftAgreementDialog, second);
  gtk_widget_class_bind_template_child (widget_class, GraftAgreementDialog, result);
  gtk_widget_class_bind_template_child (widget_class, GraftAgreementDialog, figure);
  gtk_widget_class_bind_template_child (widget_class, GraftAgreementDialog, words);
  gtk_widget_class_bind_template_child (widget_class, GraftAgreementDialog,
                                        show_disputed);
  gtk_widget_class_bind_template_callback (widget_class, annotator_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
graft_agreement_dialog_class_init (GraftAgreementDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_agreement_dialog_dispose;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "agreement.show-disputed", NULL,
                                   disputed_action);
  gtk_widget_class_install_action (widget_class, "agreement.label-as", "s",
                                   label_as_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
graft_agreement_dialog_init (GraftAgreementDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * graft_agreement_dialog_present:
 *
 * Returns: (transfer none): the window, gone once it was closed
 */
GraftAgreementDialog *
graft_agreement_dialog_present (GtkWidget *parent, GraftItemView *view)
{
  GraftAgreementDialog *self;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (parent) && GRAFT_IS_ITEM_VIEW (view), NULL);
  g_return_val_if_fail (graft_item_view_get_set (view) != NULL, NULL);

  root = gtk_widget_get_root (parent);
  self = g_object_new (GRAFT_TYPE_AGREEMENT_DIALOG, NULL);
  self->view = g_object_ref (view);
  gtk_editable_set_text (GTK_EDITABLE (self->annotator),
                         graft_project_get_annotator (project_of (self)));
  gtk_widget_set_sensitive (self->annotator,
                            !graft_project_get_read_only (project_of (self)));
  fill_names (self);
  show_agreement (self);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
