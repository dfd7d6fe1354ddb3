/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See fail.h. */
#include "engine/io/fail.h"

gboolean
graft_io_fail (
    GError **error, GraftIoError code, const char *name, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, GRAFT_IO_ERROR, (gint)code, "%s %s", name, text);
  return FALSE;
}
