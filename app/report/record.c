/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See record.h. */
#include "app/report/record.h"

#include <math.h>

/* What came of one seed. */
typedef struct
{
  GArray *points; /* GraftPoint */
  GraftMap *maps[GRAFT_N_PROJECTIONS];
} Run;

struct _GraftRecord
{
  GraftExperiment *experiment;
  gint64 started; /* monotonic, microseconds */
  double seconds;
  GraftState state;
  GError *error;
  char *journal;
  GPtrArray *updates; /* those with results: they own what @results points to */
  GPtrArray *results; /* const GraftRunResult * */
  GPtrArray *runs;    /* Run */
  double latest[GRAFT_N_CURVES];
};

static void
run_free (gpointer data)
{
  Run *run = data;

  g_array_unref (run->points);
  for (guint i = 0; i < GRAFT_N_PROJECTIONS; i++)
    g_clear_pointer (&run->maps[i], graft_map_unref);
  g_free (run);
}

GraftRecord *
graft_record_new (GraftExperiment *experiment)
{
  GraftRecord *self = g_new0 (GraftRecord, 1);

  self->experiment = graft_experiment_dup (experiment);
  self->started = g_get_monotonic_time ();
  self->updates = g_ptr_array_new_with_free_func ((GDestroyNotify) graft_update_unref);
  self->results = g_ptr_array_new ();
  self->runs = g_ptr_array_new_with_free_func (run_free);
  for (guint c = 0; c < GRAFT_N_CURVES; c++)
    self->latest[c] = NAN;
  return self;
}

void
graft_record_free (GraftRecord *self)
{
  graft_experiment_unref (self->experiment);
  g_clear_error (&self->error);
  g_ptr_array_unref (self->results);
  g_ptr_array_unref (self->updates);
  g_ptr_array_unref (self->runs);
  g_free (self->journal);
  g_free (self);
}

static Run *
get_run (GraftRecord *self, guint index)
{
  while (self->runs->len <= index)
    {
      Run *run = g_new0 (Run, 1);

      run->points = g_array_new (FALSE, FALSE, sizeof (GraftPoint));
      g_ptr_array_add (self->runs, run);
    }
  return self->runs->pdata[index];
}

static void
take_points (GraftRecord *self, GraftUpdate *update)
{
  Run *run = get_run (self, graft_update_get_progress (update)->run);
  gsize n;
  const GraftPoint *points = graft_update_get_points (update, &n);

  if (n > 0)
    g_array_append_vals (run->points, points, (guint) n);
  for (gsize i = 0; i < n; i++)
    self->latest[points[i].curve] = points[i].value;
}

static void
take_map (GraftRecord *self, GraftMap *map)
{
  Run *run;

  if (map == NULL)
    return;
  run = get_run (self, graft_map_get_run (map));
  g_clear_pointer (&run->maps[graft_map_get_projection (map)], graft_map_unref);
  run->maps[graft_map_get_projection (map)] = graft_map_ref (map);
}

void
graft_record_take (GraftRecord *self, GraftUpdate *update)
{
  const GError *error = graft_update_get_error (update);
  gsize n;
  const GraftRunResult *const *results = graft_update_get_results (update, &n);

  self->state = graft_update_get_state (update);
  take_points (self, update);
  for (guint p = 0; p < GRAFT_N_PROJECTIONS; p++)
    take_map (self, graft_update_get_map (update, p));
  if (n > 0)
    g_ptr_array_add (self->updates, graft_update_ref (update));
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (self->results, (gpointer) results[i]);
  if (error != NULL && self->error == NULL)
    self->error = g_error_copy (error);
}

void
graft_record_close (GraftRecord *self, const char *journal)
{
  self->seconds = (double) (g_get_monotonic_time () - self->started) * 1e-6;
  g_free (self->journal);
  self->journal = g_strdup (journal);
}

GraftExperiment *
graft_record_get_experiment (GraftRecord *self)
{
  return self->experiment;
}

GraftState
graft_record_get_state (GraftRecord *self)
{
  return self->state;
}

const GError *
graft_record_get_error (GraftRecord *self)
{
  return self->error;
}

double
graft_record_get_seconds (GraftRecord *self)
{
  return self->seconds;
}

const char *
graft_record_get_journal (GraftRecord *self)
{
  return self->journal != NULL ? self->journal : "";
}

guint
graft_record_get_n_results (GraftRecord *self)
{
  return self->results->len;
}

const GraftRunResult *
graft_record_get_result (GraftRecord *self, guint index)
{
  g_return_val_if_fail (index < self->results->len, NULL);
  return self->results->pdata[index];
}

guint
graft_record_get_n_runs (GraftRecord *self)
{
  return self->runs->len;
}

const GraftPoint *
graft_record_get_points (GraftRecord *self, guint run, gsize *n)
{
  GArray *points;

  *n = 0;
  g_return_val_if_fail (run < self->runs->len, NULL);
  points = ((Run *) self->runs->pdata[run])->points;
  *n = points->len;
  return (const GraftPoint *) (gpointer) points->data;
}

GraftMap *
graft_record_get_map (GraftRecord *self, guint run, GraftProjection projection)
{
  if (run >= self->runs->len)
    return NULL;
  return ((Run *) self->runs->pdata[run])->maps[projection];
}

double
graft_record_get_latest (GraftRecord *self, GraftCurve curve)
{
  return self->latest[curve];
}

static double
value_of (const GraftFigure *figure)
{
  return figure->n > 0 ? figure->value : NAN;
}

double
graft_figure_of_verdict (const GraftVerdict *verdict, GraftFigureKind kind)
{
  switch (kind)
    {
    case GRAFT_FIGURE_TWIN_SOURCE:
      return value_of (&verdict->twin_source);
    case GRAFT_FIGURE_TWIN_TARGET:
      return value_of (&verdict->twin_target);
    case GRAFT_FIGURE_SOURCE:
      return value_of (&verdict->source);
    case GRAFT_FIGURE_TARGET:
      return value_of (&verdict->target);
    case GRAFT_FIGURE_ORACLE_TARGET:
      return value_of (&verdict->oracle_target);
    case GRAFT_FIGURE_GAP_CLOSED:
      return verdict->gap_closed;
    case GRAFT_FIGURE_A_BEFORE:
      return verdict->a_before;
    case GRAFT_FIGURE_A_AFTER:
      return verdict->a_after;
    case GRAFT_N_FIGURES:
    default:
      return NAN;
    }
}

/* Two passes: the runs are few and their figures nearly equal. */
GraftSummary
graft_record_summarise (GraftRecord *self, GraftFigureKind kind)
{
  GraftSummary summary = { 0, NAN, NAN };
  double sum = 0, squares = 0;

  for (guint i = 0; i < self->results->len; i++)
    {
      const GraftRunResult *result = self->results->pdata[i];
      double value = graft_figure_of_verdict (result->verdict, kind);

      if (isfinite (value))
        {
          sum += value;
          summary.n++;
        }
    }
  if (summary.n == 0)
    return summary;
  summary.mean = sum / summary.n;
  for (guint i = 0; i < self->results->len; i++)
    {
      const GraftRunResult *result = self->results->pdata[i];
      double value = graft_figure_of_verdict (result->verdict, kind);

      if (isfinite (value))
        squares += (value - summary.mean) * (value - summary.mean);
    }
  if (summary.n > 1)
    summary.sd = sqrt (squares / (summary.n - 1));
  return summary;
}
