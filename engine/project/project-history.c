/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits as steps that can be undone: SQLite's session extension writes down what an edit
 * changed, and that is kept in the same transaction. Undoing applies it backwards. */
#include "engine/project/project-file-private.h"

#include "engine/project/fail.h"
#include "engine/project/project-news.h"
#include "engine/project/schema-private.h"

/* What is recorded while an edit runs: what can be undone, and what only shows. */
typedef struct
{
  sqlite3_session *undoable;
  sqlite3_session *shown;
} Recorder;

static void
recorder_clear (Recorder *self)
{
  g_clear_pointer (&self->undoable, sqlite3session_delete);
  g_clear_pointer (&self->shown, sqlite3session_delete);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recorder, recorder_clear)

static int
watch (sqlite3 *db, const char *const *tables, sqlite3_session **session)
{
  int code = sqlite3session_create (db, "main", session);

  for (gsize i = 0; code == SQLITE_OK && tables[i] != NULL; i++)
    code = sqlite3session_attach (*session, tables[i]);
  return code;
}

static gboolean
recorder_start (Recorder *self, GraftProjectFile *file, GError **error)
{
  sqlite3 *db = graft_sql_peek_db (file->sql);
  int code = watch (db, graft_schema_undoable, &self->undoable);

  if (code == SQLITE_OK)
    code = watch (db, graft_schema_shown, &self->shown);
  return code == SQLITE_OK || graft_sql_fail (file->sql, code, error);
}

static void
free_changes (gpointer changes)
{
  sqlite3_free (changes);
}

static GBytes *
take_changes (GraftProjectFile *file, sqlite3_session *session, GError **error)
{
  int n = 0;
  void *changes = NULL;
  int code = sqlite3session_changeset (session, &n, &changes);

  if (code == SQLITE_OK)
    return g_bytes_new_with_free_func (changes, (gsize)n, free_changes, changes);
  graft_sql_fail (file->sql, code, error);
  return NULL;
}

/* The step that undo would take back; 0: none. */
static gboolean
read_last_step (GraftProjectFile *self, gint64 *step, GError **error)
{
  return graft_sql_get_int (self->sql,
                            "SELECT step FROM history WHERE undone=0"
                            " ORDER BY id DESC LIMIT 1",
                            GRAFT_SQL_NO_VALUES, 0, step, error);
}

/* The number of the step that an edit belongs to: something in between makes it another
 * one, because undo goes strictly backwards. */
static gboolean
choose_step (GraftProjectFile *self, GraftProjectStep *step, GError **error)
{
  gint64 last, most;

  if (!read_last_step (self, &last, error) ||
      !graft_sql_get_int (self->sql,
                          "SELECT seq FROM sqlite_sequence WHERE name='history'",
                          GRAFT_SQL_NO_VALUES, 0, &most, error))
    return FALSE;
  if (step->step == 0 || step->step != last)
    step->step = most + 1;
  return TRUE;
}

static gboolean
write_history (GraftProjectFile *self,
               GraftProjectStep *step,
               GBytes *changes,
               GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (changes, &size);

  if (size == 0)
    return TRUE;
  return choose_step (self, step, error) &&
         graft_sql_run (self->sql, "DELETE FROM history WHERE undone=1",
                        GRAFT_SQL_NO_VALUES, error) &&
         graft_sql_run (self->sql,
                        "INSERT INTO history (step, what, n, time, changes, undone)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, 0)",
                        GRAFT_SQL_VALUES (
                            graft_sql_int (step->step), graft_sql_text (step->what),
                            graft_sql_int (step->n), graft_sql_int (g_get_real_time ()),
                            graft_sql_blob (data, size)),
                        error);
}

/* The news last: what they name must stay in the file. */
static gboolean
edit_recorded (GraftProjectFile *self,
               GraftProjectStep *step,
               GraftProjectEdit edit,
               gpointer data,
               GraftProjectNews *news,
               GError **error)
{
  g_auto (Recorder) recorder = { NULL };
  g_autoptr (GBytes) undoable = NULL;
  g_autoptr (GBytes) shown = NULL;

  if (!recorder_start (&recorder, self, error) || !edit (self, data, error))
    return FALSE;
  undoable = take_changes (self, recorder.undoable, error);
  shown = undoable != NULL ? take_changes (self, recorder.shown, error) : NULL;
  if (shown == NULL ||
      (step->what != NULL && !write_history (self, step, undoable, error)))
    return FALSE;
  return news == NULL || (graft_project_news_add_changes (news, self, undoable, error) &&
                          graft_project_news_add_changes (news, self, shown, error));
}

gboolean
graft_project_file_edit (GraftProjectFile *self,
                         GraftProjectStep *step,
                         GraftProjectEdit edit,
                         gpointer data,
                         GraftProjectNews *news,
                         GError **error)
{
  if (!graft_sql_exec (self->sql, "SAVEPOINT edit", error))
    return FALSE;
  if (edit_recorded (self, step, edit, data, news, error))
    return graft_sql_exec (self->sql, "RELEASE edit", error);
  /* Fails when SQLite has given up the whole transaction; begin and commit notice. */
  sqlite3_exec (graft_sql_peek_db (self->sql), "ROLLBACK TO edit; RELEASE edit", NULL,
                NULL, NULL);
  return FALSE;
}

/* A changed file could name any table in its history: only those that edits write. */
static int
is_undoable_cb (void *data, const char *table)
{
  return g_strv_contains (graft_schema_undoable, table);
}

static int
conflict_cb (void *data, int kind, sqlite3_changeset_iter *changes)
{
  return SQLITE_CHANGESET_ABORT;
}

static gboolean
apply (GraftProjectFile *self, GBytes *changes, gboolean backwards, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (changes, &size);
  int code = sqlite3changeset_apply_v2 (
      graft_sql_peek_db (self->sql), (int)size, (void *)data, is_undoable_cb, conflict_cb,
      NULL, NULL, NULL, backwards ? SQLITE_CHANGESETAPPLY_INVERT : 0);

  if (code == SQLITE_OK)
    return TRUE;
  if (code != SQLITE_ABORT && (code & 0xff) != SQLITE_CORRUPT &&
      (code & 0xff) != SQLITE_SCHEMA && (code & 0xff) != SQLITE_CONSTRAINT)
    return graft_sql_fail (self->sql, code, error);
  return graft_project_fail (
      error, GRAFT_IO_ERROR_FORMAT, self->path,
      backwards ? "the last change does not fit the project any more and "
                  "cannot be undone; go back to a backup for it"
                : "the change does not fit the project any more and "
                  "cannot be done again; make it anew");
}

/* Ids of the parts of a step, in the order they are to be applied. */
static GArray *
list_parts (GraftProjectFile *self, gint64 step, gboolean backwards, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failed = NULL;
  g_autoptr (GraftQuery) query = graft_sql_query (
      self->sql,
      backwards ? "SELECT id FROM history WHERE undone=0 AND step=?1 ORDER BY id DESC"
                : "SELECT id FROM history WHERE undone=1 AND step=?1 ORDER BY id",
      GRAFT_SQL_VALUES (graft_sql_int (step)), error);

  if (query == NULL)
    return NULL;
  while (graft_sql_next (self->sql, query, &failed))
    {
      gint64 id = sqlite3_column_int64 (query, 0);

      g_array_append_val (ids, id);
    }
  if (failed == NULL)
    return g_steal_pointer (&ids);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

static GBytes *
read_part (GraftProjectFile *self, gint64 id, GError **error)
{
  g_autoptr (GraftQuery) query =
      graft_sql_query (self->sql, "SELECT changes FROM history WHERE id=?1",
                       GRAFT_SQL_VALUES (graft_sql_int (id)), error);
  g_autoptr (GError) failed = NULL;

  if (query == NULL)
    return NULL;
  if (graft_sql_next (self->sql, query, &failed))
    return graft_query_dup_blob (query, 0);
  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    graft_sql_fail (self->sql, SQLITE_CORRUPT, error);
  return NULL;
}

static gboolean
apply_part (GraftProjectFile *self, gint64 id, gboolean backwards, GError **error)
{
  g_autoptr (GBytes) changes = read_part (self, id, error);

  return changes != NULL && apply (self, changes, backwards, error) &&
         graft_sql_run (self->sql, "UPDATE history SET undone=?2 WHERE id=?1",
                        GRAFT_SQL_VALUES (graft_sql_int (id), graft_sql_int (backwards)),
                        error);
}

static gboolean
apply_step (GraftProjectFile *self, gint64 step, gboolean backwards, GError **error)
{
  g_autoptr (GArray) parts = list_parts (self, step, backwards, error);

  for (guint i = 0; parts != NULL && i < parts->len; i++)
    if (!apply_part (self, g_array_index (parts, gint64, i), backwards, error))
      return FALSE;
  return parts != NULL;
}

static gboolean
undo_cb (GraftProjectFile *self, gpointer data, GError **error)
{
  gint64 step;

  return read_last_step (self, &step, error) &&
         (step == 0 || apply_step (self, step, TRUE, error));
}

static gboolean
redo_cb (GraftProjectFile *self, gpointer data, GError **error)
{
  gint64 step;

  return graft_sql_get_int (self->sql,
                            "SELECT step FROM history WHERE undone=1 ORDER BY id LIMIT 1",
                            GRAFT_SQL_NO_VALUES, 0, &step, error) &&
         (step == 0 || apply_step (self, step, FALSE, error));
}

gboolean
graft_project_file_undo (GraftProjectFile *self, GraftProjectNews *news, GError **error)
{
  GraftProjectStep step = { NULL };

  return graft_project_file_edit (self, &step, undo_cb, NULL, news, error);
}

gboolean
graft_project_file_redo (GraftProjectFile *self, GraftProjectNews *news, GError **error)
{
  GraftProjectStep step = { NULL };

  return graft_project_file_edit (self, &step, redo_cb, NULL, news, error);
}
