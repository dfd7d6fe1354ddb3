/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See application.h. */
#include "app/application.h"

#include "graft-config.h"
#include "ui/window/window.h"

#include <glib/gi18n.h>

struct _GraftApplication
{
  AdwApplication parent_instance;
  char *example; /* to be trained as soon as there is a window; may be NULL */
};

G_DEFINE_FINAL_TYPE (GraftApplication, graft_application, ADW_TYPE_APPLICATION)

/* Windows are closed one by one, so that each lets go of its run in order. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window;

  while ((window = gtk_application_get_active_window (GTK_APPLICATION (user_data))) !=
         NULL)
    gtk_window_destroy (window);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_show_about_window (window, "application-name", _ ("Graft"), "application-icon",
                         GRAFT_APP_ID, "version", GRAFT_VERSION, "developer-name",
                         _ ("The Graft contributors"), "license-type",
                         GTK_LICENSE_GPL_3_0, "comments",
                         _ ("A workbench for transfer learning"), NULL);
}

static GraftWindow *
get_window (GraftApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (GRAFT_IS_WINDOW (window))
    return GRAFT_WINDOW (window);
  return GRAFT_WINDOW (graft_window_new (ADW_APPLICATION (self)));
}

static void
graft_application_activate (GApplication *application)
{
  GraftApplication *self = GRAFT_APPLICATION (application);
  GraftWindow *window = get_window (self);
  g_autofree char *example = g_steal_pointer (&self->example);

  gtk_window_present (GTK_WINDOW (window));
  if (example != NULL)
    graft_window_open_example (window, example, TRUE);
}

/* There is one window and one experiment in it: of several files the first is opened. */
static void
graft_application_open (GApplication *application,
                        GFile **files,
                        int n_files,
                        const char *hint)
{
  GraftWindow *window = get_window (GRAFT_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  graft_window_request_open (window, files[0]);
  if (n_files > 1)
    graft_window_toast (window,
                        _ ("One experiment at a time: the first file was opened"));
}

static void
graft_application_startup (GApplication *application)
{
  const GActionEntry entries[] = {
    { .name = "quit", .activate = quit_cb },
    { .name = "about", .activate = about_cb },
  };
  const char *const quit_keys[] = { "<Control>q", NULL };

  G_APPLICATION_CLASS (graft_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries,
                                   G_N_ELEMENTS (entries), application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit",
                                         quit_keys);
  gtk_window_set_default_icon_name (GRAFT_APP_ID);
}

static void
graft_application_finalize (GObject *object)
{
  g_free (GRAFT_APPLICATION (object)->example);
  G_OBJECT_CLASS (graft_application_parent_class)->finalize (object);
}

static void
graft_application_class_init (GraftApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = graft_application_finalize;
  application_class->activate = graft_application_activate;
  application_class->open = graft_application_open;
  application_class->startup = graft_application_startup;
}

static void
graft_application_init (GraftApplication *self)
{
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _ ("[EXPERIMENT]"));
}

void
graft_application_set_example (GraftApplication *self, const char *id)
{
  g_return_if_fail (GRAFT_IS_APPLICATION (self));
  g_free (self->example);
  self->example = g_strdup (id);
}

GraftApplication *
graft_application_new (void)
{
  return g_object_new (GRAFT_TYPE_APPLICATION, "application-id", GRAFT_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/org/graft/Graft", NULL);
}
