/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items that belong together: copies of one picture, photographs of one object, letters
 * of one font. */
#pragma once

#include "engine/base/union-find.h"

G_BEGIN_DECLS

/* In an array of groups: this item belongs to none. */
#define GRAFT_GROUP_NONE G_MAXUINT32

/**
 * GraftGroups:
 * @of: [n] the group of each item, 0 … n_groups − 1, or GRAFT_GROUP_NONE; groups are
 * numbered in the order of their lowest items
 * @first: [n_groups + 1] members of group g are items[first[g]] … items[first[g + 1] −
 * 1], in rising order, at least two
 */
typedef struct
{
  gsize n;
  gsize n_groups;
  guint32 *of;
  gsize *first;
  guint32 *items;
} GraftGroups;

/* The sets of @sets that have more than one item. Cost: n. */
GraftGroups *graft_groups_new_from_sets (GraftUnionFind *sets);
/* Items of @of, [n], that have the same number, whatever that is; GRAFT_GROUP_NONE stays
 * alone. Cost: n. */
GraftGroups *graft_groups_new_from_numbers (const guint32 *of, gsize n);
void graft_groups_free (GraftGroups *self);

/* Joins in @sets all items that have the same number in @of, [n of the sets]. */
void graft_groups_join (const guint32 *of, GraftUnionFind *sets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftGroups, graft_groups_free)

G_END_DECLS
