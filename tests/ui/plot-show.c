/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows every plot widget with made-up data, to look at them and to measure frames:
 *   plot-show [SCENE] [WIDTH HEIGHT]   SCENE: empty, one, many, split, hover, select,
 *                                      trace, trails, centroids, classes
 *   plot-show measure   glides through all frames and prints what a frame costs */
#include "tests/support/synthetic-map.h"
#include "ui/plot/curve-plot.h"
#include "ui/plot/frame-meter.h"
#include "ui/plot/gauge.h"
#include "ui/plot/map-legend.h"
#include "ui/plot/map-scrubber.h"

#include <adwaita.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct
{
  const char *scene;
  int width;
  int height;
  GtkWidget *window;
  GraftFeatureMap *map;
  GraftFrameMeter *meter;
  gint64 begin;
} Show;

static GtkWidget *
card_new (int spacing)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, spacing);

  gtk_widget_add_css_class (card, "card");
  return card;
}

/* Keeps a plot off the card's edge. */
static void
card_append (GtkWidget *card, GtkWidget *child, gboolean expand)
{
  gtk_widget_set_margin_start (child, 12);
  gtk_widget_set_margin_end (child, 12);
  gtk_widget_set_margin_top (child, 6);
  gtk_widget_set_margin_bottom (child, 6);
  gtk_widget_set_vexpand (child, expand);
  gtk_widget_set_hexpand (child, TRUE);
  gtk_box_append (GTK_BOX (card), child);
}

static GtkWidget *
curves_new (gboolean empty)
{
  GtkWidget *plot = graft_curve_plot_new ();
  GraftCurvePlot *self = GRAFT_CURVE_PLOT (plot);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  graft_curve_plot_set_title (self, "Accuracy");
  graft_curve_plot_set_percent (self, TRUE);
  graft_curve_plot_set_x_max (self, 12);
  graft_curve_plot_add_series (self, "source", "source", GRAFT_COLOR_SOURCE, FALSE);
  graft_curve_plot_add_series (self, "target", "target", GRAFT_COLOR_TARGET, FALSE);
  graft_curve_plot_add_series (self, "twin", "twin", GRAFT_COLOR_TARGET, TRUE);
  for (int i = 0; !empty && i <= 86; i++)
    {
      double x = i / 10.0, noise = 0.01 * (g_rand_double (rand) - 0.5);
      GraftSeriesPoint source = { x, 0.99 - 0.9 * exp (-1.6 * x) + noise };
      GraftSeriesPoint twin = { x, 0.563 - 0.45 * exp (-2.2 * x) - noise };
      GraftSeriesPoint target = { x, 0.56 - 0.45 * exp (-2 * x) +
                                         0.27 / (1 + exp (-1.4 * (x - 4))) + 2 * noise };

      graft_curve_plot_append (self, "source", &source, 1);
      graft_curve_plot_append (self, "target", &target, 1);
      graft_curve_plot_append (self, "twin", &twin, 1);
    }
  return plot;
}

static GtkWidget *
side_new (gboolean empty)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *place_card = card_new (0), *gauge_card = card_new (0);
  GtkWidget *place = graft_place_line_new (), *gauge = graft_gauge_new ();

  if (!empty)
    {
      graft_place_line_set_reading (
          GRAFT_PLACE_LINE (place),
          &(GraftPlaceReading){ .twin = 0.563,
                                .value = 0.814,
                                .low = 0.802,
                                .high = 0.826,
                                .oracle = 0.951,
                                .sign = GRAFT_TRANSFER_POSITIVE });
      graft_gauge_set_reading (GRAFT_GAUGE (gauge), 0.74, 1.91);
    }
  gtk_widget_set_size_request (place, 200, -1);
  card_append (place_card, place, FALSE);
  card_append (gauge_card, gauge, FALSE);
  gtk_box_append (GTK_BOX (side), place_card);
  gtk_box_append (GTK_BOX (side), gauge_card);
  return side;
}

static void
describe_cb (GraftFeatureMap *map, guint point, GraftMapCard *card, gpointer user_data)
{
  guint8 *pixels = g_malloc (28 * 28 * 3);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < 28 * 28; i++)
    {
      gboolean ink = hypot (i % 28 - 14.0, i / 28 - 14.0) < 9 &&
                     hypot (i % 28 - 14.0, i / 28 - 14.0) > 5;

      pixels[3 * i] = ink ? 220 : 120;
      pixels[3 * i + 1] = ink ? 210 : 100;
      pixels[3 * i + 2] = ink ? 170 : 80;
    }
  bytes = g_bytes_new_take (pixels, 28 * 28 * 3);
  card->thumbnail = gdk_memory_texture_new (28, 28, GDK_MEMORY_R8G8B8, bytes, 28 * 3);
}

static gboolean
is (Show *show, const char *scene)
{
  return g_str_equal (show->scene, scene);
}

static void
select_some (GraftFeatureMap *map)
{
  g_autoptr (GtkBitset) points = gtk_bitset_new_empty ();

  for (guint i = 0; i < 2000; i += 10)
    gtk_bitset_add (points, i + 3);
  graft_feature_map_set_selection (map, points);
}

static void
fill_map (Show *show)
{
  guint n_frames = is (show, "empty") ? 0 : is (show, "one") ? 1 : 21;
  guint n_points = is (show, "measure") ? 4000 : 2000;
  g_autoptr (GraftMapView) view =
      synthetic_map_new (n_points, n_frames, is (show, "classes") ? 31 : 10, 1);

  graft_feature_map_set_describe (show->map, describe_cb, NULL, NULL);
  graft_feature_map_set_view (show->map, view);
  g_object_set (show->map, "split", is (show, "split"), "show-centroids",
                is (show, "centroids"), "show-trajectories",
                is (show, "trace") || is (show, "trails"), NULL);
  if (is (show, "trace"))
    graft_feature_map_set_highlight_class (show->map, 4);
  if (is (show, "centroids"))
    graft_feature_map_set_position (show->map, 9);
  if (is (show, "hover") || is (show, "split"))
    graft_feature_map_set_hovered (show->map, 1234);
  if (is (show, "select"))
    select_some (show->map);
}

static gboolean
measure_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Show *show = data;
  double seconds = (double)(g_get_monotonic_time () - show->begin) / G_USEC_PER_SEC;
  GraftFrameFigures figures;

  graft_feature_map_set_position (show->map, 20 * fabs (sin (seconds)));
  if (seconds < 6)
    return G_SOURCE_CONTINUE;
  graft_frame_meter_read (show->meter, &figures);
  printf ("{\"case\":\"frame\",\"median\":%.2f,\"p95\":%.2f,\"interval\":%.2f,"
          "\"interval_p95\":%.2f,\"stall\":%.2f,\"frames\":%u,\"pictures\":%u,"
          "\"raster\":%.2f,\"unit\":\"ms\"}\n",
          figures.work_p50, figures.work_p95, figures.interval_p50, figures.interval_p95,
          figures.longest_stall, figures.n_frames,
          graft_feature_map_get_n_pictures (show->map),
          graft_feature_map_get_raster_time (show->map));
  gtk_window_destroy (GTK_WINDOW (show->window));
  return G_SOURCE_REMOVE;
}

static void
activate_cb (GtkApplication *application, Show *show)
{
  gboolean empty = is (show, "empty");
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *map_card = card_new (0), *curve_card = card_new (0);
  GtkWidget *map = graft_feature_map_new (), *scrubber = graft_map_scrubber_new ();
  GtkWidget *legend = graft_map_legend_new ();

  show->window = adw_application_window_new (application);
  show->map = GRAFT_FEATURE_MAP (map);
  card_append (map_card, map, TRUE);
  card_append (map_card, scrubber, FALSE);
  card_append (map_card, legend, FALSE);
  gtk_box_append (GTK_BOX (column), map_card);
  card_append (curve_card, curves_new (empty), FALSE);
  gtk_box_append (GTK_BOX (column), curve_card);
  gtk_box_append (GTK_BOX (all), column);
  if (show->width > 700)
    gtk_box_append (GTK_BOX (all), side_new (empty));
  gtk_widget_set_margin_start (all, 12);
  gtk_widget_set_margin_end (all, 12);
  gtk_widget_set_margin_top (all, 12);
  gtk_widget_set_margin_bottom (all, 12);
  fill_map (show);
  graft_map_scrubber_set_map (GRAFT_MAP_SCRUBBER (scrubber), show->map);
  graft_map_legend_set_map (GRAFT_MAP_LEGEND (legend), show->map);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (show->window), all);
  gtk_window_set_default_size (GTK_WINDOW (show->window), show->width, show->height);
  gtk_window_present (GTK_WINDOW (show->window));
  if (!is (show, "measure"))
    return;
  show->begin = g_get_monotonic_time ();
  show->meter = graft_frame_meter_new (gtk_widget_get_frame_clock (show->window));
  gtk_widget_add_tick_callback (map, measure_cb, show, NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application =
      adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  Show show = { .scene = argc > 1 ? argv[1] : "many",
                .width = argc > 3 ? atoi (argv[2]) : 900,
                .height = argc > 3 ? atoi (argv[3]) : 720 };
  int status;

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &show);
  status = g_application_run (G_APPLICATION (application), 1, argv);
  g_clear_pointer (&show.meter, graft_frame_meter_free);
  return status;
}
