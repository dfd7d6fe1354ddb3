/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All items of a set as arrays, for the arithmetic of engine/label. Read through a
 * connection of one's own, on a worker thread. */
#pragma once

#include "engine/project/project-file.h"

G_BEGIN_DECLS

/**
 * GraftAssistItems:
 * @ids: guint32, ascending; what follows stands in the same order
 * @labels: gint32, place in @class_ids or −1
 * @excluded: guint8
 * @splits: guint8, GraftSplit
 * @hashes: 32 bytes each
 * @dhashes: guint64; @has_dhash: guint8
 * @groups: guint32, items with the same number stay together; G_MAXUINT32: none
 * @class_ids: gint64, in the order of the set's classes
 */
typedef struct
{
  guint32 set;
  gsize n;
  GArray *ids;
  GArray *labels;
  GArray *excluded;
  GArray *splits;
  GByteArray *hashes;
  GArray *dhashes;
  GArray *has_dhash;
  GArray *groups;
  GArray *class_ids;
} GraftAssistItems;

/* The set as it is committed now. Cost: a microsecond or two an item. Errors:
 * GRAFT_IO_ERROR. */
GraftAssistItems *graft_assist_items_read (GraftSql *sql, guint32 set, GError **error);
void graft_assist_items_free (GraftAssistItems *self);

/* [n] of guint32: exact and near duplicates, alone and joined: the same number, or
 * G_MAXUINT32 for items that have none. */
guint32 *graft_assist_items_find_duplicates (const GraftAssistItems *self,
                                             GCancellable *cancellable,
                                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftAssistItems, graft_assist_items_free)

G_END_DECLS
