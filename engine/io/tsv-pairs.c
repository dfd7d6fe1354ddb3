/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See tsv-pairs.h. */
#include "engine/io/tsv-pairs.h"

#include "engine/io/fail.h"
#include "engine/io/file.h"
#include "engine/io/text-lines.h"

#include <string.h>

typedef struct
{
  const char *name;
  gsize line; /* counts from 1 */
  GPtrArray *first;
  GPtrArray *second;
} Reader;

static char *
dup_text (const char *start, const char *end)
{
  return g_strstrip (g_strndup (start, (gsize)(end - start)));
}

static gboolean
read_line (gpointer reader, const char *at, const char *end, GError **error)
{
  Reader *self = reader;
  const char *tab = memchr (at, '\t', (gsize)(end - at));
  g_autofree char *first = NULL, *second = NULL;

  if (end - at > 2 * GRAFT_PAIRS_MAX_TEXT)
    return graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, self->name,
                          "line %" G_GSIZE_FORMAT
                          ": is longer than two texts of %d bytes",
                          self->line, GRAFT_PAIRS_MAX_TEXT);
  first = dup_text (at, tab != NULL ? tab : end);
  second = tab != NULL ? dup_text (tab + 1, end) : g_strdup ("");
  if (tab == NULL && *first == '\0')
    return TRUE;
  if (*first == '\0' || *second == '\0' || strchr (second, '\t') != NULL)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "line %" G_GSIZE_FORMAT
                          ": should be two texts with one tab between them",
                          self->line);
  g_ptr_array_add (self->first, g_steal_pointer (&first));
  g_ptr_array_add (self->second, g_steal_pointer (&second));
  return TRUE;
}

static gboolean
read_lines (Reader *self, const char *text, gsize size, GError **error)
{
  if (!graft_text_each_line (text, size, read_line, self, &self->line, error))
    return FALSE;
  if (self->first->len == 0)
    return graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, self->name,
                          "has no pairs; expected lines of two texts with a tab between "
                          "them");
  return TRUE;
}

GraftPairs *
graft_pairs_parse (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) second = g_ptr_array_new_with_free_func (g_free);
  Reader reader = { .name = name, .line = 1, .first = first, .second = second };
  gsize size, n;
  const char *text = g_bytes_get_data (bytes, &size);
  GraftPairs *self;

  if (size > GRAFT_PAIRS_MAX_FILE)
    {
      graft_io_fail (error, GRAFT_IO_ERROR_TOO_LARGE, name,
                     "is larger than 1 GiB; split it");
      return NULL;
    }
  if (!graft_text_check (text, size, name, error) ||
      !read_lines (&reader, size > 0 ? text : "", size, error))
    return NULL;
  n = first->len;
  /* For g_strfreev(). */
  g_ptr_array_add (first, NULL);
  g_ptr_array_add (second, NULL);
  self = g_new (GraftPairs, 1);
  *self = (GraftPairs){ .n = n,
                        .first = (char **)g_ptr_array_steal (first, NULL),
                        .second = (char **)g_ptr_array_steal (second, NULL) };
  return self;
}

GraftPairs *
graft_pairs_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = graft_file_read (path, GRAFT_PAIRS_MAX_FILE, error);

  return bytes != NULL ? graft_pairs_parse (bytes, path, error) : NULL;
}

void
graft_pairs_free (GraftPairs *self)
{
  g_strfreev (self->first);
  g_strfreev (self->second);
  g_free (self);
}
