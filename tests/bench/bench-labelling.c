/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast labels can be given by keyboard: real key presses (xdotool, where it is
 * installed) on the Data page of a project of made-up pictures. First as a person who
 * looks: each key is pressed when the label before it has been painted. Then as fast as
 * keys come, 100 a second. Prints a JSON line for each. Usage: bench-labelling [ITEMS] */
#include "app/application.h"
#include "tests/support/picture-project.h"
#include "tests/support/temp-folder.h"
#include "ui/data/data-page.h"
#include "ui/window/window.h"

#include <stdio.h>
#include <stdlib.h>

#define DEFAULT_ITEMS 1000
#define KEYS 5
/* Milliseconds between two keys of the burst. */
#define BURST_GAP 10

typedef struct
{
  GraftWindow *window;
  GraftProjectSet *set;
  gsize painted; /* labels there were in the newest picture */
} Bench;

static void
painted_cb (Bench *bench)
{
  bench->painted = graft_project_set_get_n_labelled (bench->set);
}

static void
wait_for (Bench *bench, gsize n)
{
  while (bench->painted < n)
    g_main_context_iteration (NULL, TRUE);
}

/* One process a key, whose start is part of what is measured. */
static void
press (guint first, guint n)
{
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_printf (line, "xdotool key --delay %u", BURST_GAP);
  for (guint i = first; i < first + n; i++)
    g_string_append_printf (line, " %u", 1 + i % KEYS);
  if (!g_spawn_command_line_async (line->str, NULL))
    exit (1);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
look_and_press (Bench *bench, guint n)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  const gsize before = bench->painted;
  const gint64 start = g_get_monotonic_time ();
  double seconds;

  for (guint i = 0; i < n; i++)
    {
      gint64 pressed = g_get_monotonic_time ();
      double ms;

      press (i, 1);
      wait_for (bench, before + i + 1);
      ms = (double)(g_get_monotonic_time () - pressed) / 1000;
      g_array_append_val (times, ms);
    }
  seconds = (double)(g_get_monotonic_time () - start) / 1e6;
  g_array_sort (times, compare);
  printf ("{\"case\":\"label-and-look\",\"labels\":%u,\"a_minute\":%.0f,"
          "\"median\":%.1f,\"p95\":%.1f,\"unit\":\"ms\"}\n",
          n, n * 60 / seconds, g_array_index (times, double, n / 2),
          g_array_index (times, double, n * 95 / 100));
}

static void
burst (Bench *bench, guint n)
{
  const gsize before = bench->painted;
  const gint64 start = g_get_monotonic_time ();
  double seconds;

  press (0, n);
  wait_for (bench, before + n);
  seconds = (double)(g_get_monotonic_time () - start) / 1e6;
  printf ("{\"case\":\"label-burst\",\"labels\":%u,\"a_minute\":%.0f,\"asked\":%d}\n", n,
          n * 60 / seconds, 60 * 1000 / BURST_GAP);
}

static GraftProject *
make_project (const char *folder, guint n)
{
  g_autofree char *path = g_build_filename (folder, "labels.graft", NULL);
  g_autoptr (GError) error = NULL;
  GraftProject *project = graft_project_open (path, GRAFT_PROJECT_CREATE, &error);
  GraftProjectSet *set;
  g_autofree guint32 *ids = g_new (guint32, n);
  const GraftItem *items;

  if (project == NULL)
    g_error ("%s", error->message);
  set = picture_project_add_many (project, "Things", n);
  items = graft_project_set_peek_items (set, NULL);
  for (guint i = 0; i < n; i++)
    ids[i] = items[i].id;
  graft_project_label (project, set, ids, n, GRAFT_CLASS_NONE);
  graft_project_set_excluded (project, set, ids, n, FALSE);
  if (!graft_project_flush (project, &error))
    g_error ("%s", error->message);
  return project;
}

static void
show_page (Bench *bench, GraftProject *project)
{
  GraftPage *page = graft_window_get_page (bench->window, "data");
  GraftItemView *view;

  graft_page_set_project (page, project);
  graft_window_show_page (bench->window, "data");
  view = graft_data_page_get_view (GRAFT_DATA_PAGE (page));
  bench->set = graft_item_view_get_set (view);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (bench->window));
  gtk_widget_grab_focus (GTK_WIDGET (graft_data_page_get_grid (GRAFT_DATA_PAGE (page))));
  gtk_selection_model_select_item (graft_item_view_get_model (view), 0, TRUE);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (bench->window)),
                            "after-paint", G_CALLBACK (painted_cb), bench);
}

/* A server without a window manager gives the focus to nobody by itself. */
static void
focus_window (GraftWindow *window)
{
  const gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  g_spawn_command_line_async (
      "xdotool search --sync --onlyvisible --name Graft windowfocus", NULL);
  while (!gtk_window_is_active (GTK_WINDOW (window)))
    {
      if (g_get_monotonic_time () > end)
        g_error ("the window did not get the focus");
      g_main_context_iteration (NULL, FALSE);
    }
}

int
main (int argc, char **argv)
{
  guint n = argc > 1 ? (guint)atoi (argv[1]) : DEFAULT_ITEMS;
  Bench bench = { 0 };
  char *folder = test_temp_folder_new ();
  g_autofree char *tool = g_find_program_in_path ("xdotool");
  GraftApplication *application;
  GraftProject *project;

  if (tool == NULL)
    {
      printf ("xdotool is not installed: nothing presses the keys\n");
      test_temp_folder_remove (folder);
      return 0;
    }
  gtk_init ();
  project = make_project (folder, n);
  application = graft_application_new ();
  g_application_register (G_APPLICATION (application), NULL, NULL);
  bench.window = GRAFT_WINDOW (graft_window_new (ADW_APPLICATION (application)));
  gtk_window_present (GTK_WINDOW (bench.window));
  show_page (&bench, project);
  focus_window (bench.window);
  look_and_press (&bench, n / 2);
  burst (&bench, n / 2);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  graft_project_close (project);
  test_temp_folder_remove (folder);
  return 0;
}
