/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items that look like one of them, and the networks that can look (assist.h). */
#include "engine/project/assist.h"

#include "engine/base/error.h"
#include "engine/project/assist-features.h"
#include "engine/project/assist-job.h"

#include <math.h>
#include <string.h>

typedef struct
{
  GraftAssistJob job;
  GraftFeatureCache *cache;
  guint32 item;
  guint n;
  GBytes *answer;
} SimilarJob;

typedef struct
{
  guint32 id;
  double distance;
} Neighbour;

static int
compare_neighbours (gconstpointer a, gconstpointer b)
{
  const Neighbour *left = a, *right = b;

  if (left->distance < right->distance)
    return -1;
  if (left->distance > right->distance)
    return 1;
  return left->id < right->id ? -1 : 1;
}

static double
measure (const float *a, const float *b, gsize d)
{
  double sum = 0;

  for (gsize i = 0; i < d; i++)
    {
      double difference = (double)a[i] - (double)b[i];

      sum += difference * difference;
    }
  return sum;
}

static gboolean
find_row (const GraftFeatureTable *table, guint32 item, gsize *row)
{
  for (*row = 0; *row < table->n; (*row)++)
    if (table->ids[*row] == item)
      return TRUE;
  return FALSE;
}

static GBytes *
find_nearest (const GraftFeatureTable *table, gsize row, guint n)
{
  g_autofree Neighbour *all = g_new (Neighbour, table->n);
  guint32 *ids;
  gsize found = 0;

  for (gsize i = 0; i < table->n; i++)
    if (i != row)
      all[found++] =
          (Neighbour){ table->ids[i], measure (table->x + row * table->d,
                                               table->x + i * table->d, table->d) };
  qsort (all, found, sizeof *all, compare_neighbours);
  found = MIN (found, n);
  ids = g_new (guint32, found + 1);
  for (gsize i = 0; i < found; i++)
    ids[i] = all[i].id;
  return g_bytes_new_take (ids, found * sizeof *ids);
}

static gboolean
work (GraftAssistJob *job, GraftSql *reader, GError **error)
{
  SimilarJob *self = (SimilarJob *)job;
  g_autoptr (GraftAssistItems) items = graft_assist_items_read (reader, job->set, error);
  g_autoptr (GraftFeatureTable) table = NULL;
  gsize row;

  if (items == NULL)
    return FALSE;
  table = graft_feature_cache_find_last (self->cache, items);
  if (table == NULL)
    table = graft_feature_cache_get (self->cache, reader, items, NULL, job->cancellable,
                                     error);
  if (table == NULL)
    return FALSE;
  if (!find_row (table, self->item, &row))
    {
      g_set_error_literal (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                           "the item cannot be read, so nothing can be compared with it; "
                           "find its file again");
      return FALSE;
    }
  self->answer = find_nearest (table, row, self->n);
  return TRUE;
}

static gpointer
give_answer (GraftAssistJob *job)
{
  return g_steal_pointer (&((SimilarJob *)job)->answer);
}

static void
free_job (GraftAssistJob *job)
{
  SimilarJob *self = (SimilarJob *)job;

  graft_feature_cache_unref (self->cache);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_free (self);
}

static const GraftAssistJobClass klass = {
  .work = work,
  .answer = give_answer,
  .free_answer = (GDestroyNotify)g_bytes_unref,
  .free = free_job,
};

void
graft_assist_similar_async (GraftProject *project,
                            GraftProjectSet *set,
                            guint32 item,
                            guint n,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  SimilarJob *self = g_new0 (SimilarJob, 1);

  self->job.klass = &klass;
  self->cache = graft_feature_cache_ref (graft_feature_cache_for (project));
  self->item = item;
  self->n = n;
  graft_assist_job_start (&self->job, project, set, cancellable,
                          graft_assist_similar_async, callback, user_data);
}

GBytes *
graft_assist_similar_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- networks ---- */

/* A glance at a short list: with a connection that only reads nobody is waited for. */
const char *const *
graft_assist_get_networks (GraftProject *project)
{
  static const char *const name = "graft-assist-networks";
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GraftSql) sql =
      graft_sql_open (graft_project_get_path (project), GRAFT_SQL_READ, NULL);
  char **list;

  if (sql != NULL)
    {
      g_autoptr (GraftQuery) query =
          graft_sql_query (sql, "SELECT name FROM network ORDER BY id DESC LIMIT 1000",
                           GRAFT_SQL_NO_VALUES, NULL);

      while (query != NULL && graft_sql_next (sql, query, NULL))
        g_ptr_array_add (names, graft_query_dup_text (query, 0));
    }
  g_ptr_array_add (names, NULL);
  list = (char **)g_ptr_array_free (g_steal_pointer (&names), FALSE);
  g_object_set_data_full (G_OBJECT (project), name, list, (GDestroyNotify)g_strfreev);
  return (const char *const *)list;
}
