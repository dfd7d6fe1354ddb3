/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One open .graft file: opening and closing, transactions, and edits that can be undone.
 * Synchronous, and used by one thread at a time: in a window that is the project's own
 * (project-jobs.h is the door to it). What an edit does to items, sets and classes stands
 * in project-items.h and project-edits.h. */
#pragma once

#include "engine/project/project.h"
#include "engine/project/sql-private.h"

G_BEGIN_DECLS

typedef struct _GraftProjectFile GraftProjectFile;
typedef struct _GraftProjectNews GraftProjectNews;

/* Errors: as graft_project_open_async(). */
GraftProjectFile *graft_project_file_open (const char *path,
                                           GraftProjectFlags flags,
                                           GCancellable *cancellable,
                                           GError **error);
/* Folds the journal into the file and lets go of it. */
void graft_project_file_close (GraftProjectFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftProjectFile, graft_project_file_close)

const char *graft_project_file_get_path (GraftProjectFile *self);
/* Why it can only be read, translated; NULL when it can be written. */
const char *graft_project_file_get_read_only_reason (GraftProjectFile *self);
GraftSql *graft_project_file_peek_sql (GraftProjectFile *self);
/* How further connections that only read are to be opened. */
GraftSqlMode graft_project_file_get_read_mode (GraftProjectFile *self);

/* Kept words: "uuid", "created", "annotator". NULL when there is none. */
char *graft_project_file_dup_meta (GraftProjectFile *self, const char *key);
gboolean graft_project_file_set_meta (GraftProjectFile *self,
                                      const char *key,
                                      const char *value,
                                      GError **error);

/**
 * GraftProjectEdit: changes the file inside a transaction that the caller has opened
 *
 * Runs on the file's thread. When it fails nothing of it stays. It may be run again after
 * a failure, so it must not use up @data.
 */
typedef gboolean (*GraftProjectEdit) (GraftProjectFile *file,
                                      gpointer data,
                                      GError **error);

/**
 * GraftProjectStep:
 * @what: (nullable): "key" or "key\targument" (undo-text.h); %NULL: not a step of undo,
 * for what a model or a run writes
 * @n: how many things are changed, for the text
 * @step: 0: a step of its own; otherwise the number that an earlier call left here: the
 * edit joins that step when it is still the last one. Receives the step's number.
 */
typedef struct
{
  const char *what;
  gint64 n;
  gint64 step;
} GraftProjectStep;

/* A transaction over any number of edits. Commit returns after the disk has it; when it
 * fails, nothing of the transaction was done. */
gboolean graft_project_file_begin (GraftProjectFile *self, GError **error);
gboolean graft_project_file_commit (GraftProjectFile *self, GError **error);
void graft_project_file_roll_back (GraftProjectFile *self);

/* All inside a transaction; what changed is added to @news (project-news.h). */
gboolean graft_project_file_edit (GraftProjectFile *self,
                                  GraftProjectStep *step,
                                  GraftProjectEdit edit,
                                  gpointer data,
                                  GraftProjectNews *news,
                                  GError **error);
/* Nothing to undo or redo is no error. */
gboolean
graft_project_file_undo (GraftProjectFile *self, GraftProjectNews *news, GError **error);
gboolean
graft_project_file_redo (GraftProjectFile *self, GraftProjectNews *news, GError **error);

/* One edit in a transaction of its own, without news: programs without a window. */
gboolean graft_project_file_edit_once (GraftProjectFile *self,
                                       const GraftProjectStep *step,
                                       GraftProjectEdit edit,
                                       gpointer data,
                                       GError **error);

G_END_DECLS
