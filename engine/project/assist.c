/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Suggestions, the queue and doubts (assist.h): read, compute, and write them beside the
 * items, where the person finds them. */
#include "engine/project/assist.h"

#include "engine/project/assist-job.h"
#include "engine/project/assist-suggest.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  GraftAssistJob job;
  GraftFeatureCache *cache;
  char *network;
  GraftAssistStrategy strategy;
  gboolean propagate;
  GraftAssistItems *items;
  GraftAdvice *advice;
} AssistJob;

void
graft_assist_summary_free (GraftAssistSummary *self)
{
  g_free (self->sentence);
  g_free (self);
}

static gboolean
work (GraftAssistJob *job, GraftSql *reader, GError **error)
{
  AssistJob *self = (AssistJob *)job;
  g_autoptr (GraftFeatureTable) table = NULL;

  self->items = graft_assist_items_read (reader, job->set, error);
  if (self->items == NULL)
    return FALSE;
  table = graft_feature_cache_get (self->cache, reader, self->items, self->network,
                                   job->cancellable, error);
  if (table == NULL)
    return FALSE;
  self->advice = graft_advice_new (table, self->items, self->strategy, self->propagate,
                                   job->cancellable, error);
  return self->advice != NULL;
}

/* ---- writing ---- */

static gboolean
forget (GraftProjectFile *file, guint32 set, GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);

  return graft_sql_run (sql,
                        "DELETE FROM suggestion WHERE item IN"
                        " (SELECT id FROM item WHERE dataset = ?)",
                        GRAFT_SQL_VALUES (graft_sql_int (set)), error) &&
         graft_sql_run (sql,
                        "DELETE FROM suspect WHERE item IN"
                        " (SELECT id FROM item WHERE dataset = ?)",
                        GRAFT_SQL_VALUES (graft_sql_int (set)), error);
}

static gint64
class_id (const AssistJob *self, gint32 place)
{
  return place >= 0 ? g_array_index (self->items->class_ids, gint64, place) : 0;
}

/* While it was computed the person may have labelled the item, or thrown it or the class
 * away: then there is nothing to suggest. */
static gboolean
write_suggestion (const AssistJob *self,
                  GraftSql *sql,
                  const GraftSuggestionRow *row,
                  gint64 now,
                  GError **error)
{
  return graft_sql_run (
      sql,
      "INSERT INTO suggestion (item, class, confidence, queue, random, time, source)"
      " SELECT id, (SELECT id FROM class WHERE id = ?2), ?3, ?4, ?5, ?6, ?7 FROM item"
      " WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM label WHERE item = ?1)",
      GRAFT_SQL_VALUES (graft_sql_int (row->item),
                        graft_sql_int (class_id (self, row->class)),
                        graft_sql_real (row->confidence), graft_sql_int (row->queue),
                        graft_sql_int (row->random), graft_sql_int (now),
                        graft_sql_text (self->network != NULL ? self->network : "")),
      error);
}

/* Only of a label that is still the one that was doubted. */
static gboolean
write_suspect (const AssistJob *self,
               GraftSql *sql,
               const GraftSuspectRow *row,
               gint64 now,
               GError **error)
{
  return graft_sql_run (
      sql,
      "INSERT INTO suspect (item, class, score, time)"
      " SELECT label.item, class.id, ?3, ?4 FROM label JOIN class ON class.id = ?2"
      " WHERE label.item = ?1 AND label.class <> ?2",
      GRAFT_SQL_VALUES (graft_sql_int (row->item),
                        graft_sql_int (class_id (self, row->class)),
                        graft_sql_real (row->score), graft_sql_int (now)),
      error);
}

static gboolean
write_advice (GraftProjectFile *file, gpointer data, GError **error)
{
  const AssistJob *self = data;
  GraftSql *sql = graft_project_file_peek_sql (file);
  gint64 now = g_get_real_time ();

  if (!forget (file, self->job.set, error))
    return FALSE;
  for (guint i = 0; i < self->advice->suggestions->len; i++)
    if (!write_suggestion (
            self, sql, &g_array_index (self->advice->suggestions, GraftSuggestionRow, i),
            now, error))
      return FALSE;
  for (guint i = 0; i < self->advice->suspects->len; i++)
    if (!write_suspect (self, sql,
                        &g_array_index (self->advice->suspects, GraftSuspectRow, i), now,
                        error))
      return FALSE;
  return TRUE;
}

/* ---- the answer ---- */

static void
add_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

static char *
compose_sentence (const GraftAssistSummary *summary, guint n_labelled)
{
  GString *text = g_string_new (NULL);

  add_sentence (text, g_strdup_printf (ngettext ("Suggested a class for %u item.",
                                                 "Suggested classes for %u items.",
                                                 summary->suggestions),
                                       summary->suggestions));
  if (isfinite (summary->accuracy))
    add_sentence (
        text, g_strdup_printf (
                  ngettext ("Of %u labelled item, each judged without having been seen, "
                            "%.0f %% came out as you labelled them.",
                            "Of %u labelled items, each judged without having been seen, "
                            "%.0f %% came out as you labelled them.",
                            n_labelled),
                  n_labelled, 100 * summary->accuracy));
  else
    add_sentence (text, g_strdup (_ ("There are too few labels yet to say how often "
                                     "that is right.")));
  if (summary->suspects > 0)
    add_sentence (
        text, g_strdup_printf (ngettext ("%u label may be wrong.",
                                         "%u labels may be wrong.", summary->suspects),
                               summary->suspects));
  if (summary->unreached > 0)
    add_sentence (text,
                  g_strdup_printf (ngettext ("%u item is like none that is labelled.",
                                             "%u items are like none that is labelled.",
                                             summary->unreached),
                                   summary->unreached));
  return g_string_free (text, FALSE);
}

static gpointer
give_answer (GraftAssistJob *job)
{
  const GraftAdvice *advice = ((AssistJob *)job)->advice;
  GraftAssistSummary *summary = g_new0 (GraftAssistSummary, 1);

  for (guint i = 0; i < advice->suggestions->len; i++)
    summary->suggestions +=
        g_array_index (advice->suggestions, GraftSuggestionRow, i).class >= 0;
  summary->suspects = advice->suspects->len;
  summary->unreached = advice->unreached;
  summary->accuracy = advice->accuracy;
  summary->sentence = compose_sentence (summary, advice->n_labelled);
  return summary;
}

static void
free_job (GraftAssistJob *job)
{
  AssistJob *self = (AssistJob *)job;

  graft_feature_cache_unref (self->cache);
  g_clear_pointer (&self->items, graft_assist_items_free);
  g_clear_pointer (&self->advice, graft_advice_free);
  g_free (self->network);
  g_free (self);
}

static const GraftAssistJobClass klass = {
  .work = work,
  .write = write_advice,
  .answer = give_answer,
  .free_answer = (GDestroyNotify)graft_assist_summary_free,
  .free = free_job,
};

void
graft_assist_async (GraftProject *project,
                    GraftProjectSet *set,
                    const GraftAssistOptions *options,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  AssistJob *self = g_new0 (AssistJob, 1);

  self->job.klass = &klass;
  self->cache = graft_feature_cache_ref (graft_feature_cache_for (project));
  self->network = g_strdup (options->network);
  self->strategy = options->strategy;
  self->propagate = options->propagate;
  graft_assist_job_start (&self->job, project, set, cancellable, graft_assist_async,
                          callback, user_data);
}

GraftAssistSummary *
graft_assist_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
clear_worker (GraftProjectFile *file, gpointer data, GError **error)
{
  return forget (file, GPOINTER_TO_UINT (data), error);
}

void
graft_assist_clear (GraftProject *project, GraftProjectSet *set)
{
  const GraftProjectStep step = { .what = NULL };

  graft_project_submit (project, &step, clear_worker,
                        GUINT_TO_POINTER (graft_project_set_get_id (set)), NULL, NULL);
}
