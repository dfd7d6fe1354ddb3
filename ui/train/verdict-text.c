/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See verdict-text.h. */
#include "ui/train/verdict-text.h"

#include "graft-config.h"
#include "ui/plot/axis.h"
#include "ui/plot/gauge-draw.h"

#include <glib/gi18n.h>
#include <math.h>

char *
graft_verdict_target_caption (const GraftVerdict *verdict)
{
  char low[GRAFT_NUMBER_SIZE], high[GRAFT_NUMBER_SIZE];

  if (verdict == NULL || verdict->target.n == 0)
    return g_strdup (_ ("The target accuracy is not known yet."));
  graft_format_fixed (low, 100 * verdict->target.low, 1);
  graft_format_fixed (high, 100 * verdict->target.high, 1);
  /* Translators: below a percentage of correct answers; the two figures are percentages
   */
  return g_strdup_printf (_ ("of the target, 95 %% interval %s–%s"), low, high);
}

char *
graft_verdict_distance_text (const GraftVerdict *verdict)
{
  char before[GRAFT_NUMBER_SIZE], after[GRAFT_NUMBER_SIZE];
  int direction;

  if (verdict == NULL || (isnan (verdict->a_before) && isnan (verdict->a_after)))
    return g_strdup (_ ("The proxy A-distance is not known yet."));
  graft_format_fixed (before, verdict->a_before, 2);
  graft_format_fixed (after, verdict->a_after, 2);
  if (isnan (verdict->a_after))
    return g_strdup_printf (
        _ ("Proxy A-distance, measured by a fresh classifier: %s before; "
           "not known yet now."),
        before);
  if (isnan (verdict->a_before))
    return g_strdup_printf (
        _ ("Proxy A-distance, measured by a fresh classifier: %s now."), after);
  direction =
      graft_gauge_direction (&(GraftGaugeReading){ verdict->a_after, verdict->a_before });
  if (direction < 0)
    return g_strdup_printf (_ ("Closer than before. Proxy A-distance, measured by a "
                               "fresh classifier: %s before, %s now."),
                            before, after);
  if (direction > 0)
    return g_strdup_printf (_ ("Farther apart than before. Proxy A-distance, measured "
                               "by a fresh classifier: %s before, %s now."),
                            before, after);
  return g_strdup_printf (_ ("About as far apart as before. Proxy A-distance, measured "
                             "by a fresh classifier: %s before, %s now."),
                          before, after);
}

gboolean
graft_verdict_summarise_seeds (const GraftRunResult *const *results,
                               guint n,
                               GraftSeedsSummary *summary)
{
  g_autofree double *target = g_new (double, n + 1), *twin = g_new (double, n + 1);
  guint n_target = 0, n_twin = 0;

  for (guint i = 0; i < n; i++)
    {
      const GraftVerdict *verdict = results[i]->verdict;

      if (results[i]->stopped)
        continue;
      if (verdict->target.n > 0)
        target[n_target++] = verdict->target.value;
      if (verdict->twin_target.n > 0)
        twin[n_twin++] = verdict->twin_target.value;
    }
  summary->target = graft_summary (target, n_target);
  summary->twin = graft_summary (twin, n_twin);
  return n_target >= 2;
}

char *
graft_verdict_mean_text (const GraftSummary *summary)
{
  char mean[GRAFT_NUMBER_SIZE], sd[GRAFT_NUMBER_SIZE];

  graft_format_fixed (mean, 100 * summary->mean, 1);
  graft_format_fixed (sd, 100 * summary->sd, 1);
  /* Translators: mean ± standard deviation, in percent; the spaces do not break */
  return g_strdup_printf (_ ("%s ± %s %%"), mean, sd);
}

char *
graft_verdict_mean_caption (const GraftSeedsSummary *summary)
{
  g_autofree char *twin = graft_verdict_mean_text (&summary->twin);
  const guint n = (guint)summary->target.n;

  if (summary->twin.n < 2)
    /* Translators: below “92.8 ± 7.3 %”; how many seeds */
    return g_strdup_printf (_ ("of the target: mean ± standard deviation over %u seeds"),
                            n);
  /* Translators: below “92.8 ± 7.3 %”; how many seeds, then the same figure without
   * adaptation */
  return g_strdup_printf (
      _ ("of the target: mean ± standard deviation over %u seeds; source only %s"), n,
      twin);
}

char *
graft_verdict_last_seed_text (const GraftVerdict *verdict)
{
  char value[GRAFT_NUMBER_SIZE];
  g_autofree char *caption = graft_verdict_target_caption (verdict);

  if (verdict->target.n == 0)
    return g_strdup (caption);
  graft_format_percent (value, verdict->target.value, 1);
  /* Translators: a percentage, then “of the target, 95 % interval 82.9–87.3” */
  return verdict->final ? g_strdup_printf (_ ("Last seed: %s %s"), value, caption)
                        : g_strdup_printf (_ ("This seed so far: %s %s"), value, caption);
}

char *
graft_verdict_seeds_text (const GraftRunResult *const *results, guint n)
{
  GraftSeedsSummary summary;
  g_autofree char *target = NULL, *twin = NULL;

  if (!graft_verdict_summarise_seeds (results, n, &summary))
    return NULL;
  target = graft_verdict_mean_text (&summary.target);
  if (summary.twin.n < 2)
    /* Translators: how many seeds, then mean ± standard deviation in percent */
    return g_strdup_printf (_ ("Mean over %u seeds: %s"), (guint)summary.target.n,
                            target);
  twin = graft_verdict_mean_text (&summary.twin);
  /* Translators: how many seeds, then twice mean ± standard deviation in percent */
  return g_strdup_printf (_ ("Mean over %u seeds: %s, source only %s"),
                          (guint)summary.target.n, target, twin);
}

static void
add_figure (GString *text, const char *name, const GraftFigure *figure)
{
  char value[GRAFT_NUMBER_SIZE], low[GRAFT_NUMBER_SIZE], high[GRAFT_NUMBER_SIZE];

  if (figure->n == 0)
    return;
  graft_format_percent (value, figure->value, 1);
  graft_format_fixed (low, 100 * figure->low, 1);
  graft_format_fixed (high, 100 * figure->high, 1);
  /* Translators: name of a figure, its value, its interval, the number of items */
  g_string_append_printf (text, _ ("%s: %s (95 %% interval %s–%s, %u items)\n"), name,
                          value, low, high, figure->n);
}

static void
add_gap (GString *text, const GraftVerdict *verdict)
{
  char gap[GRAFT_NUMBER_SIZE];

  if (isnan (verdict->gap_closed))
    return;
  graft_format_percent (gap, verdict->gap_closed, 1);
  g_string_append_printf (text, _ ("Gap closed: %s\n"), gap);
}

char *
graft_verdict_to_text (const GraftVerdict *verdict, const char *title, const char *seeds)
{
  GString *text = g_string_new (NULL);
  g_autofree char *distance = graft_verdict_distance_text (verdict);

  g_return_val_if_fail (verdict != NULL, g_string_free (text, FALSE));

  g_string_append_printf (text, "%s\n", title);
  if (!verdict->final)
    g_string_append_printf (text, "%s\n", _ ("So far; the run is not over."));
  if (verdict->sentence != NULL)
    g_string_append_printf (text, "%s\n", verdict->sentence);
  add_figure (text, _ ("Target accuracy"), &verdict->target);
  add_figure (text, _ ("Source only, on the target"), &verdict->twin_target);
  add_figure (text, _ ("Oracle, on the target"), &verdict->oracle_target);
  add_figure (text, _ ("Source accuracy"), &verdict->source);
  add_gap (text, verdict);
  if (seeds != NULL)
    g_string_append_printf (text, "%s\n", seeds);
  g_string_append_printf (text, "%s\n", distance);
  if (verdict->discriminator != NULL)
    g_string_append_printf (text, "%s\n", verdict->discriminator);
  for (gsize i = 0; verdict->warnings != NULL && verdict->warnings[i] != NULL; i++)
    g_string_append_printf (text, _ ("Warning: %s\n"), verdict->warnings[i]);
  return g_string_free (text, FALSE);
}
