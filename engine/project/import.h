/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing data into a project: folders of pictures (domain/class/picture, class/picture,
 * flat), single pictures, and files of every kind that engine/io reads. Decoding is done
 * on all cores; the project's thread commits in batches; a kill in the middle leaves what
 * was committed. */
#pragma once

#include "engine/project/project.h"

G_BEGIN_DECLS

typedef enum
{
  GRAFT_IMPORT_TAKEN,
  GRAFT_IMPORT_SKIPPED,        /* not data, hidden, or already in the set */
  GRAFT_IMPORT_REFUSED,        /* looked like data and cannot be read */
  GRAFT_IMPORT_DUPLICATE,      /* taken, and the same bytes as another item */
  GRAFT_IMPORT_NEAR_DUPLICATE, /* taken, and nearly the same picture as another */
} GraftImportOutcome;

/* One line of the report; files that were simply taken have none. */
typedef struct
{
  GraftImportOutcome outcome;
  char *file;   /* valid UTF-8, control characters escaped */
  char *reason; /* one translated sentence */
} GraftImportNote;

/**
 * GraftImportReport: boxed
 * @sets: names of the sets that came or grew, NULL-terminated
 * @notes: (element-type GraftImportNote): at most GRAFT_IMPORT_MOST_NOTES of them; counts
 * are complete
 * @cancelled: by the person; what was taken before stays
 */
typedef struct
{
  guint taken;
  guint skipped;
  guint refused;
  guint duplicates; /* exact and near, among the taken */
  double seconds;
  gboolean cancelled;
  char **sets;
  GPtrArray *notes;
} GraftImportReport;

#define GRAFT_IMPORT_MOST_NOTES 10000

void graft_import_report_free (GraftImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftImportReport, graft_import_report_free)

/**
 * GraftImportOptions:
 * @set: (nullable): name of the set to make or to add to; from the file or folder
 * otherwise
 * @embed: copy files into the project instead of referring to them
 * @unlabelled: take pictures without the classes their folders are named after
 * @like: (nullable): name of a set whose classes a new set begins with
 * @labels: (nullable): a file of labels (IDX, NPY, or CSV "file,label")
 */
typedef struct
{
  const char *set;
  gboolean embed;
  gboolean unlabelled;
  const char *like;
  const char *labels;
} GraftImportOptions;

/* What import would make of @paths, for a preview: looks at names only, quickly. */
typedef struct
{
  char *path;
  char *kind;  /* "Folders of classes", "IDX", …, translated */
  char *set;   /* name it would get */
  guint files; /* at most 100 000 are counted */
  guint classes;
} GraftImportPreview;

void graft_import_preview_free (GraftImportPreview *self);
/* (element-type GraftImportPreview). Blocks; thread: any but the main one. */
GPtrArray *
graft_import_look (const char *const *paths, GCancellable *cancellable, GError **error);

/**
 * graft_import_async:
 * @paths: NULL-terminated, absolute
 * @progress: (nullable): called on the main thread at most 20 times a second with files
 * done and files known so far
 *
 * One step of undo. The result is a report even when every file was refused or it was
 * cancelled; errors are those that stop everything: the project is read-only, the disk is
 * full, a path is not there.
 */
typedef void (*GraftImportProgress) (guint done, guint total, gpointer user_data);
void graft_import_async (GraftProject *project,
                         const char *const *paths,
                         const GraftImportOptions *options,
                         GraftImportProgress progress,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
GraftImportReport *
graft_import_finish (GraftProject *project, GAsyncResult *result, GError **error);

G_END_DECLS
