/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person feels while the engine trains at full speed: the real window on the real
 * engine, an experiment with 4000 points on its map, which glide without rest. Prints a
 * JSON line for the first frame, for the frames of a minute, for the answer to Stop and
 * for memory. Usage: bench-window [SECONDS [PRESET]] */
#include "app/application.h"
#include "ui/plot/feature-map.h"
#include "ui/plot/frame-meter.h"
#include "ui/window/window.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define STOPS 20

static const char *const experiment =
    "[experiment]\ntitle=Benchmark\nmethod=dann\nseed=1\n"
    "[source]\ndata=builtin:textured-digits\n[target]\ndata=builtin:textured-digits\n"
    "[network]\npreset=%s\n[method]\nepochs=10000\n"
    "[report]\nprobe=2000\nsnapshots=1000\n";

typedef struct
{
  GraftApplication *application;
  GraftWindow *window;
  GraftRunController *controller;
  GraftFeatureMap *map;
  const char *preset;
  gboolean drawn;
} Bench;

/* Milliseconds since this process began, loading of libraries included. */
static double
age_ms (void)
{
  g_autofree char *stat = NULL;
  g_auto (GStrv) words = NULL;
  struct timespec now;

  if (!g_file_get_contents ("/proc/self/stat", &stat, NULL, NULL))
    return NAN;
  /* After the name in brackets, the begin is the twentieth word, in ticks since boot. */
  words = g_strsplit (strrchr (stat, ')') + 2, " ", -1);
  clock_gettime (CLOCK_BOOTTIME, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6 -
         g_ascii_strtod (words[19], NULL) * 1e3 / (double)sysconf (_SC_CLK_TCK);
}

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

static void
drawn_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->drawn = TRUE;
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

static GtkWidget *
find (GtkWidget *root, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
press (Bench *bench, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (bench->window), action, NULL);
}

static void
measure_start (Bench *bench)
{
  double ms;

  bench->window = GRAFT_WINDOW (graft_window_new (ADW_APPLICATION (bench->application)));
  bench->controller = graft_window_get_controller (bench->window);
  gtk_window_present (GTK_WINDOW (bench->window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)),
                    "after-paint", G_CALLBACK (drawn_cb), bench);
  while (!bench->drawn)
    g_main_context_iteration (NULL, TRUE);
  ms = age_ms ();
  spin (1);
  printf ("{\"case\":\"start\",\"median\":%.0f,\"unit\":\"ms\",\"rss_mib\":%.0f}\n", ms,
          memory_mib ("VmRSS"));
}

static gboolean
open_experiment (Bench *bench)
{
  g_autofree char *folder = g_dir_make_tmp ("graft-bench-XXXXXX", NULL);
  g_autofree char *path = NULL, *text = g_strdup_printf (experiment, bench->preset);
  g_autoptr (GFile) file = NULL;
  gboolean opened;

  if (folder == NULL)
    return FALSE;
  path = g_build_filename (folder, "bench.experiment", NULL);
  file = g_file_new_for_path (path);
  opened = g_file_set_contents (path, text, -1, NULL) &&
           graft_window_open (bench->window, file);
  g_unlink (path);
  g_rmdir (folder);
  bench->map = GRAFT_FEATURE_MAP (
      find (GTK_WIDGET (graft_window_get_page (bench->window, "train")),
            GRAFT_TYPE_FEATURE_MAP));
  return opened && bench->map != NULL;
}

static void
start_run (Bench *bench)
{
  press (bench, "win.start");
  while (graft_run_controller_get_state (bench->controller) != GRAFT_STATE_RUNNING)
    g_main_context_iteration (NULL, TRUE);
}

/* Milliseconds until the session has stopped. */
static double
stop_run (Bench *bench)
{
  gint64 since = g_get_monotonic_time ();

  press (bench, "win.stop");
  while (graft_run_controller_is_active (bench->controller))
    g_main_context_iteration (NULL, TRUE);
  return (double)(g_get_monotonic_time () - since) / 1000;
}

static gboolean
glide_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  const GraftMapView *view = graft_feature_map_get_view (GRAFT_FEATURE_MAP (widget));
  double seconds = (double)gdk_frame_clock_get_frame_time (clock) / G_USEC_PER_SEC;

  if (view != NULL && view->n_frames > 1)
    graft_feature_map_set_position (GRAFT_FEATURE_MAP (widget),
                                    (view->n_frames - 1) * fabs (sin (seconds / 2)));
  return G_SOURCE_CONTINUE;
}

static void
measure_frames (Bench *bench, double seconds)
{
  g_autoptr (GraftFrameMeter) meter =
      graft_frame_meter_new (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)));
  guint tick =
      gtk_widget_add_tick_callback (GTK_WIDGET (bench->map), glide_cb, NULL, NULL);
  guint64 step = graft_run_controller_get_progress (bench->controller)->step;
  guint pictures = graft_feature_map_get_n_pictures (bench->map);
  GraftFrameFigures figures;

  spin (2);
  graft_frame_meter_reset (meter);
  step = graft_run_controller_get_progress (bench->controller)->step;
  pictures = graft_feature_map_get_n_pictures (bench->map);
  spin (seconds);
  graft_frame_meter_read (meter, &figures);
  gtk_widget_remove_tick_callback (GTK_WIDGET (bench->map), tick);
  printf ("{\"case\":\"frame\",\"points\":%u,\"seconds\":%.0f,\"frames\":%u,"
          "\"median\":%.2f,\"p95\":%.2f,\"unit\":\"ms\",\"interval\":%.2f,"
          "\"interval_p95\":%.2f,\"longest_stall\":%.1f,\"pictures\":%u,"
          "\"raster\":%.2f,\"steps_per_second\":%.0f}\n",
          graft_feature_map_get_view (bench->map)->n_points, seconds, figures.n_frames,
          figures.work_p50, figures.work_p95, figures.interval_p50, figures.interval_p95,
          figures.longest_stall, graft_feature_map_get_n_pictures (bench->map) - pictures,
          graft_feature_map_get_raster_time (bench->map),
          (double)(graft_run_controller_get_progress (bench->controller)->step - step) /
              seconds);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return (first > second) - (first < second);
}

static void
measure_stops (Bench *bench)
{
  double ms[STOPS];

  for (guint i = 0; i < STOPS; i++)
    {
      start_run (bench);
      spin (0.3 + 0.037 * i);
      ms[i] = stop_run (bench);
    }
  qsort (ms, STOPS, sizeof *ms, compare_doubles);
  printf ("{\"case\":\"stop\",\"median\":%.1f,\"max\":%.1f,\"unit\":\"ms\","
          "\"reps\":%d}\n",
          ms[STOPS / 2], ms[STOPS - 1], STOPS);
}

int
main (int argc, char **argv)
{
  double seconds = argc > 1 ? g_ascii_strtod (argv[1], NULL) : 60;
  Bench bench = { .preset = argc > 2 ? argv[2] : "dann-mnist" };

  if (!gtk_init_check ())
    return 77;
  bench.application = graft_application_new ();
  if (!g_application_register (G_APPLICATION (bench.application), NULL, NULL))
    return EXIT_FAILURE;
  measure_start (&bench);
  if (!open_experiment (&bench))
    return EXIT_FAILURE;
  start_run (&bench);
  while (graft_run_controller_get_map (bench.controller, GRAFT_PROJECTION_PCA) == NULL)
    g_main_context_iteration (NULL, TRUE);
  measure_frames (&bench, seconds);
  printf ("{\"case\":\"stop_first\",\"median\":%.1f,\"unit\":\"ms\"}\n",
          stop_run (&bench));
  measure_stops (&bench);
  printf ("{\"case\":\"memory\",\"median\":%.0f,\"unit\":\"MiB\",\"peak\":%.0f}\n",
          memory_mib ("VmRSS"), memory_mib ("VmHWM"));
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_object_unref (bench.application);
  return EXIT_SUCCESS;
}
