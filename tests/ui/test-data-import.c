/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files for the Data page: the real import, from the paths to what the page shows
 * afterwards; splits and suggestions on it; and out again. */
#include "ui/data/data-page.h"

#include "engine/io/png-write.h"
#include "tests/support/project-fixture.h"
#include "ui/data/assist-bar.h"
#include "ui/data/export-dialog.h"
#include "ui/data/import-dialog.h"
#include "ui/data/set-panel.h"
#include "ui/data/set-words.h"
#include "ui/data/split-panel.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  ProjectFixture files;
  char *folder; /* of pictures */
  GtkWidget *window;
  GraftDataPage *page;
  GraftItemView *view;
} Fixture;

/* ---- pictures ---- */

/* Stripes whose width and brightness go with @look: far apart even for a hash that
 * forgives. */
static GBytes *
draw_picture (guint look)
{
  guint8 pixels[32 * 32 * 3];
  GraftImage image = { 0 };

  for (guint y = 0; y < 32; y++)
    for (guint x = 0; x < 32; x++)
      for (guint c = 0; c < 3; c++)
        pixels[(y * 32 + x) * 3 + c] =
            (guint8)(((x >> (look % 4)) + (y >> (look / 4))) % 2 * 160 + 20 * c + look);
  image.width = 32;
  image.height = 32;
  image.channels = 3;
  image.pixels = pixels;
  return graft_png_build (&image);
}

static void
write_file (Fixture *fixture, const char *class, const char *name, GBytes *bytes)
{
  g_autofree char *folder = g_build_filename (fixture->folder, class, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, data, (gssize)size, NULL));
}

/* Three cats and three dogs, one of which is a cat's very picture; half a picture; a
 * text. */
static void
write_pictures (Fixture *fixture)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("to do", 5);
  g_autoptr (GBytes) half = NULL;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("picture-%u.png", i);
      g_autoptr (GBytes) bytes = draw_picture (i == 5 ? 0 : i * 3);

      write_file (fixture, i < 3 ? "cat" : "dog", name, bytes);
      if (i == 1)
        half = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 2);
    }
  write_file (fixture, "dog", "half.png", half);
  write_file (fixture, "dog", "notes.docx", text);
}

/* ---- the page ---- */

static void
set_up (Fixture *fixture, gconstpointer data)
{
  project_fixture_init (&fixture->files);
  fixture->folder = g_build_filename (fixture->files.folder, "Things", NULL);
  write_pictures (fixture);
  fixture->page = g_object_new (GRAFT_TYPE_DATA_PAGE, NULL);
  fixture->view = graft_data_page_get_view (fixture->page);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  graft_page_set_project (GRAFT_PAGE (fixture->page), fixture->files.project);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

G_NORETURN static gboolean
expired_cb (gpointer user_data)
{
  g_error ("what was waited for did not come within twenty seconds");
}

static void
wait_until (gboolean (*done) (gpointer), gpointer data)
{
  guint limit = g_timeout_add_seconds (20, expired_cb, NULL);

  while (!done (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

/* Questions that were asked on the project's thread keep it until they are answered. */
static gboolean
is_alone (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gpointer page = fixture->page;

  g_object_add_weak_pointer (G_OBJECT (page), &page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (page);
  project_fixture_flush (&fixture->files);
  wait_until (is_alone, fixture->files.project);
  g_free (fixture->folder);
  project_fixture_clear (&fixture->files);
}

/* What the window does with files that are dropped on it. */
static void
drop (Fixture *fixture)
{
  const char *const paths[] = { fixture->folder, NULL };

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "data.import-paths", "@aay",
                              g_variant_new_bytestring_array (paths, -1));
}

static gpointer
find_window (GType type)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
      return l->data;
  return NULL;
}

static gboolean
is_ready (gpointer dialog)
{
  return graft_import_dialog_is_ready (dialog);
}

static gboolean
has_report (gpointer dialog)
{
  return g_str_equal (graft_import_dialog_get_mode (dialog), "report");
}

static GraftImportDialog *
import (Fixture *fixture)
{
  GraftImportDialog *dialog;

  drop (fixture);
  dialog = find_window (GRAFT_TYPE_IMPORT_DIALOG);
  g_assert_nonnull (dialog);
  wait_until (is_ready, dialog);
  g_assert_cmpstr (gtk_editable_get_text (graft_import_dialog_get_name_entry (dialog)),
                   ==, "Things");
  graft_import_dialog_start (dialog);
  wait_until (has_report, dialog);
  return dialog;
}

static void
test_drop (Fixture *fixture, gconstpointer data)
{
  GraftImportDialog *dialog;
  GraftImportReportView *view;
  const GraftImportReport *report;
  GraftProjectSet *set;

  g_assert_cmpstr (graft_data_page_get_state (fixture->page), ==, "no-sets");
  dialog = import (fixture);
  view = graft_import_dialog_get_report (dialog);
  report = graft_import_report_view_get_report (view);
  g_assert_cmpuint (report->taken, ==, 6);
  g_assert_cmpuint (report->refused, ==, 1);
  g_assert_cmpuint (report->duplicates, ==, 1);
  graft_import_report_view_search (view, "half.png");
  g_assert_cmpuint (graft_import_report_view_get_n_shown (view), ==, 1);
  /* What came is what is shown. */
  set = graft_item_view_get_set (fixture->view);
  g_assert_cmpstr (graft_project_set_get_name (set), ==, "Things");
  g_assert_cmpuint (graft_project_set_get_n_classes (set), ==, 2);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 6);
  g_assert_cmpstr (graft_data_page_get_state (fixture->page), ==, "grid");
  gtk_widget_activate_action (GTK_WIDGET (view), "report.duplicates", NULL);
  g_assert_cmpint (graft_item_view_get_filter (fixture->view)->show, ==,
                   GRAFT_SHOW_DUPLICATES);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (graft_item_view_get_model (fixture->view))),
      ==, 2);
}

/* One step back takes the whole import back. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  GraftImportDialog *dialog = import (fixture);

  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->page), "data.undo", NULL));
  project_fixture_flush (&fixture->files);
  g_assert_cmpuint (
      g_list_model_get_n_items (graft_project_get_sets (fixture->files.project)), ==, 0);
  g_assert_cmpstr (graft_data_page_get_state (fixture->page), ==, "no-sets");
}

/* ---- splits and suggestions ---- */

static GtkWidget *
find_below (GtkWidget *root, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_below (child, type);
  return found;
}

static gboolean
is_split (gpointer set)
{
  gsize counts[GRAFT_N_SPLITS];

  graft_set_count_splits (set, counts);
  return counts[GRAFT_SPLIT_NONE] == 0;
}

static guint8
split_of (GraftProjectSet *set, guint position)
{
  return graft_project_set_peek_items (set, NULL)[position].split;
}

/* The first cat and the last dog are one picture: they go together. */
static void
test_split (Fixture *fixture, gconstpointer data)
{
  GraftSplitPanel *panel =
      GRAFT_SPLIT_PANEL (find_below (GTK_WIDGET (fixture->page), GRAFT_TYPE_SPLIT_PANEL));
  GraftProjectSet *set;
  gsize counts[GRAFT_N_SPLITS];

  gtk_window_close (GTK_WINDOW (import (fixture)));
  set = graft_item_view_get_set (fixture->view);
  graft_split_form_set_share (graft_split_panel_get_form (panel), GRAFT_SPLIT_VALIDATION,
                              0);
  graft_split_form_set_share (graft_split_panel_get_form (panel), GRAFT_SPLIT_TEST, 50);
  graft_split_panel_split (panel);
  wait_until (is_split, set);
  graft_set_count_splits (set, counts);
  g_assert_cmpuint (counts[GRAFT_SPLIT_TRAIN] + counts[GRAFT_SPLIT_TEST], ==, 6);
  g_assert_cmpuint (counts[GRAFT_SPLIT_TRAIN], >=, 2);
  g_assert_cmpuint (counts[GRAFT_SPLIT_TEST], >=, 2);
  g_assert_cmpint (split_of (set, 0), ==, split_of (set, 5));
  g_assert_null (graft_split_panel_get_leak_words (panel));
}

static void
split_done_cb (GObject *project, GAsyncResult *result, gpointer done)
{
  g_assert_true (graft_project_split_finish (GRAFT_PROJECT (project), result, NULL));
  *(gboolean *)done = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *)flag;
}

/* Without regard to duplicates, as an older project may have been split. */
static void
split_carelessly (Fixture *fixture, GraftProjectSet *set, guint64 seed)
{
  const GraftSplitPlan plan = { .train = 0.5, .test = 0.5, .seed = seed };
  gboolean done = FALSE;

  graft_project_split_async (fixture->files.project, set, &plan, NULL, split_done_cb,
                             &done);
  wait_until (is_true, &done);
}

static gboolean
has_no_leaks (gpointer panel)
{
  return graft_split_panel_get_leak_words (panel) == NULL;
}

static void
test_mend (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = find_below (GTK_WIDGET (fixture->page), GRAFT_TYPE_SPLIT_PANEL);
  GraftProjectSet *set;

  gtk_window_close (GTK_WINDOW (import (fixture)));
  set = graft_item_view_get_set (fixture->view);
  for (guint64 seed = 1; seed <= 40 && has_no_leaks (panel); seed++)
    split_carelessly (fixture, set, seed);
  g_assert_cmpint (split_of (set, 0), !=, split_of (set, 5));
  g_assert_true (g_str_has_prefix (
      graft_split_panel_get_leak_words (GRAFT_SPLIT_PANEL (panel)), "2 items have"));
  g_assert_true (gtk_widget_activate_action (panel, "splits.show-leaks", NULL));
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (graft_item_view_get_model (fixture->view))),
      ==, 2);
  g_assert_true (gtk_widget_activate_action (panel, "splits.mend", NULL));
  wait_until (has_no_leaks, panel);
  g_assert_cmpint (split_of (set, 0), ==, split_of (set, 5));
}

/* ---- files that went elsewhere ---- */

static gboolean
tells_missing (gpointer panel)
{
  return graft_set_panel_get_missing_text (panel) != NULL;
}

static gboolean
tells_nothing (gpointer panel)
{
  return graft_set_panel_get_missing_text (panel) == NULL;
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  GraftSetPanel *panel =
      GRAFT_SET_PANEL (find_below (GTK_WIDGET (fixture->page), GRAFT_TYPE_SET_PANEL));
  g_autofree char *elsewhere =
      g_build_filename (fixture->files.folder, "Elsewhere", NULL);

  gtk_window_close (GTK_WINDOW (import (fixture)));
  g_assert_cmpint (g_rename (fixture->folder, elsewhere), ==, 0);
  graft_page_set_project (GRAFT_PAGE (fixture->page), NULL);
  graft_page_set_project (GRAFT_PAGE (fixture->page), fixture->files.project);
  wait_until (tells_missing, panel);
  g_assert_cmpstr (graft_set_panel_get_missing_text (panel), ==,
                   "6 files are missing, or were changed.");
  graft_set_panel_relink (panel, elsewhere);
  wait_until (tells_nothing, panel);
}

static gboolean
is_idle (gpointer bar)
{
  return !graft_assist_bar_is_running (bar);
}

static void
test_suggest (Fixture *fixture, gconstpointer data)
{
  GtkWidget *bar = find_below (GTK_WIDGET (fixture->page), GRAFT_TYPE_ASSIST_BAR);
  GraftProjectSet *set;
  guint32 id;

  gtk_window_close (GTK_WINDOW (import (fixture)));
  set = graft_item_view_get_set (fixture->view);
  id = graft_project_set_peek_items (set, NULL)[2].id;
  graft_project_label (fixture->files.project, set, &id, 1, GRAFT_CLASS_NONE);
  project_fixture_flush (&fixture->files);
  g_assert_true (gtk_widget_activate_action (bar, "assist.run", NULL));
  wait_until (is_idle, bar);
  g_assert_cmpuint (graft_item_view_count (fixture->view, GRAFT_SHOW_SUGGESTED), ==, 1);
  g_assert_cmpstr (graft_assist_bar_get_words (GRAFT_ASSIST_BAR (bar)), !=, "");
  g_assert_true (gtk_widget_activate_action (bar, "assist.clear", NULL));
  project_fixture_flush (&fixture->files);
  g_assert_cmpuint (graft_item_view_count (fixture->view, GRAFT_SHOW_SUGGESTED), ==, 0);
}

/* ---- out again ---- */

static gboolean
is_closed (gpointer unused)
{
  return find_window (GRAFT_TYPE_EXPORT_DIALOG) == NULL;
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  GraftImportDialog *dialog = import (fixture);
  GraftExportDialog *export;
  g_autofree char *path = g_build_filename (fixture->files.folder, "out.csv", NULL);
  g_autofree char *text = NULL;

  gtk_window_close (GTK_WINDOW (dialog));
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->page), "data.export", NULL));
  export = find_window (GRAFT_TYPE_EXPORT_DIALOG);
  graft_export_dialog_choose (export, GRAFT_EXPORT_CSV);
  graft_export_dialog_start (export, path);
  wait_until (is_closed, NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "picture-4.png"));
  g_assert_nonnull (strstr (text, "cat"));
}

/* Without a project there is nowhere to put anything. */
static void
test_no_project (Fixture *fixture, gconstpointer data)
{
  graft_page_set_project (GRAFT_PAGE (fixture->page), NULL);
  drop (fixture);
  g_assert_null (find_window (GRAFT_TYPE_IMPORT_DIALOG));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "data.import", NULL);
  g_assert_null (find_window (GRAFT_TYPE_IMPORT_DIALOG));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();

  g_test_add ("/data-import/drop", Fixture, NULL, set_up, test_drop, tear_down);
  g_test_add ("/data-import/undo", Fixture, NULL, set_up, test_undo, tear_down);
  g_test_add ("/data-import/split", Fixture, NULL, set_up, test_split, tear_down);
  g_test_add ("/data-import/mend", Fixture, NULL, set_up, test_mend, tear_down);
  g_test_add ("/data-import/missing", Fixture, NULL, set_up, test_missing, tear_down);
  g_test_add ("/data-import/suggest", Fixture, NULL, set_up, test_suggest, tear_down);
  g_test_add ("/data-import/export", Fixture, NULL, set_up, test_export, tear_down);
  g_test_add ("/data-import/no-project", Fixture, NULL, set_up, test_no_project,
              tear_down);
  return g_test_run ();
}
