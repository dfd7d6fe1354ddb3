/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the exporter share: export-read.c reads what is to be written,
 * export-text.c, export-folders.c and export-arrays.c write a family of formats each,
 * export.c puts it together. All of it runs on the export's own thread. */
#pragma once

#include "engine/io/image-file.h"
#include "engine/project/export.h"
#include "engine/project/project-items.h"

G_BEGIN_DECLS

/* An item with all that text formats tell of it. */
typedef struct
{
  guint32 id;
  char *name;
  int class; /* in the set's list, or GRAFT_CLASS_NONE */
  GraftSplit split;
  gboolean excluded;
  char *annotator; /* NULL without a label */
  gint64 time;     /* Unix time in microseconds */
  char *tags;      /* joined by ";", NULL: none */
  guint8 hash[32];
} GraftExportItem;

/**
 * GraftExport:
 * @classes: (element-type utf8)
 * @items: (array GraftExportItem)
 * @n_written: items
 */
typedef struct
{
  GraftSql *sql;
  guint32 id;
  GraftExportFormat format;
  char *path;
  guint size;
  GCancellable *cancellable;
  char *name;
  GraftSetKind kind;
  GPtrArray *classes;
  GArray *items;
  guint n_written;
} GraftExport;

/* Name, classes and items of the set with the id. */
gboolean graft_export_read (GraftExport *self, GError **error);
void graft_export_clear (GraftExport *self);

/* The bytes of an item: of its file, or those that are kept. Errors: GRAFT_IO_ERROR; for
 * a file that is gone the message says how to find it. */
GBytes *graft_export_read_bytes (GraftExport *self,
                                 const GraftExportItem *item,
                                 GraftItemSource *source,
                                 GError **error);
/* An item as a picture. */
GraftImage *
graft_export_read_image (GraftExport *self, const GraftExportItem *item, GError **error);

gboolean graft_export_write_csv (GraftExport *self, GError **error);
gboolean graft_export_write_json (GraftExport *self, GError **error);
gboolean graft_export_write_folders (GraftExport *self, gboolean links, GError **error);
gboolean graft_export_write_npy (GraftExport *self, GError **error);
gboolean graft_export_write_npz (GraftExport *self, GError **error);
gboolean graft_export_write_idx (GraftExport *self, GError **error);

/* A name for a file or folder: no '/', no '.' in front, no control characters, never
 * empty nor too long. */
char *graft_export_safe_name (const char *name);

G_END_DECLS
