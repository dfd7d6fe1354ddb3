/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See fail.h. */
#include "engine/io/fail.h"

/* Messages quote names and bytes of files, which may hold anything: one line of text
 * stays one line of text. */
static char *
make_printable (const char *text)
{
  char *valid = g_utf8_make_valid (text, -1);

  for (char *at = valid; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = '?';
  return valid;
}

gboolean
graft_io_fail (
    GError **error, GraftIoError code, const char *name, const char *format, ...)
{
  g_autofree char *text = NULL, *whole = NULL, *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  whole = g_strdup_printf ("%s %s", name, text);
  line = make_printable (whole);
  g_set_error_literal (error, GRAFT_IO_ERROR, (gint)code, line);
  return FALSE;
}
