/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See verdict-text.h. */
#include "ui/train/verdict-text.h"

#include "graft-config.h"
#include "ui/plot/axis.h"

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
  if (verdict == NULL || (isnan (verdict->a_before) && isnan (verdict->a_after)))
    return g_strdup (_ ("The proxy A-distance is not known yet."));
  if (isnan (verdict->a_after))
    return g_strdup_printf (
        _ ("Proxy A-distance, measured by a fresh classifier: %.2f before; "
           "not known yet now."),
        verdict->a_before);
  if (isnan (verdict->a_before))
    return g_strdup_printf (
        _ ("Proxy A-distance, measured by a fresh classifier: %.2f now."),
        verdict->a_after);
  return g_strdup_printf (
      _ ("Proxy A-distance, measured by a fresh classifier: %.2f before, "
         "%.2f now."),
      verdict->a_before, verdict->a_after);
}

static void
write_mean (char *text, gsize size, const double *values, gsize n)
{
  char mean[GRAFT_NUMBER_SIZE], sd[GRAFT_NUMBER_SIZE];
  GraftSummary summary = graft_summary (values, n);

  graft_format_fixed (mean, 100 * summary.mean, 1);
  graft_format_fixed (sd, 100 * summary.sd, 1);
  g_snprintf (text, size, "%s ± %s", mean, sd);
}

char *
graft_verdict_seeds_text (const GraftRunResult *const *results, guint n)
{
  g_autofree double *target = g_new (double, n + 1), *twin = g_new (double, n + 1);
  char target_text[2 * GRAFT_NUMBER_SIZE], twin_text[2 * GRAFT_NUMBER_SIZE];
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
  if (n_target < 2)
    return NULL;
  write_mean (target_text, sizeof target_text, target, n_target);
  if (n_twin < 2)
    /* Translators: how many seeds, then mean ± standard deviation in percent */
    return g_strdup_printf (_ ("Mean over %u seeds: %s %%"), n_target, target_text);
  write_mean (twin_text, sizeof twin_text, twin, n_twin);
  /* Translators: how many seeds, then twice mean ± standard deviation in percent */
  return g_strdup_printf (_ ("Mean over %u seeds: %s %%, source only %s %%"), n_target,
                          target_text, twin_text);
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
