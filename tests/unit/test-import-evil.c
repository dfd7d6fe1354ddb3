/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files, names, folders and disks that wish an import ill: each file is taken or refused
 * with a reason, and what was committed stays. */
#include "engine/base/error.h"
#include "engine/project/import-private.h"
#include "engine/project/project-jobs.h"
#include "tests/support/import-fixture.h"
#include "tests/support/png-bytes.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void
assert_reason (const GraftImportReport *report,
               const char *end,
               GraftImportOutcome outcome,
               const char *words)
{
  const GraftImportNote *note = import_fixture_find (report, end);

  if (note == NULL)
    g_error ("there is no note for %s", end);
  g_test_message ("%s: %s", note->file, note->reason);
  g_assert_cmpint (note->outcome, ==, outcome);
  g_assert_nonnull (strstr (note->reason, words));
  /* Whole sentences on one line. */
  g_assert_true (g_str_has_suffix (note->reason, "."));
  g_assert_null (strchr (note->reason, '\n'));
  g_assert_true (g_utf8_validate (note->file, -1, NULL));
  g_assert_null (strchr (note->file, '\n'));
}

/* --- contents --- */

static void
write_huge_header (ImportFixture *self)
{
  const TestPngHead head = { 30000, 30000, 8, 2 };
  GByteArray *file = test_png_begin (&head);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const void *data;

  test_png_pixels (file, "\0", 1);
  bytes = test_png_end (file);
  data = g_bytes_get_data (bytes, &size);
  import_fixture_write (self, "set/huge.png", data, size);
}

/* 5 GB of zeros in 5 MB, as IDX: given up at once, since the header is no IDX's. */
static void
write_bomb (ImportFixture *self)
{
  g_autofree guint8 *zeros = g_malloc0 (64 << 20);
  g_autoptr (GZlibCompressor) packer =
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autofree guint8 *out = g_malloc (1 << 20);
  gsize taken = 0, n = 0, got, used;

  /* IDX images, 2³⁰ × 2 × 2 of them: far more than there is. */
  memcpy (zeros, "\0\0\x08\x03\x40\0\0\0\0\0\0\x02\0\0\0\x02", 16);
  while (g_converter_convert (G_CONVERTER (packer), zeros + taken, (64 << 20) - taken,
                              out + n, (1 << 20) - n, G_CONVERTER_INPUT_AT_END, &used,
                              &got, NULL) == G_CONVERTER_CONVERTED)
    {
      taken += used;
      n += got;
    }
  n += got;
  import_fixture_write (self, "bomb-images-idx3-ubyte.gz", out, n);
}

static void
test_contents (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL, bomb = NULL;
  g_autofree char *whole = NULL, *content = NULL;
  gsize size;

  import_fixture_init (&self);
  import_fixture_draw (&self, "set/good.png", 1, 64);
  whole = g_build_filename (self.files, "set", "good.png", NULL);
  g_assert_true (g_file_get_contents (whole, &content, &size, NULL));
  import_fixture_write (&self, "set/half.png", content, size / 2);
  import_fixture_write (&self, "set/empty.png", "", 0);
  import_fixture_write (&self, "set/text.jpg", "not a picture at all", 20);
  import_fixture_write (&self, "set/notes.txt", "buy milk", 8);
  import_fixture_write (&self, "set/anim.gif", "GIF89a", 6);
  import_fixture_write (&self, "set/all.zip", "PK\x03\x04", 4);
  import_fixture_write (&self, "set/.hidden.png", content, size);
  import_fixture_write (&self, "set/noname", content, size);
  write_huge_header (&self);
  report = import_fixture_run (&self, "set", NULL);
  g_assert_cmpuint (report->taken, ==, 2);
  g_assert_cmpuint (report->refused, ==, 6);
  g_assert_cmpuint (report->skipped, ==, 2);
  assert_reason (report, "half.png", GRAFT_IMPORT_REFUSED, "half.png");
  assert_reason (report, "empty.png", GRAFT_IMPORT_REFUSED, "empty");
  assert_reason (report, "text.jpg", GRAFT_IMPORT_REFUSED, "no picture");
  assert_reason (report, "notes.txt", GRAFT_IMPORT_SKIPPED, "no picture");
  assert_reason (report, "anim.gif", GRAFT_IMPORT_REFUSED, "PNG");
  assert_reason (report, "all.zip", GRAFT_IMPORT_REFUSED, "unpack");
  assert_reason (report, "huge.png", GRAFT_IMPORT_REFUSED, "30000");
  assert_reason (report, ".hidden.png", GRAFT_IMPORT_SKIPPED, "hidden");
  write_bomb (&self);
  bomb = import_fixture_run (&self, "bomb-images-idx3-ubyte.gz", NULL);
  assert_reason (bomb, "ubyte.gz", GRAFT_IMPORT_REFUSED, "bomb-images");
  import_fixture_clear (&self);
}

/* --- names and folders --- */

static void
test_names (void)
{
  static const char latin[] = "caf\xe9.png";
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL, again = NULL;
  g_autofree char *all = NULL;

  import_fixture_init (&self);
  import_fixture_draw (&self, "set/two\nlines/a\nb.png", 1, 32);
  import_fixture_draw (&self, "set/two\nlines/caf\xe9.png", 2, 32);
  import_fixture_write (&self, "set/two\nlines/bad\xff\n.png", "x", 1);
  import_fixture_draw (&self, "set/\xe2\x80\xaegnp/x.png", 3, 32);
  report = import_fixture_run (&self, "set", NULL);
  g_assert_cmpuint (report->taken, ==, 3);
  assert_reason (report, "two\\nlines/bad\\xff\\n.png", GRAFT_IMPORT_REFUSED,
                 "bad\\xff\\n.png");
  all = import_fixture_describe (&self, "set", FALSE);
  g_assert_cmpstr (all, ==,
                   "a\\nb.png two\\nlines\ncaf\\xe9.png two\\nlines\n"
                   "x.png \\u202egnp");
  g_assert_false (g_utf8_validate (latin, -1, NULL));
  /* The bytes of the names were kept: the files are found again. */
  again = import_fixture_run (&self, "set", NULL);
  g_assert_cmpuint (again->taken, ==, 0);
  g_assert_cmpuint (again->skipped, ==, 3);
  import_fixture_clear (&self);
}

static void
link_to (ImportFixture *self, const char *target, const char *name)
{
  g_autofree char *path = g_build_filename (self->files, name, NULL);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
test_links (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  g_autofree char *fifo = NULL;

  import_fixture_init (&self);
  import_fixture_draw (&self, "set/cat/a.png", 1, 32);
  import_fixture_draw (&self, "set/dog/b.png", 2, 32);
  link_to (&self, "..", "set/cat/up");
  link_to (&self, ".", "set/self");
  link_to (&self, "cat", "set/kitten");
  link_to (&self, "nowhere", "set/dog/broken.png");
  link_to (&self, "a.png", "set/cat/z.png");
  fifo = g_build_filename (self.files, "set", "dog", "pipe.png", NULL);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  report = import_fixture_run (&self, "set", NULL);
  g_assert_cmpuint (report->taken, ==, 3);
  g_assert_cmpuint (report->duplicates, ==, 1);
  g_assert_cmpuint (report->refused, ==, 0);
  g_assert_cmpuint (report->skipped, ==, 5);
  assert_reason (report, "/up", GRAFT_IMPORT_SKIPPED, "already");
  assert_reason (report, "/self", GRAFT_IMPORT_SKIPPED, "already");
  assert_reason (report, "broken.png", GRAFT_IMPORT_SKIPPED, "broken link");
  assert_reason (report, "pipe.png", GRAFT_IMPORT_SKIPPED, "pipe");
  import_fixture_clear (&self);
}

/* Permissions do not hold root back, so the import runs as somebody else. */
static void
test_unreadable (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  g_autofree char *folder = NULL, *file = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }
  if (geteuid () == 0)
    g_assert_cmpint (setresuid (65534, 65534, 65534), ==, 0);
  g_setenv ("HOME", "/tmp", TRUE);
  import_fixture_init (&self);
  import_fixture_draw (&self, "set/cat/a.png", 1, 32);
  import_fixture_draw (&self, "set/cat/shut.png", 2, 32);
  import_fixture_draw (&self, "set/dog/b.png", 3, 32);
  folder = g_build_filename (self.files, "set", "dog", NULL);
  file = g_build_filename (self.files, "set", "cat", "shut.png", NULL);
  g_assert_cmpint (g_chmod (folder, 0), ==, 0);
  g_assert_cmpint (g_chmod (file, 0), ==, 0);
  report = import_fixture_run (&self, "set", NULL);
  g_assert_cmpuint (report->taken, ==, 1);
  g_assert_cmpuint (report->refused, ==, 2);
  assert_reason (report, "shut.png", GRAFT_IMPORT_REFUSED, "readable");
  assert_reason (report, "dog", GRAFT_IMPORT_REFUSED, "readable");
  g_chmod (folder, 0700);
  import_fixture_clear (&self);
}

/* Between the listing and the reading. */
static void
test_vanished (void)
{
  ImportFixture self;
  g_autoptr (GraftImportPart) part = NULL;
  g_autoptr (GraftImportTeam) team = NULL;
  GraftImportPicture picture;

  import_fixture_init (&self);
  import_fixture_draw (&self, "a.png", 1, 32);
  part = graft_import_part_new (GRAFT_IMPORT_PICTURE, self.files, "set");
  graft_import_part_add (part, "gone.png", GRAFT_CLASS_NONE, GRAFT_SPLIT_NONE);
  graft_import_part_add (part, "a.png", GRAFT_CLASS_NONE, GRAFT_SPLIT_NONE);
  team = graft_import_team_new (part, FALSE, 3, NULL);
  g_assert_true (graft_import_team_next (team, &picture));
  g_assert_nonnull (strstr (picture.reason, "gone now"));
  graft_import_picture_clear (&picture);
  g_assert_true (graft_import_team_next (team, &picture));
  g_assert_null (picture.reason);
  g_assert_cmpuint (picture.width, ==, 32);
  graft_import_picture_clear (&picture);
  g_assert_false (graft_import_team_next (team, &picture));
  import_fixture_clear (&self);
}

/* A path that is not there at all stops everything. */
static void
test_nowhere (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  import_fixture_init (&self);
  report = import_fixture_try (&self, "nowhere", NULL, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "nowhere"));
  import_fixture_clear (&self);
}

/* --- the project --- */

static void
test_read_only (void)
{
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  import_fixture_init (&self);
  import_fixture_draw (&self, "a.png", 1, 32);
  g_assert_finalize_object (self.project.project);
  self.project.project =
      graft_project_open (self.project.path, GRAFT_PROJECT_READ_ONLY, &error);
  g_assert_no_error (error);
  report = import_fixture_try (&self, "a.png", NULL, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  import_fixture_clear (&self);
}

/* @data: how many pages the file may have beyond those it has. */
static gboolean
limit_pages (GraftProjectFile *file, gpointer data, GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  g_autofree char *limit = NULL;
  gint64 n;

  if (!graft_sql_get_int (sql, "PRAGMA page_count", GRAFT_SQL_NO_VALUES, 0, &n, error))
    return FALSE;
  limit = g_strdup_printf ("PRAGMA max_page_count=%" G_GINT64_FORMAT,
                           n + GPOINTER_TO_UINT (data));
  return graft_sql_exec (sql, limit, error);
}

static void
set_limit (ImportFixture *self, guint more)
{
  graft_project_visit (self->project.project, limit_pages, GUINT_TO_POINTER (more), NULL,
                       NULL);
  project_fixture_flush (&self->project);
}

/* The disk is full in the middle: an error, and whole batches stay; with room again the
 * rest comes. */
static void
test_full (void)
{
  const GraftImportOptions options = { .embed = TRUE };
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL, rest = NULL;
  g_autoptr (GError) error = NULL;
  gsize n = 0;

  import_fixture_init (&self);
  for (guint i = 0; i < 700; i++)
    {
      g_autofree char *name = g_strdup_printf ("set/%u.png", i);

      import_fixture_draw (&self, name, i, 16);
    }
  set_limit (&self, 100);
  report = import_fixture_try (&self, "set", &options, NULL, &error);
  g_assert_null (report);
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "full"));
  if (graft_project_find_set (self.project.project, "set") != NULL)
    n = graft_project_set_get_n_items (import_fixture_set (&self, "set"));
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 700);
  set_limit (&self, 1000000);
  rest = import_fixture_run (&self, "set", &options);
  g_assert_cmpuint (rest->skipped, ==, n);
  g_assert_cmpuint (rest->taken, ==, 700 - n);
  project_fixture_reopen (&self.project);
  g_assert_cmpuint (graft_project_set_get_n_items (import_fixture_set (&self, "set")), ==,
                    700);
  import_fixture_clear (&self);
}

/* --- all that others collected --- */

static void
test_collected (void)
{
  const char *shared = g_getenv ("GRAFT_SHARED");
  g_autofree char *folder =
      shared != NULL ? g_build_filename (shared, "data", "evil_images", NULL) : NULL;
  ImportFixture self;
  g_autoptr (GraftImportReport) report = NULL;
  g_autofree char *files = NULL;

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("GRAFT_SHARED names no folder with data/evil_images");
      return;
    }
  import_fixture_init (&self);
  files = self.files;
  self.files = g_strdup (folder);
  report = import_fixture_run (&self, NULL, NULL);
  g_test_message ("%u taken, %u skipped, %u refused, %u duplicates in %.1f s",
                  report->taken, report->skipped, report->refused, report->duplicates,
                  report->seconds);
  g_assert_cmpuint (report->taken, >, 0);
  g_assert_cmpuint (report->refused, >, 0);
  for (guint i = 0; i < report->notes->len; i++)
    {
      const GraftImportNote *note = report->notes->pdata[i];

      g_assert_true (*note->reason != '\0' && g_utf8_validate (note->reason, -1, NULL));
    }
  g_free (self.files);
  self.files = g_steal_pointer (&files);
  import_fixture_clear (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-evil/contents", test_contents);
  g_test_add_func ("/import-evil/names", test_names);
  g_test_add_func ("/import-evil/links", test_links);
  g_test_add_func ("/import-evil/unreadable", test_unreadable);
  g_test_add_func ("/import-evil/vanished", test_vanished);
  g_test_add_func ("/import-evil/nowhere", test_nowhere);
  g_test_add_func ("/import-evil/read-only", test_read_only);
  g_test_add_func ("/import-evil/full", test_full);
  g_test_add_func ("/import-evil/collected", test_collected);
  return g_test_run ();
}
