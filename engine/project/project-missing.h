/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items that refer to files, and which of those are not there any more. */
#pragma once

#include "engine/project/project-items.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 id;
  GraftItemSource source;
} GraftFileItem;

/* (element-type GraftFileItem): of all sets. Thread: any but the main one. */
GPtrArray *graft_project_list_files (GraftProject *self, GError **error);
/* The same through a connection of one's own. */
GPtrArray *graft_project_read_files (GraftSql *sql, GError **error);
/* Whether these bytes have that SHA-256, [32]. */
gboolean graft_project_has_hash (GBytes *bytes, const guint8 *hash);

G_END_DECLS
