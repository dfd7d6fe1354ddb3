/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The immutable parcel of update.h. References are C11 atomics: it crosses threads. */
#include "engine/session/update-private.h"

#include <math.h>
#include <stdatomic.h>

struct _GraftUpdate
{
  atomic_int references;
  GraftState state;
  GraftProgress progress;
  GArray *points; /* GraftPoint */
  GraftMap *maps[GRAFT_N_PROJECTIONS];
  GraftVerdict *verdict;
  GPtrArray *results;  /* GraftRunResult */
  GPtrArray *messages; /* char *, NULL-terminated */
  GError *error;
};

GraftRunResult *
graft_run_result_dup (const GraftRunResult *self)
{
  GraftRunResult *copy = g_memdup2 (self, sizeof *self);

  copy->hash = g_strdup (self->hash);
  copy->verdict = graft_verdict_dup (self->verdict);
  return copy;
}

void
graft_run_result_free (GraftRunResult *self)
{
  graft_verdict_free ((GraftVerdict *)self->verdict);
  g_free (self->hash);
  g_free (self);
}

GraftUpdate *
graft_update_new (GraftState state, const GraftProgress *progress)
{
  GraftUpdate *self = g_new0 (GraftUpdate, 1);

  atomic_init (&self->references, 1);
  self->state = state;
  self->progress = *progress;
  self->points = g_array_new (FALSE, FALSE, sizeof (GraftPoint));
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify)graft_run_result_free);
  self->messages = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->messages, NULL);
  return self;
}

GraftUpdate *
graft_update_ref (GraftUpdate *self)
{
  atomic_fetch_add (&self->references, 1);
  return self;
}

void
graft_update_unref (GraftUpdate *self)
{
  if (atomic_fetch_sub (&self->references, 1) != 1)
    return;
  g_array_unref (self->points);
  g_ptr_array_unref (self->results);
  g_ptr_array_unref (self->messages);
  for (guint i = 0; i < GRAFT_N_PROJECTIONS; i++)
    g_clear_pointer (&self->maps[i], graft_map_unref);
  g_clear_pointer (&self->verdict, graft_verdict_free);
  g_clear_error (&self->error);
  g_free (self);
}

void
graft_update_set_state (GraftUpdate *self, GraftState state)
{
  self->state = state;
}

void
graft_update_set_progress (GraftUpdate *self, const GraftProgress *progress)
{
  self->progress = *progress;
}

void
graft_update_add_point (GraftUpdate *self, const GraftPoint *point)
{
  g_array_append_vals (self->points, point, 1);
}

void
graft_update_set_map (GraftUpdate *self, GraftMap *map)
{
  GraftMap **place = &self->maps[graft_map_get_projection (map)];

  g_clear_pointer (place, graft_map_unref);
  *place = graft_map_ref (map);
}

void
graft_update_set_verdict (GraftUpdate *self, const GraftVerdict *verdict)
{
  g_clear_pointer (&self->verdict, graft_verdict_free);
  self->verdict = graft_verdict_dup (verdict);
}

void
graft_update_add_result (GraftUpdate *self, const GraftRunResult *result)
{
  g_ptr_array_add (self->results, graft_run_result_dup (result));
}

void
graft_update_add_message (GraftUpdate *self, const char *message)
{
  g_ptr_array_insert (self->messages, (int)self->messages->len - 1, g_strdup (message));
}

void
graft_update_set_error (GraftUpdate *self, const GError *error)
{
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
}

GraftState
graft_update_get_state (GraftUpdate *self)
{
  return self->state;
}

const GraftProgress *
graft_update_get_progress (GraftUpdate *self)
{
  return &self->progress;
}

const GraftPoint *
graft_update_get_points (GraftUpdate *self, gsize *n)
{
  *n = self->points->len;
  return (const GraftPoint *)(gpointer)self->points->data;
}

GraftMap *
graft_update_get_map (GraftUpdate *self, GraftProjection projection)
{
  g_return_val_if_fail (projection < GRAFT_N_PROJECTIONS, NULL);
  return self->maps[projection];
}

const GraftVerdict *
graft_update_get_verdict (GraftUpdate *self)
{
  return self->verdict;
}

const GraftRunResult *const *
graft_update_get_results (GraftUpdate *self, gsize *n)
{
  *n = self->results->len;
  return (const GraftRunResult *const *)self->results->pdata;
}

const char *const *
graft_update_get_messages (GraftUpdate *self)
{
  return (const char *const *)self->messages->pdata;
}

const GError *
graft_update_get_error (GraftUpdate *self)
{
  return self->error;
}

void
graft_verdict_init (GraftVerdict *self)
{
  *self = (GraftVerdict){ .gap_closed = NAN,
                          .a_before = NAN,
                          .a_before_sd = NAN,
                          .a_after = NAN,
                          .a_after_sd = NAN,
                          .domain_accuracy = NAN,
                          .gain_low = NAN,
                          .gain_high = NAN };
}

GraftVerdict *
graft_verdict_dup (const GraftVerdict *self)
{
  GraftVerdict *copy = g_memdup2 (self, sizeof *self);

  copy->discriminator = g_strdup (self->discriminator);
  copy->sentence = g_strdup (self->sentence);
  copy->warnings = g_strdupv (self->warnings);
  return copy;
}

void
graft_verdict_clear (GraftVerdict *self)
{
  g_clear_pointer (&self->discriminator, g_free);
  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->warnings, g_strfreev);
}

void
graft_verdict_free (GraftVerdict *self)
{
  graft_verdict_clear (self);
  g_free (self);
}
