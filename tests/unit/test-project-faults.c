/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may go wrong around a project: somebody else has it, nothing can be written, the
 * disk is full, the file is gone, damaged, or made to do harm. */
#include "engine/project/project-backup.h"
#include "tests/support/project-fixture.h"
#include "tests/support/temp-folder.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#define NOBODY 65534

static const char *const classes[] = { "cat", "dog", "horse", NULL };

static guint32
get_id (GraftProjectSet *set, guint at)
{
  return graft_project_set_peek_items (set, NULL)[at].id;
}

static void
label_one (GraftProject *project, GraftProjectSet *set, guint at, int class)
{
  guint32 id = get_id (set, at);

  graft_project_label (project, set, &id, 1, class);
}

/* Closes the project of @fixture and does @text to its file. */
static void
change_file (ProjectFixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  if (fixture->project != NULL)
    g_assert_finalize_object (fixture->project);
  fixture->project = NULL;
  /* Without the bounds that graft_sql_open() sets. */
  g_assert_cmpint (sqlite3_open (fixture->path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, text, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
refuses (ProjectFixture *fixture, GraftIoError code, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) project =
      graft_project_open (fixture->path, GRAFT_PROJECT_OPEN, &error);

  g_assert_null (project);
  g_assert_error (error, GRAFT_IO_ERROR, (int)code);
  g_assert_true (g_str_has_prefix (error->message, fixture->path));
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

/* --- who may write --- */

static void
test_second_opener (void)
{
  ProjectFixture fixture;
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) second = NULL;
  g_autofree char *pid = g_strdup_printf ("(process %d)", (int)getpid ());
  GraftProjectSet *set;

  project_fixture_init (&fixture);
  project_fixture_add_set (&fixture, "photos", 5, classes);
  second = graft_project_open (fixture.path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  g_assert_true (graft_project_get_read_only (second));
  g_assert_nonnull (strstr (graft_project_get_read_only_reason (second), pid));
  set = graft_project_find_set (second, "photos");
  g_assert_cmpuint (graft_project_set_get_n_items (set), ==, 5);
  label_one (second, set, 0, 1);
  g_assert_false (graft_project_flush (second, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 0);

  /* Closing the second one must not take the locks of the first. */
  g_assert_finalize_object (g_steal_pointer (&second));
  label_one (fixture.project, graft_project_find_set (fixture.project, "photos"), 0, 1);
  project_fixture_flush (&fixture);
  g_assert_finalize_object (g_steal_pointer (&fixture.project));
  g_clear_error (&error);
  fixture.project = graft_project_open (fixture.path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  g_assert_false (graft_project_get_read_only (fixture.project));
  project_fixture_clear (&fixture);
}

/* Permissions do not bind the superuser: the child becomes nobody first. */
static int
open_in_child (const char *path)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      GraftProject *project;
      gboolean fine;

      if (geteuid () == 0 && (setegid (NOBODY) != 0 || seteuid (NOBODY) != 0))
        _exit (9);
      project = graft_project_open (path, GRAFT_PROJECT_OPEN, NULL);
      fine = project != NULL && graft_project_get_read_only (project) &&
             graft_project_find_set (project, "photos") != NULL;
      g_clear_object (&project);
      _exit (fine ? 0 : 1);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

static void
test_read_only_folder (void)
{
  ProjectFixture fixture;

  project_fixture_init (&fixture);
  project_fixture_add_set (&fixture, "photos", 5, classes);
  g_assert_finalize_object (fixture.project);
  fixture.project = NULL;
  g_assert_cmpint (g_chmod (fixture.path, 0644), ==, 0);
  g_assert_cmpint (g_chmod (fixture.folder, 0555), ==, 0);
  g_assert_cmpint (open_in_child (fixture.path), ==, 0);
  g_assert_cmpint (g_chmod (fixture.path, 0444), ==, 0);
  g_assert_cmpint (open_in_child (fixture.path), ==, 0);
  g_assert_cmpint (g_chmod (fixture.folder, 0755), ==, 0);
  g_assert_cmpint (open_in_child (fixture.path), ==, 0);
  project_fixture_clear (&fixture);
}

/* --- the disk --- */

static void
count_failed_cb (GraftProject *project, const GError *error, gpointer data)
{
  *(guint *)data += 1;
}

/* An edit that does not fit on the disk: the file of the journal may not grow further. */
static void
test_disk_full (void)
{
  ProjectFixture fixture;
  GraftProjectSet *set;
  g_autoptr (GError) error = NULL;
  struct rlimit usual, small;
  guint failed = 0;
  g_autofree char *journal = NULL;
  GStatBuf status;

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 2000, classes);
  g_signal_connect (fixture.project, "failed", G_CALLBACK (count_failed_cb), &failed);
  journal = g_strconcat (fixture.path, "-wal", NULL);
  g_assert_cmpint (g_stat (journal, &status), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  small = usual;
  small.rlim_cur = (rlim_t)status.st_size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  graft_project_delete_set (fixture.project, set);
  label_one (fixture.project, set, 0, 1);
  graft_project_flush (fixture.project, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);

  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "full"));
  g_assert_cmpuint (failed, ==, 2);
  g_assert_true (graft_project_find_set (fixture.project, "photos") == set);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 0);
  label_one (fixture.project, set, 0, 1);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 1);
  project_fixture_reopen (&fixture);
  set = graft_project_find_set (fixture.project, "photos");
  g_assert_cmpuint (graft_project_set_get_n_items (set), ==, 2000);
  project_fixture_clear (&fixture);
}

static void
test_moved_away (void)
{
  ProjectFixture fixture;
  GraftProjectSet *set;
  g_autoptr (GError) error = NULL;
  g_autofree char *elsewhere = NULL;

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 5, classes);
  elsewhere = g_strconcat (fixture.path, ".away", NULL);
  g_assert_cmpint (g_rename (fixture.path, elsewhere), ==, 0);
  label_one (fixture.project, set, 0, 1);
  g_assert_false (graft_project_flush (fixture.project, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 0);
  g_assert_cmpint (g_rename (elsewhere, fixture.path), ==, 0);
  label_one (fixture.project, set, 0, 1);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 1);
  project_fixture_clear (&fixture);
}

/* --- files that are not what they should be --- */

static void
overwrite (const char *path, goffset at, gsize n)
{
  g_autofree char *noise = g_malloc (n);
  int fd = g_open (path, O_WRONLY, 0);

  memset (noise, 0x5a, n);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, noise, n, at), ==, (gssize)n);
  close (fd);
}

static void
test_damaged (void)
{
  ProjectFixture fixture;

  project_fixture_init (&fixture);
  project_fixture_add_set (&fixture, "photos", 500, classes);
  /* The second opening makes the backup. */
  project_fixture_reopen (&fixture);
  g_assert_finalize_object (fixture.project);
  fixture.project = NULL;
  overwrite (fixture.path, 5 * 4096, 30000);
  refuses (&fixture, GRAFT_IO_ERROR_FORMAT, "1.graft");
  overwrite (fixture.path, 0, 4096);
  refuses (&fixture, GRAFT_IO_ERROR_FORMAT, "1.graft");
  project_fixture_clear (&fixture);
}

/* The newest three, the newest first. */
static void
test_backups (void)
{
  ProjectFixture fixture;
  g_autoptr (GraftProjectFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *newest = NULL;
  g_autofree char *folder = NULL;

  project_fixture_init (&fixture);
  g_assert_finalize_object (fixture.project);
  fixture.project = NULL;
  file = graft_project_file_open (fixture.path, GRAFT_PROJECT_OPEN, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      graft_project_file_set_meta (file, "mark", text, &error);
      graft_project_file_back_up (file, &error);
      g_assert_no_error (error);
    }
  newest = graft_backup_find (fixture.path);
  folder = g_path_get_dirname (newest);
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.graft", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *wanted = g_strdup_printf ("%u", 5 - i);
      g_autoptr (GraftProjectFile) backup =
          graft_project_file_open (path, GRAFT_PROJECT_READ_ONLY, NULL, NULL);
      g_autofree char *mark = NULL;

      g_assert_true ((backup != NULL) == (i <= 3));
      if (backup == NULL)
        continue;
      mark = graft_project_file_dup_meta (backup, "mark");
      g_assert_cmpstr (mark, ==, wanted);
    }
  g_clear_pointer (&file, graft_project_file_close);
  project_fixture_clear (&fixture);
}

/* Another project stood at the same place before. */
static void
test_backups_of_one_path (void)
{
  ProjectFixture fixture;
  struct utimbuf long_ago = { 1000000000, 1000000000 };
  char *last = NULL;

  project_fixture_init (&fixture);
  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GraftProjectFile) file = NULL;
      g_autofree char *found = NULL;

      g_clear_object (&fixture.project);
      g_unlink (fixture.path);
      last = last != NULL ? last : graft_backup_find (fixture.path);
      g_assert_cmpint (g_utime (last, &long_ago), ==, 0);
      g_free (last);
      file = graft_project_file_open (fixture.path, GRAFT_PROJECT_CREATE, NULL, NULL);
      g_assert_true (graft_project_file_back_up (file, NULL));
      last = graft_backup_find (fixture.path);
      found = graft_project_file_dup_meta (file, "uuid");
      g_assert_nonnull (strstr (last, found));
    }
  g_free (last);
  project_fixture_clear (&fixture);
}

static void
test_other_files (void)
{
  ProjectFixture fixture;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize n_before, n_after;

  project_fixture_init (&fixture);
  g_assert_finalize_object (fixture.project);
  fixture.project = NULL;
  g_assert_true (g_file_set_contents (fixture.path, "hello, this is a letter", -1, NULL));
  refuses (&fixture, GRAFT_IO_ERROR_FORMAT, "not a project");
  g_unlink (fixture.path);
  change_file (&fixture, "CREATE TABLE bookmark (url TEXT); PRAGMA user_version=7");
  g_assert_true (g_file_get_contents (fixture.path, &before, &n_before, NULL));
  refuses (&fixture, GRAFT_IO_ERROR_FORMAT, "not a project");
  g_assert_true (g_file_get_contents (fixture.path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  g_unlink (fixture.path);
  refuses (&fixture, GRAFT_IO_ERROR_FAILED, "cannot be opened");
  project_fixture_clear (&fixture);
}

/* Whether one of the backups in @folder, of the project that has been open last, is as
 * old. */
static gboolean
has_backup_of_version (const char *folder, int version)
{
  gboolean found = FALSE;

  for (guint i = 1; i <= GRAFT_BACKUP_GENERATIONS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.graft", i);
      g_autofree char *backup = g_build_filename (folder, name, NULL);
      g_autoptr (GraftSql) sql = graft_sql_open (backup, GRAFT_SQL_READ_FROZEN, NULL);
      gint64 number = 0;

      if (sql != NULL)
        graft_sql_get_int (sql, "PRAGMA user_version", GRAFT_SQL_NO_VALUES, 0, &number,
                           NULL);
      found |= number == version;
    }
  return found;
}

static char *
dup_backup_folder (const char *path)
{
  g_autoptr (GraftProjectFile) file =
      graft_project_file_open (path, GRAFT_PROJECT_READ_ONLY, NULL, NULL);
  g_autofree char *uuid = graft_project_file_dup_meta (file, "uuid");

  return g_build_filename (g_get_user_data_dir (), "graft", "backups", uuid, NULL);
}

static void
test_versions (void)
{
  ProjectFixture fixture;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  project_fixture_init (&fixture);
  change_file (&fixture, "PRAGMA user_version=999");
  refuses (&fixture, GRAFT_IO_ERROR_UNSUPPORTED, "later version");
  /* What a kill while creating leaves: an empty file, version 0. */
  g_assert_true (g_file_set_contents (fixture.path, "", 0, NULL));
  fixture.project = graft_project_open (fixture.path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  project_fixture_add_set (&fixture, "photos", 5, classes);
  /* A file of version 1, which had no runs. */
  change_file (&fixture,
               "DROP TABLE signature; DROP TABLE attribute; DROP TABLE run_input;"
               "DROP TABLE snapshot; DROP TABLE journal; DROP TABLE checkpoint;"
               "DROP TABLE network; DROP TABLE run; DROP TABLE experiment;"
               "PRAGMA user_version=1");
  fixture.project = graft_project_open (fixture.path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  g_assert_nonnull (graft_project_find_set (fixture.project, "photos"));
  /* It was kept as it had been. */
  folder = dup_backup_folder (fixture.path);
  g_assert_true (has_backup_of_version (folder, 1));
  project_fixture_clear (&fixture);
}

/* --- files made to do harm --- */

static void
test_foreign_schema (void)
{
  static const char *const defects[] = {
    "CREATE TRIGGER t AFTER INSERT ON label BEGIN DELETE FROM item; END",
    "CREATE VIEW v AS SELECT * FROM item",
    "CREATE TABLE extra (x)",
    "CREATE INDEX i ON item (length (name))",
    "DROP INDEX item_hash",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (defects); i++)
    {
      ProjectFixture fixture;

      project_fixture_init (&fixture);
      change_file (&fixture, defects[i]);
      refuses (&fixture, GRAFT_IO_ERROR_FORMAT, "");
      project_fixture_clear (&fixture);
    }
}

static void
test_impossible_rows (void)
{
  static const char *const defects[] = {
    "UPDATE item SET id=99999999999 WHERE id=1",
    "UPDATE item SET split=7 WHERE id=1",
    "UPDATE item SET hash=zeroblob(31) WHERE id=1",
    "UPDATE dataset SET height=2000000000",
    "DELETE FROM dataset",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (defects); i++)
    {
      ProjectFixture fixture;
      g_autofree char *text =
          g_strconcat ("PRAGMA ignore_check_constraints=ON;", defects[i], NULL);

      project_fixture_init (&fixture);
      project_fixture_add_set (&fixture, "photos", 5, classes);
      change_file (&fixture, text);
      refuses (&fixture, GRAFT_IO_ERROR_FORMAT, "damaged");
      project_fixture_clear (&fixture);
    }
}

/* A history that would write where no edit does, and one that is noise. */
static void
test_foreign_history (void)
{
  ProjectFixture fixture;
  g_autoptr (GError) error = NULL;
  GraftProjectSet *set;

  project_fixture_init (&fixture);
  project_fixture_add_set (&fixture, "photos", 5, classes);
  /* Deletes uuid of "meta" when it is undone: T, 2 columns, key flags, name, insert. */
  change_file (&fixture, "UPDATE history SET changes="
                         "x'540201006d657461001200030475756964030178'");
  fixture.project = graft_project_open (fixture.path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  graft_project_undo (fixture.project);
  project_fixture_flush (&fixture);
  change_file (&fixture, "UPDATE history SET undone=0, changes=randomblob (5000)");
  fixture.project = graft_project_open (fixture.path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  graft_project_undo (fixture.project);
  g_assert_false (graft_project_flush (fixture.project, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT);
  set = graft_project_find_set (fixture.project, "photos");
  label_one (fixture.project, set, 0, 1);
  project_fixture_flush (&fixture);
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 1);
  project_fixture_clear (&fixture);
}

/* A step that does not fit what is there: whole or not at all. */
static void
test_history_that_does_not_fit (void)
{
  ProjectFixture fixture;
  g_autoptr (GError) error = NULL;
  GraftProjectSet *set;
  guint32 ids[2];

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 5, classes);
  ids[0] = get_id (set, 0);
  ids[1] = get_id (set, 1);
  graft_project_label (fixture.project, set, ids, 2, 1);
  project_fixture_flush (&fixture);
  change_file (&fixture, "DELETE FROM label WHERE item=(SELECT max (item) FROM label)");
  fixture.project = graft_project_open (fixture.path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  graft_project_undo (fixture.project);
  g_assert_false (graft_project_flush (fixture.project, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT);
  set = graft_project_find_set (fixture.project, "photos");
  g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, 1);
  project_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  char *home;
  int result;

  g_test_init (&argc, &argv, NULL);
  home = test_temp_home_new ();
  g_test_add_func ("/project/second-opener", test_second_opener);
  g_test_add_func ("/project/read-only-folder", test_read_only_folder);
  g_test_add_func ("/project/disk-full", test_disk_full);
  g_test_add_func ("/project/moved-away", test_moved_away);
  g_test_add_func ("/project/damaged", test_damaged);
  g_test_add_func ("/project/backups", test_backups);
  g_test_add_func ("/project/backups-of-one-path", test_backups_of_one_path);
  g_test_add_func ("/project/other-files", test_other_files);
  g_test_add_func ("/project/versions", test_versions);
  g_test_add_func ("/project/foreign-schema", test_foreign_schema);
  g_test_add_func ("/project/impossible-rows", test_impossible_rows);
  g_test_add_func ("/project/foreign-history", test_foreign_history);
  g_test_add_func ("/project/history-that-does-not-fit", test_history_that_does_not_fit);
  result = g_test_run ();
  test_temp_folder_remove (home);
  return result;
}
