/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-items.h. */
#include "engine/project/project-items.h"

#include "engine/project/fail.h"

#include <glib/gi18n-lib.h>

#include <string.h>

#define LONGEST_NAME 200 /* letters; the schema allows more */

/* A name that the schema takes: valid, without control characters, not endless. */
static char *
clean_name (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  GString *clean = g_string_new (NULL);
  guint n = 0;

  for (const char *at = valid; *at != '\0' && n < LONGEST_NAME;
       at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      g_string_append_unichar (clean, g_unichar_iscntrl (letter) ? 0xfffd : letter);
      n++;
    }
  return g_string_free (clean, FALSE);
}

gboolean
graft_project_file_find_set (GraftProjectFile *file,
                             const char *name,
                             guint32 *id,
                             GError **error)
{
  gint64 found;

  if (!graft_sql_get_int (graft_project_file_peek_sql (file),
                          "SELECT id FROM dataset WHERE name=?1",
                          GRAFT_SQL_VALUES (graft_sql_text (name)), 0, &found, error))
    return FALSE;
  *id = (guint32)found;
  return TRUE;
}

char *
graft_project_file_dup_free_name (GraftProjectFile *file, const char *wanted)
{
  g_autofree char *base = clean_name (*wanted != '\0' ? wanted : _ ("Data"));
  g_autofree char *name = g_strdup (base);
  guint32 taken;

  for (guint i = 2; graft_project_file_find_set (file, name, &taken, NULL) &&
                    taken != 0 && i < 1000000;
       i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", base, i);
    }
  return g_steal_pointer (&name);
}

gboolean
graft_project_file_add_set (GraftProjectFile *file,
                            const GraftNewSet *set,
                            guint32 *id,
                            GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  g_autofree char *origin = g_utf8_make_valid (set->origin, -1);

  if (!graft_project_file_find_set (file, set->name, id, error))
    return FALSE;
  if (*id != 0)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   _ ("There is a set “%s” already; choose another name."), set->name);
      return FALSE;
    }
  if (!graft_sql_run (
          sql,
          "INSERT INTO dataset (name, position, kind, height, width, channels,"
          " origin, created) VALUES (?1,"
          " (SELECT coalesce (max (position), 0) + 1 FROM dataset),"
          " ?2, ?3, ?4, ?5, ?6, ?7)",
          GRAFT_SQL_VALUES (graft_sql_text (set->name), graft_sql_int (set->kind),
                            graft_sql_int (set->height), graft_sql_int (set->width),
                            graft_sql_int (set->channels), graft_sql_text (origin),
                            graft_sql_int (g_get_real_time ())),
          error))
    return FALSE;
  *id = (guint32)sqlite3_last_insert_rowid (graft_sql_peek_db (sql));
  return TRUE;
}

gboolean
graft_project_file_need_root (GraftProjectFile *file,
                              const char *path,
                              gint64 *id,
                              GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  GraftSqlValue value = graft_sql_blob (path, strlen (path));

  return graft_sql_run (sql, "INSERT OR IGNORE INTO root (path) VALUES (?1)",
                        GRAFT_SQL_VALUES (value), error) &&
         graft_sql_get_int (sql, "SELECT id FROM root WHERE path=?1",
                            GRAFT_SQL_VALUES (value), 0, id, error);
}

gboolean
graft_project_file_need_annotator (GraftProjectFile *file,
                                   const char *name,
                                   GraftAnnotatorKind kind,
                                   gint64 *id,
                                   GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  g_autofree char *clean = clean_name (*name != '\0' ? name : "?");

  return graft_sql_run (
             sql, "INSERT OR IGNORE INTO annotator (name, kind) VALUES (?1, ?2)",
             GRAFT_SQL_VALUES (graft_sql_text (clean), graft_sql_int (kind)), error) &&
         graft_sql_get_int (sql, "SELECT id FROM annotator WHERE name=?1",
                            GRAFT_SQL_VALUES (graft_sql_text (clean)), 0, id, error);
}

static gboolean
check_class_count (GraftSql *sql, guint32 set, GError **error)
{
  gint64 n;

  if (!graft_sql_get_int (sql, "SELECT count(*) FROM class WHERE dataset=?1",
                          GRAFT_SQL_VALUES (graft_sql_int (set)), 0, &n, error))
    return FALSE;
  if (n < (gint64)GRAFT_PROJECT_MOST_CLASSES)
    return TRUE;
  return graft_project_fail (error, GRAFT_IO_ERROR_TOO_LARGE, graft_sql_get_path (sql),
                             "a set can have %u classes at most; merge some",
                             GRAFT_PROJECT_MOST_CLASSES);
}

gboolean
graft_project_file_need_class (
    GraftProjectFile *file, guint32 set, const char *name, gint64 *id, GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  g_autofree char *clean = clean_name (*name != '\0' ? name : "?");
  const GraftSqlValue key[] = { graft_sql_int (set), graft_sql_text (clean) };

  if (!graft_sql_get_int (sql, "SELECT id FROM class WHERE dataset=?1 AND name=?2", key,
                          2, 0, id, error))
    return FALSE;
  if (*id != 0)
    return TRUE;
  if (!check_class_count (sql, set, error) ||
      !graft_sql_run (sql,
                      "INSERT INTO class (dataset, name, position) VALUES (?1, ?2,"
                      " (SELECT coalesce (max (position), 0) + 1 FROM class"
                      "  WHERE dataset=?1))",
                      key, 2, error))
    return FALSE;
  *id = sqlite3_last_insert_rowid (graft_sql_peek_db (sql));
  return TRUE;
}

gboolean
graft_project_file_add_content (GraftProjectFile *file,
                                const guint8 *hash,
                                GBytes *content,
                                GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  gsize size;
  gconstpointer data = g_bytes_get_data (content, &size);

  if (size > GRAFT_PROJECT_MOST_CONTENT)
    return graft_sql_fail (sql, SQLITE_TOOBIG, error);
  return graft_sql_run (
      sql, "INSERT OR IGNORE INTO content (hash, bytes) VALUES (?1, ?2)",
      GRAFT_SQL_VALUES (graft_sql_blob (hash, 32), graft_sql_blob (data, size)), error);
}

static gboolean
add_item (GraftSql *sql, guint32 set, const GraftNewItem *item, GError **error)
{
  g_autofree char *name = g_utf8_make_valid (item->name, -1);
  const GraftSqlValue values[] = {
    graft_sql_int (set),
    item->root != 0 ? graft_sql_int (item->root) : graft_sql_null (),
    item->path != NULL ? graft_sql_blob (item->path, item->path_length)
                       : graft_sql_null (),
    graft_sql_text (name),
    graft_sql_int (item->format),
    graft_sql_blob (item->hash, sizeof item->hash),
    item->dhash != NULL ? graft_sql_int ((gint64)*item->dhash) : graft_sql_null (),
    graft_sql_int (item->width),
    graft_sql_int (item->height),
    graft_sql_int (item->channels),
    graft_sql_int ((gint64)item->bytes),
    graft_sql_int (item->mtime),
    graft_sql_int (item->split),
    graft_sql_text (item->group),
    graft_sql_int (item->excluded),
  };

  return graft_sql_run (
      sql,
      "INSERT INTO item (dataset, root, path, name, format, hash, dhash,"
      " width, height, channels, bytes, mtime, split, grp, excluded)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
      " ?14, ?15)",
      values, G_N_ELEMENTS (values), error);
}

static gboolean
add_label (
    GraftSql *sql, guint32 id, const GraftNewItem *item, gint64 now, GError **error)
{
  return graft_sql_run (
      sql, "INSERT INTO label (item, class, annotator, time) VALUES (?1, ?2, ?3, ?4)",
      GRAFT_SQL_VALUES (graft_sql_int (id), graft_sql_int (item->class),
                        graft_sql_int (item->annotator), graft_sql_int (now)),
      error);
}

gboolean
graft_project_file_add_items (GraftProjectFile *file,
                              guint32 set,
                              const GraftNewItem *items,
                              gsize n,
                              guint32 *ids,
                              GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  gint64 now = g_get_real_time ();

  for (gsize i = 0; i < n; i++)
    {
      guint32 id;

      if (items[i].content != NULL &&
          !graft_project_file_add_content (file, items[i].hash, items[i].content, error))
        return FALSE;
      if (!add_item (sql, set, &items[i], error))
        return FALSE;
      id = (guint32)sqlite3_last_insert_rowid (graft_sql_peek_db (sql));
      if (items[i].class != 0 && !add_label (sql, id, &items[i], now, error))
        return FALSE;
      if (ids != NULL)
        ids[i] = id;
    }
  return TRUE;
}
