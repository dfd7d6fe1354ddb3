/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Import, export and agreement: what is asked, what is shown meanwhile, and how it ends.
 */
#include "tests/ui/panel-fixture.h"
#include "ui/data/agreement-dialog.h"
#include "ui/data/export-dialog.h"
#include "ui/data/import-dialog.h"
#include "ui/data/import-words.h"

#include "tests/support/temp-folder.h"

#include <string.h>

static void
close_window (gpointer window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_close (GTK_WINDOW (window));
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* ---- import ---- */

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
present (PanelFixture *fixture, const char *path)
{
  const char *const paths[] = { path, NULL };

  panel_fixture_init (fixture, G_TYPE_NONE);
  return graft_import_dialog_present (fixture->panel, fixture->files.project, paths);
}

static void
imported_cb (GraftImportDialog *dialog, const char *set, char **told)
{
  g_free (*told);
  *told = g_strdup (set);
}

static void
test_import (void)
{
  PanelFixture fixture;
  GraftImportDialog *dialog = present (&fixture, "/data/Things");
  g_autofree char *told = NULL;
  const GraftImportReport *report;

  g_signal_connect (dialog, "imported", G_CALLBACK (imported_cb), &told);
  g_assert_false (graft_import_dialog_is_ready (dialog));
  panel_fixture_wait (is_ready, dialog);
  g_assert_cmpstr (gtk_editable_get_text (graft_import_dialog_get_name_entry (dialog)),
                   ==, "Things");
  gtk_editable_set_text (graft_import_dialog_get_name_entry (dialog), "Photos ");
  graft_import_dialog_start (dialog);
  g_assert_cmpstr (graft_import_dialog_get_mode (dialog), ==, "progress");
  panel_fixture_wait (has_report, dialog);
  g_assert_cmpstr (fake_jobs ()->path, ==, "/data/Things");
  g_assert_cmpstr (fake_jobs ()->set, ==, "Photos");
  g_assert_false (fake_jobs ()->unlabelled);
  g_assert_false (fake_jobs ()->embed);
  g_assert_null (fake_jobs ()->like);
  g_assert_cmpstr (told, ==, "Photos");
  report = graft_import_report_view_get_report (graft_import_dialog_get_report (dialog));
  g_assert_cmpuint (report->taken, ==, 1240);
  close_window (dialog);
  panel_fixture_clear (&fixture);
}

/* A second look takes the first one's place; a name of one's own stays, several finds
 * have none. */
static void
test_look (void)
{
  PanelFixture fixture;
  GraftImportDialog *dialog = present (&fixture, "/data/Things");
  const char *const more[] = { "/data/Drawings", NULL };
  const char *const gone[] = { "/data/gone", NULL };

  graft_import_dialog_add_paths (dialog, more);
  panel_fixture_wait (is_ready, dialog);
  g_assert_cmpstr (gtk_editable_get_text (graft_import_dialog_get_name_entry (dialog)),
                   ==, "");
  gtk_editable_set_text (graft_import_dialog_get_name_entry (dialog), "All");
  graft_import_dialog_add_paths (dialog, more);
  panel_fixture_wait (is_ready, dialog);
  g_assert_cmpstr (gtk_editable_get_text (graft_import_dialog_get_name_entry (dialog)),
                   ==, "All");
  graft_import_dialog_add_paths (dialog, gone);
  g_assert_false (graft_import_dialog_is_ready (dialog));
  close_window (dialog);
  panel_fixture_clear (&fixture);
}

/* Closing while files are read cancels, and the report says what was taken. */
static void
test_cancel_import (void)
{
  PanelFixture fixture;
  GraftImportDialog *dialog = present (&fixture, "/data/Things");
  const GraftImportReport *report;
  g_autofree char *sentence = NULL;

  panel_fixture_wait (is_ready, dialog);
  fake_jobs ()->held = TRUE;
  graft_import_dialog_start (dialog);
  gtk_window_close (GTK_WINDOW (dialog));
  panel_fixture_wait (has_report, dialog);
  report = graft_import_report_view_get_report (graft_import_dialog_get_report (dialog));
  g_assert_true (report->cancelled);
  sentence = graft_import_report_dup_sentence (report);
  g_assert_cmpstr (sentence, ==,
                   "60 items were taken in 3.1 s, 19 a second. Then it was cancelled; "
                   "what was taken stays.");
  close_window (dialog);
  panel_fixture_clear (&fixture);
}

static gboolean
has_options (gpointer dialog)
{
  return g_str_equal (graft_import_dialog_get_mode (dialog), "options");
}

/* What stops everything is told where it can be tried again. */
static void
test_import_fails (void)
{
  PanelFixture fixture;
  GraftImportDialog *dialog = present (&fixture, "/data/Things");

  panel_fixture_wait (is_ready, dialog);
  fake_jobs ()->failure = "The disk is full; free some space";
  graft_import_dialog_start (dialog);
  panel_fixture_wait (has_options, dialog);
  g_assert_true (graft_import_dialog_is_ready (dialog));
  close_window (dialog);
  panel_fixture_clear (&fixture);
}

static void
test_report (void)
{
  PanelFixture fixture;
  GraftImportDialog *dialog = present (&fixture, "/data/Things");
  GraftImportReportView *view;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = test_temp_folder_new (), *text = NULL, *sentence = NULL;
  g_autofree char *path = g_build_filename (folder, "report.txt", NULL);

  panel_fixture_wait (is_ready, dialog);
  graft_import_dialog_start (dialog);
  panel_fixture_wait (has_report, dialog);
  view = graft_import_dialog_get_report (dialog);
  g_assert_cmpuint (graft_import_report_view_get_n_shown (view), ==, 4);
  graft_import_report_view_search (view, "PIZZA");
  g_assert_cmpuint (graft_import_report_view_get_n_shown (view), ==, 2);
  graft_import_report_view_search (view, "the limit is");
  g_assert_cmpuint (graft_import_report_view_get_n_shown (view), ==, 1);
  graft_import_report_view_search (view, "zebra");
  g_assert_cmpuint (graft_import_report_view_get_n_shown (view), ==, 0);
  sentence =
      graft_import_report_dup_sentence (graft_import_report_view_get_report (view));
  g_assert_cmpstr (sentence, ==,
                   "1\342\200\257240 items were taken in 3.1 s, 400 a second.");
  g_assert_true (graft_import_report_view_save (view, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Refused\tPhotos/pizza/huge.png\tIt is 30000"));
  g_assert_false (graft_import_report_view_save (view, folder, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  close_window (dialog);
  test_temp_folder_remove (g_steal_pointer (&folder));
  panel_fixture_clear (&fixture);
}

/* ---- export ---- */

static gboolean
has_failed (gpointer dialog)
{
  return graft_export_dialog_get_failure (dialog) != NULL;
}

static void
test_export (void)
{
  PanelFixture fixture;
  GraftExportDialog *dialog;
  gpointer weak;
  g_autofree char *csv = NULL, *npz = NULL;

  panel_fixture_init (&fixture, G_TYPE_NONE);
  dialog =
      graft_export_dialog_present (fixture.panel, fixture.files.project, fixture.set);
  csv = graft_export_dialog_dup_file_name (dialog);
  g_assert_cmpstr (csv, ==, "photos.csv");
  graft_export_dialog_choose (dialog, GRAFT_EXPORT_FOLDERS);
  g_assert_null (graft_export_dialog_dup_file_name (dialog));
  graft_export_dialog_choose (dialog, GRAFT_EXPORT_NPZ);
  npz = graft_export_dialog_dup_file_name (dialog);
  g_assert_cmpstr (npz, ==, "photos.npz");
  fake_jobs ()->failure = "photos.npz: the disk is full; free some space";
  graft_export_dialog_start (dialog, "/out/photos.npz");
  panel_fixture_wait (has_failed, dialog);
  g_assert_cmpstr (graft_export_dialog_get_failure (dialog), ==, fake_jobs ()->failure);
  fake_jobs ()->failure = NULL;
  weak = dialog;
  g_object_add_weak_pointer (G_OBJECT (dialog), &weak);
  graft_export_dialog_start (dialog, "/out/photos.npz");
  while (weak != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fake_jobs ()->size, ==, 32);
  g_assert_cmpint (fake_jobs ()->format, ==, GRAFT_EXPORT_NPZ);
  g_assert_cmpstr (panel_fixture_get_toast (&fixture), ==, "20 items were written");
  panel_fixture_clear (&fixture);
}

/* ---- annotators ---- */

static gboolean
has_figure (gpointer dialog)
{
  return *graft_agreement_dialog_get_figure (dialog) != '\0';
}

static void
test_agreement (void)
{
  PanelFixture fixture;
  GraftAgreementDialog *dialog;

  panel_fixture_init (&fixture, G_TYPE_NONE);
  dialog = graft_agreement_dialog_present (fixture.panel, fixture.view);
  g_assert_true (
      g_str_has_prefix (graft_agreement_dialog_get_words (dialog), "So far one person"));
  graft_agreement_dialog_set_annotator (dialog, " Ada ");
  g_assert_cmpstr (graft_project_get_annotator (fixture.files.project), ==, "Ada");
  panel_fixture_label (&fixture, 0, 4, 0);
  graft_agreement_dialog_set_annotator (dialog, "Bo");
  panel_fixture_label (&fixture, 0, 4, 1);
  close_window (dialog);
  dialog = graft_agreement_dialog_present (fixture.panel, fixture.view);
  graft_agreement_dialog_compare (dialog, "Ada", "Bo");
  panel_fixture_wait (has_figure, dialog);
  g_assert_cmpstr (graft_agreement_dialog_get_figure (dialog), ==,
                   "κ = 0.83, 0.68 to 0.95");
  g_assert_cmpstr (graft_agreement_dialog_get_words (dialog), ==,
                   "Ada and Bo labelled 40 items both, and 35 of them alike.");
  graft_agreement_dialog_compare (dialog, "Bo", "Bo");
  g_assert_cmpstr (graft_agreement_dialog_get_words (dialog), ==,
                   "Choose two different people to compare them.");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "agreement.show-disputed", NULL);
  g_assert_cmpint (graft_item_view_get_filter (fixture.view)->show, ==,
                   GRAFT_SHOW_DISPUTED);
  panel_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();

  g_test_add_func ("/data-dialogs/import", test_import);
  g_test_add_func ("/data-dialogs/look", test_look);
  g_test_add_func ("/data-dialogs/cancel-import", test_cancel_import);
  g_test_add_func ("/data-dialogs/import-fails", test_import_fails);
  g_test_add_func ("/data-dialogs/report", test_report);
  g_test_add_func ("/data-dialogs/export", test_export);
  g_test_add_func ("/data-dialogs/agreement", test_agreement);
  return g_test_run ();
}
