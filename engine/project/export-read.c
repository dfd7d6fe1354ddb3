/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an export writes: rows of the set, and the bytes of its items. */
#include "engine/base/error.h"
#include "engine/io/fail.h"
#include "engine/io/file.h"
#include "engine/project/export-private.h"
#include "engine/project/shown-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
item_clear (gpointer data)
{
  GraftExportItem *item = data;

  g_free (item->name);
  g_free (item->annotator);
  g_free (item->tags);
}

void
graft_export_clear (GraftExport *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_object (&self->cancellable);
}

static gboolean
end_query (GError **failed, GError **error)
{
  if (*failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (failed));
  return FALSE;
}

static gboolean
read_set (GraftExport *self, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (self->sql, "SELECT name, kind FROM dataset WHERE id=?1",
                       GRAFT_SQL_VALUES (graft_sql_int (self->id)), error);

  if (query == NULL)
    return FALSE;
  if (graft_sql_next (self->sql, query, &failed))
    {
      self->name = graft_query_dup_text (query, 0);
      self->kind = (GraftSetKind)sqlite3_column_int (query, 1);
      return TRUE;
    }
  if (failed == NULL)
    return graft_io_fail (error, GRAFT_IO_ERROR_FAILED, graft_sql_get_path (self->sql),
                          "has not got this set any more; choose another one");
  return end_query (&failed, error);
}

/* @places: class id → place in the list, plus 1. */
static gboolean
read_classes (GraftExport *self, GHashTable *places, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      self->sql, "SELECT id, name FROM class WHERE dataset=?1 ORDER BY position, id",
      GRAFT_SQL_VALUES (graft_sql_int (self->id)), error);

  if (query == NULL)
    return FALSE;
  self->classes = g_ptr_array_new_with_free_func (g_free);
  while (graft_sql_next (self->sql, query, &failed))
    {
      gint64 id = sqlite3_column_int64 (query, 0);

      g_ptr_array_add (self->classes, graft_query_dup_text (query, 1));
      g_hash_table_insert (places, GSIZE_TO_POINTER ((gsize)id),
                           GUINT_TO_POINTER (self->classes->len));
    }
  return end_query (&failed, error);
}

static void
add_item (GraftExport *self, GraftQuery *query, GHashTable *places)
{
  gsize class = (gsize)sqlite3_column_int64 (query, 4);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, GSIZE_TO_POINTER (class)));
  g_autoptr (GBytes) hash = graft_query_dup_blob (query, 7);
  GraftExportItem item = {
    .id = (guint32)sqlite3_column_int64 (query, 0),
    .name = graft_query_dup_text (query, 1),
    .split = (GraftSplit)sqlite3_column_int (query, 2),
    .excluded = sqlite3_column_int (query, 3) != 0,
    .class = place > 0 ? (int)place - 1 : GRAFT_CLASS_NONE,
    .annotator = graft_query_dup_text (query, 5),
    .time = sqlite3_column_int64 (query, 6),
    .tags = graft_query_dup_text (query, 8),
  };

  if (hash != NULL && g_bytes_get_size (hash) == sizeof item.hash)
    memcpy (item.hash, g_bytes_get_data (hash, NULL), sizeof item.hash);
  g_array_append_val (self->items, item);
}

static gboolean
read_items (GraftExport *self, GHashTable *places, GError **error)
{
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      self->sql,
      "SELECT i.id, i.name, i.split, i.excluded, l.class, a.name, l.time, i.hash,"
      " (SELECT group_concat (name, ';') FROM tag WHERE item=i.id)"
      " FROM item i LEFT JOIN label l ON l.item=i.id"
      " LEFT JOIN annotator a ON a.id=l.annotator WHERE i.dataset=?1 ORDER BY i.id",
      GRAFT_SQL_VALUES (graft_sql_int (self->id)), error);

  if (query == NULL)
    return FALSE;
  self->items = g_array_new (FALSE, FALSE, sizeof (GraftExportItem));
  g_array_set_clear_func (self->items, item_clear);
  while (graft_sql_next (self->sql, query, &failed))
    add_item (self, query, places);
  return end_query (&failed, error);
}

gboolean
graft_export_read (GraftExport *self, GError **error)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  return read_set (self, error) && read_classes (self, places, error) &&
         read_items (self, places, error);
}

/* --- items --- */

GBytes *
graft_export_read_bytes (GraftExport *self,
                         const GraftExportItem *item,
                         GraftItemSource *source,
                         GError **error)
{
  char *content = NULL;
  gsize size;

  if (!graft_project_read_source (self->sql, item->id, source, error))
    return NULL;
  if (source->format != GRAFT_FORMAT_FILE)
    return graft_project_read_content (self->sql, source->hash, error);
  if (g_file_get_contents (source->path, &content, &size, NULL))
    return g_bytes_new_take (content, size);
  {
    g_autofree char *shown = graft_shown_name (source->path);

    graft_io_fail (error, GRAFT_IO_ERROR_FAILED, shown,
                   "is missing or cannot be read; find the missing files of the project "
                   "and export again");
  }
  return NULL;
}

static GraftImage *
image_from_pixels (GBytes *bytes, const GraftItemSource *source, GError **error)
{
  gsize size = (gsize)source->height * source->width * source->channels;
  GraftImage *image;

  if (size == 0 || size != g_bytes_get_size (bytes) ||
      (source->channels != 1 && source->channels != 3))
    {
      graft_io_fail (error, GRAFT_IO_ERROR_FORMAT, source->name,
                     "has not as many pixels as its size says; import it anew");
      return NULL;
    }
  image = g_new (GraftImage, 1);
  *image = (GraftImage){ source->height, source->width, source->channels,
                         g_memdup2 (g_bytes_get_data (bytes, NULL), size) };
  return image;
}

GraftImage *
graft_export_read_image (GraftExport *self, const GraftExportItem *item, GError **error)
{
  g_auto (GraftItemSource) source = { GRAFT_FORMAT_FILE };
  g_autoptr (GBytes) bytes = graft_export_read_bytes (self, item, &source, error);

  if (bytes == NULL)
    return NULL;
  if (source.format == GRAFT_FORMAT_PIXELS)
    return image_from_pixels (bytes, &source, error);
  return graft_image_parse (bytes, source.name, error);
}

char *
graft_export_safe_name (const char *name)
{
  GString *safe = g_string_new (NULL);

  for (const char *at = name; *at != '\0' && safe->len < 200; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (letter == '/' || letter == '\\' || g_unichar_iscntrl (letter) ||
          (letter == '.' && at == name))
        g_string_append_c (safe, '_');
      else
        g_string_append_unichar (safe, letter);
    }
  if (safe->len == 0)
    g_string_append_c (safe, '_');
  return g_string_free (safe, FALSE);
}
