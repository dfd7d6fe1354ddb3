/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits of class lists and of sets; see project-edits.h. Children go before their parents
 * by hand, because what can be undone knows no cascades (schema.c). */
#include "engine/project/project-edits.h"
#include "engine/project/project-items.h"
#include "engine/project/project-rows.h"

#include <glib/gi18n-lib.h>

#include <string.h>

/* Runs each of @texts with ?1 and, when the text has it, ?2. */
static gboolean
run_each (GraftProjectFile *file,
          const char *const *texts,
          const GraftSqlValue *values,
          gsize n,
          GError **error)
{
  GraftSql *sql = graft_project_file_peek_sql (file);

  for (; *texts != NULL; texts++)
    if (!graft_sql_run (sql, *texts, values, n, error))
      return FALSE;
  return TRUE;
}

static gboolean
fail_gone (GError **error)
{
  g_set_error_literal (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       _ ("The class is not there any more; choose another one."));
  return FALSE;
}

static gboolean
check_name (const char *name, GError **error)
{
  if (name != NULL && g_utf8_validate (name, -1, NULL) &&
      g_utf8_strlen (name, -1) <= 200 && strspn (name, " \t\n\r") < strlen (name))
    return TRUE;
  g_set_error_literal (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       _ ("A name has between 1 and 200 letters; choose another one."));
  return FALSE;
}

static gboolean
find_class (
    GraftProjectFile *file, guint32 set, const char *name, gint64 *id, GError **error)
{
  return graft_sql_get_int (graft_project_file_peek_sql (file),
                            "SELECT id FROM class WHERE dataset=?1 AND name=?2",
                            GRAFT_SQL_VALUES (graft_sql_int (set), graft_sql_text (name)),
                            0, id, error);
}

static gboolean
check_class_name_free (GraftProjectFile *file, const GraftEditData *edit, GError **error)
{
  gint64 taken;

  if (!check_name (edit->text, error) ||
      !find_class (file, edit->set, edit->text, &taken, error))
    return FALSE;
  if (taken == 0 || taken == edit->class)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
               _ ("There is a class “%s” already; choose another name."), edit->text);
  return FALSE;
}

/* Whether the last statement found its row. */
static gboolean
check_hit (GraftProjectFile *file, GError **error)
{
  sqlite3 *db = graft_sql_peek_db (graft_project_file_peek_sql (file));

  return sqlite3_changes (db) > 0 || fail_gone (error);
}

gboolean
graft_edit_add_class (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;
  gint64 id;

  return check_class_name_free (file, edit, error) &&
         graft_project_file_need_class (file, edit->set, edit->text, &id, error);
}

gboolean
graft_edit_rename_class (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;

  return check_class_name_free (file, edit, error) &&
         graft_sql_run (graft_project_file_peek_sql (file),
                        "UPDATE class SET name=?3 WHERE id=?1 AND dataset=?2",
                        GRAFT_SQL_VALUES (graft_sql_int (edit->class),
                                          graft_sql_int (edit->set),
                                          graft_sql_text (edit->text)),
                        error) &&
         check_hit (file, error);
}

gboolean
graft_edit_move_class (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;
  g_autoptr (GArray) ids = graft_project_rows_read_classes (file, edit->set, NULL, error);
  guint at = 0;

  if (ids == NULL)
    return FALSE;
  while (at < ids->len && g_array_index (ids, gint64, at) != edit->class)
    at++;
  if (at == ids->len)
    return fail_gone (error);
  g_array_remove_index (ids, at);
  g_array_insert_val (ids, (guint)CLAMP (edit->number, 0, (gint64)ids->len), edit->class);
  for (guint i = 0; i < ids->len; i++)
    if (!graft_sql_run (graft_project_file_peek_sql (file),
                        "UPDATE class SET position=?2 WHERE id=?1 AND position<>?2",
                        GRAFT_SQL_VALUES (graft_sql_int (g_array_index (ids, gint64, i)),
                                          graft_sql_int (i + 1)),
                        error))
      return FALSE;
  return TRUE;
}

static gboolean
check_there (GraftProjectFile *file, guint32 set, gint64 class, GError **error)
{
  gint64 found;

  return graft_sql_get_int (graft_project_file_peek_sql (file),
                            "SELECT id FROM class WHERE id=?1 AND dataset=?2",
                            GRAFT_SQL_VALUES (graft_sql_int (class), graft_sql_int (set)),
                            0, &found, error) &&
         (found != 0 || fail_gone (error));
}

gboolean
graft_edit_merge_classes (GraftProjectFile *file, gpointer data, GError **error)
{
  static const char *const texts[] = {
    "UPDATE label SET class=?2 WHERE class=?1",
    "UPDATE opinion SET class=?2 WHERE class=?1",
    "UPDATE suggestion SET class=?2 WHERE class=?1",
    "UPDATE suspect SET class=?2 WHERE class=?1",
    NULL,
  };
  const GraftEditData *edit = data;
  const GraftSqlValue values[] = { graft_sql_int (edit->class),
                                   graft_sql_int (edit->other) };

  return edit->class == edit->other ||
         (check_there (file, edit->set, edit->class, error) &&
          check_there (file, edit->set, edit->other, error) &&
          run_each (file, texts, values, 2, error) &&
          graft_sql_run (graft_project_file_peek_sql (file),
                         "DELETE FROM signature WHERE class=?1", values, 1, error) &&
          graft_sql_run (graft_project_file_peek_sql (file),
                         "DELETE FROM class WHERE id=?1", values, 1, error));
}

gboolean
graft_edit_delete_class (GraftProjectFile *file, gpointer data, GError **error)
{
  static const char *const texts[] = {
    "DELETE FROM label WHERE class=?1",
    "DELETE FROM opinion WHERE class=?1",
    "DELETE FROM signature WHERE class=?1",
    "DELETE FROM class WHERE id=?1",
    NULL,
  };
  const GraftEditData *edit = data;

  return check_there (file, edit->set, edit->class, error) &&
         run_each (file, texts, GRAFT_SQL_VALUES (graft_sql_int (edit->class)), error);
}

gboolean
graft_edit_copy_classes (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;
  g_auto (GStrv) names = NULL;
  g_autoptr (GArray) ids =
      graft_project_rows_read_classes (file, (guint32)edit->number, &names, error);
  gint64 id;

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!graft_project_file_need_class (file, edit->set, names[i], &id, error))
      return FALSE;
  return ids != NULL;
}

gboolean
graft_edit_rename_set (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftEditData *edit = data;
  guint32 taken;

  if (!check_name (edit->text, error) ||
      !graft_project_file_find_set (file, edit->text, &taken, error))
    return FALSE;
  if (taken != 0 && taken != edit->set)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   _ ("There is a set “%s” already; choose another name."), edit->text);
      return FALSE;
    }
  return graft_sql_run (
      graft_project_file_peek_sql (file), "UPDATE dataset SET name=?2 WHERE id=?1",
      GRAFT_SQL_VALUES (graft_sql_int (edit->set), graft_sql_text (edit->text)), error);
}

gboolean
graft_edit_delete_set (GraftProjectFile *file, gpointer data, GError **error)
{
  static const char *const texts[] = {
    "DELETE FROM label WHERE item IN (SELECT id FROM item WHERE dataset=?1)",
    "DELETE FROM opinion WHERE item IN (SELECT id FROM item WHERE dataset=?1)",
    "DELETE FROM tag WHERE item IN (SELECT id FROM item WHERE dataset=?1)",
    "DELETE FROM item WHERE dataset=?1",
    "DELETE FROM signature WHERE class IN (SELECT id FROM class WHERE dataset=?1)",
    "DELETE FROM class WHERE dataset=?1",
    "DELETE FROM dataset WHERE id=?1",
    NULL,
  };
  const GraftEditData *edit = data;

  return run_each (file, texts, GRAFT_SQL_VALUES (graft_sql_int (edit->set)), error);
}
