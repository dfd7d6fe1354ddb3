/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pictures.h. */
#include "app/report/pictures.h"

#include "ui/plot/line-draw.h"
#include "ui/plot/scatter-draw.h"

#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>

/* Pixels a CSS pixel, so that maps stay sharp on fine screens and on paper. */
#define MAP_SCALE 2
#define MAP_MARGIN 14

static const GraftColorRole roles[GRAFT_N_CURVES] = {
  [GRAFT_CURVE_SOURCE_ACCURACY] = GRAFT_COLOR_SOURCE,
  [GRAFT_CURVE_TARGET_ACCURACY] = GRAFT_COLOR_TARGET,
  [GRAFT_CURVE_TWIN_SOURCE_ACCURACY] = GRAFT_COLOR_SOURCE,
  [GRAFT_CURVE_TWIN_TARGET_ACCURACY] = GRAFT_COLOR_TARGET,
  [GRAFT_CURVE_ORACLE_TARGET_ACCURACY] = GRAFT_COLOR_ORACLE,
  [GRAFT_CURVE_LABEL_LOSS] = GRAFT_COLOR_OTHER,
  [GRAFT_CURVE_TWIN_LABEL_LOSS] = GRAFT_COLOR_OTHER,
  [GRAFT_CURVE_DOMAIN_LOSS] = GRAFT_COLOR_DOMAIN,
  [GRAFT_CURVE_DOMAIN_ACCURACY] = GRAFT_COLOR_DOMAIN,
  [GRAFT_CURVE_LAMBDA] = GRAFT_COLOR_LAMBDA,
  [GRAFT_CURVE_LEARNING_RATE] = GRAFT_COLOR_RATE,
};

gboolean
graft_chart_has (GraftChart chart, GraftCurve curve)
{
  static const GraftCurveGroup groups[] = { [GRAFT_CHART_ACCURACY] = GRAFT_CURVES_ACCURACY,
                                            [GRAFT_CHART_LOSS] = GRAFT_CURVES_LOSS,
                                            [GRAFT_CHART_DOMAIN] = GRAFT_CURVES_DOMAIN };

  if (chart == GRAFT_CHART_LAMBDA)
    return curve == GRAFT_CURVE_LAMBDA;
  if (chart == GRAFT_CHART_LEARNING_RATE)
    return curve == GRAFT_CURVE_LEARNING_RATE;
  return graft_catalogue_get_curve (curve)->group == groups[chart];
}

static cairo_status_t
append_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* "data:TYPE;base64,…"; the picture is in an <img>, where ids of several SVGs cannot clash. */
static char *
to_url (const char *type, GByteArray *bytes)
{
  g_autofree char *text = g_base64_encode (bytes->data, bytes->len);

  return g_strconcat ("data:", type, ";base64,", text, NULL);
}

/* Fills @series with the points of one curve; FALSE when there are none. */
static gboolean
fill_series (GraftSeries *series, const GraftPoint *points, gsize n, GraftCurve curve)
{
  for (gsize i = 0; i < n; i++)
    if (points[i].curve == curve)
      graft_series_append (series, &(GraftSeriesPoint){ points[i].epoch, points[i].value }, 1);
  return graft_series_get_n_points (series) > 0;
}

static void
widen_range (GraftLineChart *chart, const GraftSeries *series)
{
  double low, high;
  const GraftSeriesPoint *raw = graft_series_peek_raw (series);

  chart->x1 = MAX (chart->x1, raw[graft_series_get_n_points (series) - 1].x);
  if (!graft_series_get_y_range (series, -INFINITY, INFINITY, &low, &high))
    return;
  chart->y0 = MIN (chart->y0, low);
  chart->y1 = MAX (chart->y1, high);
}

/* Lines of chart @kind that the run has; their series are kept in @series. */
static guint
collect_lines (GraftRecord *record, guint run, GraftChart kind, GraftLine *lines,
               GPtrArray *series, GraftLineChart *chart)
{
  gsize n;
  const GraftPoint *points = graft_record_get_points (record, run, &n);
  guint n_lines = 0;

  for (guint c = 0; c < GRAFT_N_CURVES; c++)
    {
      const GraftCurveInfo *info = graft_catalogue_get_curve (c);
      g_autoptr (GraftSeries) one = graft_series_new ();

      if (!graft_chart_has (kind, c) || !fill_series (one, points, n, c))
        continue;
      if (kind == GRAFT_CHART_LOSS || kind == GRAFT_CHART_DOMAIN)
        graft_series_set_smoothing (one, 0.9);
      widen_range (chart, one);
      lines[n_lines++] = (GraftLine){ _ (info->label), roles[c], info->twin, one };
      g_ptr_array_add (series, g_steal_pointer (&one));
    }
  return n_lines;
}

static char *
draw_chart (const GraftLineChart *chart, gboolean dark)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (
      append_bytes, bytes, GRAFT_PICTURE_CURVES_WIDTH, GRAFT_PICTURE_CURVES_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  GraftPlotStyle style;

  graft_plot_style_init (&style, dark, FALSE);
  graft_line_draw (cr, chart, GRAFT_PICTURE_CURVES_WIDTH, GRAFT_PICTURE_CURVES_HEIGHT, &style);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return to_url ("image/svg+xml", bytes);
}

char *
graft_picture_curves (GraftRecord *record, guint run, GraftChart kind, gboolean dark)
{
  GraftLine lines[GRAFT_N_CURVES];
  g_autoptr (GPtrArray) series
      = g_ptr_array_new_with_free_func ((GDestroyNotify) graft_series_free);
  GraftLineChart chart = { .lines = lines,
                           .y0 = INFINITY,
                           .y1 = -INFINITY,
                           .percent = kind == GRAFT_CHART_ACCURACY || kind == GRAFT_CHART_DOMAIN,
                           .x_label = _ ("epoch"),
                           .now = NAN,
                           .crosshair = NAN };

  chart.n_lines = collect_lines (record, run, kind, lines, series, &chart);
  if (chart.n_lines == 0)
    return NULL;
  if (kind == GRAFT_CHART_DOMAIN)
    {
      /* Chance has to be on the picture: that is where mixed domains end. */
      chart.y0 = MIN (chart.y0, 0.45);
      chart.y1 = 1;
    }
  else
    graft_axis_pad (&chart.y0, &chart.y1);
  if (chart.x1 <= 0)
    chart.x1 = 1;
  return draw_chart (&chart, dark);
}

static GraftMapView *
view_map (GraftMap *map)
{
  guint n_frames = graft_map_get_n_frames (map);
  guint n_classes = graft_map_get_n_classes (map);
  g_autofree GraftMapFrame *frames = g_new (GraftMapFrame, MAX (n_frames, 1));
  g_autofree const char **names = g_new (const char *, MAX (n_classes, 1));

  for (guint i = 0; i < n_frames; i++)
    frames[i] = *graft_map_get_frame (map, i);
  for (guint i = 0; i < n_classes; i++)
    names[i] = graft_map_get_class_name (map, i);
  return graft_map_view_new (&(GraftMapView){ .n_points = graft_map_get_n_points (map),
                                              .n_frames = n_frames,
                                              .n_classes = n_classes,
                                              .frames = frames,
                                              .domains = graft_map_peek_domains (map),
                                              .labels = graft_map_peek_labels (map),
                                              .items = graft_map_peek_items (map),
                                              .class_names = names },
                             graft_map_ref (map), (GDestroyNotify) graft_map_unref);
}

static void
draw_map (cairo_surface_t *surface, GraftMap *map, guint frame, gboolean dark)
{
  g_autoptr (GraftMapView) view = view_map (map);
  g_autoptr (GraftScatterRaster) raster = graft_scatter_raster_new ();
  g_autofree float *xy = g_new (float, 2 * (gsize) view->n_points);
  GraftScatterScene scene = { .view = view,
                              .position = frame,
                              .flags = GRAFT_MAP_CONTOURS,
                              .highlight_class = -1,
                              .trace_point = -1,
                              .pixel_scale = MAP_SCALE };
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  GraftPixels pixels = { (guint32 *) (gpointer) cairo_image_surface_get_data (surface), width,
                         height, cairo_image_surface_get_stride (surface) / 4 };
  GraftMapBounds bounds;

  graft_plot_style_init (&scene.style, dark, FALSE);
  graft_map_bounds_init (&bounds, view);
  graft_map_transform_fit (&scene.transform, &bounds, width, height, MAP_MARGIN * MAP_SCALE);
  graft_map_view_interpolate (view, frame, xy);
  graft_map_transform_apply (&scene.transform, xy, view->n_points);
  graft_scatter_raster_draw (raster, &scene, xy, &pixels);
  cairo_surface_mark_dirty (surface);
}

char *
graft_picture_map (GraftMap *map, guint frame, gboolean dark)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;

  if (graft_map_get_n_points (map) == 0 || frame >= graft_map_get_n_frames (map))
    return NULL;
  /* Opaque pixels need no alpha: the file is a third smaller. */
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAP_SCALE * GRAFT_PICTURE_MAP_WIDTH,
                                        MAP_SCALE * GRAFT_PICTURE_MAP_HEIGHT);
  draw_map (surface, map, frame, dark);
  cairo_surface_write_to_png_stream (surface, append_bytes, bytes);
  cairo_surface_destroy (surface);
  return to_url ("image/png", bytes);
}

char *
graft_picture_class_color (guint index, gboolean dark)
{
  GraftPlotStyle style;
  GraftColor color;

  graft_plot_style_init (&style, dark, FALSE);
  color = graft_palette_get_class_color (&style, (int) index);
  return g_strdup_printf ("#%02x%02x%02x", (guint) lround (255 * color.r),
                          (guint) lround (255 * color.g), (guint) lround (255 * color.b));
}
