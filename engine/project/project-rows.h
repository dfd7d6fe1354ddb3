/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a set as the window has them, read from the file. */
#pragma once

#include "engine/project/project-file.h"

G_BEGIN_DECLS

/* Class ids of a set in order; @names: (out) (optional): the same NULL-terminated. */
GArray *graft_project_rows_read_classes (GraftProjectFile *file,
                                         guint32 set,
                                         char ***names,
                                         GError **error);

/* The rows one after the other. */
typedef struct
{
  guint32 set;
  GraftItem item; /* label and suggestion are not filled in */
  gint64 class;   /* id, 0: none */
  gint64 suggestion;
} GraftProjectRow;

typedef gboolean (*GraftProjectRowFunc) (const GraftProjectRow *row, gpointer data);

/* All of a set, ascending ids. */
gboolean graft_project_rows_read_set (GraftProjectFile *file,
                                      guint32 set,
                                      GraftProjectRowFunc func,
                                      gpointer data,
                                      GError **error);
/* Those of @ids (ascending, [n]) that there are, ascending. */
gboolean graft_project_rows_read_items (GraftProjectFile *file,
                                        const guint32 *ids,
                                        gsize n,
                                        GraftProjectRowFunc func,
                                        gpointer data,
                                        GError **error);

G_END_DECLS
