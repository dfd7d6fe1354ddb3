/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast pictures are imported, beside how fast the same files are merely unpacked on
 * as many threads: an import should cost little more. One JSON line a case; without a
 * folder (GRAFT_SHARED, or the first argument) nothing is measured. */
#include "engine/base/workers.h"
#include "engine/io/image-file.h"
#include "engine/project/import-private.h"
#include "tests/support/temp-folder.h"

#include <stdlib.h>
#include <sys/resource.h>

#define REPEATS 5

typedef struct
{
  GPtrArray *paths;
} Files;

/* Elapsed, and of all processors together: the second is steady on a busy machine. */
typedef struct
{
  double wall[REPEATS];
  double cpu[REPEATS];
} Times;

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

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

static void
run_bare (Files *files, guint threads)
{
  g_autoptr (GraftWorkers) workers = graft_workers_new (threads);

  graft_workers_run (workers, files->paths->len, load_worker, files);
}

static void
run_team (GPtrArray *parts, guint threads)
{
  for (guint p = 0; p < parts->len; p++)
    {
      g_autoptr (GraftImportTeam) team =
          graft_import_team_new (parts->pdata[p], FALSE, threads, NULL);
      GraftImportPicture picture;

      while (graft_import_team_next (team, &picture))
        graft_import_picture_clear (&picture);
    }
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
static void
run_import (const char *const *paths)
{
  char *folder = test_temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "bench.graft", NULL);
  g_autoptr (GraftProject) project =
      graft_project_open (path, GRAFT_PROJECT_CREATE, NULL);
  g_autoptr (GraftImportReport) report = NULL;

  graft_import_async (project, paths, NULL, NULL, NULL, imported_cb, &report);
  while (report == NULL)
    g_main_context_iteration (NULL, TRUE);
  graft_project_close (project);
  test_temp_folder_remove (folder);
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

typedef struct
{
  const char *paths[2];
  GPtrArray *parts;
  Files files;
  guint threads;
} Bench;

static void
run_case (Bench *self, guint which)
{
  if (which == 0)
    run_bare (&self->files, self->threads);
  else if (which == 1)
    run_team (self->parts, self->threads);
  else
    run_import (self->paths);
}

static void
print_line (Bench *self, Times *times)
{
  guint n = self->files.paths->len;
  double wall[3], cpu[3];

  for (guint k = 0; k < 3; k++)
    {
      wall[k] = median (times[k].wall);
      cpu[k] = median (times[k].cpu);
    }
  g_print ("{\"case\":\"import\",\"threads\":%u,\"files\":%u,\"decode\":%.1f,"
           "\"read\":%.1f,\"import\":%.1f,\"ratio\":%.3f,\"cpu_ratio\":%.3f,"
           "\"unit\":\"files/s\"}\n",
           self->threads, n, n / wall[0], n / wall[1], n / wall[2], wall[0] / wall[2],
           cpu[0] / cpu[2]);
}

int
main (int argc, char **argv)
{
  const char *shared = g_getenv ("GRAFT_SHARED");
  g_autofree char *folder = argc > 1 ? g_strdup (argv[1])
                            : shared ? g_build_filename (shared, "data", "photos", NULL)
                                     : NULL;
  Bench self = { .paths = { folder }, .threads = g_get_num_processors () };
  g_autoptr (GError) error = NULL;
  Times times[3];

  if (folder == NULL)
    return 0;
  self.parts = graft_import_plan (self.paths, FALSE, 0, NULL, NULL, &error);
  if (self.parts == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  list_files (self.parts, &self.files);
  run_case (&self, 0);
  for (guint i = 0; i < REPEATS; i++)
    for (guint k = 0; k < G_N_ELEMENTS (times); k++)
      {
        double cpu = cpu_seconds ();
        gint64 since = g_get_monotonic_time ();

        run_case (&self, k);
        times[k].wall[i] = (double)(g_get_monotonic_time () - since) / 1e6;
        times[k].cpu[i] = cpu_seconds () - cpu;
      }
  print_line (&self, times);
  g_ptr_array_unref (self.files.paths);
  g_ptr_array_unref (self.parts);
  return 0;
}
