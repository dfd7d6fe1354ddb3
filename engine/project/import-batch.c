/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are written in one transaction, and what closes an import. */
#include "engine/project/import-set-private.h"

#include <string.h>

/* A kill loses at most so many rows, or so long. Rows that need no reading come so fast
 * that waiting for the disk would be all there is to it. */
#define BATCH_PICTURES 256
#define BATCH_ROWS 4096
#define BATCH_USEC (200 * 1000)
#define BATCH_BYTES ((guint64)32 << 20)

static void
row_clear (gpointer data)
{
  GraftImportRow *row = data;

  g_free (row->path);
  g_free (row->name);
  g_clear_pointer (&row->content, g_bytes_unref);
}

GraftImportBatch *
graft_import_batch_new (GraftImportSet *set, const char *root, GPtrArray *classes)
{
  GraftImportBatch *self = g_new0 (GraftImportBatch, 1);

  self->set = set;
  self->root = root;
  self->classes = classes;
  self->rows = g_array_new (FALSE, FALSE, sizeof (GraftImportRow));
  g_array_set_clear_func (self->rows, row_clear);
  self->ids = g_array_new (FALSE, TRUE, sizeof (guint32));
  return self;
}

void
graft_import_batch_free (GraftImportBatch *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->ids);
  g_free (self->set_name);
  g_free (self);
}

void
graft_import_batch_add (GraftImportBatch *self, GraftImportRow *row)
{
  if (self->rows->len == 0)
    self->since = g_get_monotonic_time ();
  if (row->content != NULL)
    self->held += g_bytes_get_size (row->content);
  g_array_append_val (self->rows, *row);
}

gboolean
graft_import_batch_is_due (const GraftImportBatch *self)
{
  const guint most =
      self->rows->len > 0 && g_array_index (self->rows, GraftImportRow, 0).has_dhash
          ? BATCH_PICTURES
          : BATCH_ROWS;

  return self->rows->len >= most || self->held >= BATCH_BYTES ||
         (self->rows->len > 0 && g_get_monotonic_time () - self->since >= BATCH_USEC);
}

/* --- on the project's thread --- */

static gboolean
copy_classes (GraftProjectFile *file, const GraftImportBatch *self, GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = NULL;
  gint64 id;

  if (self->set->like == NULL)
    return TRUE;
  query = graft_sql_query (sql,
                           "SELECT c.name FROM class c JOIN dataset d ON d.id=c.dataset"
                           " WHERE d.name=?1 ORDER BY c.position, c.id",
                           GRAFT_SQL_VALUES (graft_sql_text (self->set->like)), error);
  if (query == NULL)
    return FALSE;
  while (graft_sql_next (sql, query, &failed))
    g_ptr_array_add (names, graft_query_dup_text (query, 0));
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  for (guint i = 0; i < names->len; i++)
    if (!graft_project_file_need_class (file, self->set_id, names->pdata[i], &id, error))
      return FALSE;
  return TRUE;
}

static gboolean
need_set (GraftProjectFile *file, GraftImportBatch *self, GError **error)
{
  GraftImportSet *set = self->set;
  GraftNewSet made = { .kind = set->kind,
                       .height = set->height,
                       .width = set->width,
                       .channels = set->channels,
                       .origin = set->origin };

  g_clear_pointer (&self->set_name, g_free);
  self->set_id = set->id;
  if (set->id > 0)
    return TRUE;
  self->set_name = graft_project_file_dup_free_name (file, set->name);
  made.name = self->set_name;
  return graft_project_file_add_set (file, &made, &self->set_id, error) &&
         copy_classes (file, self, error);
}

/* Ids of the batch's classes, all of them: a folder without pictures is a class too. */
static gboolean
need_classes (GraftProjectFile *file, GraftImportBatch *self, GArray *ids, GError **error)
{
  for (guint i = 0; i < self->classes->len; i++)
    {
      gint64 id;

      if (!graft_project_file_need_class (file, self->set_id, self->classes->pdata[i],
                                          &id, error))
        return FALSE;
      g_array_append_val (ids, id);
    }
  return TRUE;
}

static void
fill_item (GraftNewItem *item,
           const GraftImportRow *row,
           gint64 root,
           const GArray *classes,
           gint64 annotator)
{
  *item = (GraftNewItem){
    .format = row->format,
    .root = row->path != NULL ? root : 0,
    .path = row->path,
    .path_length = row->path != NULL ? strlen (row->path) : 0,
    .name = row->name,
    .dhash = row->has_dhash ? &row->dhash : NULL,
    .width = row->width,
    .height = row->height,
    .channels = row->channels,
    .bytes = row->bytes,
    .mtime = row->mtime,
    .split = (GraftSplit)row->split,
    .content = row->content,
  };
  memcpy (item->hash, row->hash, sizeof item->hash);
  if (row->class != GRAFT_CLASS_NONE)
    {
      item->class = g_array_index (classes, gint64, row->class);
      item->annotator = annotator;
    }
}

gboolean
graft_import_batch_write (GraftProjectFile *file, gpointer data, GError **error)
{
  GraftImportBatch *self = data;
  g_autoptr (GArray) classes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree GraftNewItem *items = g_new0 (GraftNewItem, self->rows->len);
  gint64 root = 0, annotator = 0;

  if (!need_set (file, self, error) || !need_classes (file, self, classes, error) ||
      (self->root != NULL &&
       !graft_project_file_need_root (file, self->root, &root, error)) ||
      (classes->len > 0 &&
       !graft_project_file_need_annotator (file, GRAFT_IMPORT_ANNOTATOR,
                                           GRAFT_ANNOTATOR_IMPORT, &annotator, error)))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    fill_item (&items[i], &g_array_index (self->rows, GraftImportRow, i), root, classes,
               annotator);
  g_array_set_size (self->ids, self->rows->len);
  return graft_project_file_add_items (file, self->set_id, items, self->rows->len,
                                       (guint32 *)(gpointer)self->ids->data, error);
}

void
graft_import_batch_done (GraftImportBatch *self)
{
  GraftImportSet *set = self->set;
  guint first = set->seen->len - self->rows->len;

  g_assert (set->seen->len >= self->rows->len);
  set->id = self->set_id;
  if (self->set_name != NULL)
    {
      g_free (set->name);
      set->name = g_steal_pointer (&self->set_name);
    }
  for (guint i = 0; i < self->rows->len; i++)
    g_array_index (set->seen, GraftImportSeen, first + i).id =
        g_array_index (self->ids, guint32, i);
  g_array_set_size (self->rows, 0);
  self->held = 0;
}

gboolean
graft_import_set_finish (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftImportSet *self = data;

  if (self->id == 0 || self->kind == GRAFT_SET_SENTENCES)
    return TRUE;
  return graft_sql_run (
      graft_project_file_peek_sql (file),
      "WITH s AS (SELECT min (height) h, max (height) hh, min (width) w, max (width) ww,"
      " min (channels) c, max (channels) cc FROM item WHERE dataset=?1)"
      " UPDATE dataset SET (height, width, channels)="
      " (SELECT iif (h=hh AND w=ww AND c=cc, h, 0), iif (h=hh AND w=ww AND c=cc, w, 0),"
      " iif (h=hh AND w=ww AND c=cc, c, 0) FROM s)"
      " WHERE id=?1 AND EXISTS (SELECT 1 FROM item WHERE dataset=?1)",
      GRAFT_SQL_VALUES (graft_sql_int (self->id)), error);
}
