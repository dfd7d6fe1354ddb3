/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See import-words.h. */
#include "ui/data/import-words.h"

#include "graft-config.h"
#include "ui/plot/axis.h"

#include <glib/gi18n.h>

/* The count of a preview ends here; see import.h. */
#define MOST_LOOKED_AT 100000

/* A rate over less than this says more about the clock. */
#define LEAST_SECONDS 0.2

const char *
graft_import_outcome_get_label (GraftImportOutcome outcome)
{
  switch (outcome)
    {
    case GRAFT_IMPORT_SKIPPED:
      return _ ("Skipped");
    case GRAFT_IMPORT_REFUSED:
      return _ ("Refused");
    case GRAFT_IMPORT_DUPLICATE:
      return _ ("Duplicate");
    case GRAFT_IMPORT_NEAR_DUPLICATE:
      return _ ("Nearly a duplicate");
    default:
      return _ ("Taken");
    }
}

char *
graft_import_report_dup_sentence (const GraftImportReport *report)
{
  GString *words = g_string_new (NULL);
  char taken[GRAFT_NUMBER_SIZE], seconds[GRAFT_NUMBER_SIZE], rate[GRAFT_NUMBER_SIZE];

  graft_format_count (taken, report->taken);
  graft_format_fixed (seconds, report->seconds, 1);
  if (report->taken == 0)
    g_string_append (words, _ ("Nothing was taken."));
  else if (report->seconds < LEAST_SECONDS)
    g_string_append_printf (
        words, ngettext ("%s item was taken.", "%s items were taken.", report->taken),
        taken);
  else
    g_string_append_printf (
        words,
        ngettext ("%s item was taken in %s s, %s a second.",
                  "%s items were taken in %s s, %s a second.", report->taken),
        taken, seconds,
        graft_format_count (rate, (guint64)(report->taken / report->seconds + 0.5)));
  if (report->cancelled)
    g_string_append_printf (words, " %s",
                            _ ("Then it was cancelled; what was taken stays."));
  return g_string_free (words, FALSE);
}

static void
add_counts (GString *text, const GraftImportReport *report)
{
  const struct
  {
    const char *label;
    guint count;
  } lines[] = {
    { N_ ("Taken"), report->taken },
    { N_ ("Skipped"), report->skipped },
    { N_ ("Refused"), report->refused },
    { N_ ("Duplicates"), report->duplicates },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    g_string_append_printf (text, "%s\t%u\n", _ (lines[i].label), lines[i].count);
}

char *
graft_import_report_dup_text (const GraftImportReport *report)
{
  GString *text = g_string_new (NULL);
  g_autofree char *sentence = graft_import_report_dup_sentence (report);

  g_string_append_printf (text, "%s\n\n", sentence);
  add_counts (text, report);
  g_string_append_c (text, '\n');
  for (guint i = 0; report->notes != NULL && i < report->notes->len; i++)
    {
      const GraftImportNote *note = g_ptr_array_index (report->notes, i);

      g_string_append_printf (text, "%s\t%s\t%s\n",
                              graft_import_outcome_get_label (note->outcome), note->file,
                              note->reason);
    }
  if (report->notes != NULL && report->notes->len >= GRAFT_IMPORT_MOST_NOTES)
    g_string_append_printf (text, "%s\n",
                            _ ("There are more notes than this report can hold."));
  return g_string_free (text, FALSE);
}

char *
graft_import_dup_progress (guint done, guint total, double seconds)
{
  char some[GRAFT_NUMBER_SIZE], all[GRAFT_NUMBER_SIZE], rate[GRAFT_NUMBER_SIZE];
  g_autofree char *count = NULL;

  graft_format_count (some, done);
  if (total >= done && total > 0)
    count = g_strdup_printf (ngettext ("%s of %s file", "%s of %s files", total), some,
                             graft_format_count (all, total));
  else
    count = g_strdup_printf (ngettext ("%s file", "%s files", done), some);
  if (seconds < LEAST_SECONDS)
    return g_steal_pointer (&count);
  /* Translators: "1 240 of 3 000 files", then how many are done in a second */
  return g_strdup_printf (_ ("%s · %s a second"), count,
                          graft_format_count (rate, (guint64)(done / seconds + 0.5)));
}

char *
graft_import_preview_dup_words (const GraftImportPreview *preview)
{
  GString *words = g_string_new (preview->kind);
  char number[GRAFT_NUMBER_SIZE];
  gboolean more = preview->files >= MOST_LOOKED_AT;

  graft_format_count (number, preview->files);
  g_string_append (words, " · ");
  if (more)
    /* Translators: a number that the count stopped at */
    g_string_append_printf (words, _ ("more than %s files"), number);
  else
    g_string_append_printf (words, ngettext ("%s file", "%s files", preview->files),
                            number);
  if (preview->classes > 0)
    {
      g_string_append (words, " · ");
      g_string_append_printf (
          words, ngettext ("%u class", "%u classes", preview->classes), preview->classes);
    }
  return g_string_free (words, FALSE);
}
