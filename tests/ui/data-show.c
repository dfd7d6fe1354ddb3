/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window with a project made of a folder of pictures, class/picture, to look at.
 * Usage: data-show PROJECT.graft [FOLDER...] */
#include "app/application.h"
#include "tests/support/picture-project.h"
#include "ui/data/data-page.h"
#include "ui/window/window.h"

#include <stdlib.h>

static GraftProject *
open_project (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  GraftProject *project = graft_project_open (argv[1],
                                              g_file_test (argv[1], G_FILE_TEST_EXISTS)
                                                  ? GRAFT_PROJECT_OPEN
                                                  : GRAFT_PROJECT_CREATE,
                                              &error);

  if (project == NULL)
    g_error ("%s", error->message);
  for (int i = 2; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);

      if (graft_project_find_set (project, name) == NULL)
        picture_project_add_folder (project, name, argv[i]);
    }
  return project;
}

static void
activate_cb (GApplication *application, GraftProject *project)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));
  GraftDataPage *page =
      GRAFT_DATA_PAGE (graft_window_get_page (GRAFT_WINDOW (window), "data"));

  graft_window_show_page (GRAFT_WINDOW (window), "data");
  if (project != NULL)
    graft_page_set_project (GRAFT_PAGE (page), project);
}

int
main (int argc, char **argv)
{
  g_autoptr (GraftApplication) application = graft_application_new ();
  g_autoptr (GraftProject) project = argc > 1 ? open_project (argc, argv) : NULL;

  g_signal_connect_after (application, "activate", G_CALLBACK (activate_cb), project);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
