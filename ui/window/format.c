/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See format.h. */
#include "ui/window/format.h"

#include "graft-config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define NO_BREAK_SPACE "\xc2\xa0"

char *
graft_format_count (guint64 count)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  GString *text = g_string_new (NULL);
  gsize n = strlen (digits);

  for (gsize i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (text, NO_BREAK_SPACE);
      g_string_append_c (text, digits[i]);
    }
  return g_string_free (text, FALSE);
}

char *
graft_format_percent_bare (double share)
{
  return isfinite (share) ? g_strdup_printf ("%.1f", 100 * share) : g_strdup ("–");
}

char *
graft_format_percent (double share)
{
  return isfinite (share) ? g_strdup_printf ("%.1f" NO_BREAK_SPACE "%%", 100 * share)
                          : g_strdup ("–");
}

char *
graft_format_time_left (double seconds)
{
  guint whole;

  /* Above a year the estimate says nothing, and the number might not fit. */
  if (!(seconds >= 0) || seconds > 3.2e7)
    return NULL;
  whole = (guint)ceil (seconds);
  if (whole < 100)
    /* Translators: time that a run still needs; s: seconds */
    return g_strdup_printf (_ ("%u s left"), whole);
  if (whole < 5400)
    return g_strdup_printf (_ ("%u min left"), (whole + 59) / 60);
  return g_strdup_printf (_ ("%u h %u min left"), whole / 3600, whole % 3600 / 60);
}
