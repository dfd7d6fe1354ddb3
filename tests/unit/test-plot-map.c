/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map without a window: sprites pixel by pixel, interpolation, the grid index,
 * scenes, and the raster thread's mailbox. */
#include "tests/support/synthetic-map.h"
#include "ui/plot/raster-worker.h"

#include <math.h>

#define SIDE 64
#define PAPER 0xffffffff

static void
init_pixels (GraftPixels *pixels)
{
  *pixels = (GraftPixels){ g_new (guint32, SIDE * SIDE), SIDE, SIDE, SIDE };
  graft_pixels_fill (pixels, PAPER);
}

static guint32
pixel (const GraftPixels *pixels, int x, int y)
{
  return pixels->data[y * pixels->stride + x];
}

/* A circle of 3 px round the middle of pixel (30, 20): ink inside, paper outside, both
 * axes mirrored. */
static void
test_circle (void)
{
  const GraftColor blue = { 0, 0, 1, 1 }, white = { 1, 1, 1, 1 };
  GraftSprite sprite;
  GraftPixels pixels;

  init_pixels (&pixels);
  graft_sprite_init (&sprite, GRAFT_MARK_CIRCLE, 3, blue, white, 1);
  graft_sprite_blend (&sprite, &pixels, 30.5f, 20.5f);
  for (int d = -2; d <= 2; d++)
    {
      g_assert_cmphex (pixel (&pixels, 30 + d, 20), ==, 0xff0000ff);
      g_assert_cmphex (pixel (&pixels, 30, 20 + d), ==, 0xff0000ff);
    }
  /* The edge runs through the middle of this one: half ink, within rounding. */
  g_assert_cmpfloat_with_epsilon (pixel (&pixels, 33, 20) & 0xff, 0xff, 0.5);
  g_assert_cmpfloat_with_epsilon (pixel (&pixels, 33, 20) >> 16 & 0xff, 0x80, 1.5);
  for (int d = 5; d < 9; d++)
    {
      g_assert_cmphex (pixel (&pixels, 30 + d, 20), ==, PAPER);
      g_assert_cmphex (pixel (&pixels, 30, 20 - d), ==, PAPER);
    }
  for (int y = -8; y <= 8; y++)
    for (int x = -8; x <= 8; x++)
      g_assert_cmphex (pixel (&pixels, 30 + x, 20 + y), ==,
                       pixel (&pixels, 30 - x, 20 - y));
  graft_sprite_clear (&sprite);
  g_free (pixels.data);
}

/* Quarter-pixel phases: a mark moved by a whole pixel is the same picture a pixel on. */
static void
test_phases (void)
{
  const GraftColor ink = { 0.8, 0.2, 0, 1 }, white = { 1, 1, 1, 1 };
  GraftSprite sprite;

  graft_sprite_init (&sprite, GRAFT_MARK_TRIANGLE, 3.2, ink, white, 1);
  for (int phase = 0; phase < 8; phase++)
    {
      GraftPixels a, b;
      float x = 20 + phase / 4.0f;

      init_pixels (&a);
      init_pixels (&b);
      graft_sprite_blend (&sprite, &a, x, 30);
      graft_sprite_blend (&sprite, &b, x + 1, 31);
      for (int i = 0; i < SIDE - 1; i++)
        for (int j = 0; j < SIDE - 1; j++)
          g_assert_cmphex (pixel (&a, i, j), ==, pixel (&b, i + 1, j + 1));
      g_free (a.data);
      g_free (b.data);
    }
  graft_sprite_clear (&sprite);
}

/* Marks over the edge, far off and not finite touch nothing outside. */
static void
test_clipping (void)
{
  const GraftColor ink = { 0, 0, 0, 1 };
  const float places[][2] = {
    { -3, -3 }, { 10, 63.9f }, { 70, 5 }, { 1e30f, 0 }, { NAN, 4 }
  };
  g_autofree guint32 *data = g_new (guint32, SIDE * SIDE);
  GraftPixels all = { data, SIDE, SIDE, SIDE };
  GraftPixels inner = { data + 16 * SIDE + 16, 32, 32, SIDE };
  GraftSprite sprite;

  graft_pixels_fill (&all, PAPER);
  graft_sprite_init (&sprite, GRAFT_MARK_CIRCLE, 3, ink, ink, 1);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      graft_sprite_blend (&sprite, &inner, places[i][0], places[i][1]);
      graft_pixels_line (&inner, places[i], places[(i + 1) % 3], 0xff000000);
    }
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      if (x < 16 || x >= 48 || y < 16 || y >= 48)
        g_assert_cmphex (pixel (&all, x, y), ==, PAPER);
  graft_sprite_clear (&sprite);
}

static void
test_interpolation (void)
{
  g_autoptr (GraftMapView) view = synthetic_map_new (100, 3, 4, 1);
  float xy[200];

  for (guint f = 0; f < 3; f++)
    {
      graft_map_view_interpolate (view, f, xy);
      g_assert_cmpmem (xy, sizeof xy, view->frames[f].xy, sizeof xy);
    }
  graft_map_view_interpolate (view, 99, xy);
  g_assert_cmpmem (xy, sizeof xy, view->frames[2].xy, sizeof xy);
  graft_map_view_interpolate (view, -1, xy);
  g_assert_cmpmem (xy, sizeof xy, view->frames[0].xy, sizeof xy);
  graft_map_view_interpolate (view, 0.5, xy);
  for (guint i = 0; i < 200; i++)
    g_assert_cmpfloat_with_epsilon (
        xy[i], (view->frames[0].xy[i] + view->frames[1].xy[i]) / 2, 1e-6);
  g_assert_cmpfloat (graft_smoothstep (0), ==, 0);
  g_assert_cmpfloat (graft_smoothstep (1), ==, 1);
  g_assert_cmpfloat_with_epsilon (graft_smoothstep (0.25), 0.15625, 1e-12);
  g_assert_cmpfloat_with_epsilon (graft_map_view_get_epoch (view, 1.5), 0.645, 1e-9);
  g_assert_cmpuint (graft_map_view_nearest_frame (view, 1.4), ==, 1);
  g_assert_cmpuint (graft_map_view_nearest_frame (view, 1.6), ==, 2);
}

static int
nearest_by_scan (
    const float *xy, guint n, const guint8 *visible, double x, double y, double radius)
{
  double best = radius * radius;
  int found = -1;

  for (guint i = 0; i < n; i++)
    {
      double dx = xy[2 * i] - x, dy = xy[2 * i + 1] - y, d = dx * dx + dy * dy;

      if (visible[i] && isfinite (d) && (d < best || (d == best && found < 0)))
        {
          best = d;
          found = (int)i;
        }
    }
  return found;
}

static void
check_grid (GRand *rand, guint n, double width, double height)
{
  g_autofree float *xy = g_new (float, 2 * MAX (n, 1));
  g_autofree guint8 *visible = g_new (guint8, MAX (n, 1));
  g_autoptr (GraftPointGrid) grid = NULL;

  for (guint i = 0; i < n; i++)
    {
      xy[2 * i] = (float)floor (g_rand_double_range (rand, -0.2, 1) * width);
      xy[2 * i + 1] = (float)floor (g_rand_double (rand) * height);
      visible[i] = g_rand_int_range (rand, 0, 5) > 0;
    }
  if (n > 10)
    xy[7] = NAN;
  grid = graft_point_grid_new (xy, n, visible);
  for (guint k = 0; k < 2000; k++)
    {
      double x = g_rand_double_range (rand, -0.5, 1.5) * width;
      double y = g_rand_double_range (rand, -0.5, 1.5) * height;
      double radius = g_rand_double (rand) * 60;

      g_assert_cmpint (graft_point_grid_nearest (grid, x, y, radius), ==,
                       nearest_by_scan (xy, n, visible, x, y, radius));
    }
  g_assert_cmpint (graft_point_grid_nearest (grid, NAN, 0, 5), ==, -1);
}

static void
test_grid (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  check_grid (rand, 0, 100, 100);
  check_grid (rand, 1, 100, 100);
  check_grid (rand, 500, 900, 600);
  check_grid (rand, 500, 900, 1);
  check_grid (rand, 300, 1, 1);
  check_grid (rand, 4000, 90, 60);
}

/* Hiding a domain and every class leaves paper; shown points leave ink in their own
 * colour. */
static void
test_scene (void)
{
  g_autoptr (GraftMapView) view = synthetic_map_new (200, 2, 3, 1);
  g_autoptr (GraftScatterRaster) raster = graft_scatter_raster_new ();
  const guint8 hidden[3] = { 1, 1, 1 };
  GraftScatterScene scene = { .view = view,
                              .highlight_class = -1,
                              .trace_point = -1,
                              .pixel_scale = 1,
                              .hidden_classes = hidden };
  GraftMapBounds bounds;
  GraftPixels pixels;
  float xy[400];
  guint inked = 0;

  init_pixels (&pixels);
  graft_plot_style_init (&scene.style, FALSE, FALSE);
  graft_map_bounds_init (&bounds, view);
  graft_map_transform_fit (&scene.transform, &bounds, SIDE, SIDE, 6);
  graft_map_view_interpolate (view, 0, xy);
  graft_map_transform_apply (&scene.transform, xy, 200);
  for (guint i = 0; i < 200; i++)
    {
      g_assert_cmpfloat (xy[2 * i], >=, 5.9);
      g_assert_cmpfloat (xy[2 * i + 1], <=, SIDE - 5.9);
    }
  graft_scatter_raster_draw (raster, &scene, xy, &pixels);
  for (int i = 0; i < SIDE * SIDE; i++)
    g_assert_cmphex (pixels.data[i], ==, PAPER);
  scene.hidden_classes = NULL;
  scene.flags = GRAFT_MAP_CONTOURS | GRAFT_MAP_CENTROIDS | GRAFT_MAP_TRAJECTORIES;
  graft_scatter_raster_draw (raster, &scene, xy, &pixels);
  for (int i = 0; i < SIDE * SIDE; i++)
    {
      g_assert_cmphex (pixels.data[i] >> 24, ==, 0xff);
      inked += pixels.data[i] != PAPER;
    }
  g_assert_cmpuint (inked, >, 500);
  g_free (pixels.data);
}

/* Contours reach farther than the points: the whole of them is on the picture. */
static void
test_bounds (void)
{
  g_autoptr (GraftMapView) view = synthetic_map_new (200, 3, 3, 1);
  GraftMapBounds bounds;

  graft_map_bounds_init (&bounds, view);
  for (guint f = 0; f < view->n_frames; f++)
    for (guint c = 0; c < view->frames[f].n_contours; c++)
      for (guint i = 0; i < view->frames[f].contours[c].n; i++)
        {
          const float *xy = view->frames[f].contours[c].xy + 2 * i;

          g_assert_cmpfloat (xy[0], >=, bounds.x0);
          g_assert_cmpfloat (xy[0], <=, bounds.x1);
          g_assert_cmpfloat (xy[1], >=, bounds.y0);
          g_assert_cmpfloat (xy[1], <=, bounds.y1);
        }
}

/* Trails of the classes are there without anything being pointed at, and make room for
 * those of a selection. */
static void
test_class_trails (void)
{
  g_autoptr (GraftMapView) view = synthetic_map_new (200, 9, 3, 1);
  g_autoptr (GraftScatterRaster) raster = graft_scatter_raster_new ();
  GraftScatterScene scene = { .view = view,
                              .position = 8,
                              .highlight_class = -1,
                              .trace_point = -1,
                              .pixel_scale = 1 };
  GraftMapBounds bounds;
  GraftPixels without, with;
  float xy[400];

  init_pixels (&without);
  init_pixels (&with);
  graft_plot_style_init (&scene.style, FALSE, FALSE);
  graft_map_bounds_init (&bounds, view);
  graft_map_transform_fit (&scene.transform, &bounds, SIDE, SIDE, 6);
  graft_map_view_interpolate (view, 8, xy);
  graft_map_transform_apply (&scene.transform, xy, 200);
  graft_scatter_raster_draw (raster, &scene, xy, &without);
  scene.flags = GRAFT_MAP_TRAJECTORIES;
  graft_scatter_raster_draw (raster, &scene, xy, &with);
  g_assert_cmpint (memcmp (without.data, with.data, SIDE * SIDE * sizeof *with.data), !=,
                   0);
  scene.position = 0;
  graft_scatter_raster_draw (raster, &scene, xy, &with);
  g_free (without.data);
  g_free (with.data);
}

typedef struct
{
  guint n;
  double position;
} Seen;

static void
picture_cb (GraftMapPicture *picture, gpointer user_data)
{
  Seen *seen = user_data;

  seen->n++;
  seen->position = picture->request->panes[0].position;
  g_assert_cmpuint (g_bytes_get_size (picture->pixels), ==, 4 * SIDE * SIDE);
  graft_map_picture_free (picture);
}

static void
submit (GraftRasterWorker *worker, GraftMapView *view, double position)
{
  GraftMapRequest *request = g_new0 (GraftMapRequest, 1);

  request->view = graft_map_view_ref (view);
  request->width = request->height = SIDE;
  request->pixel_scale = 1;
  request->n_panes = 1;
  request->panes[0] = (GraftMapPane){ position, 0, SIDE, { 20, 32, 32 } };
  request->highlight_class = request->trace_point = -1;
  graft_plot_style_init (&request->style, TRUE, FALSE);
  graft_raster_worker_submit (worker, request);
}

static gboolean
deadline_cb (gpointer data)
{
  g_error ("the raster thread did not answer within 20 s");
  return G_SOURCE_REMOVE;
}

/* However many requests: the last one is drawn, and none is waited for. */
static void
test_mailbox (void)
{
  g_autoptr (GraftMapView) view = synthetic_map_new (2000, 50, 10, 1);
  Seen seen = { 0, -1 };
  GraftRasterWorker *worker = graft_raster_worker_new (picture_cb, &seen);
  guint deadline = g_timeout_add_seconds (20, deadline_cb, NULL);
  guint before;

  for (guint i = 0; i < 490; i++)
    submit (worker, view, i / 10.0);
  while (seen.position != 48.9)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (seen.n, <=, 490);
  before = seen.n;
  submit (worker, view, 1);
  graft_raster_worker_free (worker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (seen.n, ==, before);
  g_source_remove (deadline);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plot/sprite/circle", test_circle);
  g_test_add_func ("/plot/sprite/phases", test_phases);
  g_test_add_func ("/plot/sprite/clipping", test_clipping);
  g_test_add_func ("/plot/map/interpolation", test_interpolation);
  g_test_add_func ("/plot/map/grid", test_grid);
  g_test_add_func ("/plot/map/scene", test_scene);
  g_test_add_func ("/plot/map/bounds", test_bounds);
  g_test_add_func ("/plot/map/class-trails", test_class_trails);
  g_test_add_func ("/plot/map/mailbox", test_mailbox);
  return g_test_run ();
}
