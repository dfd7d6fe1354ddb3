/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See set-panel.h. The rows are in set-row.c. */
#include "ui/data/set-panel.h"

#include "graft-config.h"
#include "ui/data/panel-job.h"
#include "ui/data/set-row.h"
#include "ui/data/undo-toast.h"

#include <glib/gi18n.h>

struct _GraftSetPanel
{
  GraftViewPanel parent_instance;
  GtkWidget *card;
  GtkWidget *menu;
  GtkWidget *list;
  GtkWidget *missing;
  GtkWidget *missing_text;
  GListModel *model;             /* that the list is bound to, borrowed */
  GCancellable *counting;        /* the count of missing files under way */
  GtkFileChooserNative *chooser; /* while it is open */
  guint n_missing;
  gboolean updating; /* the selection changes by program, not by a person */
};

G_DEFINE_FINAL_TYPE (GraftSetPanel, graft_set_panel, GRAFT_TYPE_VIEW_PANEL)

static GraftProject *
project_of (GraftSetPanel *self)
{
  return graft_view_panel_get_project (GRAFT_VIEW_PANEL (self));
}

static GraftProjectSet *
set_of (GraftSetPanel *self)
{
  return graft_view_panel_get_set (GRAFT_VIEW_PANEL (self));
}

GtkListBox *
graft_set_panel_get_list (GraftSetPanel *self)
{
  g_return_val_if_fail (GRAFT_IS_SET_PANEL (self), NULL);
  return GTK_LIST_BOX (self->list);
}

const char *
graft_set_panel_get_missing_text (GraftSetPanel *self)
{
  g_return_val_if_fail (GRAFT_IS_SET_PANEL (self), NULL);
  return gtk_widget_get_visible (self->missing)
             ? gtk_label_get_label (GTK_LABEL (self->missing_text))
             : NULL;
}

/* ---- the list ---- */

static GraftSetRow *
find_row (GraftSetPanel *self, GraftProjectSet *set)
{
  GtkListBoxRow *row;

  for (int i = 0;
       (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)) != NULL; i++)
    if (graft_set_row_get_set (GRAFT_SET_ROW (row)) == set)
      return GRAFT_SET_ROW (row);
  return NULL;
}

static void
row_selected_cb (GraftSetPanel *self, GtkListBoxRow *row)
{
  GraftItemView *view = graft_view_panel_get_view (GRAFT_VIEW_PANEL (self));

  if (!self->updating && row != NULL && view != NULL)
    graft_item_view_set_set (view, graft_set_row_get_set (GRAFT_SET_ROW (row)));
}

static void
renamed_cb (GraftSetRow *row, const char *name, GraftSetPanel *self)
{
  GraftProject *project = project_of (self);
  g_autofree char *text = NULL;

  if (graft_project_find_set (project, name) == NULL)
    graft_project_rename_set (project, graft_set_row_get_set (row), name);
  else
    {
      text = g_strdup_printf (
          _ ("There is a data set “%s” already; choose another name."), name);
      graft_toast_show (GTK_WIDGET (self), text);
    }
}

static GtkWidget *
make_row (gpointer set, gpointer user_data)
{
  GtkWidget *row = graft_set_row_new (set);

  g_signal_connect_object (row, "renamed", G_CALLBACK (renamed_cb), user_data, 0);
  return row;
}

static void
bind_list (GraftSetPanel *self)
{
  GraftProject *project = project_of (self);
  GListModel *model = project != NULL ? graft_project_get_sets (project) : NULL;

  if (model == self->model)
    return;
  self->model = model;
  gtk_list_box_bind_model (GTK_LIST_BOX (self->list), model, make_row, self, NULL);
}

/* ---- missing files ---- */

static void
show_missing (GraftSetPanel *self, guint n)
{
  g_autofree char *text =
      g_strdup_printf (ngettext ("%u file is missing, or was changed.",
                                 "%u files are missing, or were changed.", n),
                       n);

  self->n_missing = n;
  gtk_label_set_label (GTK_LABEL (self->missing_text), text);
  gtk_widget_set_visible (self->missing, n > 0);
}

static void
counted_cb (GObject *project, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftPanelJob) job = user_data;
  GraftSetPanel *self = job->panel;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  if (graft_project_count_missing_finish (GRAFT_PROJECT (project), result, &n, &error) &&
      self != NULL && job->cancellable == self->counting)
    show_missing (self, n);
}

static void
count_missing (GraftSetPanel *self)
{
  GraftProject *project = project_of (self);

  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  if (project == NULL)
    {
      show_missing (self, 0);
      return;
    }
  self->counting = g_cancellable_new ();
  graft_project_count_missing_async (project, self->counting, counted_cb,
                                     graft_panel_job_new (self, self->counting));
}

static void
relinked_cb (GObject *project, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftPanelJob) job = user_data;
  GraftSetPanel *self = job->panel;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_found = 0, n_missing = 0;
  gboolean done = graft_project_relink_finish (GRAFT_PROJECT (project), result, &n_found,
                                               &n_missing, &error);

  if (self == NULL || project != (GObject *)project_of (self))
    return;
  if (!done)
    {
      graft_toast_show (GTK_WIDGET (self), error->message);
      return;
    }
  if (n_missing > 0)
    text = g_strdup_printf (_ ("Found: %u. Still missing: %u."), n_found, n_missing);
  else
    text = g_strdup (_ ("All files were found."));
  show_missing (self, n_missing);
  graft_toast_show (GTK_WIDGET (self), text);
  /* Tiles have given their pictures up. */
  if (n_found > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "data.reload", NULL);
}

void
graft_set_panel_relink (GraftSetPanel *self, const char *folder)
{
  g_return_if_fail (GRAFT_IS_SET_PANEL (self) && folder != NULL);
  g_return_if_fail (project_of (self) != NULL);

  graft_project_relink_async (project_of (self), folder, NULL, relinked_cb,
                              graft_panel_job_new (self, NULL));
}

static void
chooser_cb (GtkNativeDialog *dialog, int response, GraftSetPanel *self)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) folder = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (folder != NULL)
    path = g_file_get_path (folder);
  if (path != NULL && project_of (self) != NULL)
    graft_set_panel_relink (self, path);
}

static void
relink_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftSetPanel *self = GRAFT_SET_PANEL (widget);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->chooser != NULL || project_of (self) == NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (
      _ ("Folder to Look In"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Look Here"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ---- what is done with a set ---- */

static void
rename_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftSetPanel *self = GRAFT_SET_PANEL (widget);
  GraftSetRow *row = find_row (self, set_of (self));

  if (row != NULL)
    graft_set_row_edit (row);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftSetPanel *self = GRAFT_SET_PANEL (widget);
  GraftProjectSet *set = set_of (self);
  g_autofree char *text = NULL;

  if (set == NULL)
    return;
  text = g_strdup_printf (_ ("“%s” was deleted"), graft_project_set_get_name (set));
  graft_undo_toast_expect (widget, project_of (self), text);
  graft_project_delete_set (project_of (self), set);
}

static void
menu_cb (GtkGestureClick *click, int n_press, double x, double y, GraftSetPanel *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (GTK_LIST_BOX (self->list), (int)y);

  if (row == NULL)
    return;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
}

/* ---- life ---- */

static void
graft_set_panel_project_changed (GraftViewPanel *panel)
{
  GraftSetPanel *self = GRAFT_SET_PANEL (panel);

  self->updating = TRUE;
  bind_list (self);
  self->updating = FALSE;
  count_missing (self);
}

static void
graft_set_panel_set_changed (GraftViewPanel *panel)
{
  GraftSetPanel *self = GRAFT_SET_PANEL (panel);
  GraftSetRow *row = find_row (self, set_of (self));
  gboolean editable = graft_view_panel_is_editable (panel);

  self->updating = TRUE;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), (GtkListBoxRow *)row);
  self->updating = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sets.rename", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sets.delete", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sets.relink", editable);
}

static void
graft_set_panel_dispose (GObject *object)
{
  GraftSetPanel *self = GRAFT_SET_PANEL (object);

  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_object (&self->chooser);
  if (self->list != NULL)
    gtk_list_box_bind_model (GTK_LIST_BOX (self->list), NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_SET_PANEL);
  G_OBJECT_CLASS (graft_set_panel_parent_class)->dispose (object);
}

static void
graft_set_panel_class_init (GraftSetPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_set_panel_dispose;
  GRAFT_VIEW_PANEL_CLASS (klass)->project_changed = graft_set_panel_project_changed;
  GRAFT_VIEW_PANEL_CLASS (klass)->set_changed = graft_set_panel_set_changed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/data/set-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftSetPanel, card);
  gtk_widget_class_bind_template_child (widget_class, GraftSetPanel, menu);
  gtk_widget_class_bind_template_child (widget_class, GraftSetPanel, list);
  gtk_widget_class_bind_template_child (widget_class, GraftSetPanel, missing);
  gtk_widget_class_bind_template_child (widget_class, GraftSetPanel, missing_text);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_install_action (widget_class, "sets.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "sets.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "sets.relink", NULL, relink_action);
}

static void
graft_set_panel_init (GraftSetPanel *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (menu_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
graft_set_panel_new (GraftItemView *view)
{
  return g_object_new (GRAFT_TYPE_SET_PANEL, "view", view, NULL);
}
