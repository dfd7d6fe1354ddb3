/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Milliseconds a picture of the feature map at 900×600: interpolation, transform,
 * contours and every mark, as the raster thread does it. A JSON line a case, as
 * `graft-cli bench` prints. */
#include "tests/support/synthetic-map.h"
#include "ui/plot/scatter-draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define WIDTH 900
#define HEIGHT 600
#define REPEATS 41

static double
thread_milliseconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return (first > second) - (first < second);
}

static double
draw_once (GraftScatterRaster *raster,
           GraftScatterScene *scene,
           float *xy,
           const GraftPixels *pixels)
{
  double begin = thread_milliseconds ();

  graft_map_view_interpolate (scene->view, scene->position, xy);
  graft_map_transform_apply (&scene->transform, xy, scene->view->n_points);
  graft_scatter_raster_draw (raster, scene, xy, pixels);
  return thread_milliseconds () - begin;
}

static void
run_case (guint n_points)
{
  g_autoptr (GraftMapView) view = synthetic_map_new (n_points, 8, 10, 1);
  g_autoptr (GraftScatterRaster) raster = graft_scatter_raster_new ();
  g_autofree guint32 *data = g_new (guint32, WIDTH * HEIGHT);
  g_autofree float *xy = g_new (float, 2 * n_points);
  GraftScatterScene scene = { .view = view,
                              .flags = GRAFT_MAP_CONTOURS,
                              .highlight_class = -1,
                              .trace_point = -1,
                              .pixel_scale = 1 };
  GraftPixels pixels = { data, WIDTH, HEIGHT, WIDTH };
  GraftMapBounds bounds;
  double times[REPEATS];

  graft_plot_style_init (&scene.style, FALSE, FALSE);
  graft_map_bounds_init (&bounds, view);
  graft_map_transform_fit (&scene.transform, &bounds, WIDTH, HEIGHT, 16);
  draw_once (raster, &scene, xy, &pixels);
  for (guint i = 0; i < REPEATS; i++)
    {
      scene.position = 7.0 * i / REPEATS;
      times[i] = draw_once (raster, &scene, xy, &pixels);
    }
  qsort (times, REPEATS, sizeof *times, compare_doubles);
  printf ("{\"case\":\"frame-raster-%u\",\"threads\":1,\"median\":%.3f,\"spread\":%.3f,"
          "\"unit\":\"ms\"}\n",
          n_points, times[REPEATS / 2], times[3 * REPEATS / 4] - times[REPEATS / 4]);
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 4000, 10000, 50000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    run_case (sizes[i]);
  return EXIT_SUCCESS;
}
