/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli run --project and graft-cli replay: the same weights, or the reason why not.
 */
#include "tests/cli/cli.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

#define MOONS                                                                            \
  "[experiment]\ntitle=Moons\nmethod=dann\nseed=3\n[source]\ndata=builtin:moons-"        \
  "source\n"                                                                             \
  "test_limit=80\n[target]\ndata=builtin:moons-target\ntest_limit=80\n"                  \
  "[network]\npreset=moons-mlp\n[report]\nsnapshots=2\nprobe=40\n"                       \
  "[method]\nepochs=16\nlearning_rate=0.05\n"

/* The hash in "… hash":"…" of a JSON line. */
static char *
dup_hash (const char *json)
{
  const char *at = strstr (json, "\"hash\":\"");

  g_assert_nonnull (at);
  return g_strndup (at + strlen ("\"hash\":\""), 64);
}

static void
test_same (Cli *self, gconstpointer data)
{
  g_autofree char *hash = NULL, *again = NULL;

  cli_write (self, "moons.experiment", MOONS);
  g_assert_cmpint (cli_run (self, "run", "moons.experiment", "-q", "--json", "--project",
                            "kept.graft", NULL),
                   ==, 0);
  hash = dup_hash (self->out);
  g_assert_true (cli_exists (self, "kept.graft"));
  g_assert_false (cli_exists (self, "moons.experiment.checkpoint"));
  g_assert_cmpint (cli_run (self, "replay", "kept.graft", NULL), ==, 0);
  g_assert_nonnull (strstr (self->out, "Finished"));
  g_assert_nonnull (strstr (self->out, "Moons"));
  for (guint threads = 1; threads <= 2; threads++)
    {
      g_autofree char *option = g_strdup_printf ("--threads=%u", threads);

      g_assert_cmpint (cli_run (self, "replay", "kept.graft", "1", "-q", option, NULL),
                       ==, 0);
      g_assert_true (g_str_has_prefix (self->out, "same weights "));
      g_assert_nonnull (strstr (self->out, hash));
    }
  g_assert_cmpint (cli_run (self, "replay", "kept.graft", "1", "-q", "--json", NULL), ==,
                   0);
  again = dup_hash (self->out);
  g_assert_cmpstr (hash, ==, again);
}

/* @n points in two classes by their first number; @shift makes them others. */
static void
write_points (Cli *self, guint n, float shift)
{
  const char head[] = "\x93NUMPY\x01\x00\x76\x00{'descr': '<f4', 'fortran_order': False, "
                      "'shape': (40, 2), }";
  const char label_head[] =
      "\x93NUMPY\x01\x00\x76\x00{'descr': '|u1', 'fortran_order': False, "
      "'shape': (40,), }";
  char items[128 + 40 * 8], labels[128 + 40];
  g_autofree char *x = g_build_filename (self->folder, "x.npy", NULL);
  g_autofree char *y = g_build_filename (self->folder, "y.npy", NULL);

  g_assert_cmpuint (n, ==, 40);
  memset (items, ' ', 128);
  memcpy (items, head, sizeof head - 1);
  items[127] = '\n';
  memset (labels, ' ', 128);
  memcpy (labels, label_head, sizeof label_head - 1);
  labels[127] = '\n';
  for (guint i = 0; i < n; i++)
    {
      float point[2] = { (float)(i % 2) + shift, (float)i / 40 };

      memcpy (items + 128 + 8 * i, point, 8);
      labels[128 + i] = (char)(i % 2);
    }
  g_assert_true (g_file_set_contents (x, items, sizeof items, NULL));
  g_assert_true (g_file_set_contents (y, labels, sizeof labels, NULL));
}

/* A file that holds other numbers now is named. */
static void
test_changed (Cli *self, gconstpointer data)
{
  cli_write (self, "points.experiment",
             "[experiment]\nmethod=source-only\n[source]\ndata=npy:x.npy\nlabels=y.npy\n"
             "[network]\npreset=moons-mlp\n[method]\nepochs=3\nbatch=8\n");
  write_points (self, 40, 0);
  g_assert_cmpint (
      cli_run (self, "run", "points.experiment", "-q", "--project", "kept.graft", NULL),
      ==, 0);
  g_assert_cmpint (cli_run (self, "replay", "kept.graft", "1", "-q", NULL), ==, 0);
  write_points (self, 40, 0.25f);
  g_assert_cmpint (cli_run (self, "replay", "kept.graft", "1", "-q", NULL), ==, 3);
  g_assert_nonnull (strstr (self->err, "npy:x.npy"));
  g_assert_nonnull (strstr (self->err, "other data"));
}

static void
test_usage (Cli *self, gconstpointer data)
{
  cli_write (self, "moons.experiment", MOONS);
  g_assert_cmpint (cli_run (self, "replay", NULL), ==, 2);
  g_assert_cmpint (cli_run (self, "replay", "missing.graft", "1", NULL), ==, 3);
  g_assert_cmpint (cli_run (self, "replay", "moons.experiment", "1", NULL), ==, 3);
  g_assert_cmpint (
      cli_run (self, "run", "moons.experiment", "-q", "--project", "kept.graft", NULL),
      ==, 0);
  g_assert_cmpint (cli_run (self, "replay", "kept.graft", "one", NULL), ==, 2);
  g_assert_cmpint (cli_run (self, "replay", "kept.graft", "1", "--threads=-1", NULL), ==,
                   2);
  g_assert_cmpint (cli_run (self, "replay", "kept.graft", "7", NULL), ==, 3);
  g_assert_nonnull (strstr (self->err, "no run 7"));
}

/* Starts a run that takes a while and kills it as soon as the project knows of it. */
static void
kill_run (Cli *self)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = NULL;
  gint64 deadline = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;

  g_subprocess_launcher_set_cwd (launcher, self->folder);
  child = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("GRAFT_CLI"), "run",
                                       "long.experiment", "-q", "--project", "kept.graft",
                                       NULL);
  g_assert_no_error (error);
  do
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      cli_run (self, "replay", "kept.graft", NULL);
    }
  while (self->out == NULL || strstr (self->out, "Interrupted") == NULL);
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
}

/* The command with --resume goes on where the kill was, in the same row. */
static void
test_killed (Cli *self, gconstpointer data)
{
  g_autofree char *text = g_strconcat (MOONS, "validation=0.2\n", NULL);
  g_auto (GStrv) parts = g_strsplit (text, "epochs=16", 2);
  g_autofree char *longer = g_strjoinv ("epochs=300", parts);
  g_autofree char *whole = NULL, *resumed = NULL;

  cli_write (self, "long.experiment", longer);
  kill_run (self);
  g_assert_cmpint (cli_run (self, "replay", "kept.graft", "1", "-q", NULL), ==, 3);
  g_assert_nonnull (strstr (self->err, "did not come to its end"));
  g_assert_cmpint (cli_run (self, "run", "long.experiment", "-q", "--json", "--resume",
                            "--project", "kept.graft", NULL),
                   ==, 0);
  resumed = dup_hash (self->out);
  g_assert_cmpint (cli_run (self, "replay", "kept.graft", NULL), ==, 0);
  g_assert_null (strstr (self->out, "Interrupted"));
  g_assert_null (strchr (strchr (self->out, '\n') + 1, '\n'));
  g_assert_cmpint (cli_run (self, "run", "long.experiment", "-q", "--json", "--project",
                            "whole.graft", NULL),
                   ==, 0);
  whole = dup_hash (self->out);
  g_assert_cmpstr (whole, ==, resumed);
}

#define ADD(name, func) g_test_add (name, Cli, NULL, cli_set_up, func, cli_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/cli/replay/same", test_same);
  ADD ("/cli/replay/changed", test_changed);
  ADD ("/cli/replay/usage", test_usage);
  ADD ("/cli/replay/killed", test_killed);
  return g_test_run ();
}
