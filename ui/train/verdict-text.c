/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See verdict-text.h. */
#include "ui/train/verdict-text.h"

#include "graft-config.h"
#include "ui/window/format.h"

#include <glib/gi18n.h>
#include <math.h>

char *
graft_verdict_target_caption (const GraftVerdict *verdict)
{
  g_autofree char *low = NULL, *high = NULL;

  if (verdict == NULL || verdict->target.n == 0)
    return g_strdup (_ ("The target accuracy is not known yet."));
  low = graft_format_percent_bare (verdict->target.low);
  high = graft_format_percent_bare (verdict->target.high);
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
add_figure (GString *text, const char *name, const GraftFigure *figure)
{
  g_autofree char *value = NULL, *low = NULL, *high = NULL;

  if (figure->n == 0)
    return;
  value = graft_format_percent (figure->value);
  low = graft_format_percent_bare (figure->low);
  high = graft_format_percent_bare (figure->high);
  /* Translators: name of a figure, its value, its interval, the number of items */
  g_string_append_printf (text, _ ("%s: %s (95 %% interval %s–%s, %u items)\n"), name,
                          value, low, high, figure->n);
}

static void
add_gap (GString *text, const GraftVerdict *verdict)
{
  g_autofree char *gap = NULL;

  if (isnan (verdict->gap_closed))
    return;
  gap = graft_format_percent (verdict->gap_closed);
  g_string_append_printf (text, _ ("Gap closed: %s\n"), gap);
}

char *
graft_verdict_to_text (const GraftVerdict *verdict, const char *title)
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
  g_string_append_printf (text, "%s\n", distance);
  if (verdict->discriminator != NULL)
    g_string_append_printf (text, "%s\n", verdict->discriminator);
  for (gsize i = 0; verdict->warnings != NULL && verdict->warnings[i] != NULL; i++)
    g_string_append_printf (text, _ ("Warning: %s\n"), verdict->warnings[i]);
  return g_string_free (text, FALSE);
}
