/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See groups.h. */
#include "engine/data/groups.h"

/* [n] size of the set of each root, 0 for other items. */
static gsize *
count_sets (GraftUnionFind *sets)
{
  gsize n = graft_union_find_get_n (sets);
  gsize *size = g_new0 (gsize, MAX (n, 1));

  for (guint32 i = 0; i < n; i++)
    size[graft_union_find_root (sets, i)]++;
  return size;
}

GraftGroups *
graft_groups_new_from_sets (GraftUnionFind *sets)
{
  GraftGroups *self = g_new0 (GraftGroups, 1);
  g_autofree gsize *size = count_sets (sets);
  g_autofree gsize *filled = NULL;
  gsize members = 0;

  self->n = graft_union_find_get_n (sets);
  self->of = g_new (guint32, MAX (self->n, 1));
  self->first = g_new0 (gsize, self->n + 1);
  /* A root is the lowest of its set, so it is met before its members. */
  for (guint32 i = 0; i < self->n; i++)
    {
      guint32 root = graft_union_find_root (sets, i);

      self->of[i] = root != i ? self->of[root] : GRAFT_GROUP_NONE;
      if (root != i || size[i] < 2)
        continue;
      members += size[i];
      self->of[i] = (guint32)self->n_groups++;
      self->first[self->n_groups] = members;
    }
  self->first = g_renew (gsize, self->first, self->n_groups + 1);
  self->items = g_new (guint32, MAX (members, 1));
  filled = g_new0 (gsize, MAX (self->n_groups, 1));
  for (guint32 i = 0; i < self->n; i++)
    if (self->of[i] != GRAFT_GROUP_NONE)
      self->items[self->first[self->of[i]] + filled[self->of[i]]++] = i;
  return self;
}

GraftGroups *
graft_groups_new_from_numbers (const guint32 *of, gsize n)
{
  g_autoptr (GraftUnionFind) sets = graft_union_find_new (n);

  graft_groups_join (of, sets);
  return graft_groups_new_from_sets (sets);
}

void
graft_groups_free (GraftGroups *self)
{
  g_free (self->of);
  g_free (self->first);
  g_free (self->items);
  g_free (self);
}

void
graft_groups_join (const guint32 *of, GraftUnionFind *sets)
{
  g_autoptr (GHashTable) lowest = g_hash_table_new (NULL, NULL);
  gpointer found;

  for (guint32 i = 0; i < graft_union_find_get_n (sets); i++)
    {
      if (of[i] == GRAFT_GROUP_NONE)
        continue;
      if (g_hash_table_lookup_extended (lowest, GUINT_TO_POINTER (of[i]), NULL, &found))
        graft_union_find_join (sets, GPOINTER_TO_UINT (found), i);
      else
        g_hash_table_insert (lowest, GUINT_TO_POINTER (of[i]), GUINT_TO_POINTER (i));
    }
}
