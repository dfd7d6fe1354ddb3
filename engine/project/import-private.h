/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the importer share: import-walk.c lists a folder, import-plan.c makes
 * parts of what was listed (one set a part, as a rule), import-decode.c reads pictures on
 * all cores, import-rows.c reads files that hold many items, import.c puts it together.
 * Nothing here knows the project's file. */
#pragma once

#include "engine/project/import.h"

G_BEGIN_DECLS

/* --- what a file is: import-kind.c --- */

typedef enum
{
  GRAFT_IMPORT_NOTHING, /* not data */
  GRAFT_IMPORT_FOREIGN, /* data, in a format that Graft does not read */
  GRAFT_IMPORT_PICTURE,
  GRAFT_IMPORT_IDX,
  GRAFT_IMPORT_IDX_LABELS,
  GRAFT_IMPORT_USPS,
  GRAFT_IMPORT_NPY,
  GRAFT_IMPORT_NPY_LABELS,
  GRAFT_IMPORT_NPZ,
  GRAFT_IMPORT_MAT,
  GRAFT_IMPORT_CSV,
  GRAFT_IMPORT_SVMLIGHT,
  GRAFT_IMPORT_PAIRS,
  GRAFT_IMPORT_TABLE,  /* CSV of file names and labels */
  GRAFT_IMPORT_SOURCE, /* "builtin:NAME" and its like, no file */
  GRAFT_IMPORT_N_KINDS
} GraftImportKind;

/* By the name, and for what may be data of many items by the first bytes. @reason: why it
 * is GRAFT_IMPORT_NOTHING or _FOREIGN, a translated sentence. */
GraftImportKind graft_import_recognise (const char *path, char **reason);
/* "idx" of "idx:FILE" for kinds that engine/data reads; NULL for others. */
const char *graft_import_kind_get_source (GraftImportKind kind);
/* For people, translated. */
const char *graft_import_kind_get_label (GraftImportKind kind);
/* TRUE for "KIND:REST" with a kind of engine/data. */
gboolean graft_import_is_source (const char *path);

/* --- the report: import-report.c --- */

GraftImportReport *graft_import_report_new (void);
/* Counts, and writes a note while there is room. @path: bytes; @reason is taken over and
 * may be NULL for what was simply taken. */
void graft_import_report_add (GraftImportReport *self,
                              GraftImportOutcome outcome,
                              const char *path,
                              char *reason);
/* A note that counts nothing. */
void graft_import_report_note (GraftImportReport *self,
                               GraftImportOutcome outcome,
                               const char *path,
                               char *reason);
/* A name among @sets; once each. */
void graft_import_report_add_set (GraftImportReport *self, const char *name);

/* --- folders: import-walk.c --- */

/**
 * GraftImportFolder:
 * @name: in its parent, bytes
 * @pictures: (element-type filename): names, sorted
 * @data: (element-type filename): names of files that may hold many items, sorted
 * @folders: (element-type GraftImportFolder): sorted by name
 * @n_pictures: here and below
 */
typedef struct _GraftImportFolder GraftImportFolder;
struct _GraftImportFolder
{
  char *name;
  GPtrArray *pictures;
  GPtrArray *data;
  GPtrArray *folders;
  guint n_pictures;
};

/**
 * graft_import_walk:
 * @most: pictures to list, 0: all
 * @report: (nullable): takes what is skipped and what cannot be opened
 *
 * Follows symbolic links, never twice into one folder. Only @path itself failing is an
 * error: GRAFT_IO_ERROR_FAILED, G_IO_ERROR_CANCELLED. Thread: any.
 */
GraftImportFolder *graft_import_walk (const char *path,
                                      guint most,
                                      GraftImportReport *report,
                                      GCancellable *cancellable,
                                      GError **error);
void graft_import_folder_free (GraftImportFolder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftImportFolder, graft_import_folder_free)

/* --- what will be done: import-plan.c --- */

/* A picture: its name from the part's folder on, its class in the part's list or
 * GRAFT_CLASS_NONE, its GraftSplit. */
typedef struct
{
  const char *path;
  gint32 class;
  guint8 split;
} GraftImportEntry;

/**
 * GraftImportPart:
 * @path: absolute folder of @entries, a file, or a source ("builtin:NAME")
 * @set: name that the set would get
 * @classes: (element-type utf8): of @entries
 * @entries: (array GraftImportEntry): pictures
 * @tables: (element-type filename): label tables that lay beside them
 */
typedef struct
{
  GraftImportKind kind;
  char *path;
  char *set;
  GPtrArray *classes;
  GArray *entries;
  GPtrArray *tables;
  GStringChunk *names; /* of @entries */
} GraftImportPart;

void graft_import_part_free (GraftImportPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftImportPart, graft_import_part_free)

/**
 * graft_import_plan:
 * @unlabelled: folders give no classes
 *
 * (element-type GraftImportPart). Errors: GRAFT_IO_ERROR_FAILED for a path that is not
 * there or cannot be opened, G_IO_ERROR_CANCELLED.
 */
GPtrArray *graft_import_plan (const char *const *paths,
                              gboolean unlabelled,
                              guint most,
                              GraftImportReport *report,
                              GCancellable *cancellable,
                              GError **error);
/* Parts of one folder and all below it, appended to @parts; @set: its name. */
void graft_import_plan_folder (GPtrArray *parts,
                               const GraftImportFolder *folder,
                               const char *path,
                               const char *set,
                               gboolean unlabelled,
                               GraftImportReport *report);
GraftImportPart *
graft_import_part_new (GraftImportKind kind, const char *path, const char *set);
/* Index of the class in the part's list, which grows. */
gint32 graft_import_part_find_class (GraftImportPart *self, const char *name);
void graft_import_part_add (GraftImportPart *self,
                            const char *path,
                            gint32 class,
                            GraftSplit split);

/* --- pictures on all cores: import-decode.c --- */

/**
 * GraftImportPicture: what is known of a file once it was read
 * @reason: why it was refused; %NULL: it was not
 * @content: the file's bytes when they are to be embedded
 */
typedef struct
{
  char *reason;
  guint8 hash[32];
  guint64 dhash;
  guint width;
  guint height;
  guint channels;
  guint64 bytes;
  gint64 mtime; /* Unix time in nanoseconds */
  GBytes *content;
} GraftImportPicture;

void graft_import_picture_clear (GraftImportPicture *self);

typedef struct _GraftImportTeam GraftImportTeam;

/* Starts reading the entries of @part, which must live longer. @keep: fill @content.
 * @n_threads 0: one a processor. */
GraftImportTeam *graft_import_team_new (const GraftImportPart *part,
                                        gboolean keep,
                                        guint n_threads,
                                        GCancellable *cancellable);
/* Waits for the next picture, in the order of the entries; FALSE at the end and when
 * cancelled. */
gboolean graft_import_team_next (GraftImportTeam *self, GraftImportPicture *picture);
/* Stops what is under way and waits for the threads. */
void graft_import_team_free (GraftImportTeam *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftImportTeam, graft_import_team_free)

G_END_DECLS
