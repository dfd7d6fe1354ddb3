/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The open form of a feature map, and positions between its frames. */
#include "ui/plot/map-view.h"

#include <math.h>
#include <stdatomic.h>

GraftMapView *
graft_map_view_new (const GraftMapView *fields, gpointer owner, GDestroyNotify owner_free)
{
  GraftMapView *self = g_new0 (GraftMapView, 1);

  self->n_points = fields->n_points;
  self->n_frames = fields->n_frames;
  self->n_classes = fields->n_classes;
  self->frames = g_memdup2 (fields->frames, fields->n_frames * sizeof *fields->frames);
  self->domains = fields->domains;
  self->labels = fields->labels;
  self->items = fields->items;
  self->class_names =
      g_memdup2 (fields->class_names, fields->n_classes * sizeof *fields->class_names);
  self->caption = fields->caption;
  self->owner = owner;
  self->owner_free = owner_free;
  atomic_init (&self->ref_count, 1);
  return self;
}

GraftMapView *
graft_map_view_ref (GraftMapView *self)
{
  atomic_fetch_add_explicit (&self->ref_count, 1, memory_order_relaxed);
  return self;
}

void
graft_map_view_unref (GraftMapView *self)
{
  if (atomic_fetch_sub_explicit (&self->ref_count, 1, memory_order_acq_rel) != 1)
    return;
  if (self->owner_free != NULL)
    self->owner_free (self->owner);
  g_free (self->frames);
  g_free (self->class_names);
  g_free (self);
}

int
graft_map_view_get_class (const GraftMapView *self,
                          guint frame,
                          guint point,
                          gboolean by_prediction)
{
  int index = self->labels[point];

  if (by_prediction)
    index = self->frames[frame].prediction[point];
  return index >= 0 && (guint)index < self->n_classes ? index : -1;
}

double
graft_smoothstep (double t)
{
  t = CLAMP (t, 0, 1);
  return t * t * (3 - 2 * t);
}

static double
split_position (const GraftMapView *self, double position, guint *frame)
{
  double last = self->n_frames - 1.0;

  position = position > 0 ? MIN (position, last) : 0;
  *frame = MIN ((guint)position, self->n_frames - 1);
  return position - *frame;
}

/**
 * graft_map_view_interpolate:
 * @self: a view with at least one frame
 * @position: frame number, may lie between two; clamped to the sequence
 * @xy: [n_points, 2] to fill
 *
 * Each point runs straight from its place in one frame to that in the next, with
 * smoothstep. Cost: O(n_points). Thread: any.
 */
void
graft_map_view_interpolate (const GraftMapView *self, double position, float *xy)
{
  guint frame;
  float t = (float)graft_smoothstep (split_position (self, position, &frame));
  const float *from = self->frames[frame].xy;
  const float *to = self->frames[MIN (frame + 1, self->n_frames - 1)].xy;
  gsize n = 2 * (gsize)self->n_points;

  if (t == 0)
    {
      memcpy (xy, from, n * sizeof *xy);
      return;
    }
  for (gsize i = 0; i < n; i++)
    xy[i] = from[i] + t * (to[i] - from[i]);
}

double
graft_map_view_get_epoch (const GraftMapView *self, double position)
{
  guint frame;
  double t = split_position (self, position, &frame);
  double from = self->frames[frame].epoch;

  return from + t * (self->frames[MIN (frame + 1, self->n_frames - 1)].epoch - from);
}

guint
graft_map_view_nearest_frame (const GraftMapView *self, double position)
{
  guint frame;
  double t = split_position (self, position, &frame);

  return MIN (frame + (t >= 0.5), self->n_frames - 1);
}

guint
graft_map_view_count_domain (const GraftMapView *self, GraftDomain domain)
{
  guint n = 0;

  for (guint i = 0; i < self->n_points; i++)
    n += self->domains[i] == domain;
  return n;
}
