/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See figures.h. */
#include "ui/results/figures.h"

#include <math.h>
#include <string.h>

static GraftResultFigure
from_accuracy (const GraftFigure *figure)
{
  if (figure->n == 0)
    return (GraftResultFigure){ NAN, NAN, NAN };
  return (GraftResultFigure){ figure->value, figure->low, figure->high };
}

static GraftResultFigure
plain (double value)
{
  return (GraftResultFigure){ value, NAN, NAN };
}

static GraftResultFigure
gain_of (const GraftVerdict *verdict)
{
  if (verdict->target.n == 0 || verdict->twin_target.n == 0)
    return plain (NAN);
  return (GraftResultFigure){ verdict->target.value - verdict->twin_target.value,
                              verdict->gain_low, verdict->gain_high };
}

GraftResultFigure
graft_result_get_figure (const GraftRunResult *result, GraftResultKind kind)
{
  const GraftVerdict *verdict = result->verdict;

  switch (kind)
    {
    case GRAFT_RESULT_TWIN:
      return from_accuracy (&verdict->twin_target);
    case GRAFT_RESULT_ADAPTED:
      return from_accuracy (&verdict->target);
    case GRAFT_RESULT_GAIN:
      return gain_of (verdict);
    case GRAFT_RESULT_ORACLE:
      return from_accuracy (&verdict->oracle_target);
    case GRAFT_RESULT_GAP:
      return plain (verdict->gap_closed);
    case GRAFT_RESULT_A_BEFORE:
      return plain (verdict->a_before);
    case GRAFT_RESULT_A_AFTER:
      return plain (verdict->a_after);
    case GRAFT_RESULT_STEPS:
      return plain ((double)result->steps);
    case GRAFT_RESULT_SECONDS:
      return plain (result->seconds);
    case GRAFT_N_RESULT_FIGURES:
    default:
      return plain (NAN);
    }
}

GraftSummary
graft_results_get_summary (const GraftRunResult *const *results,
                           guint n,
                           GraftResultKind kind)
{
  g_autofree double *values = g_new (double, n + 1);
  GraftSummary summary;
  gsize n_values = 0;

  for (guint i = 0; i < n; i++)
    {
      double value = graft_result_get_figure (results[i], kind).value;

      if (!results[i]->stopped && isfinite (value))
        values[n_values++] = value;
    }
  summary = graft_summary (values, n_values);
  if (n_values < 1)
    summary.mean = NAN;
  if (n_values < 2)
    summary.sd = summary.half = NAN;
  return summary;
}

guint
graft_results_get_n_whole (const GraftRunResult *const *results, guint n)
{
  guint n_whole = 0;

  for (guint i = 0; i < n; i++)
    n_whole += !results[i]->stopped;
  return n_whole;
}

/* ---- the table for other programs ---- */

/* Names of the columns, "" where a figure has none; not translated: programs read them.
 */
static const struct
{
  const char *value;
  const char *low;
  const char *high;
} columns[GRAFT_N_RESULT_FIGURES] = {
  [GRAFT_RESULT_TWIN] = { "twin", "twin_low", "twin_high" },
  [GRAFT_RESULT_ADAPTED] = { "adapted", "adapted_low", "adapted_high" },
  [GRAFT_RESULT_GAIN] = { "gain", "gain_low", "gain_high" },
  [GRAFT_RESULT_ORACLE] = { "oracle", "oracle_low", "oracle_high" },
  [GRAFT_RESULT_GAP] = { "gap_closed", NULL, NULL },
  [GRAFT_RESULT_A_BEFORE] = { "a_distance_before", NULL, NULL },
  [GRAFT_RESULT_A_AFTER] = { "a_distance_after", NULL, NULL },
  [GRAFT_RESULT_STEPS] = { "steps", NULL, NULL },
  [GRAFT_RESULT_SECONDS] = { "seconds", NULL, NULL },
};

static void
append_text (GString *table, const char *text, char separator)
{
  gboolean quote = separator == ',' && strpbrk (text, ",\"\r\n") != NULL;

  if (quote)
    g_string_append_c (table, '"');
  for (; *text != '\0'; text++)
    {
      if (*text == '"' && quote)
        g_string_append_c (table, '"');
      if (separator == '\t' && strchr ("\t\r\n", *text) != NULL)
        g_string_append_c (table, ' ');
      else
        g_string_append_c (table, *text);
    }
  if (quote)
    g_string_append_c (table, '"');
}

static void
append_number (GString *table, double value, char separator)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (table, separator);
  if (isfinite (value))
    g_string_append (table, g_ascii_formatd (number, sizeof number, "%.10g", value));
}

static void
append_heading (GString *table, char separator)
{
  g_string_append (table, "seed");
  for (guint k = 0; k < GRAFT_N_RESULT_FIGURES; k++)
    {
      g_string_append_printf (table, "%c%s", separator, columns[k].value);
      if (columns[k].low != NULL)
        g_string_append_printf (table, "%c%s%c%s", separator, columns[k].low, separator,
                                columns[k].high);
    }
  g_string_append_printf (table, "%cstopped%cweights_sha256%cwarnings\n", separator,
                          separator, separator);
}

static void
append_result (GString *table, const GraftRunResult *result, char separator)
{
  char **warnings = result->verdict->warnings;
  g_autofree char *joined = g_strjoinv ("; ", warnings ? warnings : (char *[]){ NULL });

  g_string_append_printf (table, "%" G_GUINT64_FORMAT, result->seed);
  for (guint k = 0; k < GRAFT_N_RESULT_FIGURES; k++)
    {
      GraftResultFigure figure = graft_result_get_figure (result, k);

      append_number (table, figure.value, separator);
      if (columns[k].low == NULL)
        continue;
      append_number (table, figure.low, separator);
      append_number (table, figure.high, separator);
    }
  g_string_append_printf (table, "%c%d%c%s%c", separator, result->stopped, separator,
                          result->hash != NULL ? result->hash : "", separator);
  append_text (table, joined, separator);
  g_string_append_c (table, '\n');
}

static void
append_summary (GString *table,
                const GraftRunResult *const *results,
                guint n,
                char separator,
                gboolean sd)
{
  g_string_append (table, sd ? "sd" : "mean");
  for (guint k = 0; k < GRAFT_N_RESULT_FIGURES; k++)
    {
      GraftSummary summary = graft_results_get_summary (results, n, k);

      append_number (table, sd ? summary.sd : summary.mean, separator);
      if (columns[k].low != NULL)
        g_string_append_printf (table, "%c%c", separator, separator);
    }
  g_string_append_printf (table, "%c%c%c\n", separator, separator, separator);
}

char *
graft_results_to_table (const GraftRunResult *const *results,
                        guint n,
                        char separator,
                        gboolean with_mean)
{
  GString *table = g_string_new (NULL);

  append_heading (table, separator);
  for (guint i = 0; i < n; i++)
    append_result (table, results[i], separator);
  for (guint sd = 0; with_mean && sd < 2; sd++)
    append_summary (table, results, n, separator, sd == 1);
  return g_string_free (table, FALSE);
}
