/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The marks of items that have a copy in their set, and of copies across splits
 * (methods 10.6). Importing and splitting both make them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * graft_mark_copies:
 * @splits: [n] GraftSplit; undecided items count as training, because they are trained on
 * @excluded: (nullable): [n] TRUE for items that neither train nor judge
 * @groups: [n] numbers of groups of copies, or GRAFT_GROUP_NONE
 * @kinds: [n] (inout): GRAFT_ITEM_DUPLICATE and GRAFT_ITEM_LEAK are added
 *
 * Cost: n. Thread: any.
 */
void graft_mark_copies (const guint8 *splits,
                        const guint8 *excluded,
                        const guint32 *groups,
                        gsize n,
                        guint8 *kinds);

G_END_DECLS
