/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See shown-name.h. */
#include "engine/project/shown-name.h"

static void
append_control (GString *shown, gunichar c)
{
  if (c == '\n')
    g_string_append (shown, "\\n");
  else if (c == '\t')
    g_string_append (shown, "\\t");
  else if (c == '\r')
    g_string_append (shown, "\\r");
  else if (c < 0x100)
    g_string_append_printf (shown, "\\x%02x", c);
  else
    g_string_append_printf (shown, "\\u%04x", c);
}

/* Characters that turn the direction of text would make "gpj.exe" look like "exe.jpg". */
static gboolean
is_treacherous (gunichar c)
{
  return g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
         g_unichar_type (c) == G_UNICODE_LINE_SEPARATOR ||
         g_unichar_type (c) == G_UNICODE_PARAGRAPH_SEPARATOR;
}

char *
graft_shown_name (const char *bytes)
{
  GString *shown = g_string_new (NULL);

  while (*bytes != '\0')
    {
      gunichar c = g_utf8_get_char_validated (bytes, -1);

      if (c == (gunichar)-1 || c == (gunichar)-2)
        {
          g_string_append_printf (shown, "\\x%02x", (guint8)*bytes++);
          continue;
        }
      if (is_treacherous (c))
        append_control (shown, c);
      else
        g_string_append_unichar (shown, c);
      bytes = g_utf8_next_char (bytes);
    }
  return g_string_free (shown, FALSE);
}

char *
graft_shown_basename (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  return graft_shown_name (name);
}
