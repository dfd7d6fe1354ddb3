/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See format.h. */
#include "ui/window/format.h"

#include "graft-config.h"

#include <glib/gi18n.h>
#include <math.h>

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
