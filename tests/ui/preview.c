/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window on the engine stand-in, to look at every state of it: graft-preview
 * [EXAMPLE] [positive|negative|failed|unlabelled] [TICKS] [SEEDS] [MILLISECONDS]. With an
 * example it starts at once. Not installed. */
#include "app/application.h"
#include "tests/ui/fake-engine.h"
#include "ui/window/window.h"

#include <string.h>

static char **arguments;

static gboolean
start_cb (gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  graft_window_open_example (GRAFT_WINDOW (window), arguments[1], TRUE);
  return G_SOURCE_REMOVE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GraftApplication) application = graft_application_new ();

  arguments = argv;
  if (argc > 2 && strcmp (argv[2], "negative") == 0)
    fake_engine_options ()->end = FAKE_END_NEGATIVE;
  if (argc > 2 && strcmp (argv[2], "failed") == 0)
    fake_engine_options ()->end = FAKE_END_FAILED;
  fake_engine_options ()->unlabelled = argc > 2 && strcmp (argv[2], "unlabelled") == 0;
  if (argc > 4)
    fake_engine_options ()->n_seeds = (guint)g_ascii_strtoull (argv[4], NULL, 10);
  if (argc > 5)
    fake_engine_options ()->interval_ms = (guint)g_ascii_strtoull (argv[5], NULL, 10);
  if (argc > 3)
    fake_engine_options ()->n_ticks = (guint)g_ascii_strtoull (argv[3], NULL, 10);
  if (argc > 1)
    g_timeout_add (300, start_cb, application);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
