/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Images a second of whole training steps, one JSON line a case and number of threads.
 * Usage: bench-train [--underscores] [--profile] [CASE[:THREADS]]... (all cases, 1 and 2
 * threads) With --underscores cases have Python names, so that lines can be paired with
 * other programs'. */
#include "engine/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static gboolean
has_option (int argc, char **argv, const char *option)
{
  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], option) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
run (const char *id, guint threads, gboolean underscores)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;
  GraftBenchResult result;

  if (!graft_bench_run (id, threads, 0.7, &result, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return FALSE;
    }
  line = graft_bench_result_to_json (&result, underscores);
  printf ("%s\n", line);
  fflush (stdout);
  return TRUE;
}

static gboolean
profile (const char *id, guint threads)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = graft_bench_profile (id, threads, &error);

  if (text == NULL)
    {
      fprintf (stderr, "%s\n", error->message);
      return FALSE;
    }
  printf ("%s, %u threads\n%s", id, threads, text);
  return TRUE;
}

int
main (int argc, char **argv)
{
  gboolean underscores = has_option (argc, argv, "--underscores");
  gboolean profiles = has_option (argc, argv, "--profile"), any = FALSE, good = TRUE;
  const char *id;

  for (int i = 1; i < argc; i++)
    if (argv[i][0] != '-')
      {
        g_auto (GStrv) words = g_strsplit (argv[i], ":", 2);
        guint threads = words[1] != NULL ? (guint)strtoul (words[1], NULL, 10) : 0;

        good = (profiles ? profile (words[0], threads)
                         : run (words[0], threads, underscores)) &&
               good;
        any = TRUE;
      }
  for (gsize i = 0; !any && (id = graft_bench_case (i)) != NULL; i++)
    for (guint threads = 1; threads <= 2; threads++)
      good = run (id, threads, underscores) && good;
  return good ? 0 : 1;
}
