/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See copy-marks.h. */
#include "engine/project/copy-marks.h"

#include "engine/data/leakage.h"
#include "engine/project/project-set.h"

static guint8
share_of (guint8 split)
{
  return split == GRAFT_SPLIT_NONE ? GRAFT_SHARE_TRAIN
                                   : (guint8)(split - GRAFT_SPLIT_TRAIN);
}

void
graft_mark_copies (const guint8 *splits,
                   const guint8 *excluded,
                   const guint32 *groups,
                   gsize n,
                   guint8 *kinds)
{
  g_autofree guint8 *shares = g_new (guint8, n + 1);
  g_autoptr (GHashTable) leaking = g_hash_table_new (NULL, NULL); /* set of groups */
  g_autoptr (GArray) leaks = NULL;

  for (gsize i = 0; i < n; i++)
    shares[i] = excluded != NULL && excluded[i] ? GRAFT_SHARE_NONE : share_of (splits[i]);
  leaks = graft_leaks_find (shares, n, &groups, 1);
  for (guint k = 0; k < leaks->len; k++)
    g_hash_table_add (leaking,
                      GUINT_TO_POINTER (g_array_index (leaks, GraftLeak, k).group));
  for (gsize i = 0; i < n; i++)
    if (groups[i] != GRAFT_GROUP_NONE)
      {
        kinds[i] |= GRAFT_ITEM_DUPLICATE;
        if (g_hash_table_contains (leaking, GUINT_TO_POINTER (groups[i])))
          kinds[i] |= GRAFT_ITEM_LEAK;
      }
}
