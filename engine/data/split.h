/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which items train, which choose and which judge (methods 0.9). */
#pragma once

#include "engine/data/groups.h"

G_BEGIN_DECLS

typedef enum
{
  GRAFT_SHARE_TRAIN,
  GRAFT_SHARE_VALIDATION,
  GRAFT_SHARE_TEST,
} GraftShare;

#define GRAFT_N_SHARES 3
/* In an array of splits: the item is in none. */
#define GRAFT_SHARE_NONE 255

/**
 * GraftSharePlan:
 * @labels: (nullable): [n] class of each item; negative ones count as one class more
 * @groups: (nullable): [n] items with the same number stay together; GRAFT_GROUP_NONE is
 *     on its own
 * @fraction: share of each split, not negative; their sum is made 1
 */
typedef struct
{
  gsize n;
  const gint32 *labels;
  const guint32 *groups;
  double fraction[GRAFT_N_SHARES];
  guint64 seed;
} GraftSharePlan;

/**
 * graft_split_assign:
 * @split: (out): [n] GraftShare of each item
 * @counts: (out) (optional): [GRAFT_N_SHARES] items of each
 *
 * Deals whole groups, large ones first and equal ones in a random order, each to the
 * split that lacks its classes most: the squared difference between wanted and given
 * counts, of every class and, less strongly, of all items, grows least. Without groups
 * each class is shared out within one item. A split that is wanted and went away empty
 * gets the smallest group of another one that has several.
 * Cost: n log n + n_groups · (classes in a group). Thread: any.
 * Errors: `GRAFT_DATA_ERROR_TOO_FEW` for fewer groups than splits wanted,
 * `GRAFT_DATA_ERROR_RANGE` for fractions that are negative, not finite or all 0.
 * Source: the greedy step of Sechidis, Tsoumakas, Vlahavas, "On the stratification of
 * multi-label data", ECML PKDD 2011, for groups with several classes.
 */
gboolean graft_split_assign (const GraftSharePlan *plan,
                             guint8 *split,
                             gsize *counts,
                             GError **error);

G_END_DECLS
