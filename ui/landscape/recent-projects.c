/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See recent-projects.h. */
#include "ui/landscape/recent-projects.h"

#include "graft-config.h"
#include "ui/widgets/children.h"
#include "ui/window/project-holder.h"
#include "ui/window/settings.h"

#include <glib/gi18n.h>
#include <string.h>

struct _GraftRecentProjects
{
  GtkWidget parent_instance;
  GSettings *settings; /* or NULL */
  GtkWidget *flow;
};

G_DEFINE_FINAL_TYPE (GraftRecentProjects, graft_recent_projects, GTK_TYPE_WIDGET)

static char *
shown_name (const char *path)
{
  g_autofree char *name = g_filename_display_basename (path);
  char *ending = g_strrstr (name, ".graft");

  if (ending != NULL && ending != name)
    *ending = '\0';
  return g_steal_pointer (&name);
}

static GtkWidget *
make_button (const char *path)
{
  g_autofree char *name = shown_name (path);
  /* Translators: the name of a project */
  g_autofree char *spoken = g_strdup_printf (_ ("Open the project “%s”"), name);
  GtkWidget *button = gtk_button_new_with_label (name);

  gtk_widget_set_tooltip_text (button, path);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", path);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.open-path");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  return button;
}

static void
fill (GraftRecentProjects *self)
{
  g_auto (GStrv) paths = graft_project_holder_dup_recent (self->settings);

  graft_widget_remove_children (self->flow);
  for (gsize i = 0; paths[i] != NULL; i++)
    gtk_box_append (GTK_BOX (self->flow), make_button (paths[i]));
  gtk_widget_set_visible (GTK_WIDGET (self), paths[0] != NULL);
}

static void
graft_recent_projects_dispose (GObject *object)
{
  g_clear_object (&GRAFT_RECENT_PROJECTS (object)->settings);
  graft_widget_remove_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (graft_recent_projects_parent_class)->dispose (object);
}

static void
graft_recent_projects_class_init (GraftRecentProjectsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = graft_recent_projects_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BOX_LAYOUT);
}

static GtkWidget *
make_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_set_hexpand (scroller, TRUE);
  return scroller;
}

static void
graft_recent_projects_init (GraftRecentProjects *self)
{
  GtkBoxLayout *layout =
      GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  GtkWidget *heading = gtk_label_new (_ ("Recent projects"));

  gtk_box_layout_set_spacing (layout, 9);
  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_widget_add_css_class (heading, "dim-label");
  self->flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_parent (heading, GTK_WIDGET (self));
  gtk_widget_set_parent (make_scroller (self->flow), GTK_WIDGET (self));
  self->settings = graft_settings_new ();
  if (self->settings != NULL)
    g_signal_connect_object (self->settings, "changed::recent-projects",
                             G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}
