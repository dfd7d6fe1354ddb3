/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See panel-fixture.h. */
#include "tests/ui/panel-fixture.h"

static const char *const classes[] = { "cat", "dog", "horse", NULL };

void
panel_fixture_init (PanelFixture *self, GType type)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  fake_jobs_reset ();
  project_fixture_init (&self->files);
  self->set = project_fixture_add_set (&self->files, "photos", 20, classes);
  self->view = graft_item_view_new ();
  graft_item_view_set_project (self->view, self->files.project);
  graft_item_view_set_set (self->view, self->set);
  self->panel = type != G_TYPE_NONE ? g_object_new (type, "view", self->view, NULL)
                                    : adw_bin_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), self->panel);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 420, 480);
  gtk_window_set_child (GTK_WINDOW (self->window), toasts);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
}

/* Questions that were asked on the project's thread keep it until they are answered. */
static gboolean
is_alone (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

void
panel_fixture_clear_project (ProjectFixture *files)
{
  panel_fixture_wait (is_alone, files->project);
  project_fixture_clear (files);
}

void
panel_fixture_clear (PanelFixture *self)
{
  gpointer panel = self->panel;

  panel_fixture_flush (self);
  g_object_add_weak_pointer (G_OBJECT (panel), &panel);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (panel);
  panel_fixture_wait (is_alone, self->view);
  g_assert_finalize_object (self->view);
  panel_fixture_clear_project (&self->files);
}

void
panel_fixture_flush (PanelFixture *self)
{
  project_fixture_flush (&self->files);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

void
panel_fixture_label (PanelFixture *self, guint first, guint n, int class)
{
  const GraftItem *items = graft_project_set_peek_items (self->set, NULL);
  g_autofree guint32 *ids = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    ids[i] = items[first + i].id;
  graft_project_label (self->files.project, self->set, ids, n, class);
  panel_fixture_flush (self);
}

int
panel_fixture_get_label (PanelFixture *self, guint position)
{
  return graft_project_set_peek_items (self->set, NULL)[position].label;
}

void
panel_fixture_select (PanelFixture *self, guint first, guint n)
{
  GtkSelectionModel *model = graft_item_view_get_model (self->view);

  graft_item_view_select_none (self->view);
  for (guint i = 0; i < n; i++)
    gtk_selection_model_select_item (model, first + i, FALSE);
}

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("what was waited for did not come within twenty seconds");
}

void
panel_fixture_wait (gboolean (*done) (gpointer), gpointer data)
{
  guint limit = g_timeout_add_seconds (20, expired_cb, NULL);

  while (!done (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

GtkWidget *
panel_fixture_find (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = panel_fixture_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The overlay keeps its toast's widget as a child beside the content. */
static GtkWidget *
toast_widget (PanelFixture *self)
{
  return panel_fixture_find (self->window, g_type_from_name ("AdwToastWidget"));
}

const char *
panel_fixture_get_toast (PanelFixture *self)
{
  GtkWidget *toast =
      g_type_from_name ("AdwToastWidget") != 0 ? toast_widget (self) : NULL;
  GtkWidget *label = toast != NULL ? panel_fixture_find (toast, GTK_TYPE_LABEL) : NULL;

  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

void
panel_fixture_press_toast (PanelFixture *self)
{
  g_signal_emit_by_name (panel_fixture_find (toast_widget (self), GTK_TYPE_BUTTON),
                         "clicked");
}
