/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The importer's side of the project's file: the set that grows (import-set.c), rows on
 * their way into it (import-batch.c), files of many items as such rows (import-rows.c),
 * tables of labels (import-table.c). */
#pragma once

#include "engine/project/import-private.h"
#include "engine/project/project-items.h"

G_BEGIN_DECLS

/* Who gave labels that came with the data. */
#define GRAFT_IMPORT_ANNOTATOR "import"

/* --- a set that grows: import-set.c --- */

/**
 * GraftImportSeen: a picture of the set, for finding what looks alike
 * @fresh: came with this import
 */
typedef struct
{
  guint32 id;
  guint64 dhash;
  gboolean has_dhash;
  gboolean fresh;
  guint8 split;
  const guint8 *hash;
  const char *key; /* path, or name of what has none */
  const char *name;
} GraftImportSeen;

/**
 * GraftImportSet:
 * @name: wanted; what it got once @id is not 0
 * @exact: the name was asked for: the set is added to, wherever it came from
 * @origin: valid UTF-8
 * @like: (nullable): set whose classes a new one begins with
 * @height, @width, @channels: of rows without a file; 0 until known
 * @seen: (array GraftImportSeen): all items, in the order of their ids
 * @by_key: path or name → index in @seen, plus 1
 * @by_hash: 32 bytes → index in @seen, plus 1
 */
typedef struct
{
  guint32 id;
  char *name;
  gboolean exact;
  char *origin;
  char *like;
  GraftSetKind kind;
  guint height;
  guint width;
  guint channels;
  GArray *seen;
  GHashTable *by_key;
  GHashTable *by_hash;
  GStringChunk *names;
  GPtrArray *hashes; /* owns the 32 bytes */
} GraftImportSet;

GraftImportSet *graft_import_set_new (const char *name,
                                      gboolean exact,
                                      const char *origin,
                                      const char *like,
                                      GraftSetKind kind);
void graft_import_set_free (GraftImportSet *self);

/* An edit that reads: which set it is, and what is in it. @data: GraftImportSet. Errors:
 * GRAFT_DATA_ERROR_MISMATCH when the set holds something else. */
gboolean graft_import_set_read (GraftProjectFile *file, gpointer data, GError **error);
/* The item with this path or name, or with this content; NULL when there is none. */
const GraftImportSeen *graft_import_set_find_key (GraftImportSet *self, const char *key);
const GraftImportSeen *graft_import_set_find_hash (GraftImportSet *self,
                                                   const guint8 *hash);
/* Remembers an item; its id may be filled in later. */
void graft_import_set_remember (GraftImportSet *self,
                                const char *key,
                                const char *name,
                                const guint8 *hash,
                                const GraftImportSeen *seen);

/* --- rows on their way: import-batch.c --- */

/**
 * GraftImportRow:
 * @path: (nullable): bytes, relative to the batch's root, of GRAFT_FORMAT_FILE
 * @name: shown
 * @class: in the batch's list, or GRAFT_CLASS_NONE
 */
typedef struct
{
  GraftItemFormat format;
  char *path;
  char *name;
  guint8 hash[32];
  guint64 dhash;
  gboolean has_dhash;
  guint width;
  guint height;
  guint channels;
  guint64 bytes;
  gint64 mtime; /* seconds */
  guint8 split;
  gint32 class;
  GBytes *content;
} GraftImportRow;

/**
 * GraftImportBatch: written in one transaction
 * @root: (nullable): folder of rows with paths
 * @classes: (element-type utf8): lent; what the rows' classes mean
 * @rows: (array GraftImportRow)
 * @set_id: (out): of the set, which is made when it is not there
 * @set_name: (out): what it is called
 * @ids: (out): (array guint32): of the rows
 */
typedef struct
{
  GraftImportSet *set;
  const char *root;
  GPtrArray *classes;
  GArray *rows;
  guint64 held; /* bytes of contents */
  gint64 since; /* when the first row came, monotonic */
  guint32 set_id;
  char *set_name;
  GArray *ids;
} GraftImportBatch;

GraftImportBatch *
graft_import_batch_new (GraftImportSet *set, const char *root, GPtrArray *classes);
void graft_import_batch_free (GraftImportBatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftImportBatch, graft_import_batch_free)
/* Takes what @row points at. */
void graft_import_batch_add (GraftImportBatch *self, GraftImportRow *row);
/* TRUE when it is large or old enough to be written. */
gboolean graft_import_batch_is_due (const GraftImportBatch *self);
/* An edit; @data: GraftImportBatch. */
gboolean graft_import_batch_write (GraftProjectFile *file, gpointer data, GError **error);
/* After the commit: fills the set's ids in, and empties the batch. */
void graft_import_batch_done (GraftImportBatch *self);

/* An edit that closes an import: sizes of the set, when all its items have one. @data:
 * GraftImportSet. */
gboolean graft_import_set_finish (GraftProjectFile *file, gpointer data, GError **error);

/* --- what looks alike: import-alike.c --- */

typedef struct
{
  guint32 id;
  guint kinds; /* GRAFT_ITEM_DUPLICATE, GRAFT_ITEM_LEAK */
} GraftImportMark;

/* Notes fresh items that are nearly the same as others, and appends to @marks
 * (element-type GraftImportMark) which items have a double. */
void
graft_import_find_alike (GraftImportSet *set, GArray *marks, GraftImportReport *report);
/* An edit; @data: GArray of GraftImportMark. */
gboolean graft_import_write_marks (GraftProjectFile *file, gpointer data, GError **error);

/* --- files of many items: import-rows.c --- */

/**
 * GraftImportRows: what such a file holds, row by row
 * @classes: (element-type utf8)
 */
typedef struct _GraftImportRows GraftImportRows;

/**
 * graft_import_rows_open:
 * @labels: (nullable): file of their labels
 * @notes: (element-type utf8): what the reader had to say is appended
 *
 * Reads all of it. Errors: those of graft_data_source_load(), GRAFT_IO_ERROR.
 */
GraftImportRows *graft_import_rows_open (const GraftImportPart *part,
                                         const char *labels,
                                         GPtrArray *notes,
                                         GCancellable *cancellable,
                                         GError **error);
void graft_import_rows_free (GraftImportRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftImportRows, graft_import_rows_free)
gsize graft_import_rows_get_n (const GraftImportRows *self);
GraftSetKind graft_import_rows_get_kind (const GraftImportRows *self);
GPtrArray *graft_import_rows_get_classes (const GraftImportRows *self);
/* Row @index; the caller owns what it points at. */
void
graft_import_rows_get (const GraftImportRows *self, gsize index, GraftImportRow *row);

/* --- tables "file,label": import-table.c --- */

typedef struct _GraftImportTable GraftImportTable;

GraftImportTable *graft_import_table_load (const char *path, GError **error);
void graft_import_table_free (GraftImportTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftImportTable, graft_import_table_free)
gsize graft_import_table_get_n (const GraftImportTable *self);
/* Labels of the part's pictures from a table; how many it had one for. */
guint graft_import_table_apply (const GraftImportTable *self, GraftImportPart *part);

/**
 * GraftImportRelabel: a table on its way to a set that is there
 * @set: name; NULL: the only set
 * @matched: (out): items that got a label
 * @unknown: (out): lines whose file is not in the set
 */
typedef struct
{
  const GraftImportTable *table;
  const char *set;
  guint matched;
  guint unknown;
  char *name;
} GraftImportRelabel;

/* An edit; @data: GraftImportRelabel. Errors: GRAFT_DATA_ERROR_MISMATCH when there is no
 * such set, or several and none is named. */
gboolean graft_import_table_write (GraftProjectFile *file, gpointer data, GError **error);

G_END_DECLS
