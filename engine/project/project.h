/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open project, as the window sees it. The file (project-file.h) is owned by a thread
 * of the project's own: edits go down a queue, are committed there, and only then change
 * what can be read here, so that whatever is on screen is on disk. Everything below is
 * for the main thread and never waits, except where said. */
#pragma once

#include "engine/project/project-set.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_PROJECT (graft_project_get_type ())
G_DECLARE_FINAL_TYPE (GraftProject, graft_project, GRAFT, PROJECT, GObject)

typedef enum
{
  GRAFT_PROJECT_OPEN = 0,
  GRAFT_PROJECT_CREATE = 1 << 0,    /* a new file; an existing one is not replaced */
  GRAFT_PROJECT_READ_ONLY = 1 << 1, /* even when it could be written */
} GraftProjectFlags;

/**
 * GraftProject:read-only: somebody else has it open, or file or folder cannot be written
 * GraftProject:read-only-reason: why, one translated sentence, or %NULL
 * GraftProject:pending: edits on their way to the disk; 0 means that all is saved
 * GraftProject:can-undo, GraftProject:can-redo:
 * GraftProject:undo-text, GraftProject:redo-text: "Label 3 items as horse", translated
 */
/**
 * GraftProject::sets-changed: sets came, went, or were renamed; the sets themselves stay
 * GraftProject::failed:
 * @error: of an edit that could not be committed; nothing of it was done
 */

/**
 * graft_project_open_async:
 * @path: of a ".graft" file
 *
 * Opens, checks (SQLite's integrity check), migrates, makes a backup and reads, all on
 * the project's thread. Errors: GRAFT_IO_ERROR (all codes); for a damaged file the
 * message names the newest good backup. G_IO_ERROR_CANCELLED.
 */
void graft_project_open_async (const char *path,
                               GraftProjectFlags flags,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GraftProject *graft_project_open_finish (GAsyncResult *result, GError **error);
/* The same, waiting: for programs without a main loop. */
GraftProject *
graft_project_open (const char *path, GraftProjectFlags flags, GError **error);
/* Waits until all edits are on disk, folds the journal into the file and lets go of it.
 * Also done by the last unref. */
void graft_project_close (GraftProject *self);
/* Waits for all edits given so far, delivering their changes: tests, command line. */
gboolean graft_project_flush (GraftProject *self, GError **error);

const char *graft_project_get_path (GraftProject *self);
const char *graft_project_get_name (GraftProject *self); /* of the file, without ending */
gboolean graft_project_get_read_only (GraftProject *self);
const char *graft_project_get_read_only_reason (GraftProject *self);
guint graft_project_get_pending (GraftProject *self);

/* A GListModel of #GraftProjectSet, in order; borrowed. */
GListModel *graft_project_get_sets (GraftProject *self);
GraftProjectSet *graft_project_find_set (GraftProject *self, const char *name);

/* --- edits: each is one step of undo, and is refused with ::failed in a read-only
 * project.
 * @items are ids (GraftItem.id) of one set, copied. --- */

/* @class: index in the set's list, or GRAFT_CLASS_NONE to clear. By the person that
 * graft_project_get_annotator() names. */
void graft_project_label (
    GraftProject *self, GraftProjectSet *set, const guint32 *items, gsize n, int class);
/* Each item gets the class that is suggested for it; items without a suggestion stay. */
void graft_project_accept_suggestions (GraftProject *self,
                                       GraftProjectSet *set,
                                       const guint32 *items,
                                       gsize n);
void graft_project_set_splits (GraftProject *self,
                               GraftProjectSet *set,
                               const guint32 *items,
                               const guint8 *splits, /* [n] GraftSplit */
                               gsize n);
/* Excluded items are neither trained on nor tested with. */
void graft_project_set_excluded (GraftProject *self,
                                 GraftProjectSet *set,
                                 const guint32 *items,
                                 gsize n,
                                 gboolean excluded);
void graft_project_set_tag (GraftProject *self,
                            GraftProjectSet *set,
                            const guint32 *items,
                            gsize n,
                            const char *tag,
                            gboolean present);
/* Items with the same group stay together in splits; NULL or "": none. */
void graft_project_set_group (GraftProject *self,
                              GraftProjectSet *set,
                              const guint32 *items,
                              gsize n,
                              const char *group);
void graft_project_add_class (GraftProject *self, GraftProjectSet *set, const char *name);
void graft_project_rename_class (GraftProject *self,
                                 GraftProjectSet *set,
                                 guint class,
                                 const char *name);
void graft_project_move_class (GraftProject *self,
                               GraftProjectSet *set,
                               guint class,
                               guint position);
/* Items of @from become items of @into, and @from goes. */
void graft_project_merge_classes (GraftProject *self,
                                  GraftProjectSet *set,
                                  guint from,
                                  guint into);
/* Its items become unlabelled. */
void graft_project_delete_class (GraftProject *self, GraftProjectSet *set, guint class);
/* Adds the classes of @like that @set has not. */
void graft_project_copy_classes (GraftProject *self,
                                 GraftProjectSet *set,
                                 GraftProjectSet *like);
void
graft_project_rename_set (GraftProject *self, GraftProjectSet *set, const char *name);
void graft_project_delete_set (GraftProject *self, GraftProjectSet *set);

void graft_project_undo (GraftProject *self);
void graft_project_redo (GraftProject *self);

/* --- who labels --- */

/* The account's own name unless set; new names are remembered in the file. */
const char *graft_project_get_annotator (GraftProject *self);
void graft_project_set_annotator (GraftProject *self, const char *name);
/* Everybody who has labelled, NULL-terminated; borrowed until the next change. */
const char *const *graft_project_get_annotators (GraftProject *self);

/* --- looking things up, on the project's thread --- */

/**
 * GraftItemDetails: what the grid does not need; all strings are valid UTF-8
 * @file: (nullable): shown name of the file or where it came from ("train.idx #12")
 * @path: (nullable): absolute, in the file system's own bytes; %NULL when embedded
 * @missing: the file is not there any more, or is not the one that was imported
 * @annotator: (nullable): who labelled it
 * @labelled: Unix time in seconds, 0 without a label
 * @tags: NULL-terminated
 * @group: (nullable):
 */
typedef struct
{
  guint32 id;
  char *file;
  char *path;
  gboolean missing;
  guint width;
  guint height;
  guint64 bytes;
  char *hash; /* SHA-256 of the content, hexadecimal */
  char *annotator;
  gint64 labelled;
  char **tags;
  char *group;
} GraftItemDetails;

void graft_item_details_free (GraftItemDetails *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftItemDetails, graft_item_details_free)

void graft_project_get_details_async (GraftProject *self,
                                      guint32 item,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GraftItemDetails *graft_project_get_details_finish (GraftProject *self,
                                                    GAsyncResult *result,
                                                    GError **error);

/* Ids, ascending, of the items whose file name, tag or group contains @text (without
 * regard to case): GBytes of guint32. */
void graft_project_search_async (GraftProject *self,
                                 GraftProjectSet *set,
                                 const char *text,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GBytes *
graft_project_search_finish (GraftProject *self, GAsyncResult *result, GError **error);

/**
 * GraftPicture: pixels for the screen
 * @pixels: [height, width, 4] RGBA, not premultiplied
 */
typedef struct
{
  guint width;
  guint height;
  GBytes *pixels;
} GraftPicture;

void graft_picture_free (GraftPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftPicture, graft_picture_free)

/**
 * graft_project_load_picture:
 * @box: longest side wanted, in pixels; 0: as large as it is
 *
 * Thread: any but the main one; several at once are welcome. Small ones (@box up to 256)
 * come from a cache on disk when they were made before. Vectors are drawn as small bar
 * charts. Errors: GRAFT_IO_ERROR (missing, damaged: the message says which file),
 * G_IO_ERROR_CANCELLED.
 */
GraftPicture *graft_project_load_picture (GraftProject *self,
                                          guint32 item,
                                          guint box,
                                          GCancellable *cancellable,
                                          GError **error);

/* --- the file --- */

/* All of it to another file, which stays closed. */
void graft_project_save_copy_async (GraftProject *self,
                                    const char *path,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
graft_project_save_copy_finish (GraftProject *self, GAsyncResult *result, GError **error);
/* Copies every file that items refer to into the project. @n_embedded: how many. */
void graft_project_embed_async (GraftProject *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean graft_project_embed_finish (GraftProject *self,
                                     GAsyncResult *result,
                                     guint *n_embedded,
                                     GError **error);
/* Looks in and below @folder for the files that are missing, by content. */
void graft_project_relink_async (GraftProject *self,
                                 const char *folder,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean graft_project_relink_finish (GraftProject *self,
                                      GAsyncResult *result,
                                      guint *n_found,
                                      guint *n_missing,
                                      GError **error);
/* How many items refer to files that are not there. */
void graft_project_count_missing_async (GraftProject *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean graft_project_count_missing_finish (GraftProject *self,
                                             GAsyncResult *result,
                                             guint *n_missing,
                                             GError **error);

G_END_DECLS
