/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of items; see project-edits.h. */
#include "engine/project/project-edits.h"

#include "engine/project/project-items.h"

#include <glib/gi18n-lib.h>

GraftEditData *
graft_edit_data_new (guint32 set, const guint32 *items, gsize n)
{
  GraftEditData *self = g_new0 (GraftEditData, 1);

  self->set = set;
  self->items = n > 0 ? g_memdup2 (items, n * sizeof *items) : NULL;
  self->n = n;
  return self;
}

void
graft_edit_data_free (gpointer data)
{
  GraftEditData *self = data;

  g_free (self->items);
  g_free (self->splits);
  g_free (self->text);
  g_free (self->annotator);
  g_free (self);
}

/* One statement for every item: ?1 is the item, ?2 the set, the rest @values. */
static gboolean
run_for_items (GraftProjectFile *file,
               const GraftEditData *edit,
               const char *text,
               const GraftSqlValue *values,
               gsize n_values,
               GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);
  GraftSqlValue all[8] = { { 0 } };

  g_assert (n_values + 2 <= G_N_ELEMENTS (all));
  all[1] = graft_sql_int (edit->set);
  for (gsize i = 0; i < n_values; i++)
    all[i + 2] = values[i];
  for (gsize i = 0; i < edit->n; i++)
    {
      all[0] = graft_sql_int (edit->items[i]);
      if (!graft_sql_run (sql, text, all, n_values + 2, error))
        return FALSE;
    }
  return TRUE;
}

#define OF_SET " WHERE EXISTS (SELECT 1 FROM item WHERE id=?1 AND dataset=?2)"

static gboolean
check_class (GraftProjectFile *file, guint32 set, gint64 class, GError **error)
{
  gint64 found;

  if (!graft_sql_get_int (graft_project_file_peek_sql (file),
                          "SELECT id FROM class WHERE id=?1 AND dataset=?2",
                          GRAFT_SQL_VALUES (graft_sql_int (class), graft_sql_int (set)),
                          0, &found, error))
    return FALSE;
  if (found != 0)
    return TRUE;
  g_set_error_literal (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       _ ("The class is not there any more; choose another one."));
  return FALSE;
}

/* What came with the data is kept as an opinion too, once a person says something else:
 * so their agreement can be measured. */
static const char keep_imported[] =
    "INSERT OR IGNORE INTO opinion (item, annotator, class, time)"
    " SELECT l.item, l.annotator, l.class, l.time FROM label l"
    " JOIN item i ON i.id=l.item WHERE l.item=?1 AND i.dataset=?2 AND l.annotator<>?3";

static gboolean
clear_labels (GraftProjectFile *file,
              const GraftEditData *edit,
              gint64 annotator,
              GError **error)
{
  const GraftSqlValue values[] = { graft_sql_int (annotator) };

  return run_for_items (file, edit, keep_imported, values, 1, error) &&
         run_for_items (file, edit,
                        "DELETE FROM label WHERE item=?1 AND item IN"
                        " (SELECT id FROM item WHERE id=?1 AND dataset=?2)",
                        NULL, 0, error) &&
         run_for_items (file, edit,
                        "DELETE FROM opinion WHERE item=?1 AND annotator=?3 AND item IN"
                        " (SELECT id FROM item WHERE id=?1 AND dataset=?2)",
                        values, 1, error);
}

static gboolean
write_labels (GraftProjectFile *file,
              const GraftEditData *edit,
              gint64 annotator,
              GError **error)
{
  const GraftSqlValue values[] = { graft_sql_int (annotator), graft_sql_int (edit->class),
                                   graft_sql_int (g_get_real_time ()) };

  return check_class (file, edit->set, edit->class, error) &&
         run_for_items (file, edit, keep_imported, values, 1, error) &&
         run_for_items (file, edit,
                        "INSERT INTO label (item, annotator, class, time)"
                        " SELECT ?1, ?3, ?4, ?5" OF_SET
                        " ON CONFLICT (item) DO UPDATE SET class=excluded.class,"
                        " annotator=excluded.annotator, time=excluded.time",
                        values, 3, error) &&
         run_for_items (file, edit,
                        "INSERT INTO opinion (item, annotator, class, time)"
                        " SELECT ?1, ?3, ?4, ?5" OF_SET
                        " ON CONFLICT (item, annotator) DO UPDATE SET"
                        " class=excluded.class, time=excluded.time",
                        values, 3, error);
}

gboolean
graft_edit_label (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;
  gint64 annotator;

  if (!graft_project_file_need_annotator (file, edit->annotator, GRAFT_ANNOTATOR_PERSON,
                                          &annotator, error))
    return FALSE;
  return edit->class == 0 ? clear_labels (file, edit, annotator, error)
                          : write_labels (file, edit, annotator, error);
}

/* What the window shows as a suggestion: of items without a label, and of suspects. */
#define SUGGESTED                                                                        \
  " FROM item i LEFT JOIN label l ON l.item=i.id LEFT JOIN suggestion s ON s.item=i.id"  \
  " LEFT JOIN suspect u ON u.item=i.id AND l.time<=u.time"                               \
  " WHERE i.id=?1 AND i.dataset=?2"                                                      \
  " AND CASE WHEN l.item IS NULL THEN s.class ELSE u.class END IS NOT NULL"

gboolean
graft_edit_accept (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;
  GraftSqlValue values[2];
  gint64 annotator;

  if (!graft_project_file_need_annotator (file, edit->annotator, GRAFT_ANNOTATOR_PERSON,
                                          &annotator, error))
    return FALSE;
  values[0] = graft_sql_int (annotator);
  values[1] = graft_sql_int (g_get_real_time ());
  /* The opinion first: with the label the suggestion does not show any more. */
  return run_for_items (file, edit, keep_imported, values, 1, error) &&
         run_for_items (
             file, edit,
             "INSERT INTO opinion (item, annotator, class, time) SELECT ?1, ?3,"
             " CASE WHEN l.item IS NULL THEN s.class ELSE u.class END, ?4" SUGGESTED
             " ON CONFLICT (item, annotator) DO UPDATE SET"
             " class=excluded.class, time=excluded.time",
             values, 2, error) &&
         run_for_items (
             file, edit,
             "INSERT INTO label (item, annotator, class, time) SELECT ?1, ?3,"
             " CASE WHEN l.item IS NULL THEN s.class ELSE u.class END, ?4" SUGGESTED
             " ON CONFLICT (item) DO UPDATE SET"
             " class=excluded.class, annotator=excluded.annotator,"
             " time=excluded.time",
             values, 2, error);
}

gboolean
graft_edit_splits (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;
  GraftSql *sql = graft_project_file_peek_sql (file);

  for (gsize i = 0; i < edit->n; i++)
    if (!graft_sql_run (sql, "UPDATE item SET split=?3 WHERE id=?1 AND dataset=?2",
                        GRAFT_SQL_VALUES (graft_sql_int (edit->items[i]),
                                          graft_sql_int (edit->set),
                                          graft_sql_int (edit->splits[i])),
                        error))
      return FALSE;
  return TRUE;
}

gboolean
graft_edit_excluded (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;
  const GraftSqlValue value = graft_sql_int (edit->number != 0);

  return run_for_items (file, edit,
                        "UPDATE item SET excluded=?3 WHERE id=?1 AND dataset=?2", &value,
                        1, error);
}

gboolean
graft_edit_tag (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;
  g_autofree char *tag = g_utf8_make_valid (edit->text, -1);
  const GraftSqlValue value = graft_sql_text (tag);

  return run_for_items (
      file, edit,
      edit->number ? "INSERT OR IGNORE INTO tag (item, name) SELECT ?1, ?3" OF_SET
                   : "DELETE FROM tag WHERE item=?1 AND name=?3 AND item IN"
                     " (SELECT id FROM item WHERE id=?1 AND dataset=?2)",
      &value, 1, error);
}

gboolean
graft_edit_group (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;
  g_autofree char *group = g_utf8_make_valid (edit->text != NULL ? edit->text : "", -1);
  const GraftSqlValue value = *group != '\0' ? graft_sql_text (group) : graft_sql_null ();

  return run_for_items (file, edit, "UPDATE item SET grp=?3 WHERE id=?1 AND dataset=?2",
                        &value, 1, error);
}
