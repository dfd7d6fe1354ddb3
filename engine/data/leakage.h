/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items that judge although a copy of them has trained (methods 10.6). */
#pragma once

#include "engine/data/split.h"

G_BEGIN_DECLS

/**
 * GraftLeak:
 * @reason: which of the groupings joins the items
 * @group: its number in that grouping
 * @counts: [GRAFT_N_SHARES] members in each split; at least two are not 0
 * @items: [GRAFT_N_SHARES] the lowest member in each split, GRAFT_GROUP_NONE where there
 * is none: a pair to show
 */
typedef struct
{
  guint reason;
  guint32 group;
  gsize counts[GRAFT_N_SHARES];
  guint32 items[GRAFT_N_SHARES];
} GraftLeak;

/**
 * graft_leaks_find:
 * @split: [n] GraftShare of each item; others, such as GRAFT_SHARE_NONE, cannot leak
 * @groupings: [n_groupings] each [n], numbers of groups or GRAFT_GROUP_NONE: exact
 *     copies, near copies, objects, in the order in which they are to be told
 *
 * Groups that lie across splits, a #GraftLeak each, grouping by grouping in the order of
 * their numbers. Cost: n_groupings n.
 */
GArray *graft_leaks_find (const guint8 *split,
                          gsize n,
                          const guint32 *const *groupings,
                          gsize n_groupings);

/**
 * graft_leaks_mend:
 * @split: [n] (inout)
 *
 * Moves all that any of the groupings joins, directly or by way of others, into one
 * split: the one where most of it is; of equal ones the earlier, so that a copy leaves
 * the test rather than the training. Items in no split stay there. Class shares and sizes
 * may change; a new graft_split_assign() with these groups keeps them better.
 * Cost: n_groupings n.
 *
 * Returns: how many items were moved
 */
gsize graft_leaks_mend (guint8 *split,
                        gsize n,
                        const guint32 *const *groupings,
                        gsize n_groupings);

G_END_DECLS
