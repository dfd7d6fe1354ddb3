/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of labels: a column of file names and one of classes. Files are found by their
 * path below the set's folder, by their whole path, or by their name alone when only one
 * file has it. */
#include "engine/base/error.h"
#include "engine/io/csv.h"
#include "engine/project/import-set-private.h"
#include "engine/project/shown-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _GraftImportTable
{
  GraftCsv *csv;
  char *path;
  gsize file;
  gsize label;
  GHashTable *rows;   /* file → row + 1; the last line of a file counts */
  GPtrArray *classes; /* sorted */
};

void
graft_import_table_free (GraftImportTable *self)
{
  g_clear_pointer (&self->csv, graft_csv_free);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->classes, g_ptr_array_unref);
  g_free (self->path);
  g_free (self);
}

static gboolean
find_named (const GraftCsv *csv, const char *const *words, gsize *column)
{
  for (gsize i = 0; csv->has_names && i < csv->n_columns; i++)
    for (gsize k = 0; words[k] != NULL; k++)
      if (g_ascii_strcasecmp (graft_csv_peek_name (csv, i), words[k]) == 0)
        {
          *column = i;
          return TRUE;
        }
  return FALSE;
}

/* By their names, or the first two of a table without names. */
static gboolean
find_columns (GraftImportTable *self, GError **error)
{
  static const char *const files[] = { "file",  "filename",   "file_name", "path",
                                       "image", "image_name", "picture",   NULL };
  static const char *const labels[] = { "label",  "class",    "class_name",
                                        "target", "category", NULL };
  g_autofree char *shown = graft_shown_basename (self->path);

  if (!self->csv->has_names && self->csv->n_columns >= 2)
    {
      self->file = 0;
      self->label = 1;
      return TRUE;
    }
  if (find_named (self->csv, files, &self->file) &&
      find_named (self->csv, labels, &self->label))
    return TRUE;
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
               _ ("“%s” has no columns “file” and “label”; name its columns so."), shown);
  return FALSE;
}

/* "0", "1", … "10" as numbers, anything else as text. */
static int
compare_labels (gconstpointer a, gconstpointer b)
{
  const char *x = *(const char *const *)a, *y = *(const char *const *)b;
  guint64 m, n;

  if (g_ascii_string_to_unsigned (x, 10, 0, G_MAXUINT64, &m, NULL) &&
      g_ascii_string_to_unsigned (y, 10, 0, G_MAXUINT64, &n, NULL) && m != n)
    return m < n ? -1 : 1;
  return strcmp (x, y);
}

static void
index_rows (GraftImportTable *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->classes = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; i < self->csv->n_rows; i++)
    {
      const char *file = graft_csv_peek (self->csv, i, self->file);
      const char *label = graft_csv_peek (self->csv, i, self->label);

      if (g_str_has_prefix (file, "./"))
        file += 2;
      g_hash_table_insert (self->rows, (char *)file, GSIZE_TO_POINTER (i + 1));
      if (*label != '\0' && g_hash_table_add (seen, (char *)label))
        g_ptr_array_add (self->classes, g_strdup (label));
    }
  g_ptr_array_sort (self->classes, compare_labels);
}

GraftImportTable *
graft_import_table_load (const char *path, GError **error)
{
  g_autoptr (GraftImportTable) self = g_new0 (GraftImportTable, 1);

  self->path = g_strdup (path);
  self->csv = graft_csv_load (path, error);
  if (self->csv == NULL || !find_columns (self, error))
    return NULL;
  index_rows (self);
  return g_steal_pointer (&self);
}

gsize
graft_import_table_get_n (const GraftImportTable *self)
{
  return self->csv->n_rows;
}

/* Names of which a list has more than one. */
static GHashTable *
find_common (const char *const *paths, gsize n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *common = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < n; i++)
    {
      const char *slash = strrchr (paths[i], '/');
      const char *name = slash != NULL ? slash + 1 : paths[i];

      if (!g_hash_table_add (seen, (char *)name))
        g_hash_table_add (common, (char *)name);
    }
  return common;
}

/* The label of a file, NULL when the table has none. @folder: (nullable): of @path. */
static const char *
find_label (const GraftImportTable *self,
            const char *folder,
            const char *path,
            GHashTable *common)
{
  const char *slash = strrchr (path, '/');
  const char *name = slash != NULL ? slash + 1 : path;
  gsize row = GPOINTER_TO_SIZE (g_hash_table_lookup (self->rows, path));
  const char *label;

  if (row == 0 && folder != NULL)
    {
      g_autofree char *whole = g_build_filename (folder, path, NULL);

      row = GPOINTER_TO_SIZE (g_hash_table_lookup (self->rows, whole));
    }
  if (row == 0 && !g_hash_table_contains (common, name))
    row = GPOINTER_TO_SIZE (g_hash_table_lookup (self->rows, name));
  if (row == 0)
    return NULL;
  label = graft_csv_peek (self->csv, row - 1, self->label);
  return *label != '\0' ? label : NULL;
}

guint
graft_import_table_apply (const GraftImportTable *self, GraftImportPart *part)
{
  const gsize n = part->entries->len;
  g_autofree const char **paths = g_new (const char *, MAX (n, 1));
  g_autoptr (GHashTable) common = NULL;
  guint matched = 0;

  for (gsize i = 0; i < n; i++)
    paths[i] = g_array_index (part->entries, GraftImportEntry, i).path;
  common = find_common (paths, n);
  for (guint k = 0; k < self->classes->len; k++)
    graft_import_part_find_class (part, self->classes->pdata[k]);
  for (gsize i = 0; i < n; i++)
    {
      const char *label = find_label (self, part->path, paths[i], common);

      if (label == NULL)
        continue;
      g_array_index (part->entries, GraftImportEntry, i).class =
          graft_import_part_find_class (part, label);
      matched++;
    }
  return matched;
}

/* --- to a set that is there --- */

typedef struct
{
  gint64 item;
  const char *label;
} Match;

/* The set that is meant; 0 after an error. */
static guint32
choose_set (GraftProjectFile *file, GraftImportRelabel *self, GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  gint64 n = 0, id = 0;

  g_clear_pointer (&self->name, g_free);
  if (self->set != NULL)
    {
      guint32 found = 0;

      if (!graft_project_file_find_set (file, self->set, &found, error))
        return 0;
      if (found == 0)
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                     _ ("There is no set “%s” that the labels could be for; import its "
                        "files first."),
                     self->set);
      self->name = g_strdup (self->set);
      return found;
    }
  if (!graft_sql_get_int (sql, "SELECT count(*) FROM dataset", GRAFT_SQL_NO_VALUES, 0, &n,
                          error) ||
      !graft_sql_get_int (sql, "SELECT min (id) FROM dataset", GRAFT_SQL_NO_VALUES, 0,
                          &id, error))
    return 0;
  if (n != 1)
    g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                 n == 0
                     ? _ ("The project has no set that the labels could be for; import "
                          "its files first.")
                     : _ ("The project has several sets; say which one the labels are "
                          "for."));
  return n == 1 ? (guint32)id : 0;
}

/* (element-type Match): items of the set that the table has a label for. */
static GArray *
match_items (GraftSql *sql, GraftImportRelabel *self, guint32 set, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) common = NULL;
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql, "SELECT id, name FROM item WHERE dataset=?1 ORDER BY id",
                       GRAFT_SQL_VALUES (graft_sql_int (set)), error);
  GArray *matches;

  if (query == NULL)
    return NULL;
  while (graft_sql_next (sql, query, &failed))
    {
      gint64 id = sqlite3_column_int64 (query, 0);

      g_array_append_val (ids, id);
      g_ptr_array_add (names, graft_query_dup_text (query, 1));
    }
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  common = find_common ((const char *const *)names->pdata, names->len);
  matches = g_array_new (FALSE, FALSE, sizeof (Match));
  for (guint i = 0; i < names->len; i++)
    {
      const Match match = { g_array_index (ids, gint64, i),
                            find_label (self->table, NULL, names->pdata[i], common) };

      if (match.label != NULL)
        g_array_append_val (matches, match);
    }
  return matches;
}

static gboolean
write_match (GraftProjectFile *file,
             guint32 set,
             const Match *match,
             gint64 annotator,
             GError **error)
{
  gint64 class;

  return graft_project_file_need_class (file, set, match->label, &class, error) &&
         graft_sql_run (graft_project_file_peek_sql (file),
                        "INSERT INTO label (item, class, annotator, time)"
                        " VALUES (?1, ?2, ?3, ?4)"
                        " ON CONFLICT (item) DO UPDATE SET class=excluded.class,"
                        " annotator=excluded.annotator, time=excluded.time",
                        GRAFT_SQL_VALUES (graft_sql_int (match->item),
                                          graft_sql_int (class),
                                          graft_sql_int (annotator),
                                          graft_sql_int (g_get_real_time ())),
                        error);
}

gboolean
graft_import_table_write (GraftProjectFile *file, gpointer data, GError **error)
{
  GraftImportRelabel *self = data;
  guint32 set = choose_set (file, self, error);
  g_autoptr (GArray) matches = NULL;
  gint64 annotator, class;

  if (set == 0)
    return FALSE;
  matches = match_items (graft_project_file_peek_sql (file), self, set, error);
  if (matches == NULL ||
      !graft_project_file_need_annotator (file, GRAFT_IMPORT_ANNOTATOR,
                                          GRAFT_ANNOTATOR_IMPORT, &annotator, error))
    return FALSE;
  /* In the order of the table's classes, not of the items. */
  for (guint i = 0; matches->len > 0 && i < self->table->classes->len; i++)
    if (!graft_project_file_need_class (file, set, self->table->classes->pdata[i], &class,
                                        error))
      return FALSE;
  for (guint i = 0; i < matches->len; i++)
    if (!write_match (file, set, &g_array_index (matches, Match, i), annotator, error))
      return FALSE;
  self->matched = matches->len;
  self->unknown =
      (guint)(self->table->csv->n_rows - MIN (matches->len, self->table->csv->n_rows));
  return TRUE;
}
