/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds the synthetic map. Contours are ellipses, not densities: enough to be drawn. */
#include "tests/support/synthetic-map.h"

#include <math.h>

#define CONTOUR_POINTS 48u

typedef struct
{
  GPtrArray *blocks; /* everything that the view's arrays point into */
} Store;

static gpointer
store_alloc (Store *store, gsize size)
{
  gpointer block = g_malloc0 (MAX (size, 1));

  g_ptr_array_add (store->blocks, block);
  return block;
}

static void
store_free (gpointer data)
{
  Store *store = data;

  g_ptr_array_unref (store->blocks);
  g_free (store);
}

/* Irwin-Hall: near enough to normal. */
static double
gaussian (GRand *rand)
{
  double sum = -6;

  for (int i = 0; i < 12; i++)
    sum += g_rand_double (rand);
  return sum;
}

static void
class_centre (guint index, guint n_classes, double *x, double *y)
{
  double angle = 2 * G_PI * index / n_classes;
  double radius = index % 3 == 2 ? 0.3 : 0.68;

  *x = 1.25 * radius * cos (angle);
  *y = radius * sin (angle);
}

/* @meet: 0 target stands apart and mixed up, 1 it lies on source. */
static void
fill_frame (Store *store, GraftMapView *view, guint index, double meet, GRand *rand)
{
  guint n = view->n_points;
  float *xy = store_alloc (store, 2 * sizeof (float) * n);
  gint16 *prediction = store_alloc (store, sizeof (gint16) * n);
  float *confidence = store_alloc (store, sizeof (float) * n);
  GraftMapFrame *frame = &view->frames[index];

  for (guint i = 0; i < n; i++)
    {
      gboolean target = view->domains[i] == GRAFT_TARGET;
      double spread = target ? 0.1 + 0.1 * (1 - meet) : 0.075 + 0.05 * (1 - meet);
      double x, y;

      class_centre ((guint)view->labels[i], view->n_classes, &x, &y);
      if (target)
        {
          x = x * (0.25 + 0.75 * meet) + 0.5 * (1 - meet);
          y = y * (0.25 + 0.75 * meet) - 0.3 * (1 - meet);
        }
      xy[2 * i] = (float)(x + spread * gaussian (rand));
      xy[2 * i + 1] = (float)(y + spread * gaussian (rand));
      prediction[i] = view->labels[i];
      if (g_rand_double (rand) < (target ? 0.6 - 0.42 * meet : 0.02))
        prediction[i] = (gint16)g_rand_int_range (rand, 0, (gint32)view->n_classes);
      confidence[i] = (float)(0.4 + 0.6 * g_rand_double (rand));
    }
  frame->xy = xy;
  frame->prediction = prediction;
  frame->confidence = confidence;
  frame->probe_accuracy = 1 - 0.35 * meet;
  frame->silhouette_class = 0.12 + 0.4 * meet;
  frame->silhouette_domain = 0.3 * (1 - meet);
}

static void
add_contours (Store *store, GraftMapFrame *frame, double meet)
{
  GraftContour *contours = store_alloc (store, 4 * sizeof (GraftContour));

  for (guint i = 0; i < 4; i++)
    {
      gboolean target = i >= 2;
      double size = (i % 2 ? 0.95 : 0.55) * (target ? 0.45 + 0.55 * meet : 1);
      float *xy = store_alloc (store, 2 * CONTOUR_POINTS * sizeof (float));

      for (guint k = 0; k < CONTOUR_POINTS; k++)
        {
          double angle = 2 * G_PI * k / CONTOUR_POINTS;
          double wave = 1 + 0.08 * sin (3 * angle + i);

          xy[2 * k] =
              (float)(1.25 * size * wave * cos (angle) + (target ? 0.5 * (1 - meet) : 0));
          xy[2 * k + 1] =
              (float)(size * wave * sin (angle) - (target ? 0.3 * (1 - meet) : 0));
        }
      contours[i] = (GraftContour){ .domain = target ? GRAFT_TARGET : GRAFT_SOURCE,
                                    .mass = i % 2 ? 0.9 : 0.5,
                                    .closed = TRUE,
                                    .n = CONTOUR_POINTS,
                                    .xy = xy };
    }
  frame->contours = contours;
  frame->n_contours = 4;
}

static void
name_points (Store *store, GraftMapView *view)
{
  guint8 *domains = store_alloc (store, view->n_points);
  gint16 *labels = store_alloc (store, sizeof (gint16) * view->n_points);
  guint32 *items = store_alloc (store, sizeof (guint32) * view->n_points);
  const char **names = store_alloc (store, sizeof (char *) * view->n_classes);

  for (guint i = 0; i < view->n_points; i++)
    {
      domains[i] = i < view->n_points / 2 ? GRAFT_SOURCE : GRAFT_TARGET;
      labels[i] = (gint16)(i % view->n_classes);
      items[i] = 7 * i;
    }
  for (guint i = 0; i < view->n_classes; i++)
    {
      char *name = g_strdup_printf ("%u", i);

      g_ptr_array_add (store->blocks, name);
      names[i] = name;
    }
  view->domains = domains;
  view->labels = labels;
  view->items = items;
  view->class_names = names;
}

GraftMapView *
synthetic_map_new (guint n_points, guint n_frames, guint n_classes, guint seed)
{
  Store *store = g_new0 (Store, 1);
  GraftMapView fields = { .n_points = n_points,
                          .n_frames = n_frames,
                          .n_classes = n_classes,
                          .caption = "PCA · 61 % of the variance" };
  GRand *rand = g_rand_new_with_seed (seed);

  store->blocks = g_ptr_array_new_with_free_func (g_free);
  fields.frames = store_alloc (store, n_frames * sizeof (GraftMapFrame));
  name_points (store, &fields);
  for (guint i = 0; i < n_frames; i++)
    {
      double meet = n_frames > 1 ? (double)i / (n_frames - 1) : 0;

      /* The same noise in every frame: points glide, they do not jump about. */
      g_rand_set_seed (rand, seed);
      fill_frame (store, &fields, i, meet, rand);
      add_contours (store, &fields.frames[i], meet);
      fields.frames[i].step = 100u * i;
      fields.frames[i].epoch = 0.43 * i;
    }
  g_rand_free (rand);
  return graft_map_view_new (&fields, store, store_free);
}
