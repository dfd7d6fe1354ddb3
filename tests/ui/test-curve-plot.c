/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curve plot and the dials as real widgets: range, zoom, crosshair, words, files,
 * life. */
#include "engine/graft-engine.h"
#include "ui/plot/curve-plot.h"
#include "ui/plot/gauge.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>

/* The macro of GTK prints its arguments through a format: texts with "%" must not be
 * literals. */
static void
assert_told (gpointer widget, GtkAccessibleProperty property, const char *text)
{
  gtk_test_accessible_assert_property (widget, property, text);
}

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 600, 300);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (child);
  return window;
}

/* Destroys the window and checks that @child dies with it. */
static void
close_window (GtkWidget *window, GtkWidget *child)
{
  gpointer weak = child;

  g_object_add_weak_pointer (G_OBJECT (child), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (weak);
}

static GraftCurvePlot *
plot_new (void)
{
  GraftCurvePlot *plot = GRAFT_CURVE_PLOT (graft_curve_plot_new ());
  const GraftSeriesPoint target[] = { { 0, 0.1 }, { 4, 0.5 }, { 8.6, 0.814 } };
  const GraftSeriesPoint twin[] = { { 0, 0.1 }, { 8.6, 0.563 } };

  graft_curve_plot_set_title (plot, "Accuracy");
  graft_curve_plot_set_percent (plot, TRUE);
  graft_curve_plot_set_x_max (plot, 12);
  graft_curve_plot_add_series (plot, "target-accuracy", "target", GRAFT_COLOR_TARGET,
                               FALSE);
  graft_curve_plot_add_series (plot, "twin", "twin, \"source only\"", GRAFT_COLOR_TARGET,
                               TRUE);
  graft_curve_plot_append (plot, "target-accuracy", target, 3);
  graft_curve_plot_append (plot, "twin", twin, 2);
  return plot;
}

static void
test_zoom (void)
{
  GraftCurvePlot *plot = plot_new ();
  GtkWidget *window = show (GTK_WIDGET (plot));
  double x0, x1;

  graft_curve_plot_get_x_range (plot, &x0, &x1);
  g_assert_cmpfloat (x0, ==, 0);
  g_assert_cmpfloat (x1, ==, 12);
  graft_curve_plot_zoom (plot, 2, 3);
  graft_curve_plot_get_x_range (plot, &x0, &x1);
  g_assert_cmpfloat_with_epsilon (x0, 1.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (x1, 7.5, 1e-9);
  graft_curve_plot_pan (plot, 100, 0);
  graft_curve_plot_get_x_range (plot, &x0, &x1);
  g_assert_cmpfloat_with_epsilon (x1, 12, 1e-9);
  g_assert_cmpfloat_with_epsilon (x1 - x0, 6, 1e-9);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (plot), "plot.zoom-out", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (plot), "plot.reset-zoom", NULL));
  graft_curve_plot_get_x_range (plot, &x0, &x1);
  g_assert_cmpfloat (x1 - x0, ==, 12);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (plot));
  close_window (window, GTK_WIDGET (plot));
}

/* Both axes at once, each alone, and the height of what is seen. */
static void
test_zoom_y (void)
{
  GraftCurvePlot *plot = plot_new ();
  GtkWidget *window = show (GTK_WIDGET (plot));
  double x0, x1, y0, y1;

  graft_curve_plot_get_y_range (plot, &y0, &y1);
  g_assert_cmpfloat (y0, ==, 0);
  g_assert_cmpfloat (y1, ==, 1);
  g_assert_false (graft_curve_plot_get_zoomed (plot));
  graft_curve_plot_zoom_to (plot, 3, 6, 0.25, 0.5);
  graft_curve_plot_get_x_range (plot, &x0, &x1);
  graft_curve_plot_get_y_range (plot, &y0, &y1);
  g_assert_cmpfloat_with_epsilon (x0, 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (x1, 6, 1e-9);
  g_assert_cmpfloat_with_epsilon (y0, 0.25, 1e-9);
  g_assert_cmpfloat_with_epsilon (y1, 0.5, 1e-9);
  g_assert_true (graft_curve_plot_get_zoomed (plot));
  gtk_widget_activate_action (GTK_WIDGET (plot), "plot.pan", "(ii)", 0, 99);
  graft_curve_plot_get_y_range (plot, &y0, &y1);
  g_assert_cmpfloat_with_epsilon (y1, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (y0, 0.75, 1e-9);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (plot));
  gtk_widget_activate_action (GTK_WIDGET (plot), "plot.reset-zoom", NULL);
  g_assert_false (graft_curve_plot_get_zoomed (plot));
  graft_curve_plot_zoom_to (plot, 5, 12, 0, 0);
  gtk_widget_activate_action (GTK_WIDGET (plot), "plot.fit-y", NULL);
  graft_curve_plot_get_y_range (plot, &y0, &y1);
  g_assert_cmpfloat (y0, <=, 0.563);
  g_assert_cmpfloat (y0, >, 0.45);
  g_assert_cmpfloat (y1, >=, 0.814);
  g_assert_cmpfloat (y1, <, 0.95);
  gtk_widget_activate_action (GTK_WIDGET (plot), "plot.zoom-out-y", NULL);
  for (guint i = 0; i < 12; i++)
    gtk_widget_activate_action (GTK_WIDGET (plot), "plot.zoom-out-y", NULL);
  graft_curve_plot_get_y_range (plot, &y0, &y1);
  g_assert_cmpfloat (y0, ==, 0);
  g_assert_cmpfloat (y1, ==, 1);
  close_window (window, GTK_WIDGET (plot));
}

/* A spike is left out of the height until somebody asks for it. */
static void
test_robust (void)
{
  GraftCurvePlot *plot = GRAFT_CURVE_PLOT (graft_curve_plot_new ());
  GtkWidget *window;
  double y0, y1;

  graft_curve_plot_add_series (plot, "loss", "loss", GRAFT_COLOR_SOURCE, FALSE);
  for (int i = 0; i < 400; i++)
    graft_curve_plot_append (
        plot, "loss", &(GraftSeriesPoint){ i, i == 100 ? 90 : 0.5 + (i % 5) / 10.0 }, 1);
  window = show (GTK_WIDGET (plot));
  graft_curve_plot_get_y_range (plot, &y0, &y1);
  g_assert_cmpfloat (y1, >=, 90);
  graft_curve_plot_set_robust (plot, TRUE);
  graft_curve_plot_get_y_range (plot, &y0, &y1);
  g_assert_cmpfloat (y1, <, 2);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (plot));
  graft_curve_plot_fit_y (plot);
  graft_curve_plot_get_y_range (plot, &y0, &y1);
  g_assert_cmpfloat (y1, >=, 90);
  close_window (window, GTK_WIDGET (plot));
}

/* What is read out is what was measured, however smooth the picture is. */
static void
test_smoothed_words (void)
{
  GraftCurvePlot *plot = g_object_ref_sink (plot_new ());

  graft_curve_plot_set_smoothing (plot, 0.9);
  graft_curve_plot_set_crosshair (plot, 8.6);
  gtk_widget_activate_action (GTK_WIDGET (plot), "plot.move-crosshair", "i", 0);
  assert_told (
      plot, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "Accuracy: target 81.4\u00a0%, twin, \"source only\" 56.3\u00a0% at epoch 8.60");
  g_object_unref (plot);
}

static gboolean
late_cb (gpointer data)
{
  g_error ("nothing happened within 20 s");
  return G_SOURCE_REMOVE;
}

static void
test_crosshair (void)
{
  GraftCurvePlot *plot = plot_new ();
  GtkWidget *window = show (GTK_WIDGET (plot));

  g_assert_true (isnan (graft_curve_plot_get_crosshair (plot)));
  graft_curve_plot_set_crosshair (plot, 3.1);
  g_assert_cmpfloat (graft_curve_plot_get_crosshair (plot), ==, 4);
  gtk_widget_activate_action (GTK_WIDGET (plot), "plot.move-crosshair", "i", 1);
  g_assert_cmpfloat (graft_curve_plot_get_crosshair (plot), ==, 8.6);
  assert_told (
      plot, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "Accuracy: target 81.4\u00a0%, twin, \"source only\" 56.3\u00a0% at epoch 8.60");
  gtk_widget_activate_action (GTK_WIDGET (plot), "plot.move-crosshair", "i", -9);
  g_assert_cmpfloat (graft_curve_plot_get_crosshair (plot), ==, 0);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (plot));
  gtk_widget_activate_action (GTK_WIDGET (plot), "plot.hide-crosshair", NULL);
  g_assert_true (isnan (graft_curve_plot_get_crosshair (plot)));
  graft_curve_plot_clear (plot);
  gtk_widget_activate_action (GTK_WIDGET (plot), "plot.move-crosshair", "i", 1);
  g_assert_true (isnan (graft_curve_plot_get_crosshair (plot)));
  close_window (window, GTK_WIDGET (plot));
}

/* The pixels of the window, to see whether what was asked for was drawn. */
static guint
count_pixels (GtkWidget *widget, const GdkRGBA *color)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *data = g_new0 (guint32, width * height);
  guint32 wanted = 0xff000000u | (guint32)(color->red * 255) << 16 |
                   (guint32)(color->green * 255) << 8 | (guint32)(color->blue * 255);
  guint n = 0;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (
      gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
      &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_download (texture, (guchar *)data, (gsize)width * 4);
  for (int i = 0; i < width * height; i++)
    n += data[i] == wanted;
  return n;
}

/* More points are drawn with the next frame, and told within a second or so. */
static void
test_append (void)
{
  GraftCurvePlot *plot = plot_new ();
  GtkWidget *window = show (GTK_WIDGET (plot));
  const GraftSeriesPoint more[] = { { 9, 0.2 }, { 11.5, 0.9 } };
  GdkRGBA target = { 0xd3 / 255.0f, 0x54 / 255.0f, 0, 1 };
  guint deadline = g_timeout_add_seconds (20, late_cb, NULL), before, after;
  char *told;

  before = count_pixels (GTK_WIDGET (plot), &target);
  g_assert_cmpuint (before, >, 50);
  graft_curve_plot_append (plot, "target-accuracy", more, 2);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (plot));
  after = count_pixels (GTK_WIDGET (plot), &target);
  g_assert_cmpuint (after, >, before + 20);
  while ((told = gtk_test_accessible_check_property (
              GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
              "Accuracy: target 90.0\u00a0%, twin, \"source only\" 56.3\u00a0% at epoch "
              "11.5")) != NULL)
    {
      g_free (told);
      g_main_context_iteration (NULL, TRUE);
    }
  graft_curve_plot_set_smoothing (plot, 0.9);
  g_assert_cmpfloat (graft_curve_plot_get_smoothing (plot), ==, 0.9);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (plot));
  graft_curve_plot_truncate (plot, 4);
  graft_curve_plot_remove_series (plot, "twin");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (plot));
  g_source_remove (deadline);
  close_window (window, GTK_WIDGET (plot));
}

static void
test_export (void)
{
  static const struct
  {
    const char *name;
    const char *magic;
  } files[] = { { "a.svg", "<?xml" }, { "a.PDF", "%PDF-" }, { "a.png", "\x89PNG" } };
  GraftCurvePlot *plot = g_object_ref_sink (plot_new ());
  g_autofree char *folder = g_dir_make_tmp ("graft-plot-XXXXXX", NULL);
  g_autofree char *csv = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *none = g_build_filename (folder, "missing", "a.svg", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i].name, NULL);
      g_autofree char *data = NULL;

      g_assert_true (graft_curve_plots_export (&plot, 1, path, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
      g_assert_true (g_str_has_prefix (data, files[i].magic));
      g_remove (path);
    }
  g_assert_true (graft_curve_plots_export (&plot, 1, csv, &error));
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_cmpstr (text, ==,
                   "curve,epoch,value,smoothed\n"
                   "target-accuracy,0,0.1,0.1\n"
                   "target-accuracy,4,0.5,0.5\n"
                   "target-accuracy,8.6,0.814,0.814\n"
                   "twin,0,0.1,0.1\n"
                   "twin,8.6,0.563,0.563\n");
  g_remove (csv);
  g_assert_false (graft_curve_plots_export (&plot, 1, "curves.bmp", &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (graft_curve_plots_export (&plot, 1, none, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
  g_rmdir (folder);
  g_object_unref (plot);
}

static void
assert_path (const char *typed, const char *format, const char *wanted)
{
  g_autofree char *path = graft_curve_plot_path_with_ending (typed, format);

  g_assert_cmpstr (path, ==, wanted);
}

/* The menu said what is wanted; an ending that was typed says it again, and wins. */
static void
test_endings (void)
{
  assert_path ("/tmp/curves", "svg", "/tmp/curves.svg");
  assert_path ("/tmp/curves.", "pdf", "/tmp/curves.pdf");
  assert_path ("/tmp/run 1.5", "csv", "/tmp/run 1.5.csv");
  assert_path ("/tmp/curves.PNG", "svg", "/tmp/curves.PNG");
}

/* Two plots are one table and one picture. */
static void
test_export_two (void)
{
  GraftCurvePlot *plots[2];
  g_autofree char *folder = g_dir_make_tmp ("graft-plot-XXXXXX", NULL);
  g_autofree char *csv = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *png = g_build_filename (folder, "a.png", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  for (guint i = 0; i < 2; i++)
    {
      plots[i] = g_object_ref_sink (GRAFT_CURVE_PLOT (graft_curve_plot_new ()));
      graft_curve_plot_add_series (plots[i], i == 0 ? "lambda" : "rate", "x",
                                   GRAFT_COLOR_OTHER, FALSE);
      graft_curve_plot_append (plots[i], i == 0 ? "lambda" : "rate",
                               &(GraftSeriesPoint){ 1, 0.25 + i }, 1);
    }
  g_assert_true (graft_curve_plots_export (plots, 2, csv, &error));
  g_assert_true (g_file_get_contents (csv, &text, NULL, NULL));
  g_assert_cmpstr (text, ==,
                   "curve,epoch,value,smoothed\n"
                   "lambda,1,0.25,0.25\n"
                   "rate,1,1.25,1.25\n");
  g_assert_true (graft_curve_plots_export (plots, 2, png, &error));
  texture = gdk_texture_new_from_filename (png, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_height (texture), >, 1000);
  g_remove (csv);
  g_remove (png);
  g_rmdir (folder);
  for (guint i = 0; i < 2; i++)
    g_object_unref (plots[i]);
}

static void
test_dials (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *gauge = graft_gauge_new (), *line = graft_place_line_new (), *window;

  assert_told (gauge, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, "not measured yet");
  gtk_box_append (GTK_BOX (box), gauge);
  gtk_box_append (GTK_BOX (box), line);
  window = show (box);
  graft_gauge_set_reading (GRAFT_GAUGE (gauge), 0.74, 1.91);
  graft_place_line_set_reading (GRAFT_PLACE_LINE (line),
                                &(GraftPlaceReading){ .twin = 0.563,
                                                      .value = 0.814,
                                                      .low = 0.802,
                                                      .high = 0.826,
                                                      .oracle = NAN,
                                                      .sign = GRAFT_TRANSFER_POSITIVE });
  gtk_test_widget_wait_for_draw (box);
  gtk_test_accessible_assert_role (gauge, GTK_ACCESSIBLE_ROLE_METER);
  gtk_test_accessible_assert_property (gauge, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 0.74);
  /* GTK 4.8 passes the description of a custom widget on, and not its value text. */
  assert_told (gauge, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
               "0.74 of 2, closer than before: 1.91");
  assert_told (gauge, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
               "0.74 of 2, closer than before: 1.91");
  assert_told (line, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
               "adapted 81.4\u00a0%, source only 56.3\u00a0%");
  graft_gauge_set_reading (GRAFT_GAUGE (gauge), 1.29, 1);
  assert_told (gauge, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
               "1.29 of 2, farther apart than before: 1.00");
  close_window (window, box);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
  g_test_add_func ("/ui/curve-plot/zoom", test_zoom);
  g_test_add_func ("/ui/curve-plot/zoom-y", test_zoom_y);
  g_test_add_func ("/ui/curve-plot/robust", test_robust);
  g_test_add_func ("/ui/curve-plot/smoothed-words", test_smoothed_words);
  g_test_add_func ("/ui/curve-plot/crosshair", test_crosshair);
  g_test_add_func ("/ui/curve-plot/append", test_append);
  g_test_add_func ("/ui/curve-plot/export", test_export);
  g_test_add_func ("/ui/curve-plot/export-two", test_export_two);
  g_test_add_func ("/ui/curve-plot/endings", test_endings);
  g_test_add_func ("/ui/dials", test_dials);
  return g_test_run ();
}
