/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast pictures are imported, beside how fast the same files are merely unpacked on
 * as many threads: an import should cost little more. One JSON line a case; without a
 * folder (GRAFT_SHARED, or the first argument) nothing is measured. */
#include "engine/base/workers.h"
#include "engine/io/image-file.h"
#include "engine/project/import-private.h"
#include "tests/support/temp-folder.h"

#include <stdlib.h>

#define REPEATS 5

typedef struct
{
  GPtrArray *paths;
} Files;

static void
load_worker (guint task, guint worker, gpointer data)
{
  Files *files = data;
  g_autoptr (GraftImage) image = graft_image_load (files->paths->pdata[task], NULL);
}

static void
list_files (GPtrArray *parts, Files *files)
{
  files->paths = g_ptr_array_new_with_free_func (g_free);
  for (guint p = 0; p < parts->len; p++)
    {
      const GraftImportPart *part = parts->pdata[p];

      for (guint i = 0; i < part->entries->len; i++)
        g_ptr_array_add (
            files->paths,
            g_build_filename (part->path,
                              g_array_index (part->entries, GraftImportEntry, i).path,
                              NULL));
    }
}

static double
time_bare (Files *files, guint threads)
{
  g_autoptr (GraftWorkers) workers = graft_workers_new (threads);
  gint64 since = g_get_monotonic_time ();

  graft_workers_run (workers, files->paths->len, load_worker, files);
  return (double)(g_get_monotonic_time () - since) / 1e6;
}

static double
time_team (GPtrArray *parts, guint threads)
{
  gint64 since = g_get_monotonic_time ();

  for (guint p = 0; p < parts->len; p++)
    {
      g_autoptr (GraftImportTeam) team =
          graft_import_team_new (parts->pdata[p], FALSE, threads, NULL);
      GraftImportPicture picture;

      while (graft_import_team_next (team, &picture))
        graft_import_picture_clear (&picture);
    }
  return (double)(g_get_monotonic_time () - since) / 1e6;
}

static void
imported_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  GraftImportReport **report = data;
  g_autoptr (GError) error = NULL;

  *report = graft_import_finish (GRAFT_PROJECT (object), result, &error);
  g_assert_no_error (error);
}

/* Into a new project, until all of it is on the disk. */
static double
time_import (const char *const *paths)
{
  char *folder = test_temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "bench.graft", NULL);
  g_autoptr (GraftProject) project =
      graft_project_open (path, GRAFT_PROJECT_CREATE, NULL);
  g_autoptr (GraftImportReport) report = NULL;
  gint64 since = g_get_monotonic_time ();
  double seconds;

  graft_import_async (project, paths, NULL, NULL, NULL, imported_cb, &report);
  while (report == NULL)
    g_main_context_iteration (NULL, TRUE);
  seconds = (double)(g_get_monotonic_time () - since) / 1e6;
  graft_project_close (project);
  test_temp_folder_remove (folder);
  return seconds;
}

static int
compare (const void *a, const void *b)
{
  const double *x = a, *y = b;

  return (*x > *y) - (*x < *y);
}

static double
median (double *seconds)
{
  qsort (seconds, REPEATS, sizeof *seconds, compare);
  return seconds[REPEATS / 2];
}

int
main (int argc, char **argv)
{
  const char *shared = g_getenv ("GRAFT_SHARED");
  g_autofree char *folder = argc > 1 ? g_strdup (argv[1])
                            : shared ? g_build_filename (shared, "data", "photos", NULL)
                                     : NULL;
  const char *const paths[] = { folder, NULL };
  guint threads = g_get_num_processors ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  double bare[REPEATS], team[REPEATS], whole[REPEATS];
  Files files;

  if (folder == NULL)
    return 0;
  parts = graft_import_plan (paths, FALSE, 0, NULL, NULL, &error);
  if (parts == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  list_files (parts, &files);
  time_bare (&files, threads);
  for (guint i = 0; i < REPEATS; i++)
    {
      bare[i] = time_bare (&files, threads);
      team[i] = time_team (parts, threads);
      whole[i] = time_import (paths);
    }
  g_print (
      "{\"case\":\"import\",\"threads\":%u,\"files\":%u,\"decode\":%.1f,\"read\":%.1f,"
      "\"import\":%.1f,\"ratio\":%.3f,\"unit\":\"files/s\"}\n",
      threads, files.paths->len, files.paths->len / median (bare),
      files.paths->len / median (team), files.paths->len / median (whole),
      median (bare) / median (whole));
  g_ptr_array_unref (files.paths);
  return 0;
}
