/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The team of workers: every task once, whoever runs it, and all of them before the
 * caller goes on. Part of the suite that runs under ThreadSanitizer. */
#include "engine/base/workers.h"

#define N_TASKS 257

typedef struct
{
  guint n_threads;
  guint runs[N_TASKS];   /* how often each task ran */
  guint64 sums[N_TASKS]; /* what it computed: a function of its number */
} Ledger;

static void
write_ledger (guint task, guint worker, gpointer data)
{
  Ledger *ledger = data;
  guint64 sum = 0;

  g_assert_cmpuint (task, <, N_TASKS);
  g_assert_cmpuint (worker, <, ledger->n_threads);
  for (guint i = 0; i <= task * 10; i++)
    sum += i;
  ledger->runs[task]++;
  ledger->sums[task] = sum;
}

/* Plain memory: a round that lets the caller go too early shows as a race or a missing
 * task. */
static void
check_rounds (guint n_threads, guint n_rounds)
{
  g_autoptr (GraftWorkers) workers = graft_workers_new (n_threads);
  g_autofree Ledger *ledger = g_new0 (Ledger, 1);

  ledger->n_threads = graft_workers_get_n_threads (workers);
  if (n_threads > 0)
    g_assert_cmpuint (ledger->n_threads, ==, n_threads);
  for (guint round = 1; round <= n_rounds; round++)
    {
      graft_workers_run (workers, N_TASKS, write_ledger, ledger);
      for (guint64 i = 0; i < N_TASKS; i++)
        {
          g_assert_cmpuint (ledger->runs[i], ==, round);
          g_assert_cmpuint (ledger->sums[i], ==, i * 10 * (i * 10 + 1) / 2);
        }
    }
}

static void
test_alone (void)
{
  check_rounds (1, 3);
}

static void
test_two (void)
{
  check_rounds (2, 50);
}

/* More threads than most machines have cores: some sleep through a round. */
static void
test_crowd (void)
{
  check_rounds (9, 20);
}

static void
test_every_processor (void)
{
  check_rounds (0, 3);
}

/* Long enough between rounds for everybody to have gone to sleep. */
static void
test_wake_up (void)
{
  g_autoptr (GraftWorkers) workers = graft_workers_new (2);
  g_autofree Ledger *ledger = g_new0 (Ledger, 1);

  ledger->n_threads = 2;
  for (guint round = 1; round <= 3; round++)
    {
      g_usleep (20000);
      graft_workers_run (workers, N_TASKS, write_ledger, ledger);
      g_assert_cmpuint (ledger->runs[N_TASKS - 1], ==, round);
    }
}

static void
test_nothing (void)
{
  g_autoptr (GraftWorkers) workers = graft_workers_new (2);

  graft_workers_run (workers, 0, write_ledger, NULL);
}

/* Free at once: the threads may not have begun to wait. */
static void
test_short_life (void)
{
  for (guint i = 0; i < 50; i++)
    graft_workers_free (graft_workers_new (3));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workers/alone", test_alone);
  g_test_add_func ("/workers/two", test_two);
  g_test_add_func ("/workers/crowd", test_crowd);
  g_test_add_func ("/workers/every-processor", test_every_processor);
  g_test_add_func ("/workers/wake-up", test_wake_up);
  g_test_add_func ("/workers/nothing", test_nothing);
  g_test_add_func ("/workers/short-life", test_short_life);
  return g_test_run ();
}
