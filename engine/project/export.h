/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking data out of a project. Files are written beside their place and renamed; an
 * existing folder is only added to. */
#pragma once

#include "engine/project/project.h"

G_BEGIN_DECLS

typedef enum
{
  GRAFT_EXPORT_CSV,     /* file,label,split,annotator,time,tags,excluded,hash */
  GRAFT_EXPORT_JSON,    /* the same, an object an item, with the class list */
  GRAFT_EXPORT_FOLDERS, /* CLASS/file, unlabelled ones in "unlabelled"; copies */
  GRAFT_EXPORT_LINKS,   /* the same with symbolic links where items refer to files */
  GRAFT_EXPORT_NPY,     /* features (vectors, or simple pixels), and NAME-labels.npy */
  GRAFT_EXPORT_IDX,     /* NAME-images-idx3-ubyte and NAME-labels-idx1-ubyte */
  GRAFT_EXPORT_NPZ,     /* arrays x and y, and class names */
  GRAFT_N_EXPORTS
} GraftExportFormat;

/* Words for menus and the command line: "csv", …; NULL past the end. */
const char *graft_export_format_get_id (GraftExportFormat format);
const char *graft_export_format_get_label (GraftExportFormat format); /* translated */

/* @path: the file, or for folders and IDX the folder. IDX and NPZ of pictures of several
 * sizes need @size, the side they are brought to; 0: as they are. Errors: GRAFT_IO_ERROR,
 * GRAFT_DATA_ERROR_MISMATCH. @n_written: items. */
void graft_export_async (GraftProject *project,
                         GraftProjectSet *set,
                         GraftExportFormat format,
                         const char *path,
                         guint size,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
gboolean graft_export_finish (GraftProject *project,
                              GAsyncResult *result,
                              guint *n_written,
                              GError **error);

G_END_DECLS
