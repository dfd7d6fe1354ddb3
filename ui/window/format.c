/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See format.h. */
#include "ui/window/format.h"

#include "graft-config.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* A figure inside these keeps its own order, left to right, in a right-to-left text. */
#define LEFT_TO_RIGHT "\u2066"
#define END_OF_ISOLATE "\u2069"
#define MINUS "\u2212"

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

char *
graft_format_isolate (const char *figure)
{
  return g_strconcat (LEFT_TO_RIGHT, figure, END_OF_ISOLATE, NULL);
}

/* A hyphen in front of a digit and behind no letter or digit is a minus: "95-100" and
 * "A-2" are none. */
static gboolean
is_minus (const char *text, const char *at)
{
  return *at == '-' && g_ascii_isdigit (at[1]) &&
         (at == text || at[-1] == ' ' || at[-1] == '(');
}

/* The bytes of the figure at @at, with its sign before and a per cent sign behind; 0 for
 * none. */
static gsize
figure_length (const char *text, const char *at)
{
  const char *end = at;

  if (at > text && (g_ascii_isalnum (at[-1]) || at[-1] == '-' || at[-1] == '.'))
    return 0;
  if (*end == '+' || is_minus (text, at))
    end++;
  else if (g_str_has_prefix (end, MINUS))
    end += strlen (MINUS);
  if (!g_ascii_isdigit (*end))
    return 0;
  while (g_ascii_isdigit (*end) || (*end == '.' && g_ascii_isdigit (end[1])))
    end++;
  if (g_str_has_prefix (end, " %") || g_str_has_prefix (end, "\u00a0%"))
    end = strchr (end, '%') + 1;
  return (gsize)(end - at);
}

/* One figure, as long as figure_length() says, with a true minus, and a per cent sign
 * that no line break takes from it. */
static void
append_figure (GString *out, const char *figure, gsize length)
{
  gboolean percent = figure[length - 1] == '%';
  gsize sign = figure[0] == '-' ? 1 : 0;

  if (percent)
    length = strcspn (figure, " \u00a0");
  g_string_append (out, sign ? LEFT_TO_RIGHT MINUS : LEFT_TO_RIGHT);
  g_string_append_len (out, figure + sign, (gssize)(length - sign));
  g_string_append (out, percent ? "\u00a0%" END_OF_ISOLATE : END_OF_ISOLATE);
}

char *
graft_format_for_screen (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *at = text; *at != '\0';)
    {
      gsize length = figure_length (text, at);

      if (length > 0)
        append_figure (out, at, length);
      else
        g_string_append_c (out, *at);
      at += MAX (length, 1);
    }
  return g_string_free (out, FALSE);
}
