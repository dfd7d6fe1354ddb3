/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See results-words.h. Figures are percents, a gain is points of them. */
#include "ui/results/results-words.h"

#include "graft-config.h"
#include "ui/plot/axis.h"

#include <glib/gi18n.h>
#include <math.h>

typedef enum
{
  STYLE_PERCENT,
  STYLE_POINTS, /* percent with its sign */
  STYLE_DISTANCE,
  STYLE_COUNT,
  STYLE_TIME,
} Style;

static const struct
{
  const char *id;
  const char *title;
  const char *tooltip;
  GraftResultKind kind;
  Style style;
} columns[GRAFT_N_COLUMNS] = {
  [GRAFT_COLUMN_SEED] = { "seed", N_ ("Seed"), N_ ("What the random numbers began with"),
                          GRAFT_N_RESULT_FIGURES, STYLE_COUNT },
  [GRAFT_COLUMN_TWIN] = { "twin", N_ ("Source only"),
                          N_ ("The twin that saw the same batches without adaptation: "
                              "percent of the target test items"),
                          GRAFT_RESULT_TWIN, STYLE_PERCENT },
  [GRAFT_COLUMN_ADAPTED] = { "adapted", N_ ("Adapted"),
                             N_ ("The adapted network: percent of the target test items"),
                             GRAFT_RESULT_ADAPTED, STYLE_PERCENT },
  [GRAFT_COLUMN_GAIN] = { "gain", N_ ("Gain"),
                          N_ ("Adapted less source only, in points, with the paired "
                              "interval"),
                          GRAFT_RESULT_GAIN, STYLE_POINTS },
  [GRAFT_COLUMN_ORACLE] = { "oracle", N_ ("Oracle"),
                            N_ ("Trained on the target's labels, which the others never "
                                "see: percent of the target test items"),
                            GRAFT_RESULT_ORACLE, STYLE_PERCENT },
  [GRAFT_COLUMN_GAP] = { "gap", N_ ("Gap closed"),
                         N_ ("How far the gain leads from source only to the oracle, in "
                             "percent"),
                         GRAFT_RESULT_GAP, STYLE_PERCENT },
  [GRAFT_COLUMN_DISTANCE] = { "distance", N_ ("A-distance"),
                              N_ ("Proxy A-distance of the domains, before → after: 0 is "
                                  "alike, 2 is told apart at a glance"),
                              GRAFT_RESULT_A_AFTER, STYLE_DISTANCE },
  [GRAFT_COLUMN_STEPS] = { "steps", N_ ("Steps"), N_ ("Training steps"),
                           GRAFT_RESULT_STEPS, STYLE_COUNT },
  [GRAFT_COLUMN_TIME] = { "time", N_ ("Time"), N_ ("From the first step to the verdict"),
                          GRAFT_RESULT_SECONDS, STYLE_TIME },
};

void
graft_cell_text_clear (GraftCellText *self)
{
  g_clear_pointer (&self->main, g_free);
  g_clear_pointer (&self->below, g_free);
}

const char *
graft_column_get_id (GraftColumn column)
{
  return columns[column].id;
}

const char *
graft_column_get_title (GraftColumn column)
{
  return _ (columns[column].title);
}

const char *
graft_column_get_tooltip (GraftColumn column)
{
  return _ (columns[column].tooltip);
}

double
graft_column_get_key (GraftColumn column, const GraftRunResult *result)
{
  if (column == GRAFT_COLUMN_SEED)
    return (double)result->seed;
  return graft_result_get_figure (result, columns[column].kind).value;
}

/* ---- cells ---- */

static char *
format_time (double seconds)
{
  char text[GRAFT_NUMBER_SIZE];
  guint whole;

  if (!(seconds >= 0) || seconds > 3.2e9)
    return g_strdup ("–");
  graft_format_fixed (text, seconds, seconds < 10 ? 1 : 0);
  if (seconds < 99.5)
    /* Translators: a time in seconds */
    return g_strdup_printf (_ ("%s s"), text);
  whole = (guint)lround (seconds);
  if (whole < 3600)
    /* Translators: a time in minutes and seconds */
    return g_strdup_printf (_ ("%u min %u s"), whole / 60, whole % 60);
  /* Translators: a time in hours and minutes */
  return g_strdup_printf (_ ("%u h %u min"), whole / 3600, whole % 3600 / 60);
}

static char *
format_points (double share)
{
  char text[GRAFT_NUMBER_SIZE];

  graft_format_fixed (text, 100 * share, 1);
  /* What rounds to nothing has no sign either way. */
  return g_strdup_printf ("%s%s", 100 * share >= 0.05 ? "+" : "", text);
}

static char *
format_value (Style style, double value)
{
  char text[GRAFT_NUMBER_SIZE];

  if (!isfinite (value))
    return g_strdup ("–");
  if (style == STYLE_POINTS)
    return format_points (value);
  if (style == STYLE_TIME)
    return format_time (value);
  if (style == STYLE_COUNT)
    return g_strdup (graft_format_count (text, (guint64)MAX (0, llround (value))));
  if (style == STYLE_DISTANCE)
    return g_strdup (graft_format_fixed (text, value, 2));
  return g_strdup (graft_format_fixed (text, 100 * value, 1));
}

static char *
format_interval (Style style, const GraftResultFigure *figure)
{
  g_autofree char *low = format_value (style, figure->low);
  g_autofree char *high = format_value (style, figure->high);

  if (!isfinite (figure->low) || !isfinite (figure->high))
    return g_strdup ("");
  /* Signs do not go with a dash. */
  return g_strdup_printf (style == STYLE_POINTS ? "%s … %s" : "%s–%s", low, high);
}

static char *
format_way (double before, double after)
{
  g_autofree char *from = format_value (STYLE_DISTANCE, before);
  g_autofree char *to = format_value (STYLE_DISTANCE, after);

  if (!isfinite (before) && !isfinite (after))
    return g_strdup ("–");
  return g_strdup_printf ("%s → %s", from, to);
}

GraftCellText
graft_column_get_cell (GraftColumn column, const GraftRunResult *result)
{
  GraftResultFigure figure = graft_result_get_figure (result, columns[column].kind);

  if (column == GRAFT_COLUMN_SEED)
    return (GraftCellText){ g_strdup_printf ("%" G_GUINT64_FORMAT, result->seed),
                            g_strdup (result->stopped ? _ ("stopped") : "") };
  if (column == GRAFT_COLUMN_DISTANCE)
    return (GraftCellText){
      format_way (graft_result_get_figure (result, GRAFT_RESULT_A_BEFORE).value,
                  figure.value),
      g_strdup ("")
    };
  return (GraftCellText){ format_value (columns[column].style, figure.value),
                          format_interval (columns[column].style, &figure) };
}

/* A spread has no sign; of one seed there is none, which is not the same as 0. */
static char *
format_sd (Style style, const GraftSummary *summary)
{
  g_autofree char *sd =
      format_value (style == STYLE_POINTS ? STYLE_PERCENT : style, summary->sd);

  if (!isfinite (summary->mean))
    return g_strdup ("");
  return isfinite (summary->sd) ? g_strdup_printf ("± %s", sd) : g_strdup ("–");
}

static GraftCellText
mean_distance (const GraftRunResult *const *results, guint n)
{
  const GraftSummary before =
      graft_results_get_summary (results, n, GRAFT_RESULT_A_BEFORE);
  const GraftSummary after = graft_results_get_summary (results, n, GRAFT_RESULT_A_AFTER);
  g_autofree char *first = format_sd (STYLE_DISTANCE, &before);
  g_autofree char *second = format_sd (STYLE_DISTANCE, &after);
  gboolean spread = isfinite (before.sd) && isfinite (after.sd);

  return (GraftCellText){ format_way (before.mean, after.mean),
                          spread ? g_strdup_printf ("%s, %s", first, second)
                                 : g_steal_pointer (&second) };
}

GraftCellText
graft_column_get_mean (GraftColumn column, const GraftRunResult *const *results, guint n)
{
  GraftSummary summary = graft_results_get_summary (results, n, columns[column].kind);
  guint n_whole = graft_results_get_n_whole (results, n);

  if (column == GRAFT_COLUMN_SEED)
    return (GraftCellText){ g_strdup (_ ("Mean ± sd")),
                            g_strdup_printf (ngettext ("%u seed", "%u seeds", n_whole),
                                             n_whole) };
  if (column == GRAFT_COLUMN_DISTANCE)
    return mean_distance (results, n);
  return (GraftCellText){ format_value (columns[column].style, summary.mean),
                          format_sd (columns[column].style, &summary) };
}

/* ---- sentences ---- */

static guint
count_sign (const GraftRunResult *const *results, guint n, GraftTransferSign sign)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += !results[i]->stopped && results[i]->verdict->sign == sign;
  return count;
}

gboolean
graft_results_has_negative (const GraftRunResult *const *results, guint n)
{
  return count_sign (results, n, GRAFT_TRANSFER_NEGATIVE) > 0;
}

static char *
signs_sentence (const GraftRunResult *const *results, guint n)
{
  guint n_whole = graft_results_get_n_whole (results, n);
  guint n_better = count_sign (results, n, GRAFT_TRANSFER_POSITIVE);
  guint n_worse = count_sign (results, n, GRAFT_TRANSFER_NEGATIVE);

  if (n_worse > 0)
    return g_strdup_printf (
        /* Translators: how many of how many seeds */
        _ ("In %u of %u seeds adaptation did worse than source only, by the interval of "
           "that seed."),
        n_worse, n_whole);
  return g_strdup_printf (
      _ ("In %u of %u seeds adaptation did better than source only, by the interval of "
         "that seed."),
      n_better, n_whole);
}

static const char *
sentence_of (const GraftRunResult *result)
{
  return result->verdict->sentence != NULL ? result->verdict->sentence : "";
}

/* One seed speaks for itself. Several are never spoken for by the best of them: the mean
 * and its interval do. */
char *
graft_results_get_sentence (const GraftRunResult *const *results, guint n)
{
  GraftSummary gain = graft_results_get_summary (results, n, GRAFT_RESULT_GAIN);
  g_autofree char *mean = NULL, *low = NULL, *high = NULL, *signs = NULL;
  const GraftRunResult *last = NULL;

  for (guint i = 0; i < n; i++)
    if (!results[i]->stopped)
      last = results[i];
  if (last == NULL)
    return g_strdup (
        _ ("Every seed was stopped before its end: there is no verdict, and no mean."));
  if (gain.n < 2)
    return g_strdup (sentence_of (last));
  mean = format_points (gain.mean);
  low = format_points (gain.mean - gain.half);
  high = format_points (gain.mean + gain.half);
  signs = signs_sentence (results, n);
  /* Translators: how many seeds, then three figures with their signs, then a sentence */
  return g_strdup_printf (
      _ ("The mean gain over %u seeds is %s points, 95 %% interval of "
         "the mean %s to %s. %s"),
      (guint)gain.n, mean, low, high, signs);
}

/* "1, 3": the seeds that were warned of the same. */
static char *
seeds_with (const GraftRunResult *const *results,
            guint n,
            const char *warning,
            guint *n_seeds)
{
  GString *seeds = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      char **warnings = results[i]->verdict->warnings;

      if (warnings == NULL || !g_strv_contains ((const char *const *)warnings, warning))
        continue;
      g_string_append_printf (seeds, "%s%" G_GUINT64_FORMAT, seeds->len > 0 ? ", " : "",
                              results[i]->seed);
      ++*n_seeds;
    }
  return g_string_free (seeds, FALSE);
}

char *
graft_results_get_warnings (const GraftRunResult *const *results, guint n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    for (char **w = results[i]->verdict->warnings; w != NULL && *w != NULL; w++)
      {
        guint n_seeds = 0;
        g_autofree char *seeds = seeds_with (results, n, *w, &n_seeds);

        if (!g_hash_table_add (seen, *w))
          continue;
        if (text->len > 0)
          g_string_append_c (text, '\n');
        if (n > 1)
          /* Translators: numbers of seeds, then a warning */
          g_string_append_printf (text, ngettext ("Seed %s: %s", "Seeds %s: %s", n_seeds),
                                  seeds, *w);
        else
          g_string_append (text, *w);
      }
  return g_string_free (text, text->len == 0);
}

char *
graft_confusion_get_caption (const GraftConfusion *confusion,
                             GraftDomain domain,
                             guint64 seed)
{
  char n[GRAFT_NUMBER_SIZE], epoch[GRAFT_NUMBER_SIZE];
  g_autofree char *of =
      seed > 0 ? g_strdup_printf ("%" G_GUINT64_FORMAT, seed) : g_strdup ("–");
  g_autofree char *first = NULL;

  graft_format_count (n, confusion->n);
  graft_format_fixed (epoch, confusion->epoch, 1);
  first = g_strdup_printf (
      domain == GRAFT_TARGET
          /* Translators: number of items, seed, epoch */
          ? _ ("The probe sample: %s test items of the target, as the adapted network of "
               "seed %s takes them at epoch %s, the last stored moment. The table counts "
               "all test items.")
          : _ ("The probe sample: %s test items of the source, as the adapted network of "
               "seed %s takes them at epoch %s, the last stored moment. The table counts "
               "all test items."),
      n, of, epoch);
  if (confusion->n_unlabelled == 0)
    return g_steal_pointer (&first);
  return g_strdup_printf ("%s %s", first, _ ("Items without a label are left out."));
}
