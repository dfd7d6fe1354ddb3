/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See union-find.h. Paths are halved on the way up; the lower root wins, so that a set is
 * named after its lowest item whatever the order of the pairs. */
#include "engine/base/union-find.h"

struct _GraftUnionFind
{
  gsize n;
  guint32 *parent; /* [n] */
};

GraftUnionFind *
graft_union_find_new (gsize n)
{
  GraftUnionFind *self = g_new0 (GraftUnionFind, 1);

  g_assert (n < G_MAXUINT32);
  self->n = n;
  self->parent = g_new (guint32, MAX (n, 1));
  for (guint32 i = 0; i < n; i++)
    self->parent[i] = i;
  return self;
}

void
graft_union_find_free (GraftUnionFind *self)
{
  g_free (self->parent);
  g_free (self);
}

gsize
graft_union_find_get_n (const GraftUnionFind *self)
{
  return self->n;
}

guint32
graft_union_find_root (GraftUnionFind *self, guint32 item)
{
  while (self->parent[item] != item)
    {
      self->parent[item] = self->parent[self->parent[item]];
      item = self->parent[item];
    }
  return item;
}

gboolean
graft_union_find_join (GraftUnionFind *self, guint32 a, guint32 b)
{
  a = graft_union_find_root (self, a);
  b = graft_union_find_root (self, b);
  self->parent[MAX (a, b)] = MIN (a, b);
  return a != b;
}
