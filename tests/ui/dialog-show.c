/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialogs of the Data page, to look at. Not a test, never installed.
 * Usage: dialog-show import|report|export|agreement PROJECT.graft [PATH...] */
#include "ui/data/agreement-dialog.h"
#include "ui/data/export-dialog.h"
#include "ui/data/import-dialog.h"

#include <adwaita.h>

static gboolean
start_cb (gpointer dialog)
{
  if (!graft_import_dialog_is_ready (dialog))
    return G_SOURCE_CONTINUE;
  graft_import_dialog_start (dialog);
  return G_SOURCE_REMOVE;
}

static void
show (GtkWidget *parent, const char *what, GraftProject *project, char **paths)
{
  GListModel *sets = graft_project_get_sets (project);
  g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, 0);
  g_autoptr (GraftItemView) view = graft_item_view_new ();

  graft_item_view_set_project (view, project);
  if (g_str_equal (what, "export"))
    graft_export_dialog_present (parent, project, set);
  else if (g_str_equal (what, "agreement") && set != NULL)
    graft_agreement_dialog_present (parent, view);
  else
    {
      GraftImportDialog *dialog = graft_import_dialog_present (
          parent, project, (const char *const *)(paths[0] != NULL ? paths : NULL));

      if (g_str_equal (what, "report"))
        g_timeout_add (50, start_cb, dialog);
    }
}

/* As an AdwApplication does. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/graft/Graft/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int argc, char **argv)
{
  GtkWidget *window;
  g_autoptr (GraftProject) project = NULL;
  g_autoptr (GError) error = NULL;

  adw_init ();
  load_style ();
  if (argc < 3)
    return 2;
  project = graft_project_open (argv[2],
                                g_file_test (argv[2], G_FILE_TEST_EXISTS)
                                    ? GRAFT_PROJECT_OPEN
                                    : GRAFT_PROJECT_CREATE,
                                &error);
  g_assert_no_error (error);
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 760);
  gtk_window_present (GTK_WINDOW (window));
  show (window, argv[1], project, argv + 3);
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}
