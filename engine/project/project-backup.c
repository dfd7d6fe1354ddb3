/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-backup.h. A project's folder is named after its identity and holds 1.graft,
 * the newest, to 3.graft, and "path", the place of the project: a damaged file cannot say
 * who it is. */
#include "engine/project/project-backup.h"

#include "engine/project/fail.h"
#include "engine/project/project-copy.h"
#include "engine/project/project-file-private.h"

#include <glib/gstdio.h>

#include <string.h>

static char *
dup_home (void)
{
  return g_build_filename (g_get_user_data_dir (), "graft", "backups", NULL);
}

static char *
dup_generation (const char *folder, guint generation)
{
  g_autofree char *name = g_strdup_printf ("%u.graft", generation);

  return g_build_filename (folder, name, NULL);
}

/* NULL when the file does not say who it is; what it says becomes part of a path. */
static char *
dup_folder (GraftProjectFile *self)
{
  g_autofree char *uuid = graft_project_file_dup_meta (self, "uuid");
  g_autofree char *home = dup_home ();

  return uuid != NULL && g_uuid_string_is_valid (uuid)
             ? g_build_filename (home, uuid, NULL)
             : NULL;
}

static void
shift_generations (const char *folder)
{
  for (guint i = GRAFT_BACKUP_GENERATIONS; i > 1; i--)
    {
      g_autofree char *from = dup_generation (folder, i - 1);
      g_autofree char *to = dup_generation (folder, i);

      g_rename (from, to);
    }
}

static gboolean
is_small (GraftProjectFile *self)
{
  gint64 pages = 0, size = 0;

  return graft_sql_get_int (self->sql, "PRAGMA page_count", GRAFT_SQL_NO_VALUES, 0,
                            &pages, NULL) &&
         graft_sql_get_int (self->sql, "PRAGMA page_size", GRAFT_SQL_NO_VALUES, 0, &size,
                            NULL) &&
         pages * size <= GRAFT_BACKUP_MOST_BYTES;
}

gboolean
graft_project_file_back_up (GraftProjectFile *self, GError **error)
{
  g_autofree char *folder = dup_folder (self);
  g_autofree char *place = NULL;
  g_autofree char *new = NULL;
  g_autofree char *first = NULL;

  self->changed = FALSE;
  self->backed_up = g_get_monotonic_time ();
  if (folder == NULL || !is_small (self))
    return TRUE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return graft_project_fail (
        error, GRAFT_IO_ERROR_FAILED, folder,
        "there can be no backup; check that the folder can be written");
  place = g_build_filename (folder, "path", NULL);
  new = dup_generation (folder, 0);
  first = dup_generation (folder, 1);
  /* The others move only when the new one is whole. */
  if (!g_file_set_contents (place, self->path, -1, error) ||
      !graft_project_file_copy (self, new, TRUE, NULL, error))
    return FALSE;
  shift_generations (folder);
  g_rename (new, first);
  return TRUE;
}

/* Whether the file was written after its newest backup. */
static gboolean
is_newer_than_backup (GraftProjectFile *self)
{
  g_autofree char *folder = dup_folder (self);
  g_autofree char *first = folder != NULL ? dup_generation (folder, 1) : NULL;
  GStatBuf file, backup;

  return first != NULL && g_stat (self->path, &file) == 0 &&
         (g_stat (first, &backup) != 0 || file.st_mtime >= backup.st_mtime);
}

void
graft_project_file_back_up_if_due (GraftProjectFile *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->lock == NULL)
    return;
  if (self->backed_up == 0)
    {
      self->backed_up = now;
      if (is_newer_than_backup (self))
        graft_project_file_back_up (self, NULL);
    }
  else if (self->changed &&
           now - self->backed_up >= GRAFT_BACKUP_SECONDS * (gint64)G_USEC_PER_SEC)
    graft_project_file_back_up (self, NULL);
}

/* Whether this folder holds the backups of the project at @path. */
static gboolean
is_of (const char *folder, const char *path)
{
  g_autofree char *place = g_build_filename (folder, "path", NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (place, &text, NULL, NULL) && g_str_equal (text, path);
}

static gboolean
is_whole (const char *path)
{
  g_autoptr (GraftSql) sql = graft_sql_open (path, GRAFT_SQL_READ_FROZEN, NULL);
  g_autoptr (GraftQuery) query =
      sql != NULL
          ? graft_sql_query (sql, "PRAGMA quick_check(1)", GRAFT_SQL_NO_VALUES, NULL)
          : NULL;
  g_autofree char *answer = NULL;
  gboolean whole;

  if (query != NULL && graft_sql_next (sql, query, NULL))
    answer = graft_query_dup_text (query, 0);
  whole = g_strcmp0 (answer, "ok") == 0;
  g_clear_pointer (&query, graft_query_end);
  return whole;
}

typedef struct
{
  char *path;
  gint64 time;
} Backup;

static void
backup_clear (gpointer data)
{
  g_free (((Backup *)data)->path);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const Backup *x = a, *y = b;

  /* Of those made in the same moment, the order of the generations. */
  return x->time != y->time ? (x->time < y->time) - (x->time > y->time)
                            : strcmp (x->path, y->path);
}

static void
list_generations (const char *folder, GArray *all)
{
  for (guint i = 1; i <= GRAFT_BACKUP_GENERATIONS; i++)
    {
      Backup backup = { dup_generation (folder, i), 0 };
      GStatBuf status;

      if (g_stat (backup.path, &status) != 0)
        {
          g_free (backup.path);
          continue;
        }
      backup.time =
          status.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + status.st_mtim.tv_nsec;
      g_array_append_val (all, backup);
    }
}

/* Several folders may be of one path, when another project stood there before. */
char *
graft_backup_find (const char *path)
{
  g_autofree char *home = dup_home ();
  g_autoptr (GDir) dir = g_dir_open (home, 0, NULL);
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Backup));
  const char *name;

  g_array_set_clear_func (all, backup_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (home, name, NULL);

      if (is_of (folder, path))
        list_generations (folder, all);
    }
  g_array_sort (all, compare_newest_first);
  for (guint i = 0; i < all->len; i++)
    if (is_whole (g_array_index (all, Backup, i).path))
      return g_strdup (g_array_index (all, Backup, i).path);
  return NULL;
}

void
graft_backup_mention (const char *path, GError **error)
{
  g_autofree char *backup = NULL;
  g_autoptr (GError) plain = NULL;

  if (error == NULL || !g_error_matches (*error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT))
    return;
  backup = graft_backup_find (path);
  if (backup == NULL)
    return;
  plain = g_steal_pointer (error);
  g_set_error (error, plain->domain, plain->code, "%s; its newest good backup is %s",
               plain->message, backup);
}
