/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The immutable feature map of update.h. */
#include "engine/session/map-private.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

struct _GraftMap
{
  atomic_int references;
  GraftProjection projection;
  guint run;
  guint n_points;
  guint n_frames;
  guint n_classes;
  guint8 *domains;
  gint16 *labels;
  guint32 *items;
  char **class_names;
  char *caption;
  GraftMapFrame *frames; /* [n_frames], all arrays owned */
};

/* Half the side of the square around all points of all frames, and its centre. */
typedef struct
{
  float centre[2];
  float half;
} Frame;

static Frame
measure (const GraftMapFrame *frames, guint n_frames, guint n_points)
{
  float low[2] = { INFINITY, INFINITY }, high[2] = { -INFINITY, -INFINITY };
  Frame frame;

  for (guint f = 0; f < n_frames; f++)
    for (gsize i = 0; i < 2 * (gsize)n_points; i++)
      {
        low[i % 2] = MIN (low[i % 2], frames[f].xy[i]);
        high[i % 2] = MAX (high[i % 2], frames[f].xy[i]);
      }
  frame.centre[0] = (low[0] + high[0]) / 2;
  frame.centre[1] = (low[1] + high[1]) / 2;
  frame.half = MAX (high[0] - low[0], high[1] - low[1]) / 2;
  /* All points in one place, or none: any scale will do. */
  if (!(frame.half > 0) || !isfinite (frame.half))
    frame = (Frame){ { 0, 0 }, 1 };
  return frame;
}

static float *
scale (const Frame *frame, const float *xy, gsize n)
{
  float *scaled = g_new (float, MAX (2 * n, 1));

  for (gsize i = 0; i < 2 * n; i++)
    scaled[i] = (xy[i] - frame->centre[i % 2]) / frame->half;
  return scaled;
}

static void
copy_frame (GraftMapFrame *to,
            const GraftMapFrame *from,
            const Frame *frame,
            guint n_points)
{
  GraftContour *contours = g_new0 (GraftContour, from->n_contours);

  *to = *from;
  to->xy = scale (frame, from->xy, n_points);
  to->prediction = g_memdup2 (from->prediction, n_points * sizeof *from->prediction);
  to->confidence = g_memdup2 (from->confidence, n_points * sizeof *from->confidence);
  for (guint c = 0; c < from->n_contours; c++)
    {
      contours[c] = from->contours[c];
      contours[c].xy = scale (frame, from->contours[c].xy, from->contours[c].n);
    }
  to->contours = contours;
}

GraftMap *
graft_map_new (GraftProjection projection,
               const GraftMapProbe *probe,
               const GraftMapFrame *frames,
               guint n_frames,
               const char *caption)
{
  GraftMap *self = g_new0 (GraftMap, 1);
  Frame frame = measure (frames, n_frames, probe->n_points);

  atomic_init (&self->references, 1);
  self->projection = projection;
  self->run = probe->run;
  self->n_points = probe->n_points;
  self->n_frames = n_frames;
  self->n_classes = probe->n_classes;
  self->domains = g_memdup2 (probe->domains, probe->n_points * sizeof *probe->domains);
  self->labels = g_memdup2 (probe->labels, probe->n_points * sizeof *probe->labels);
  self->items = g_memdup2 (probe->items, probe->n_points * sizeof *probe->items);
  self->class_names = g_new0 (char *, probe->n_classes + 1);
  for (guint k = 0; k < probe->n_classes; k++)
    self->class_names[k] = g_strdup (probe->class_names[k]);
  self->caption = g_strdup (caption);
  self->frames = g_new0 (GraftMapFrame, n_frames);
  for (guint f = 0; f < n_frames; f++)
    copy_frame (&self->frames[f], &frames[f], &frame, probe->n_points);
  return self;
}

GraftMap *
graft_map_ref (GraftMap *self)
{
  atomic_fetch_add (&self->references, 1);
  return self;
}

static void
clear_frame (GraftMapFrame *frame)
{
  for (guint c = 0; c < frame->n_contours; c++)
    g_free ((float *)frame->contours[c].xy);
  g_free ((GraftContour *)frame->contours);
  g_free ((float *)frame->xy);
  g_free ((gint16 *)frame->prediction);
  g_free ((float *)frame->confidence);
}

void
graft_map_unref (GraftMap *self)
{
  if (atomic_fetch_sub (&self->references, 1) != 1)
    return;
  for (guint f = 0; f < self->n_frames; f++)
    clear_frame (&self->frames[f]);
  g_free (self->frames);
  g_free (self->domains);
  g_free (self->labels);
  g_free (self->items);
  g_strfreev (self->class_names);
  g_free (self->caption);
  g_free (self);
}

GraftProjection
graft_map_get_projection (GraftMap *self)
{
  return self->projection;
}

guint
graft_map_get_n_points (GraftMap *self)
{
  return self->n_points;
}

guint
graft_map_get_n_frames (GraftMap *self)
{
  return self->n_frames;
}

const GraftMapFrame *
graft_map_get_frame (GraftMap *self, guint index)
{
  g_return_val_if_fail (index < self->n_frames, NULL);
  return &self->frames[index];
}

const guint8 *
graft_map_peek_domains (GraftMap *self)
{
  return self->domains;
}

const gint16 *
graft_map_peek_labels (GraftMap *self)
{
  return self->labels;
}

const guint32 *
graft_map_peek_items (GraftMap *self)
{
  return self->items;
}

guint
graft_map_get_n_classes (GraftMap *self)
{
  return self->n_classes;
}

const char *
graft_map_get_class_name (GraftMap *self, guint index)
{
  g_return_val_if_fail (index < self->n_classes, NULL);
  return self->class_names[index];
}

const char *
graft_map_get_caption (GraftMap *self)
{
  return self->caption;
}

guint
graft_map_get_run (GraftMap *self)
{
  return self->run;
}
