/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See fail.h. */
#include "engine/project/fail.h"

#include "engine/io/fail.h"

gboolean
graft_project_fail (
    GError **error, GraftIoError code, const char *path, const char *format, ...)
{
  g_autofree char *name = g_strconcat (path, ":", NULL);
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return graft_io_fail (error, code, name, "%s", text);
}
