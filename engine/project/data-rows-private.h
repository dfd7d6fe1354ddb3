/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which items of a set are to be read, before any of them is. */
#pragma once

#include "engine/project/project-data.h"
#include "engine/project/project-items.h"

G_BEGIN_DECLS

/* @label: place in the class list or GRAFT_LABEL_NONE. */
typedef struct
{
  guint32 id;
  gint32 label;
  GraftItemFormat format;
  guint width;
  guint height;
  guint channels;
} GraftDataRow;

/**
 * GraftDataRows:
 * @rows: GraftDataRow, ascending ids, or in the order of the replay
 * @class_names: NULL-terminated
 */
typedef struct
{
  guint32 set;
  GraftSetKind kind;
  GArray *rows;
  char **class_names;
} GraftDataRows;

void graft_data_rows_clear (GraftDataRows *self);
/* A connection to a project that only reads. */
GraftSql *graft_data_rows_open (const char *path, GError **error);
gboolean graft_data_rows_read (GraftDataRows *self,
                               GraftSql *sql,
                               const GraftProjectDataOrder *order,
                               GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GraftDataRows, graft_data_rows_clear)

G_END_DECLS
