/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See session-watch.h. */
#include "tests/support/session-watch.h"

#include <math.h>
#include <string.h>

#define DEADLINE (120 * G_TIME_SPAN_SECOND)

/* Bits, not digits: what prints alike may differ. */
static char *
print_exactly (double value)
{
  return g_strdup_printf ("%a", value);
}

static void
take_result (GraftWatch *self, const GraftRunResult *result)
{
  const GraftVerdict *verdict = result->verdict;
  const double figures[] = {
    verdict->source.value,      verdict->target.value,        verdict->twin_source.value,
    verdict->twin_target.value, verdict->oracle_target.value, verdict->a_before,
    verdict->a_after,           verdict->domain_accuracy,     verdict->gain_low,
    verdict->gain_high
  };
  GString *line = g_string_new (NULL);

  g_string_printf (line, "run %u step %" G_GUINT64_FORMAT " %s", result->run,
                   result->steps, result->hash);
  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *text = print_exactly (figures[i]);

      g_string_append_printf (line, " %s", text);
    }
  g_ptr_array_add (self->results, g_string_free (line, FALSE));
}

static void
update_cb (GraftSession *session, GraftUpdate *update, gpointer data)
{
  GraftWatch *self = data;
  gsize n;
  const GraftPoint *points = graft_update_get_points (update, &n);
  const char *const *messages = graft_update_get_messages (update);
  const GraftRunResult *const *results;
  GraftMap *map = graft_update_get_map (update, GRAFT_PROJECTION_PCA);

  g_assert_false (self->closed);
  self->n_updates++;
  self->state = graft_update_get_state (update);
  self->step = graft_update_get_progress (update)->step;
  self->seconds_left = graft_update_get_progress (update)->seconds_left;
  if (graft_update_get_verdict (update) != NULL)
    self->a_distance = graft_update_get_verdict (update)->a_after;
  if (n > 0)
    g_array_append_vals (self->points, points, (guint)n);
  results = graft_update_get_results (update, &n);
  for (gsize i = 0; i < n; i++)
    take_result (self, results[i]);
  for (gsize i = 0; messages != NULL && messages[i] != NULL; i++)
    g_string_append_printf (self->messages, "%s\n", messages[i]);
  if (map != NULL)
    {
      g_clear_pointer (&self->map, graft_map_unref);
      self->map = graft_map_ref (map);
    }
  if (graft_update_get_error (update) != NULL && self->error == NULL)
    self->error = g_error_copy (graft_update_get_error (update));
}

GraftWatch *
graft_watch_new_for (GraftSession *session)
{
  GraftWatch *self = g_new0 (GraftWatch, 1);

  self->points = g_array_new (FALSE, FALSE, sizeof (GraftPoint));
  self->results = g_ptr_array_new_with_free_func (g_free);
  self->messages = g_string_new (NULL);
  self->a_distance = NAN;
  self->session = session;
  g_signal_connect (self->session, "update", G_CALLBACK (update_cb), self);
  return self;
}

GraftWatch *
graft_watch_new (const char *text, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftExperiment) experiment =
      graft_experiment_parse (text, "test.experiment", NULL, &error);

  g_assert_no_error (error);
  return graft_watch_new_for (graft_session_new (experiment, n_threads));
}

void
graft_watch_free (GraftWatch *self)
{
  if (self->session != NULL)
    g_assert_finalize_object (self->session);
  g_array_unref (self->points);
  g_ptr_array_unref (self->results);
  g_string_free (self->messages, TRUE);
  g_clear_pointer (&self->map, graft_map_unref);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

typedef gboolean (*DoneFunc) (GraftWatch *self, guint64 wanted);

static void
wait (GraftWatch *self, const char *what, DoneFunc done, guint64 wanted)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;
  guint timer = g_timeout_add (100, wake_cb, NULL);

  while (!done (self, wanted))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("waited in vain for %s %" G_GUINT64_FORMAT ": state %d, step "
                 "%" G_GUINT64_FORMAT,
                 what, wanted, self->state, self->step);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (timer);
}

static gboolean
is_in_state (GraftWatch *self, guint64 wanted)
{
  return self->state == wanted;
}

void
graft_watch_until_state (GraftWatch *self, GraftState state)
{
  wait (self, "state", is_in_state, state);
}

static gboolean
is_at_step (GraftWatch *self, guint64 wanted)
{
  return self->step >= wanted;
}

void
graft_watch_until_step (GraftWatch *self, guint64 step)
{
  wait (self, "step", is_at_step, step);
}

void
graft_watch_run (GraftWatch *self)
{
  graft_session_start (self->session);
  graft_session_join (self->session);
  g_assert_no_error (self->error);
  g_assert_cmpint (self->state, ==, GRAFT_STATE_FINISHED);
  g_assert_cmpuint (self->results->len, >, 0);
}

void
graft_watch_steps (GraftWatch *self, guint64 n)
{
  for (guint64 i = 0; i < n; i++)
    graft_session_step (self->session, GRAFT_STEP_BOTH);
  graft_watch_until_step (self, self->step + n);
  graft_watch_until_state (self, GRAFT_STATE_PAUSED);
}

gboolean
graft_watch_has_journal (GraftWatch *self, const char *words)
{
  g_autofree char *journal = graft_session_dup_journal (self->session);

  return strstr (journal, words) != NULL;
}

char *
graft_watch_dup_curve (GraftWatch *self, GraftCurve curve)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->points->len; i++)
    {
      const GraftPoint *point = &g_array_index (self->points, GraftPoint, i);
      g_autofree char *value = print_exactly (point->value);

      if (point->curve == curve)
        g_string_append_printf (text, "%" G_GUINT64_FORMAT ":%s ", point->step, value);
    }
  return g_string_free (text, FALSE);
}

static void
assert_same_map (GraftMap *a, GraftMap *b)
{
  gsize n = graft_map_get_n_points (a);

  g_assert_cmpuint (graft_map_get_n_frames (a), ==, graft_map_get_n_frames (b));
  for (guint i = 0; i < graft_map_get_n_frames (a); i++)
    {
      const GraftMapFrame *fa = graft_map_get_frame (a, i);
      const GraftMapFrame *fb = graft_map_get_frame (b, i);

      g_assert_cmpmem (fa->xy, n * 2 * sizeof *fa->xy, fb->xy, n * 2 * sizeof *fb->xy);
      g_assert_cmpmem (fa->prediction, n * sizeof *fa->prediction, fb->prediction,
                       n * sizeof *fb->prediction);
    }
}

void
graft_watch_assert_same_results (GraftWatch *a, GraftWatch *b)
{
  g_assert_cmpuint (a->results->len, ==, b->results->len);
  for (guint i = 0; i < a->results->len; i++)
    g_assert_cmpstr (a->results->pdata[i], ==, b->results->pdata[i]);
}

static gboolean
has_point (GraftWatch *self, const GraftPoint *point)
{
  for (guint i = 0; i < self->points->len; i++)
    {
      const GraftPoint *other = &g_array_index (self->points, GraftPoint, i);

      if (other->step == point->step && other->curve == point->curve &&
          memcmp (&other->value, &point->value, sizeof point->value) == 0)
        return TRUE;
    }
  return FALSE;
}

void
graft_watch_assert_has_points (GraftWatch *self, GraftWatch *other)
{
  g_assert_cmpuint (other->points->len, >, 0);
  for (guint i = 0; i < other->points->len; i++)
    {
      const GraftPoint *point = &g_array_index (other->points, GraftPoint, i);

      if (!has_point (self, point))
        g_error ("step %" G_GUINT64_FORMAT ": curve %u has no point %.17g", point->step,
                 (guint)point->curve, point->value);
    }
}

void
graft_watch_assert_same (GraftWatch *a, GraftWatch *b)
{
  graft_watch_assert_same_results (a, b);
  for (guint curve = 0; curve < GRAFT_N_CURVES; curve++)
    {
      g_autofree char *ca = graft_watch_dup_curve (a, curve);
      g_autofree char *cb = graft_watch_dup_curve (b, curve);

      g_assert_cmpstr (ca, ==, cb);
    }
  assert_same_map (a->map, b->map);
}
