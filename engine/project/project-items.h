/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Putting sets and items into a project file and reading them back: what importers,
 * exporters and the data kind "project:" build on. Those that change the file are called
 * inside an edit (project-file.h). */
#pragma once

#include "engine/project/project-file.h"

G_BEGIN_DECLS

/* Class places are gint16. */
#define GRAFT_PROJECT_MOST_CLASSES 32767u
/* Bytes of one item kept in the project. */
#define GRAFT_PROJECT_MOST_CONTENT ((gsize)512 << 20)

typedef enum
{
  GRAFT_FORMAT_FILE,    /* a file elsewhere: root and path */
  GRAFT_FORMAT_ENCODED, /* a picture file kept as content */
  GRAFT_FORMAT_PIXELS,  /* content: [height, width, channels] guint8 */
  GRAFT_FORMAT_VECTOR,  /* content: [width] float32, little-endian */
  GRAFT_FORMAT_PAIR,    /* content: two UTF-8 texts with a zero byte between them */
  GRAFT_N_FORMATS
} GraftItemFormat;

typedef enum
{
  GRAFT_ANNOTATOR_PERSON,
  GRAFT_ANNOTATOR_MODEL,
  GRAFT_ANNOTATOR_IMPORT, /* the label came with the data */
} GraftAnnotatorKind;

/**
 * GraftNewSet:
 * @name: must be free, see graft_project_file_dup_free_name()
 * @height, @width, @channels: of every item; 0 where they differ
 * @origin: for people: a folder or a file
 */
typedef struct
{
  const char *name;
  GraftSetKind kind;
  guint height;
  guint width;
  guint channels;
  const char *origin;
} GraftNewSet;

/* Errors: GRAFT_DATA_ERROR_MISMATCH when the name is taken. */
gboolean graft_project_file_add_set (GraftProjectFile *file,
                                     const GraftNewSet *set,
                                     guint32 *id,
                                     GError **error);
/* 0 when there is none of that name. */
gboolean graft_project_file_find_set (GraftProjectFile *file,
                                      const char *name,
                                      guint32 *id,
                                      GError **error);
/* @wanted, or "@wanted 2", …: a name that no set has. Valid UTF-8, not too long. */
char *graft_project_file_dup_free_name (GraftProjectFile *file, const char *wanted);

/* Ids; made when there is none yet. The path of a root is absolute, in bytes of the file
 * system, without a slash at the end. */
gboolean graft_project_file_need_root (GraftProjectFile *file,
                                       const char *path,
                                       gint64 *id,
                                       GError **error);
gboolean graft_project_file_need_annotator (GraftProjectFile *file,
                                            const char *name,
                                            GraftAnnotatorKind kind,
                                            gint64 *id,
                                            GError **error);
gboolean graft_project_file_need_class (
    GraftProjectFile *file, guint32 set, const char *name, gint64 *id, GError **error);

/**
 * GraftNewItem:
 * @root: id, of GRAFT_FORMAT_FILE; otherwise 0
 * @path: relative to the root, any bytes; not zero-terminated
 * @name: shown; made valid UTF-8
 * @hash: SHA-256 of @content, or of the file's bytes
 * @dhash: (nullable): of pictures (engine/io/image-hash.h)
 * @bytes: of file or content; @mtime: of the file, Unix seconds
 * @group: (nullable):
 * @class: id, 0: no label
 * @annotator: id of who gave it, see @class
 * @content: (nullable): of embedded formats
 */
typedef struct
{
  GraftItemFormat format;
  gint64 root;
  const void *path;
  gsize path_length;
  const char *name;
  guint8 hash[32];
  const guint64 *dhash;
  guint width;
  guint height;
  guint channels;
  guint64 bytes;
  gint64 mtime;
  GraftSplit split;
  const char *group;
  gboolean excluded;
  gint64 class;
  gint64 annotator;
  GBytes *content;
} GraftNewItem;

/* @ids: (optional): [n]. Cost: about 10 µs an item. Errors: GRAFT_IO_ERROR_TOO_LARGE. */
gboolean graft_project_file_add_items (GraftProjectFile *file,
                                       guint32 set,
                                       const GraftNewItem *items,
                                       gsize n,
                                       guint32 *ids,
                                       GError **error);
/* Keeps bytes; those that are there already are not kept twice. */
gboolean graft_project_file_add_content (GraftProjectFile *file,
                                         const guint8 *hash, /* [32] */
                                         GBytes *content,
                                         GError **error);

/**
 * GraftItemSource: where the bytes of an item are
 * @path: (nullable): of GRAFT_FORMAT_FILE: absolute, in bytes of the file system
 */
typedef struct
{
  GraftItemFormat format;
  char *path;
  char *name;
  guint8 hash[32];
  guint width;
  guint height;
  guint channels;
  guint64 bytes;
  gint64 mtime;
} GraftItemSource;

void graft_item_source_clear (GraftItemSource *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GraftItemSource, graft_item_source_clear)

/* The file is not there, or has another content. Reads it when only its time differs. */
gboolean graft_item_source_is_missing (const GraftItemSource *source);

/* These two read through any connection. Errors: GRAFT_IO_ERROR when there is no such
 * item. */
gboolean graft_project_read_source (GraftSql *sql,
                                    guint32 item,
                                    GraftItemSource *source,
                                    GError **error);
GBytes *graft_project_read_content (GraftSql *sql,
                                    const guint8 *hash, /* [32] */
                                    GError **error);

G_END_DECLS
