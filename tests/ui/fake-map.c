/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feature maps of the engine stand-in: ten classes whose two clouds move together. */
#include "tests/ui/fake-engine.h"

#include <math.h>

#define N_CLASSES 10
#define POINTS_PER_DOMAIN 300
#define N_POINTS (2 * POINTS_PER_DOMAIN)

struct _GraftMap
{
  gatomicrefcount refs;
  GraftProjection projection;
  guint run;
  GArray *frames; /* GraftMapFrame */
  guint8 domains[N_POINTS];
  gint16 labels[N_POINTS];
  guint32 items[N_POINTS];
};

GraftMap *
graft_map_ref (GraftMap *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
clear_frame (gpointer data)
{
  GraftMapFrame *frame = data;

  for (guint i = 0; i < frame->n_contours; i++)
    g_free ((gpointer)frame->contours[i].xy);
  g_free ((gpointer)frame->contours);
  g_free ((gpointer)frame->xy);
  g_free ((gpointer)frame->prediction);
  g_free ((gpointer)frame->confidence);
}

void
graft_map_unref (GraftMap *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->frames);
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
  return N_POINTS;
}

guint
graft_map_get_n_frames (GraftMap *self)
{
  return self->frames->len;
}

const GraftMapFrame *
graft_map_get_frame (GraftMap *self, guint index)
{
  return &g_array_index (self->frames, GraftMapFrame, index);
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
  return N_CLASSES;
}

const char *
graft_map_get_class_name (GraftMap *self, guint index)
{
  static const char *const names[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };

  return names[index];
}

const char *
graft_map_get_caption (GraftMap *self)
{
  return self->projection == GRAFT_PROJECTION_PCA ? "2 axes hold 41 % of the variance"
                                                  : "KL divergence 1.02";
}

guint
graft_map_get_run (GraftMap *self)
{
  return self->run;
}

double
fake_unit (guint32 seed)
{
  seed = (seed ^ 61) ^ (seed >> 16);
  seed *= 9;
  seed ^= seed >> 4;
  seed *= 0x27d4eb2d;
  seed ^= seed >> 15;
  return seed / 4294967296.0;
}

/* Around each class centre an ellipse for each domain; the target's comes closer as @t
 * grows. */
static GraftContour *
fake_contours (double t)
{
  GraftContour *list = g_new0 (GraftContour, 2);

  for (guint d = 0; d < 2; d++)
    {
      float *xy = g_new (float, 2 * 40);

      for (guint i = 0; i < 40; i++)
        {
          double a = i * G_PI / 20;

          xy[2 * i] = (float)(0.8 * cos (a) + (d ? 0.15 * (1 - t) : 0));
          xy[2 * i + 1] = (float)(0.75 * sin (a));
        }
      list[d] = (GraftContour){ d, 0.9, TRUE, 40, xy };
    }
  return list;
}

static GraftMapFrame
fake_frame (double t, guint64 step)
{
  float *xy = g_new (float, 2 * N_POINTS);
  gint16 *prediction = g_new (gint16, N_POINTS);
  float *confidence = g_new (float, N_POINTS);

  for (guint i = 0; i < N_POINTS; i++)
    {
      gboolean target = i >= POINTS_PER_DOMAIN;
      guint label = i % N_CLASSES;
      double angle = 2 * G_PI * label / N_CLASSES, r = 0.25 + 0.4 * t;
      double u = sqrt (-2 * log (fake_unit (3 * i + 1) + 1e-9)),
             v = 2 * G_PI * fake_unit (3 * i + 2);
      double shift = target ? 0.35 * (1 - t) : 0;

      xy[2 * i] = (float)CLAMP (r * cos (angle) + shift + 0.08 * u * cos (v), -1, 1);
      xy[2 * i + 1] =
          (float)CLAMP (r * sin (angle) - shift / 2 + 0.08 * u * sin (v), -1, 1);
      prediction[i] =
          (gint16)(fake_unit (i) < 0.1 + 0.8 * t ? label : (label + 3) % N_CLASSES);
      confidence[i] = (float)(0.4 + 0.5 * t);
    }
  return (GraftMapFrame){
    .step = step,
    .epoch = N_EPOCHS * t,
    .xy = xy,
    .prediction = prediction,
    .confidence = confidence,
    .n_contours = 2,
    .contours = fake_contours (t),
    .probe_accuracy = 1 - 0.3 * t,
    .silhouette_class = 0.1 + 0.5 * t,
    .silhouette_domain = 0.5 - 0.4 * t,
  };
}

GraftMap *
fake_map_new (GraftProjection projection, double t, guint run, gboolean unlabelled)
{
  GraftMap *self = g_new0 (GraftMap, 1);
  guint n = 1 + (guint)floor (20 * t);

  g_atomic_ref_count_init (&self->refs);
  self->projection = projection;
  self->run = run;
  self->frames = g_array_new (FALSE, FALSE, sizeof (GraftMapFrame));
  g_array_set_clear_func (self->frames, clear_frame);
  for (guint i = 0; i < n; i++)
    {
      double at = n > 1 ? t * i / (n - 1) : t;
      GraftMapFrame frame = fake_frame (at, (guint64)(N_STEPS * at));

      g_array_append_val (self->frames, frame);
    }
  for (guint i = 0; i < N_POINTS; i++)
    {
      self->domains[i] = i >= POINTS_PER_DOMAIN;
      self->labels[i] = unlabelled && self->domains[i] ? -1 : (gint16)(i % N_CLASSES);
      self->items[i] = i;
    }
  return self;
}
