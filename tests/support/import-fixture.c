/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See import-fixture.h. */
#include "tests/support/import-fixture.h"

#include "engine/io/png-write.h"
#include "tests/support/temp-folder.h"

#include <glib/gstdio.h>
#include <string.h>

void
import_fixture_init (ImportFixture *self)
{
  project_fixture_init (&self->project);
  self->files = test_temp_folder_new ();
}

void
import_fixture_clear (ImportFixture *self)
{
  project_fixture_clear (&self->project);
  g_clear_pointer (&self->files, test_temp_folder_remove);
}

void
import_fixture_write (ImportFixture *self, const char *name, const void *data, gsize size)
{
  g_autofree char *path = g_build_filename (self->files, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0777), ==, 0);
  g_file_set_contents (path, data, (gssize)size, &error);
  g_assert_no_error (error);
}

void
import_fixture_draw (ImportFixture *self, const char *name, guint seed, guint side)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autofree guint8 *pixels = g_malloc ((gsize)side * side);
  GraftImage image = { side, side, 1, pixels };
  g_autoptr (GBytes) bytes = NULL;
  guint8 blocks[9 * 8];
  gsize size;
  const void *data;

  /* Large patches: they decide what the difference hash is. */
  for (guint i = 0; i < sizeof blocks; i++)
    blocks[i] = (guint8)g_rand_int_range (rand, 0, 256);
  for (guint i = 0; i < side * side; i++)
    pixels[i] = blocks[(i / side * 8 / side) * 9 + i % side * 9 / side];
  bytes = graft_png_build (&image);
  data = g_bytes_get_data (bytes, &size);
  import_fixture_write (self, name, data, size);
}

/* --- importing --- */

typedef struct
{
  GraftImportReport *report;
  guint n;
  GError *error;
  gboolean done;
} Wait;

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;

  wait->report = graft_import_finish (GRAFT_PROJECT (object), result, &wait->error);
  wait->done = TRUE;
}

GraftImportReport *
import_fixture_try (ImportFixture *self,
                    const char *name,
                    const GraftImportOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *path = name != NULL && strchr (name, ':') != NULL
                              ? g_strdup (name)
                              : g_build_filename (self->files, name, NULL);
  const char *const paths[] = { path, NULL };
  Wait wait = { NULL };

  graft_import_async (self->project.project, paths, options, NULL, cancellable,
                      imported_cb, &wait);
  while (!wait.done)
    g_main_context_iteration (NULL, TRUE);
  if (wait.error != NULL)
    g_propagate_error (error, wait.error);
  return wait.report;
}

GraftImportReport *
import_fixture_run (ImportFixture *self,
                    const char *name,
                    const GraftImportOptions *options)
{
  g_autoptr (GError) error = NULL;
  GraftImportReport *report = import_fixture_try (self, name, options, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);
  return report;
}

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  Wait *wait = data;

  graft_export_finish (GRAFT_PROJECT (object), result, &wait->n, &wait->error);
  wait->done = TRUE;
}

gboolean
import_fixture_export (ImportFixture *self,
                       const char *set,
                       GraftExportFormat format,
                       const char *path,
                       guint size,
                       guint *n,
                       GError **error)
{
  Wait wait = { NULL };

  graft_export_async (self->project.project, import_fixture_set (self, set), format, path,
                      size, NULL, exported_cb, &wait);
  while (!wait.done)
    g_main_context_iteration (NULL, TRUE);
  if (n != NULL)
    *n = wait.n;
  if (wait.error == NULL)
    return TRUE;
  g_propagate_error (error, wait.error);
  return FALSE;
}

/* --- looking --- */

const GraftImportNote *
import_fixture_find (const GraftImportReport *report, const char *end)
{
  for (guint i = 0; i < report->notes->len; i++)
    {
      const GraftImportNote *note = report->notes->pdata[i];

      if (g_str_has_suffix (note->file, end))
        return note;
    }
  return NULL;
}

GraftProjectSet *
import_fixture_set (ImportFixture *self, const char *name)
{
  GraftProjectSet *set = graft_project_find_set (self->project.project, name);

  if (set == NULL)
    g_error ("there is no set %s", name);
  return set;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Through an export: what other programs would see. */
char *
import_fixture_describe (ImportFixture *self, const char *set, gboolean hashes)
{
  g_autofree char *path = g_build_filename (self->files, ".labels.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  import_fixture_export (self, set, GRAFT_EXPORT_CSV, path, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_remove (path);
  lines = g_strsplit (text, "\r\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      const char *split = g_str_equal (cells[2], "\"\"") ? "" : cells[2];
      const char *label = g_str_equal (cells[1], "\"\"") ? "-" : cells[1];
      g_autofree char *base = g_path_get_basename (cells[0]);

      g_ptr_array_add (sorted, hashes
                                   ? g_strjoin (" ", cells[7], label, NULL)
                                   : g_strdup_printf ("%s %s%s%s", base, label,
                                                      *split != '\0' ? " " : "", split));
    }
  g_ptr_array_sort (sorted, compare_lines);
  g_ptr_array_add (sorted, NULL);
  return g_strjoinv ("\n", (char **)sorted->pdata);
}
