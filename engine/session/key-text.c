/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See key-text.h. What keys mean is in experiment-keys.c. */
#include "engine/session/key-text.h"

#include "engine/base/error.h"

#include <string.h>

/* @seen holds "group\nkey" of every line so far, so that nothing is said twice. */
typedef struct
{
  const char *name;
  guint line;
  const char *group; /* borrowed from the line that opened it; NULL before the first */
  GPtrArray *lines;
  GHashTable *seen; /* char * → GraftKeyLine */
} Reader;

static void
key_line_free (gpointer data)
{
  GraftKeyLine *line = data;

  g_free (line->group);
  g_free (line->key);
  g_free (line->value);
  g_free (line);
}

static gboolean fail (const Reader *reader, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static gboolean
fail (const Reader *reader, GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT, "%s:%u: %s", reader->name,
               reader->line, message);
  return FALSE;
}

static gboolean
take (Reader *reader, GraftKeyLine *line, GError **error)
{
  char *id = g_strconcat (line->group, "\n", line->key, NULL);
  const GraftKeyLine *before = g_hash_table_lookup (reader->seen, id);
  g_autofree char *what = NULL;

  g_ptr_array_add (reader->lines, line);
  if (before == NULL)
    {
      g_hash_table_insert (reader->seen, id, line);
      return TRUE;
    }
  g_free (id);
  what = graft_key_text_excerpt (line->key != NULL ? line->key : line->group);
  if (line->key != NULL)
    return fail (reader, error,
                 "“%s” is set already in line %u; leave one of the two out", what,
                 before->line);
  return fail (reader, error, "[%s] is open already since line %u; put its keys together",
               what, before->line);
}

static GraftKeyLine *
key_line_new (const Reader *reader, const char *group, const char *key, char *value)
{
  GraftKeyLine *line = g_new0 (GraftKeyLine, 1);

  line->group = g_strdup (group);
  line->key = g_strdup (key);
  line->value = value;
  line->line = reader->line;
  return line;
}

static gboolean
read_group (Reader *reader, char *text, GError **error)
{
  gsize length = strlen (text);
  GraftKeyLine *line;

  if (length < 3 || text[length - 1] != ']' || strpbrk (text + 1, "[") != NULL)
    {
      g_autofree char *what = graft_key_text_excerpt (text);

      return fail (reader, error,
                   "“%s” does not open a group; write [name] on a line of its own", what);
    }
  text[length - 1] = '\0';
  line = key_line_new (reader, text + 1, NULL, NULL);
  reader->group = line->group;
  return take (reader, line, error);
}

/* The escapes of GKeyFile; "\;" stays, it belongs to the reader of a list. */
static char *
unescape (const char *value, char *bad)
{
  static const char letters[] = "sntr\\", meanings[] = " \n\t\r\\";
  GString *text = g_string_sized_new (strlen (value));

  for (const char *p = value; *p != '\0'; p++)
    {
      const char *found;

      if (*p != '\\' || p[1] == ';')
        {
          g_string_append_c (text, *p);
          continue;
        }
      p++;
      found = *p != '\0' ? strchr (letters, *p) : NULL;
      if (found == NULL)
        {
          *bad = g_ascii_isprint (*p) ? *p : '?';
          g_string_free (text, TRUE);
          return NULL;
        }
      g_string_append_c (text, meanings[found - letters]);
    }
  return g_string_free (text, FALSE);
}

static gboolean
read_key (Reader *reader, char *text, GError **error)
{
  char *equals = strchr (text, '=');
  char *value, bad = 0;

  if (equals == NULL || equals == text)
    {
      g_autofree char *what = graft_key_text_excerpt (text);

      return fail (
          reader, error,
          "“%s” is neither a [group], nor key=value, nor a comment that starts with #",
          what);
    }
  if (reader->group == NULL)
    return fail (reader, error,
                 "this line stands before the first group; start with [experiment]");
  *equals = '\0';
  value = unescape (g_strstrip (equals + 1), &bad);
  if (value == NULL)
    return fail (reader, error, "“\\%c” means nothing here; write \\\\ for a backslash",
                 bad);
  return take (reader, key_line_new (reader, reader->group, g_strchomp (text), value),
               error);
}

static gboolean
read_line (Reader *reader, const char *start, gsize length, GError **error)
{
  g_autofree char *text = g_strstrip (g_strndup (start, length));

  if (text[0] == '\0' || text[0] == '#')
    return TRUE;
  if (text[0] == '[')
    return read_group (reader, text, error);
  return read_key (reader, text, error);
}

GPtrArray *
graft_key_text_parse (const char *text, const char *name, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (key_line_free);
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { .name = name, .line = 1, .lines = lines, .seen = seen };

  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    text += 3;
  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");

      if (!read_line (&reader, text, length, error))
        return NULL;
      text += length + (text[length] != '\0');
      reader.line++;
    }
  return g_steal_pointer (&lines);
}

const GraftKeyLine *
graft_key_text_find (GPtrArray *lines, const char *group, const char *key)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const GraftKeyLine *line = lines->pdata[i];

      if (strcmp (line->group, group) == 0 && g_strcmp0 (line->key, key) == 0)
        return line;
    }
  return NULL;
}

char *
graft_key_text_excerpt (const char *text)
{
  /* Files are bytes: a broken sequence would lead the counting past the end. */
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (valid, -1) <= 60)
    return g_steal_pointer (&valid);
  start = g_utf8_substring (valid, 0, 60);
  return g_strconcat (start, "…", NULL);
}

char *
graft_key_text_escape (const char *value)
{
  GString *text = g_string_sized_new (strlen (value));

  for (const char *p = value; *p != '\0'; p++)
    switch (*p)
      {
      case '\n':
        g_string_append (text, "\\n");
        break;
      case '\t':
        g_string_append (text, "\\t");
        break;
      case '\r':
        g_string_append (text, "\\r");
        break;
      case '\\':
        g_string_append (text, p[1] == ';' ? "\\" : "\\\\");
        break;
      case ' ':
        g_string_append (text, p == value || p[1] == '\0' ? "\\s" : " ");
        break;
      default:
        g_string_append_c (text, *p);
      }
  return g_string_free (text, FALSE);
}
