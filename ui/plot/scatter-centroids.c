/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the feature map shows one of a class: arrows between the middles of its domains,
 * and the way that these middles went. They are few, so Cairo draws them. */
#include "ui/plot/scatter-draw-private.h"
#include "ui/plot/text-draw.h"

#include <math.h>

#define MAX_ARROWS 200u
#define MAX_TRAILS 60u /* classes; beyond them trails are a tangle */
#define MAX_TRAIL (GRAFT_SCATTER_TRACE_STEPS + 2)

typedef struct
{
  double x;
  double y;
  guint n;
} Centroid;

/* [n_points] the class that a point counts for, −1 for none. */
static gint16 *
classes_new (const GraftScatterScene *scene, const guint8 *shown)
{
  const GraftMapView *view = scene->view;
  guint frame = graft_map_view_nearest_frame (view, scene->position);
  gint16 *classes = g_new (gint16, MAX (view->n_points, 1));

  for (guint i = 0; i < view->n_points; i++)
    classes[i] = shown[i] ? (gint16)graft_map_view_get_class (
                                view, frame, i, scene->flags & GRAFT_MAP_BY_PREDICTION)
                          : -1;
  return classes;
}

/* [n_classes, GRAFT_N_DOMAINS] */
static Centroid *
centroids_new (const GraftScatterScene *scene, const gint16 *classes, const float *xy)
{
  const GraftMapView *view = scene->view;
  Centroid *centroids = g_new0 (Centroid, MAX (view->n_classes, 1) * GRAFT_N_DOMAINS);

  for (guint i = 0; i < view->n_points; i++)
    {
      Centroid *centroid;

      if (classes[i] < 0 || !isfinite (xy[2 * i] + xy[2 * i + 1]))
        continue;
      centroid = &centroids[classes[i] * GRAFT_N_DOMAINS + view->domains[i]];
      centroid->x += xy[2 * i];
      centroid->y += xy[2 * i + 1];
      centroid->n++;
    }
  for (guint i = 0; i < view->n_classes * GRAFT_N_DOMAINS; i++)
    if (centroids[i].n > 0)
      {
        centroids[i].x /= centroids[i].n;
        centroids[i].y /= centroids[i].n;
      }
  return centroids;
}

static void
arrow_path (cairo_t *cr, const Centroid *from, const Centroid *to, double scale)
{
  double angle = atan2 (to->y - from->y, to->x - from->x);
  double length = hypot (to->y - from->y, to->x - from->x);
  double head = MIN (8 * scale, length);

  cairo_move_to (cr, from->x, from->y);
  cairo_line_to (cr, to->x, to->y);
  cairo_move_to (cr, to->x - head * cos (angle - 0.5), to->y - head * sin (angle - 0.5));
  cairo_line_to (cr, to->x, to->y);
  cairo_line_to (cr, to->x - head * cos (angle + 0.5), to->y - head * sin (angle + 0.5));
}

static void
draw_arrow (cairo_t *cr,
            const GraftScatterScene *scene,
            const Centroid *from,
            const Centroid *to,
            GraftColor color)
{
  double scale = scene->pixel_scale;

  arrow_path (cr, from, to, scale);
  graft_set_source_color (cr, scene->style.background);
  cairo_set_line_width (cr, 5.5 * scale);
  cairo_stroke_preserve (cr);
  graft_set_source_color (cr, color);
  cairo_set_line_width (cr, 2.5 * scale);
  cairo_stroke (cr);
  cairo_arc (cr, from->x, from->y, 4.5 * scale, 0, 2 * G_PI);
  cairo_fill_preserve (cr);
  graft_set_source_color (cr, scene->style.background);
  cairo_set_line_width (cr, 1.5 * scale);
  cairo_stroke (cr);
}

void
graft_scatter_draw_centroids (cairo_t *cr,
                              const GraftScatterScene *scene,
                              const guint8 *shown,
                              const float *xy)
{
  g_autofree gint16 *classes = classes_new (scene, shown);
  g_autofree Centroid *centroids = centroids_new (scene, classes, xy);

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < MIN (scene->view->n_classes, MAX_ARROWS); i++)
    {
      const Centroid *pair = &centroids[i * GRAFT_N_DOMAINS];

      if (pair[GRAFT_SOURCE].n > 0 && pair[GRAFT_TARGET].n > 0)
        draw_arrow (cr, scene, &pair[GRAFT_SOURCE], &pair[GRAFT_TARGET],
                    graft_palette_get_class_color (&scene->style, (int)i));
    }
}

/* ---- trails ---- */

/* In map coordinates, as the frames are. */
static void
to_pixels (const GraftScatterScene *scene, Centroid *centroids)
{
  const GraftMapTransform *map = &scene->transform;

  for (guint i = 0; i < scene->view->n_classes * GRAFT_N_DOMAINS; i++)
    {
      centroids[i].x = map->x + map->scale * centroids[i].x;
      centroids[i].y = map->y - map->scale * centroids[i].y;
    }
}

static void
trail_path (cairo_t *cr, Centroid *const *steps, guint n, guint index)
{
  cairo_new_path (cr);
  for (guint i = 0; i < n; i++)
    if (steps[i][index].n > 0)
      cairo_line_to (cr, steps[i][index].x, steps[i][index].y);
}

/* Where it ends, in the direction of its last steps, on paper of its own: it stands in a
 * cloud of its own colour. */
static void
draw_head (cairo_t *cr,
           const GraftScatterScene *scene,
           Centroid *const *steps,
           guint n,
           guint index)
{
  double size = 12 * scene->pixel_scale;
  const Centroid *to = &steps[n - 1][index], *from = to;
  double angle;

  for (guint i = n - 1; i > 0 && hypot (to->x - from->x, to->y - from->y) < size; i--)
    from = &steps[i - 1][index];
  if (hypot (to->x - from->x, to->y - from->y) < 1)
    return;
  angle = atan2 (to->y - from->y, to->x - from->x);
  cairo_move_to (cr, to->x + 0.4 * size * cos (angle), to->y + 0.4 * size * sin (angle));
  for (int side = -1; side <= 1; side += 2)
    cairo_line_to (cr, to->x - size * cos (angle + side * 0.55),
                   to->y - size * sin (angle + side * 0.55));
  cairo_close_path (cr);
  cairo_fill_preserve (cr);
  graft_set_source_color (cr, scene->style.background);
  cairo_set_line_width (cr, 1.8 * scene->pixel_scale);
  cairo_stroke (cr);
}

/* Source is a line, target is dashed, as their contours are. */
static void
draw_trail (cairo_t *cr,
            const GraftScatterScene *scene,
            Centroid *const *steps,
            guint n,
            guint index)
{
  double scale = scene->pixel_scale;
  double dashes[] = { 5 * scale, 4 * scale };
  const Centroid *start = &steps[0][index];

  if (start->n == 0 || steps[n - 1][index].n == 0)
    return;
  trail_path (cr, steps, n, index);
  graft_set_source_color (cr, graft_color_with_alpha (scene->style.background, 0.85));
  cairo_set_line_width (cr, 5 * scale);
  cairo_stroke_preserve (cr);
  graft_set_source_color (
      cr, graft_palette_get_class_color (&scene->style, (int)(index / GRAFT_N_DOMAINS)));
  cairo_set_line_width (cr, 2.2 * scale);
  if (index % GRAFT_N_DOMAINS == GRAFT_TARGET)
    cairo_set_dash (cr, dashes, 2, 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_arc (cr, start->x, start->y, 3 * scale, 0, 2 * G_PI);
  cairo_fill (cr);
  draw_head (cr, scene, steps, n, index);
}

/* Middles in some of the frames up to now, and now. Returns how many. */
static guint
collect_steps (const GraftScatterScene *scene,
               const gint16 *classes,
               const float *xy,
               Centroid *steps[MAX_TRAIL])
{
  double last = scene->view->n_frames - 1.0;
  guint until = (guint)floor (CLAMP (scene->position, 0, last));
  guint stride = until / GRAFT_SCATTER_TRACE_STEPS + 1, n = 0;

  for (guint frame = 0; frame <= until; frame += stride)
    {
      steps[n] = centroids_new (scene, classes, scene->view->frames[frame].xy);
      to_pixels (scene, steps[n++]);
    }
  steps[n++] = centroids_new (scene, classes, xy);
  return n;
}

void
graft_scatter_draw_class_trails (cairo_t *cr,
                                 const GraftScatterScene *scene,
                                 const guint8 *shown,
                                 const float *xy)
{
  g_autofree gint16 *classes = classes_new (scene, shown);
  Centroid *steps[MAX_TRAIL] = { NULL };
  guint n = collect_steps (scene, classes, xy, steps);

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < MIN (scene->view->n_classes, MAX_TRAILS) * GRAFT_N_DOMAINS; i++)
    draw_trail (cr, scene, steps, n, i);
  for (guint i = 0; i < n; i++)
    g_free (steps[i]);
}
