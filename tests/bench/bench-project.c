/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project of many items: adding, opening, labelling, undoing. One JSON line a case:
 * {"case", "median", "p95", "unit"}. Usage: bench-project [ITEMS]   (100000 unless said)
 */
#include "engine/project/project-items.h"
#include "engine/project/project-jobs.h"
#include "tests/support/temp-folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BATCH 500
#define LABELS 300
#define MANY 10000

static void
print_case (const char *name, double median, double p95, const char *unit)
{
  printf ("{\"case\":\"%s\",\"median\":%.3f,\"p95\":%.3f,\"unit\":\"%s\"}\n", name,
          median, p95, unit);
}

static double
now_ms (void)
{
  return (double)g_get_monotonic_time () / 1000;
}

static double
memory_mib (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  parts = g_strsplit (text, " ", 3);
  return (double)g_ascii_strtoull (parts[1], NULL, 10) * 4 / 1024;
}

static GraftProject *
open_project (const char *path, GraftProjectFlags flags)
{
  g_autoptr (GError) error = NULL;
  GraftProject *project = graft_project_open (path, flags, &error);

  g_assert_no_error (error);
  return project;
}

static void
flush (GraftProject *project)
{
  g_autoptr (GError) error = NULL;

  graft_project_flush (project, &error);
  g_assert_no_error (error);
}

typedef struct
{
  guint first;
  guint n;
} Batch;

static void
describe (GraftNewItem *item, guint index, gint64 root, char name[32])
{
  g_snprintf (name, 32, "class/picture-%06u.jpg", index);
  *item = (GraftNewItem){ .format = GRAFT_FORMAT_FILE,
                          .root = root,
                          .path = name,
                          .path_length = strlen (name),
                          .name = name,
                          .width = 640,
                          .height = 480,
                          .channels = 3,
                          .bytes = 40000 + index,
                          .mtime = 1700000000 };
  for (guint i = 0; i < 32; i++)
    item->hash[i] = (guint8)((index >> (8 * (i % 4))) * 37 + i);
}

static gboolean
add_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  const Batch *batch = data;
  const GraftNewSet set = { "photos", GRAFT_SET_IMAGES, 0, 0, 0, "/photos" };
  gint64 root;
  guint32 id;

  if (!graft_project_file_need_root (file, "/photos", &root, error) ||
      !graft_project_file_find_set (file, "photos", &id, error) ||
      (id == 0 && !graft_project_file_add_set (file, &set, &id, error)))
    return FALSE;
  for (guint i = 0; i < batch->n; i++)
    {
      GraftNewItem item;
      char name[32];

      describe (&item, batch->first + i, root, name);
      if (!graft_project_file_add_items (file, id, &item, 1, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/* As an importer does: batch after batch, each waited for, on a thread of its own. */
static void *
import_worker (void *data)
{
  GraftProject *project = data;
  guint n = GPOINTER_TO_UINT (g_object_get_data (data, "items"));
  GraftProjectStep step = { .what = "import\tphotos" };

  for (guint first = 0; first < n; first += BATCH)
    {
      Batch batch = { first, MIN (BATCH, n - first) };
      g_autoptr (GError) error = NULL;

      step.n = batch.n;
      graft_project_perform (project, &step, add_cb, &batch, &error);
      g_assert_no_error (error);
    }
  return NULL;
}

static void
bench_import (GraftProject *project, guint n)
{
  GThread *thread;
  double start = now_ms ();

  g_object_set_data (G_OBJECT (project), "items", GUINT_TO_POINTER (n));
  thread = g_thread_new ("import", import_worker, project);
  g_thread_join (thread);
  flush (project);
  print_case ("add", n / (now_ms () - start) * 1000, 0, "items/s");
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
bench_label (GraftProject *project, GraftProjectSet *set)
{
  double times[LABELS];

  for (guint i = 0; i < LABELS; i++)
    {
      guint32 id = graft_project_set_peek_items (set, NULL)[i * 7].id;
      double start = now_ms ();

      graft_project_label (project, set, &id, 1, (int)(i % 2));
      flush (project);
      times[i] = now_ms () - start;
    }
  qsort (times, LABELS, sizeof times[0], compare);
  print_case ("label one", times[LABELS / 2], times[LABELS * 95 / 100], "ms");
}

static void
time_step (const char *name, GraftProject *project, double start)
{
  flush (project);
  print_case (name, now_ms () - start, 0, "ms");
}

static void
bench_many (GraftProject *project, GraftProjectSet *set)
{
  gsize all;
  const GraftItem *items = graft_project_set_peek_items (set, &all);
  guint n = (guint)MIN (all, MANY);
  g_autofree guint32 *ids = g_new (guint32, n);
  double start;

  for (guint i = 0; i < n; i++)
    ids[i] = items[i * (all / n)].id;
  start = now_ms ();
  graft_project_label (project, set, ids, n, 1);
  time_step ("label 10000 in a step", project, start);
  start = now_ms ();
  graft_project_undo (project);
  time_step ("undo 10000", project, start);
  start = now_ms ();
  graft_project_redo (project);
  time_step ("redo 10000", project, start);
  start = now_ms ();
  for (guint i = 0; i < 1000; i++)
    graft_project_label (project, set, &ids[i], 1, 0);
  time_step ("label 1000 in 1000 steps", project, start);
}

static void
bench_open (const char *path)
{
  double before = memory_mib (), times[5];

  for (guint i = 0; i < 5; i++)
    {
      double start = now_ms ();
      GraftProject *project = open_project (path, GRAFT_PROJECT_OPEN);

      times[i] = now_ms () - start;
      if (i == 0)
        print_case ("memory of it open", memory_mib () - before, 0, "MiB");
      g_object_unref (project);
    }
  qsort (times, 5, sizeof times[0], compare);
  print_case ("open", times[2], times[4], "ms");
}

static void
bench_delete (const char *path)
{
  GraftProject *project = open_project (path, GRAFT_PROJECT_OPEN);
  double start = now_ms ();

  graft_project_delete_set (project, graft_project_find_set (project, "photos"));
  time_step ("delete the set", project, start);
  start = now_ms ();
  graft_project_undo (project);
  time_step ("undo that", project, start);
  g_object_unref (project);
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  char *folder = test_temp_folder_new ();
  g_autofree char *path = g_build_filename (folder, "bench.graft", NULL);
  GraftProject *project;
  GraftProjectSet *set;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  project = open_project (path, GRAFT_PROJECT_CREATE);
  bench_import (project, MAX (n, MANY));
  set = graft_project_find_set (project, "photos");
  graft_project_add_class (project, set, "cat");
  graft_project_add_class (project, set, "dog");
  flush (project);
  bench_label (project, set);
  bench_many (project, set);
  g_object_unref (project);
  bench_open (path);
  bench_delete (path);
  test_temp_folder_remove (folder);
  return 0;
}
