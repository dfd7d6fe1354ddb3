/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws a scene of the feature map into pixels: paper, contours, trajectories, marks from
 * the faintest to the strongest, then what there is one of a class
 * (scatter-centroids.c). The few long strokes are Cairo's; everything that there is one
 * of a point is blended from sprites (sprite.c). */
#include "ui/plot/scatter-draw-private.h"
#include "ui/plot/text-draw.h"

#include <math.h>

typedef enum
{
  HIDDEN = 0,
  DIM,  /* not selected */
  SOFT, /* not of the class that a chip is pointed at: a glance, no decision */
  NORMAL,
  STRONG,
  N_EMPHASES
} Emphasis;

struct _GraftScatterRaster
{
  GraftSprite
      *sprites;   /* [n_colors, GRAFT_N_MARKS, N_EMPHASES], drawn when first needed */
  guint n_colors; /* classes, and one for "not known" */
  double radius;
  GraftPlotStyle style;
};

GraftScatterRaster *
graft_scatter_raster_new (void)
{
  return g_new0 (GraftScatterRaster, 1);
}

static void
drop_sprites (GraftScatterRaster *self)
{
  gsize n = (gsize)self->n_colors * GRAFT_N_MARKS * N_EMPHASES;

  for (gsize i = 0; i < n; i++)
    graft_sprite_clear (&self->sprites[i]);
  g_clear_pointer (&self->sprites, g_free);
  self->n_colors = 0;
}

void
graft_scatter_raster_free (GraftScatterRaster *self)
{
  drop_sprites (self);
  g_free (self);
}

/* Marks shrink slowly as points become many: 3.2 px at a thousand, 1.8 px at fifty
 * thousand. */
static double
mark_radius (const GraftScatterScene *scene)
{
  double radius = 3.2 * pow (1000.0 / MAX (scene->view->n_points, 1), 0.15);

  return CLAMP (radius, 1.6, 3.2) * scene->pixel_scale;
}

static gboolean
same_color (GraftColor a, GraftColor b)
{
  return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a;
}

static void
prepare_sprites (GraftScatterRaster *self, const GraftScatterScene *scene)
{
  guint n_colors = scene->view->n_classes + 1;
  double radius = mark_radius (scene);

  if (self->n_colors == n_colors && self->radius == radius &&
      self->style.dark == scene->style.dark &&
      self->style.high_contrast == scene->style.high_contrast &&
      same_color (self->style.background, scene->style.background))
    return;
  drop_sprites (self);
  self->n_colors = n_colors;
  self->radius = radius;
  self->style = scene->style;
  self->sprites = g_new0 (GraftSprite, (gsize)n_colors * GRAFT_N_MARKS * N_EMPHASES);
}

/* @color: class, or −1. */
static const GraftSprite *
get_sprite (GraftScatterRaster *self, int color, GraftMark mark, Emphasis emphasis)
{
  static const double alphas[N_EMPHASES] = { 0, 0.22, 0.38, 0.95, 1 };
  gsize index = ((gsize)(color + 1) * GRAFT_N_MARKS + mark) * N_EMPHASES + emphasis;
  GraftSprite *sprite = &self->sprites[index];

  if (sprite->pixels == NULL)
    graft_sprite_init (sprite, mark, self->radius * (emphasis == STRONG ? 1.35 : 1),
                       graft_palette_get_class_color (&self->style, color),
                       self->style.background, alphas[emphasis]);
  return sprite;
}

gboolean
graft_scatter_scene_shows (const GraftScatterScene *scene, guint frame, guint point)
{
  int index;

  if (scene->hidden_domains & (1u << scene->view->domains[point]))
    return FALSE;
  if (scene->hidden_classes == NULL)
    return TRUE;
  index = graft_map_view_get_class (scene->view, frame, point,
                                    scene->flags & GRAFT_MAP_BY_PREDICTION);
  return index < 0 || !scene->hidden_classes[index];
}

static Emphasis
emphasis_of (const GraftScatterScene *scene, guint frame, guint point)
{
  int index = graft_map_view_get_class (scene->view, frame, point,
                                        scene->flags & GRAFT_MAP_BY_PREDICTION);

  if (!graft_scatter_scene_shows (scene, frame, point))
    return HIDDEN;
  if (scene->selected != NULL)
    return scene->selected[point] ? STRONG : DIM;
  if (scene->highlight_class >= 0)
    return index == scene->highlight_class ? STRONG : SOFT;
  return NORMAL;
}

/* One domain in one emphasis; source goes first, so that open triangles stay readable on
 * it. */
static void
draw_marks (GraftScatterRaster *self,
            const GraftScatterScene *scene,
            const guint8 *emphases,
            Emphasis emphasis,
            GraftDomain domain,
            const float *xy,
            const GraftPixels *pixels)
{
  const GraftMapView *view = scene->view;
  guint frame = graft_map_view_nearest_frame (view, scene->position);
  GraftMark mark = domain == GRAFT_SOURCE ? GRAFT_MARK_CIRCLE : GRAFT_MARK_TRIANGLE;

  for (guint i = 0; i < view->n_points; i++)
    {
      int color;

      if (emphases[i] != emphasis || view->domains[i] != domain)
        continue;
      color = graft_map_view_get_class (view, frame, i,
                                        scene->flags & GRAFT_MAP_BY_PREDICTION);
      graft_sprite_blend (get_sprite (self, color, mark, emphasis), pixels, xy[2 * i],
                          xy[2 * i + 1]);
    }
}

/* ---- contours ---- */

static void
contour_path (cairo_t *cr, const GraftScatterScene *scene, const GraftContour *contour)
{
  const GraftMapTransform *map = &scene->transform;

  cairo_new_sub_path (cr);
  for (guint i = 0; i < contour->n; i++)
    {
      double x = map->x + map->scale * contour->xy[2 * i];
      double y = map->y - map->scale * contour->xy[2 * i + 1];

      if (isfinite (x) && isfinite (y))
        cairo_line_to (cr, CLAMP (x, -1e5, 1e5), CLAMP (y, -1e5, 1e5));
    }
  if (contour->closed)
    cairo_close_path (cr);
}

/* All lines of one domain and mass are one path, filled even-odd: holes stay holes. */
static void
draw_contour_level (cairo_t *cr,
                    const GraftScatterScene *scene,
                    const GraftMapFrame *frame,
                    GraftDomain domain,
                    gboolean inner,
                    double alpha)
{
  double dashes[] = { 5 * scene->pixel_scale, 3 * scene->pixel_scale };
  double strength = scene->style.high_contrast ? 1 : 0.5;
  GraftColor ink = scene->style.foreground;

  for (guint i = 0; i < frame->n_contours; i++)
    if (frame->contours[i].domain == domain && (frame->contours[i].mass < 0.7) == inner)
      contour_path (cr, scene, &frame->contours[i]);
  if (domain == GRAFT_SOURCE)
    {
      graft_set_source_color (cr, graft_color_with_alpha (ink, 0.045 * alpha));
      cairo_fill_preserve (cr);
    }
  else
    cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, (inner ? 1.4 : 1) * scene->pixel_scale);
  graft_set_source_color (cr, graft_color_with_alpha (ink, strength * alpha));
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
draw_contours_of_frame (cairo_t *cr,
                        const GraftScatterScene *scene,
                        guint frame,
                        double alpha)
{
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  cairo_set_tolerance (cr, 0.25);
  for (int domain = GRAFT_SOURCE; domain < GRAFT_N_DOMAINS; domain++)
    if (!(scene->hidden_domains & (1u << domain)))
      for (int inner = 0; inner < 2; inner++)
        draw_contour_level (cr, scene, &scene->view->frames[frame], (GraftDomain)domain,
                            inner, alpha);
}

/* Between two frames their contours cross-fade; lines of different shape cannot glide. */
static void
draw_contours (cairo_t *cr, const GraftScatterScene *scene)
{
  double last = scene->view->n_frames - 1.0;
  double position = CLAMP (scene->position, 0, last);
  guint frame = (guint)position;
  double t = graft_smoothstep (position - frame);

  if (t < 1)
    draw_contours_of_frame (cr, scene, frame, 1 - t);
  if (t > 0 && frame + 1 < scene->view->n_frames)
    draw_contours_of_frame (cr, scene, frame + 1, t);
}

/* ---- trajectories ---- */

static gboolean
is_traced (const GraftScatterScene *scene, guint frame, guint point)
{
  if (scene->selected != NULL)
    return scene->selected[point];
  if (scene->highlight_class >= 0)
    return graft_map_view_get_class (scene->view, frame, point,
                                     scene->flags & GRAFT_MAP_BY_PREDICTION) ==
           scene->highlight_class;
  return scene->trace_point == (int)point;
}

static void
place_in_frame (const GraftScatterScene *scene, guint frame, guint point, float place[2])
{
  const float *xy = scene->view->frames[frame].xy + 2 * (gsize)point;

  place[0] = xy[0];
  place[1] = xy[1];
  graft_map_transform_apply (&scene->transform, place, 1);
}

/* From frame 0 through at most GRAFT_SCATTER_TRACE_STEPS frames to where the point stands
 * now. */
static void
draw_trajectory (const GraftScatterScene *scene,
                 guint point,
                 const float *now,
                 guint32 color,
                 const GraftPixels *pixels)
{
  double last = scene->view->n_frames - 1.0;
  guint until = (guint)floor (CLAMP (scene->position, 0, last));
  guint stride = until / GRAFT_SCATTER_TRACE_STEPS + 1;
  float from[2], to[2];

  place_in_frame (scene, 0, point, from);
  for (guint frame = stride; frame <= until; frame += stride)
    {
      place_in_frame (scene, frame, point, to);
      graft_pixels_line (pixels, from, to, color);
      from[0] = to[0];
      from[1] = to[1];
    }
  graft_pixels_line (pixels, from, now, color);
}

static void
draw_trajectories (const GraftScatterScene *scene,
                   const float *xy,
                   const GraftPixels *pixels)
{
  guint frame = graft_map_view_nearest_frame (scene->view, scene->position);
  double alpha = scene->trace_point >= 0 && scene->highlight_class < 0 ? 0.9 : 0.2;

  for (guint i = 0; i < scene->view->n_points; i++)
    {
      int index;
      GraftColor color;

      if (!is_traced (scene, frame, i) || !graft_scatter_scene_shows (scene, frame, i))
        continue;
      index = graft_map_view_get_class (scene->view, frame, i,
                                        scene->flags & GRAFT_MAP_BY_PREDICTION);
      color = graft_palette_get_class_color (&scene->style, index);
      draw_trajectory (scene, i, xy + 2 * (gsize)i,
                       graft_color_to_argb32 (graft_color_with_alpha (color, alpha)),
                       pixels);
    }
}

static cairo_t *
cairo_for_pixels (const GraftPixels *pixels)
{
  cairo_surface_t *surface = cairo_image_surface_create_for_data (
      (guint8 *)pixels->data, CAIRO_FORMAT_ARGB32, pixels->width, pixels->height,
      pixels->stride * 4);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  return cr;
}

/**
 * graft_scatter_raster_draw:
 * @self: marks kept from the picture before
 * @scene: what to draw
 * @xy: [n_points, 2] pixels, for @scene's position
 * @pixels: drawn over completely, opaque
 *
 * Cost: O(n_points · mark area). Thread: any, one at a time.
 */
void
graft_scatter_raster_draw (GraftScatterRaster *self,
                           const GraftScatterScene *scene,
                           const float *xy,
                           const GraftPixels *pixels)
{
  const GraftMapView *view = scene->view;
  guint frame = graft_map_view_nearest_frame (view, scene->position);
  g_autofree guint8 *emphases = g_malloc (MAX (view->n_points, 1));
  guint present = 0;
  cairo_t *cr = cairo_for_pixels (pixels);

  prepare_sprites (self, scene);
  for (guint i = 0; i < view->n_points; i++)
    {
      emphases[i] = (guint8)emphasis_of (scene, frame, i);
      present |= 1u << emphases[i];
    }
  graft_pixels_fill (pixels, graft_color_to_argb32 (scene->style.background));
  if (scene->flags & GRAFT_MAP_CONTOURS)
    draw_contours (cr, scene);
  cairo_surface_flush (cairo_get_target (cr));
  if (scene->flags & GRAFT_MAP_TRAJECTORIES)
    draw_trajectories (scene, xy, pixels);
  for (Emphasis emphasis = DIM; emphasis < N_EMPHASES; emphasis++)
    if (present & (1u << emphasis))
      for (int domain = GRAFT_SOURCE; domain < GRAFT_N_DOMAINS; domain++)
        draw_marks (self, scene, emphases, emphasis, (GraftDomain)domain, xy, pixels);
  cairo_surface_mark_dirty (cairo_get_target (cr));
  if (scene->flags & GRAFT_MAP_TRAJECTORIES && scene->selected == NULL &&
      scene->highlight_class < 0)
    graft_scatter_draw_class_trails (cr, scene, emphases, xy);
  if (scene->flags & GRAFT_MAP_CENTROIDS)
    graft_scatter_draw_centroids (cr, scene, emphases, xy);
  cairo_destroy (cr);
}

/* Widens @bounds by [n, 2] places; the rectangle is empty while x0 > x1. */
static void
widen_bounds (GraftMapBounds *bounds, const float *xy, gsize n)
{
  float x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;

  for (gsize i = 0; i < n; i++)
    {
      float x = xy[2 * i], y = xy[2 * i + 1];

      if (!isfinite (x) || !isfinite (y))
        continue;
      x0 = MIN (x0, x);
      y0 = MIN (y0, y);
      x1 = MAX (x1, x);
      y1 = MAX (y1, y);
    }
  if (x0 > x1)
    return;
  bounds->x0 = MIN (bounds->x0, x0);
  bounds->y0 = MIN (bounds->y0, y0);
  bounds->x1 = MAX (bounds->x1, x1);
  bounds->y1 = MAX (bounds->y1, y1);
}

void
graft_map_bounds_init (GraftMapBounds *bounds, const GraftMapView *view)
{
  *bounds = (GraftMapBounds){ INFINITY, INFINITY, -INFINITY, -INFINITY };
  for (guint f = 0; f < view->n_frames; f++)
    {
      const GraftMapFrame *frame = &view->frames[f];

      widen_bounds (bounds, frame->xy, view->n_points);
      for (guint c = 0; c < frame->n_contours; c++)
        widen_bounds (bounds, frame->contours[c].xy, frame->contours[c].n);
    }
  if (bounds->x0 > bounds->x1)
    *bounds = (GraftMapBounds){ -1, -1, 1, 1 };
}

void
graft_map_transform_fit (GraftMapTransform *transform,
                         const GraftMapBounds *bounds,
                         double width,
                         double height,
                         double margin)
{
  double wide = MAX (bounds->x1 - bounds->x0, 1e-6);
  double high = MAX (bounds->y1 - bounds->y0, 1e-6);
  double room_x = MAX (width - 2 * margin, 1), room_y = MAX (height - 2 * margin, 1);

  transform->scale = MIN (room_x / wide, room_y / high);
  transform->x = width / 2 - transform->scale * (bounds->x0 + bounds->x1) / 2;
  transform->y = height / 2 + transform->scale * (bounds->y0 + bounds->y1) / 2;
}

void
graft_map_transform_apply (const GraftMapTransform *transform, float *xy, gsize n)
{
  float scale = (float)transform->scale;
  float x = (float)transform->x, y = (float)transform->y;

  for (gsize i = 0; i < n; i++)
    {
      xy[2 * i] = x + scale * xy[2 * i];
      xy[2 * i + 1] = y - scale * xy[2 * i + 1];
    }
}
