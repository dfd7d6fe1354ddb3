/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which items belong together, when all that is known is pairs. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GraftUnionFind GraftUnionFind;

/* @n items, each by itself. */
GraftUnionFind *graft_union_find_new (gsize n);
void graft_union_find_free (GraftUnionFind *self);
gsize graft_union_find_get_n (const GraftUnionFind *self);
/* The lowest item of the set that @item is in. Cost: amortised O(log n). */
guint32 graft_union_find_root (GraftUnionFind *self, guint32 item);
/* Makes one set of two. FALSE when they were one already. */
gboolean graft_union_find_join (GraftUnionFind *self, guint32 a, guint32 b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftUnionFind, graft_union_find_free)

G_END_DECLS
