/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See closing.h. The same figures as the result object, for people. */
#include "app/cli/closing.h"

#include <glib/gi18n.h>
#include <math.h>

/* Columns are padded by characters: "±" and "–" are longer in bytes. */
static void
print_cell (const char *text, glong width)
{
  glong length = g_utf8_strlen (text, -1);

  g_print ("%s%*s", text, (int)MAX (width - length, 1), "");
}

static void
print_figure (const GraftFigure *figure)
{
  g_autofree char *text = NULL;

  if (figure->n == 0)
    text = g_strdup ("–");
  else
    text = g_strdup_printf ("%.1f %% (%.1f–%.1f)", 100 * figure->value, 100 * figure->low,
                            100 * figure->high);
  print_cell (text, 22);
}

static void
print_number (double value, double factor, const char *unit)
{
  g_autofree char *text =
      isfinite (value)
          ? g_strdup_printf ("%.*f%s", factor > 1 ? 0 : 2, factor * value, unit)
          : g_strdup ("–");

  print_cell (text, 12);
}

/* "1.83 → 0.41"; a distance that nobody measured is a dash. */
static void
print_distances (double before, double after)
{
  g_autofree char *first = g_strdup_printf ("%.2f", before);
  g_autofree char *last = g_strdup_printf ("%.2f", after);

  if (!isfinite (before) && !isfinite (after))
    g_print ("–\n");
  else
    g_print ("%s → %s\n", isfinite (before) ? first : "–", isfinite (after) ? last : "–");
}

static void
print_run (const GraftRunResult *result)
{
  g_autofree char *seed = g_strdup_printf ("%" G_GUINT64_FORMAT, result->seed);

  print_cell (seed, 10);
  print_figure (&result->verdict->twin_target);
  print_figure (&result->verdict->target);
  print_figure (&result->verdict->oracle_target);
  print_number (result->verdict->gap_closed, 100, " %");
  print_distances (result->verdict->a_before, result->verdict->a_after);
}

static void
print_summary (GraftRecord *record)
{
  const GraftFigureKind kinds[] = { GRAFT_FIGURE_TWIN_TARGET, GRAFT_FIGURE_TARGET,
                                    GRAFT_FIGURE_ORACLE_TARGET };
  GraftSummary gap = graft_record_summarise (record, GRAFT_FIGURE_GAP_CLOSED);

  /* Translators: heads the line with mean and standard deviation over seeds */
  print_cell (_ ("mean ± sd"), 10);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GraftSummary summary = graft_record_summarise (record, kinds[i]);
      g_autofree char *text = g_strdup ("–");

      if (summary.n > 1)
        {
          g_free (text);
          text = g_strdup_printf ("%.1f ± %.1f %%", 100 * summary.mean, 100 * summary.sd);
        }
      print_cell (text, 22);
    }
  print_number (gap.mean, 100, " %");
  g_print ("\n");
}

void
graft_closing_print (GraftRecord *record)
{
  guint n = graft_record_get_n_results (record);
  const GraftVerdict *last = graft_record_get_result (record, n - 1)->verdict;

  g_print ("%s\n\n", graft_experiment_get_title (graft_record_get_experiment (record)));
  print_cell (_ ("seed"), 10);
  print_cell (_ ("twin on target"), 22);
  print_cell (_ ("adapted on target"), 22);
  print_cell (_ ("oracle on target"), 22);
  print_cell (_ ("gap closed"), 12);
  g_print ("%s\n", _ ("A-distance"));
  for (guint i = 0; i < n; i++)
    print_run (graft_record_get_result (record, i));
  if (n > 1)
    print_summary (record);
  if (last->sentence != NULL)
    g_print ("\n%s\n", last->sentence);
  for (guint i = 0; last->warnings != NULL && last->warnings[i] != NULL; i++)
    g_print ("%s\n", last->warnings[i]);
}
