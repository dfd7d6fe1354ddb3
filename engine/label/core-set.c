/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See core-set.h. */
#include "engine/label/core-set.h"

#include "engine/label/distance-private.h"

#include <math.h>

/* Items that are measured against several centres while they lie in the cache. */
#define BLOCK 256
#define NOBODY G_MAXUINT32

typedef struct
{
  const GraftCoreSet *problem;
  float *square;    /* [n] to the nearest centre, infinite before there is one */
  guint32 *nearest; /* [n] that centre, or NOBODY */
  guint8 *taken;    /* [n] a centre, or barred */
} Cover;

static void
cover_clear (Cover *self)
{
  g_free (self->square);
  g_free (self->nearest);
  g_free (self->taken);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cover, cover_clear)

static void
cover_init (Cover *self, const GraftCoreSet *problem)
{
  self->problem = problem;
  self->square = g_new (float, MAX (problem->n, 1));
  self->nearest = g_new (guint32, MAX (problem->n, 1));
  self->taken = g_new0 (guint8, MAX (problem->n, 1));
  for (gsize i = 0; i < problem->n; i++)
    {
      self->square[i] = INFINITY;
      self->nearest[i] = NOBODY;
      self->taken[i] = (problem->chosen != NULL && problem->chosen[i] != 0) ||
                       (problem->barred != NULL && problem->barred[i] != 0);
    }
}

/* Items [first, end) have a new centre to choose from. */
static void
approach (Cover *self, gsize first, gsize end, guint32 centre)
{
  gsize d = self->problem->d;
  const float *x = self->problem->x, *at = x + centre * d;

  for (gsize i = first; i < end; i++)
    {
      float square = graft_square_distance_fast (x + i * d, at, d);

      if (square < self->square[i])
        {
          self->square[i] = square;
          self->nearest[i] = centre;
        }
    }
}

static gboolean
cover_chosen (Cover *self, GError **error)
{
  const GraftCoreSet *problem = self->problem;
  g_autoptr (GArray) centres = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; problem->chosen != NULL && i < problem->n; i++)
    if (problem->chosen[i] != 0)
      g_array_append_val (centres, i);
  for (gsize first = 0; first < problem->n; first += BLOCK)
    {
      gsize end = MIN (first + BLOCK, problem->n);

      if (g_cancellable_set_error_if_cancelled (problem->cancellable, error))
        return FALSE;
      for (guint c = 0; c < centres->len; c++)
        approach (self, first, end, g_array_index (centres, guint32, c));
    }
  return TRUE;
}

/* The farthest item that may be picked, or NOBODY. */
static guint32
find_farthest (const Cover *self)
{
  guint32 best = NOBODY;

  for (guint32 i = 0; i < self->problem->n; i++)
    if (!self->taken[i] && (best == NOBODY || self->square[i] > self->square[best]))
      best = i;
  return best;
}

/* Measured anew, in double. */
static double
measure (const Cover *self, guint32 item)
{
  const GraftCoreSet *problem = self->problem;
  guint32 nearest = self->nearest[item];

  if (nearest == NOBODY)
    return (double)INFINITY;
  return sqrt (graft_square_distance (problem->x + item * problem->d,
                                      problem->x + nearest * problem->d, problem->d));
}

static double
measure_radius (const Cover *self)
{
  guint32 farthest = 0;

  for (guint32 i = 1; i < self->problem->n; i++)
    if (self->square[i] > self->square[farthest])
      farthest = i;
  return self->problem->n > 0 ? measure (self, farthest) : 0;
}

gboolean
graft_core_set (const GraftCoreSet *problem,
                guint32 *order,
                double *radius_before,
                double *radius_after,
                gsize *n_picked,
                GError **error)
{
  g_auto (Cover) cover = { 0 };

  *n_picked = 0;
  cover_init (&cover, problem);
  if (!cover_chosen (&cover, error))
    return FALSE;
  for (gsize p = 0; p < problem->n_picks; p++)
    {
      guint32 item = find_farthest (&cover);

      if (g_cancellable_set_error_if_cancelled (problem->cancellable, error))
        return FALSE;
      if (item == NOBODY)
        break;
      order[p] = item;
      if (radius_before != NULL)
        radius_before[p] = measure (&cover, item);
      cover.taken[item] = 1;
      approach (&cover, 0, problem->n, item);
      *n_picked = p + 1;
    }
  if (radius_after != NULL)
    *radius_after = measure_radius (&cover);
  return TRUE;
}
