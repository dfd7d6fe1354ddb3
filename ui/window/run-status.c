/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See run-status.h. */
#include "ui/window/run-status.h"

#include "graft-config.h"
#include "ui/plot/axis.h"
#include "ui/window/format.h"

#include <glib/gi18n.h>

/* "run 2 of 3 · " when there are several, else nothing. */
static char *
run_text (const GraftProgress *progress)
{
  if (progress == NULL || progress->n_runs < 2)
    return g_strdup ("");
  /* Translators: run 2 of 3: the same experiment with another seed; a step follows */
  return g_strdup_printf (_ ("run %u of %u · "), progress->run + 1, progress->n_runs);
}

static char *
running_text (const GraftProgress *progress)
{
  char step[GRAFT_NUMBER_SIZE], n_steps[GRAFT_NUMBER_SIZE];
  g_autofree char *left = graft_format_time_left (progress->seconds_left);
  g_autofree char *run = run_text (progress);

  graft_format_count (step, progress->step);
  graft_format_count (n_steps, progress->n_steps);
  if (left == NULL)
    return g_strdup_printf (_ ("%sstep %s of %s"), run, step, n_steps);
  /* Translators: first the run when there are several, last something like “21 s left” */
  return g_strdup_printf (_ ("%sstep %s of %s · %s"), run, step, n_steps, left);
}

static char *
paused_text (const GraftProgress *progress)
{
  char step[GRAFT_NUMBER_SIZE], n_steps[GRAFT_NUMBER_SIZE];
  g_autofree char *run = run_text (progress);

  graft_format_count (step, progress != NULL ? progress->step : 0);
  if (progress == NULL || progress->n_steps == 0)
    return g_strdup_printf (_ ("Paused at step %s"), step);
  graft_format_count (n_steps, progress->n_steps);
  /* Translators: first “run 2 of 3 · ” when there are several */
  return g_strdup_printf (_ ("Paused · %sstep %s of %s"), run, step, n_steps);
}

static char *
measuring_text (const GraftProgress *progress)
{
  g_autofree char *run = run_text (progress);

  /* Translators: first “run 2 of 3 · ” when there are several */
  return g_strdup_printf (_ ("%smeasuring the result…"), run);
}

/**
 * graft_run_status_text:
 * @progress: (nullable): none before the first update
 *
 * Returns: (transfer full): where a run stands, in a few words
 */
char *
graft_run_status_text (GraftState state, const GraftProgress *progress)
{
  char step[GRAFT_NUMBER_SIZE];

  graft_format_count (step, progress != NULL ? progress->step : 0);
  switch (state)
    {
    case GRAFT_STATE_IDLE:
      return g_strdup (_ ("Ready to start"));
    case GRAFT_STATE_LOADING:
      return g_strdup (_ ("Getting data and network ready…"));
    case GRAFT_STATE_RUNNING:
      return progress != NULL ? running_text (progress) : g_strdup ("");
    case GRAFT_STATE_PAUSED:
      return paused_text (progress);
    case GRAFT_STATE_FINISHING:
      return progress != NULL && progress->n_runs > 1
                 ? measuring_text (progress)
                 : g_strdup (_ ("Measuring the result…"));
    case GRAFT_STATE_FINISHED:
      return g_strdup_printf (_ ("Finished after %s steps"), step);
    case GRAFT_STATE_STOPPED:
      return g_strdup_printf (_ ("Stopped at step %s"), step);
    case GRAFT_STATE_FAILED:
    default:
      return g_strdup (_ ("The run failed"));
    }
}
