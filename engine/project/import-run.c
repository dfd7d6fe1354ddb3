/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the thread of an import does: part by part, rows go into the project in batches;
 * at the end what looks alike is marked. */
#include "engine/base/error.h"
#include "engine/project/import-run-private.h"
#include "engine/project/shown-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
is_cancelled (GraftImport *self)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    self->report->cancelled = TRUE;
  return self->report->cancelled;
}

/* An edit that belongs to the import's step of undo. */
static gboolean
perform (GraftImport *self,
         const char *set,
         gsize n,
         GraftProjectEdit edit,
         gpointer data,
         GError **error)
{
  if (self->what == NULL)
    self->what = g_strdup_printf ("import\t%s", set);
  self->step.what = self->what;
  self->step.n = (gint64)n;
  return graft_project_perform (self->project, &self->step, edit, data, error);
}

/* One that reads, or that is not undone. */
static gboolean
perform_quietly (GraftImport *self, GraftProjectEdit edit, gpointer data, GError **error)
{
  GraftProjectStep step = { NULL };

  return graft_project_perform (self->project, &step, edit, data, error);
}

/* One sentence: readers begin theirs with the whole path, which the note has already. */
static char *
make_reason (const char *path, const char *message)
{
  g_autofree char *name = graft_shown_basename (path);
  gboolean whole = g_str_has_prefix (message, path);

  return g_strconcat (whole ? name : "", whole ? message + strlen (path) : message,
                      g_str_has_suffix (message, ".") ? "" : ".", NULL);
}

/* A part that cannot be taken is told of; what stops everything is an error. */
static gboolean
refuse (GraftImport *self, const char *path, GError *failure, GError **error)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->report->cancelled = TRUE;
  else if (failure->domain == GRAFT_IO_ERROR && error != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  else
    graft_import_report_add (self->report, GRAFT_IMPORT_REFUSED, path,
                             make_reason (path, failure->message));
  g_error_free (failure);
  return TRUE;
}

/* --- the set of a part --- */

/* NULL with an error, or without one when the part was refused. */
static GraftImportSet *
need_set (GraftImport *self,
          const GraftImportPart *part,
          GraftSetKind kind,
          guint width,
          GError **error)
{
  const char *name = self->set != NULL ? self->set : part->set;
  g_autofree char *origin = graft_shown_name (part->path);
  g_autoptr (GError) failure = NULL;
  GraftImportSet *set;

  for (guint i = 0; i < self->sets->len; i++)
    {
      set = self->sets->pdata[i];
      if (set->kind == kind && (kind != GRAFT_SET_VECTORS || set->width == width) &&
          (self->set != NULL || g_str_equal (set->origin, origin)))
        return set;
    }
  set = graft_import_set_new (name, self->set != NULL, origin, self->like, kind);
  set->width = width;
  if (perform_quietly (self, graft_import_set_read, set, &failure))
    {
      g_ptr_array_add (self->sets, set);
      return set;
    }
  graft_import_set_free (set);
  refuse (self, part->path, g_steal_pointer (&failure), error);
  return NULL;
}

/* --- rows --- */

static gboolean
flush (GraftImport *self, GraftImportBatch *batch, GError **error)
{
  guint n = batch->rows->len;

  if (n == 0)
    return TRUE;
  if (!perform (self, batch->set->name, n, graft_import_batch_write, batch, error))
    return FALSE;
  graft_import_batch_done (batch);
  graft_import_report_add_set (self->report, batch->set->name);
  return TRUE;
}

static void
row_drop (GraftImportRow *row)
{
  g_free (row->path);
  g_free (row->name);
  g_clear_pointer (&row->content, g_bytes_unref);
}

/* @key: path of the file, or the name of what has none. Takes @row. */
static gboolean
take_row (GraftImport *self,
          GraftImportBatch *batch,
          const char *key,
          GraftImportRow *row,
          GError **error)
{
  GraftImportSet *set = batch->set;
  const GraftImportSeen *there = graft_import_set_find_key (set, key);
  const GraftImportSeen *same = graft_import_set_find_hash (set, row->hash);
  const GraftImportSeen seen = {
    .dhash = row->dhash, .has_dhash = row->has_dhash, .fresh = TRUE, .split = row->split
  };

  if (there != NULL && memcmp (there->hash, row->hash, 32) == 0)
    {
      graft_import_report_add (self->report, GRAFT_IMPORT_SKIPPED, key,
                               g_strdup (_ ("It is in the set already.")));
      row_drop (row);
      return TRUE;
    }
  graft_import_report_add (self->report, GRAFT_IMPORT_TAKEN, key, NULL);
  if (same != NULL)
    graft_import_report_add (
        self->report, GRAFT_IMPORT_DUPLICATE, key,
        g_strdup_printf (_ ("It has the same content as “%s”; exclude one of them if "
                            "they should not both count."),
                         same->name));
  graft_import_set_remember (set, key, row->name, row->hash, &seen);
  graft_import_batch_add (batch, row);
  return !graft_import_batch_is_due (batch) || flush (self, batch, error);
}

/* --- pictures --- */

static void
fill_row (GraftImport *self,
          const GraftImportEntry *entry,
          GraftImportPicture *picture,
          GraftImportRow *row)
{
  *row = (GraftImportRow){
    .format = self->embed ? GRAFT_FORMAT_ENCODED : GRAFT_FORMAT_FILE,
    .path = self->embed ? NULL : g_strdup (entry->path),
    .name = graft_shown_name (entry->path),
    .dhash = picture->dhash,
    .has_dhash = TRUE,
    .width = picture->width,
    .height = picture->height,
    .channels = picture->channels,
    .bytes = picture->bytes,
    .mtime = picture->mtime / 1000000000,
    .split = entry->split,
    .class = entry->class,
    .content = g_steal_pointer (&picture->content),
  };
  memcpy (row->hash, picture->hash, sizeof row->hash);
}

/* What a table of labels did; to be freed. */
static char *
describe_relabel (const GraftImportRelabel *relabel)
{
  if (relabel->unknown == 0)
    return g_strdup_printf (ngettext ("It has labelled %u item.",
                                      "It has labelled %u items.", relabel->matched),
                            relabel->matched);
  return g_strdup_printf (ngettext ("It has labelled %u item; for %u of its lines the "
                                    "set has no file.",
                                    "It has labelled %u items; for %u of its lines the "
                                    "set has no file.",
                                    relabel->matched),
                          relabel->matched, relabel->unknown);
}

static gboolean
take_picture (GraftImport *self,
              GraftImportBatch *batch,
              const GraftImportPart *part,
              guint index,
              GraftImportPicture *picture,
              GError **error)
{
  const GraftImportEntry *entry = &g_array_index (part->entries, GraftImportEntry, index);
  g_autofree char *path = g_build_filename (part->path, entry->path, NULL);
  GraftImportRow row;

  if (picture->reason != NULL)
    {
      graft_import_report_add (self->report, GRAFT_IMPORT_REFUSED, path,
                               g_steal_pointer (&picture->reason));
      return TRUE;
    }
  fill_row (self, entry, picture, &row);
  return take_row (self, batch, self->embed ? row.name : path, &row, error);
}

static void
apply_table (GraftImport *self, const char *path, GraftImportPart *part)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftImportTable) table = graft_import_table_load (path, &failure);
  guint n;

  if (table == NULL)
    {
      refuse (self, path, g_steal_pointer (&failure), NULL);
      return;
    }
  n = graft_import_table_apply (table, part);
  graft_import_report_note (
      self->report, GRAFT_IMPORT_TAKEN, path,
      g_strdup_printf (ngettext ("It has labels for %u of %u picture.",
                                 "It has labels for %u of %u pictures.",
                                 part->entries->len),
                       n, part->entries->len));
}

static GraftImportTeam *
start_team (GraftImport *self, const GraftImportPart *part)
{
  return graft_import_team_new (part, self->embed, 0, self->cancellable);
}

/* @next: (nullable): is begun while the last of @part are written. */
static gboolean
import_pictures (GraftImport *self,
                 GraftImportPart *part,
                 const GraftImportPart *next,
                 GError **error)
{
  g_autoptr (GraftImportBatch) batch = NULL;
  g_autoptr (GraftImportTeam) team = g_steal_pointer (&self->ahead);
  GraftImportPicture picture;
  GraftImportSet *set = need_set (self, part, GRAFT_SET_IMAGES, 0, error);
  gboolean fine = TRUE;

  if (set == NULL)
    return error == NULL || *error == NULL;
  for (guint i = 0; !self->unlabelled && i < part->tables->len; i++)
    apply_table (self, part->tables->pdata[i], part);
  if (self->labels != NULL)
    apply_table (self, self->labels, part);
  batch = graft_import_batch_new (set, self->embed ? NULL : part->path, part->classes);
  if (team == NULL)
    team = start_team (self, part);
  for (guint i = 0; fine && graft_import_team_next (team, &picture); i++)
    {
      fine = take_picture (self, batch, part, i, &picture, error);
      graft_import_picture_clear (&picture);
      atomic_fetch_add (&self->done, 1);
      graft_import_tell (self);
    }
  if (fine && next != NULL && next->kind == GRAFT_IMPORT_PICTURE)
    self->ahead = start_team (self, next);
  return fine && flush (self, batch, error);
}

/* --- files of many items --- */

static gboolean
take_rows (GraftImport *self,
           const GraftImportRows *rows,
           GraftImportBatch *batch,
           GError **error)
{
  gsize n = graft_import_rows_get_n (rows);

  for (gsize i = 0; i < n && !is_cancelled (self); i++)
    {
      GraftImportRow row;
      g_autofree char *key = NULL;

      graft_import_rows_get (rows, i, &row);
      if (self->unlabelled)
        row.class = GRAFT_CLASS_NONE;
      key = g_strdup (row.name);
      if (!take_row (self, batch, key, &row, error))
        return FALSE;
      atomic_fetch_add (&self->done, 1);
      graft_import_tell (self);
    }
  return flush (self, batch, error);
}

static void
tell_notes (GraftImport *self, const GraftImportPart *part, GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    graft_import_report_note (self->report, GRAFT_IMPORT_TAKEN, part->path,
                              g_strconcat (notes->pdata[i], ".", NULL));
}

static gboolean
import_rows (GraftImport *self, GraftImportPart *part, GError **error)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftImportBatch) batch = NULL;
  g_autoptr (GraftImportRows) rows =
      graft_import_rows_open (part, self->labels, notes, self->cancellable, &failure);
  GraftImportSet *set;
  GraftImportRow first;

  if (rows == NULL)
    return refuse (self, part->path, g_steal_pointer (&failure), NULL);
  tell_notes (self, part, notes);
  if (graft_import_rows_get_n (rows) == 0)
    return TRUE;
  atomic_fetch_add (&self->total, (guint)graft_import_rows_get_n (rows) - 1);
  graft_import_rows_get (rows, 0, &first);
  row_drop (&first);
  set = need_set (self, part, graft_import_rows_get_kind (rows), first.width, error);
  if (set == NULL)
    return error == NULL || *error == NULL;
  set->height = first.height;
  set->width = first.width;
  set->channels = first.channels;
  batch = graft_import_batch_new (
      set, NULL, self->unlabelled ? none : graft_import_rows_get_classes (rows));
  return take_rows (self, rows, batch, error);
}

/* --- tables of labels on their own --- */

static gboolean
import_table (GraftImport *self, GraftImportPart *part, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftImportTable) table = graft_import_table_load (part->path, &failure);
  GraftImportRelabel relabel = { .table = table, .set = self->set };

  atomic_fetch_add (&self->done, 1);
  if (self->what == NULL)
    self->what = g_strdup_printf ("import-labels\t%s", part->set);
  if (table == NULL)
    return refuse (self, part->path, g_steal_pointer (&failure), NULL);
  if (!perform (self, part->set, 0, graft_import_table_write, &relabel, &failure))
    return refuse (self, part->path, g_steal_pointer (&failure), error);
  graft_import_report_note (self->report, GRAFT_IMPORT_TAKEN, part->path,
                            describe_relabel (&relabel));
  graft_import_report_add_set (self->report,
                               relabel.name != NULL ? relabel.name : part->set);
  g_free (relabel.name);
  return TRUE;
}

/* --- all of it --- */

static gboolean
import_part (GraftImport *self,
             GraftImportPart *part,
             const GraftImportPart *next,
             GError **error)
{
  if (part->kind == GRAFT_IMPORT_PICTURE)
    return import_pictures (self, part, next, error);
  return part->kind == GRAFT_IMPORT_TABLE ? import_table (self, part, error)
                                          : import_rows (self, part, error);
}

/* One transaction for all sets: each waits for the disk. */
static gboolean
finish_edit (GraftProjectFile *file, gpointer data, GError **error)
{
  GPtrArray *sets = data;

  for (guint i = 0; i < sets->len; i++)
    if (!graft_import_set_finish (file, sets->pdata[i], error))
      return FALSE;
  return TRUE;
}

/* Sizes of the sets that grew, and marks on what looks alike. */
static gboolean
finish_sets (GraftImport *self, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GraftImportMark));

  if (self->report->taken == 0)
    return TRUE;
  if (!perform (self, "", 0, finish_edit, self->sets, error))
    return FALSE;
  for (guint i = 0; i < self->sets->len; i++)
    graft_import_find_alike (self->sets->pdata[i], marks, self->report);
  return marks->len == 0 ||
         perform_quietly (self, graft_import_write_marks, marks, error);
}

static guint
count_files (GPtrArray *parts)
{
  guint n = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      const GraftImportPart *part = parts->pdata[i];

      n += part->kind == GRAFT_IMPORT_PICTURE ? part->entries->len : 1;
    }
  return n;
}

static gboolean
run_parts (GraftImport *self, GError **error)
{
  g_autoptr (GPtrArray) parts =
      graft_import_plan ((const char *const *)self->paths, self->unlabelled, 0,
                         self->report, self->cancellable, error);
  gboolean fine = TRUE;

  if (parts == NULL)
    return FALSE;
  atomic_store (&self->total, count_files (parts));
  for (guint i = 0; fine && i < parts->len && !is_cancelled (self); i++)
    fine = import_part (self, parts->pdata[i],
                        i + 1 < parts->len ? parts->pdata[i + 1] : NULL, error);
  /* It reads what its part has. */
  g_clear_pointer (&self->ahead, graft_import_team_free);
  is_cancelled (self);
  return fine && finish_sets (self, error);
}

void
graft_import_run (GraftImport *self)
{
  gint64 since = g_get_monotonic_time ();

  self->sets = g_ptr_array_new_with_free_func ((GDestroyNotify)graft_import_set_free);
  self->report = graft_import_report_new ();
  if (!run_parts (self, &self->error) &&
      g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->report->cancelled = TRUE;
      g_clear_error (&self->error);
    }
  self->report->seconds = (double)(g_get_monotonic_time () - since) / 1e6;
}
