/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person feels who scrolls through a large set: a project of many little pictures
 * on the Data page, scrolled with the wheel from top to bottom, then with the scrollbar
 * from end to end. Prints a JSON line for opening, for each way of scrolling, and for
 * memory. Usage: bench-grid [ITEMS [SECONDS]] */
#include "app/application.h"
#include "tests/support/picture-project.h"
#include "tests/support/temp-folder.h"
#include "ui/data/data-page.h"
#include "ui/plot/frame-meter.h"
#include "ui/window/window.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct
{
  GtkWindow *window;
  GraftDataPage *page;
  GtkAdjustment *adjustment;
  double step;  /* pixels a frame */
  gint64 start; /* of a drag, µs */
  double seconds;
} Bench;

/* @field: "VmRSS", "VmHWM"; MiB. */
static double
memory_mib (const char *field)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) ||
      (line = strstr (status, field)) == NULL)
    return NAN;
  return g_ascii_strtod (line + strlen (field) + 1, NULL) / 1024;
}

static gboolean
time_is_up_cb (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
spin (double seconds)
{
  gboolean up = FALSE;

  g_timeout_add ((guint)(seconds * 1000), time_is_up_cb, &up);
  while (!up)
    g_main_context_iteration (NULL, TRUE);
}

/* As a wheel that does not rest: a step every frame, from the top again at the end. */
static gboolean
wheel_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;
  double value = gtk_adjustment_get_value (bench->adjustment) + bench->step;
  double end = gtk_adjustment_get_upper (bench->adjustment) -
               gtk_adjustment_get_page_size (bench->adjustment);

  gtk_adjustment_set_value (bench->adjustment, value > end ? 0 : value);
  return G_SOURCE_CONTINUE;
}

/* As a hand on the scrollbar: to the end and back in ten seconds. */
static gboolean
drag_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;
  double seconds = (double)(gdk_frame_clock_get_frame_time (clock) - bench->start) / 1e6;
  double end = gtk_adjustment_get_upper (bench->adjustment) -
               gtk_adjustment_get_page_size (bench->adjustment);

  gtk_adjustment_set_value (bench->adjustment, end * (0.5 - 0.5 * cos (seconds * 0.628)));
  return G_SOURCE_CONTINUE;
}

static void
measure (Bench *bench, const char *name, GtkTickCallback callback)
{
  GtkWidget *grid = GTK_WIDGET (graft_data_page_get_grid (bench->page));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  g_autoptr (GraftFrameMeter) meter = graft_frame_meter_new (clock);
  GraftFrameFigures figures;
  guint tick;

  gtk_adjustment_set_value (bench->adjustment, 0);
  spin (1);
  bench->start = gdk_frame_clock_get_frame_time (clock);
  tick = gtk_widget_add_tick_callback (grid, callback, bench, NULL);
  graft_frame_meter_reset (meter);
  spin (bench->seconds);
  graft_frame_meter_read (meter, &figures);
  gtk_widget_remove_tick_callback (grid, tick);
  printf ("{\"case\":\"%s\",\"seconds\":%.0f,\"frames\":%u,\"median\":%.2f,"
          "\"p95\":%.2f,\"unit\":\"ms\",\"interval\":%.2f,\"interval_p95\":%.2f,"
          "\"longest_stall\":%.1f,\"busiest_turn\":%.1f}\n",
          name, bench->seconds, figures.n_frames, figures.work_p50, figures.work_p95,
          figures.interval_p50, figures.interval_p95, figures.longest_stall,
          figures.busiest_turn);
  fflush (stdout);
}

static void
drawn_cb (GdkFrameClock *clock, gboolean *drawn)
{
  *drawn = TRUE;
}

/* From a project that is open to its first frame. */
static void
measure_show (Bench *bench, GraftProject *project, guint n)
{
  gint64 since = g_get_monotonic_time ();
  gboolean drawn = FALSE;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (drawn_cb), &drawn);

  graft_page_set_project (GRAFT_PAGE (bench->page), project);
  while (!drawn)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
  printf ("{\"case\":\"show\",\"items\":%u,\"median\":%.1f,\"unit\":\"ms\"}\n", n,
          (double)(g_get_monotonic_time () - since) / 1000);
}

/* Commands on the whole set, in processor time of the main thread: the turn that takes
 * longest, until all of it is on screen. */
static void
measure_command (Bench *bench, const char *name, void (*command) (Bench *bench, guint i))
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (bench->window));
  g_autoptr (GraftFrameMeter) meter = graft_frame_meter_new (clock);
  GraftFrameFigures figures;

  gtk_adjustment_set_value (bench->adjustment, 0);
  spin (0.5);
  graft_frame_meter_reset (meter);
  for (guint i = 0; i < 10; i++)
    {
      command (bench, i);
      spin (0.1);
    }
  graft_frame_meter_read (meter, &figures);
  printf ("{\"case\":\"%s\",\"unit\":\"ms\",\"longest_stall\":%.1f,"
          "\"busiest_turn\":%.1f}\n",
          name, figures.longest_stall, figures.busiest_turn);
  fflush (stdout);
}

static void
label (Bench *bench, guint i)
{
  GraftItemView *view = graft_data_page_get_view (bench->page);

  if (i == 0)
    graft_item_view_next_unlabelled (view);
  graft_item_view_label_selected (view, (int)i % 9);
}

static void
filter (Bench *bench, guint i)
{
  graft_item_view_set_show (graft_data_page_get_view (bench->page),
                            i % 2 == 0 ? GRAFT_SHOW_UNLABELLED : GRAFT_SHOW_ALL);
}

static void
measure_all (Bench *bench, GraftProject *project, guint n)
{
  measure_show (bench, project, n);
  bench->adjustment =
      graft_item_grid_get_vadjustment (graft_data_page_get_grid (bench->page));
  bench->step = 40;
  measure (bench, "wheel", wheel_cb);
  bench->step = 600;
  measure (bench, "page", wheel_cb);
  measure (bench, "scrollbar", drag_cb);
  measure_command (bench, "label", label);
  measure_command (bench, "filter", filter);
  printf ("{\"case\":\"memory\",\"median\":%.0f,\"unit\":\"MiB\",\"peak\":%.0f}\n",
          memory_mib ("VmRSS"), memory_mib ("VmHWM"));
}

int
main (int argc, char **argv)
{
  const guint n = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  Bench bench = { .seconds = argc > 2 ? g_ascii_strtod (argv[2], NULL) : 20 };
  g_autoptr (GraftApplication) application = NULL;
  g_autoptr (GraftProject) project = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  char *folder;

  if (!gtk_init_check ())
    return 77;
  application = graft_application_new ();
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    return EXIT_FAILURE;
  folder = test_temp_folder_new ();
  path = g_build_filename (folder, "many.graft", NULL);
  project = graft_project_open (path, GRAFT_PROJECT_CREATE, &error);
  if (project == NULL)
    g_error ("%s", error->message);
  picture_project_add_many (project, "many", n);
  bench.window = GTK_WINDOW (graft_window_new (ADW_APPLICATION (application)));
  bench.page =
      GRAFT_DATA_PAGE (graft_window_get_page (GRAFT_WINDOW (bench.window), "data"));
  graft_window_show_page (GRAFT_WINDOW (bench.window), "data");
  gtk_window_present (bench.window);
  spin (1);
  measure_all (&bench, project, n);
  gtk_window_destroy (bench.window);
  spin (0.2);
  g_clear_object (&project);
  test_temp_folder_remove (folder);
  return EXIT_SUCCESS;
}
