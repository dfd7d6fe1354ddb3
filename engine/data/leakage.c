/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See leakage.h. */
#include "engine/data/leakage.h"

static void
look_at_group (const GraftGroups *groups, gsize g, const guint8 *split, GraftLeak *leak)
{
  for (guint s = 0; s < GRAFT_N_SHARES; s++)
    {
      leak->counts[s] = 0;
      leak->items[s] = GRAFT_GROUP_NONE;
    }
  for (gsize m = groups->first[g]; m < groups->first[g + 1]; m++)
    {
      guint32 item = groups->items[m];

      if (split[item] >= GRAFT_N_SHARES)
        continue;
      if (leak->counts[split[item]]++ == 0)
        leak->items[split[item]] = item;
    }
}

static guint
count_splits (const GraftLeak *leak)
{
  guint n = 0;

  for (guint s = 0; s < GRAFT_N_SHARES; s++)
    n += leak->counts[s] > 0;
  return n;
}

static int
compare_leaks (gconstpointer a, gconstpointer b)
{
  const GraftLeak *x = a, *y = b;

  if (x->reason != y->reason)
    return x->reason < y->reason ? -1 : 1;
  return x->group < y->group ? -1 : x->group > y->group;
}

GArray *
graft_leaks_find (const guint8 *split,
                  gsize n,
                  const guint32 *const *groupings,
                  gsize n_groupings)
{
  GArray *leaks = g_array_new (FALSE, FALSE, sizeof (GraftLeak));

  for (guint r = 0; r < n_groupings; r++)
    {
      g_autoptr (GraftGroups) groups = graft_groups_new_from_numbers (groupings[r], n);

      for (gsize g = 0; g < groups->n_groups; g++)
        {
          GraftLeak leak = { .reason = r,
                             .group = groupings[r][groups->items[groups->first[g]]] };

          look_at_group (groups, g, split, &leak);
          if (count_splits (&leak) > 1)
            g_array_append_val (leaks, leak);
        }
    }
  g_array_sort (leaks, compare_leaks);
  return leaks;
}

gsize
graft_leaks_mend (guint8 *split,
                  gsize n,
                  const guint32 *const *groupings,
                  gsize n_groupings)
{
  g_autoptr (GraftUnionFind) sets = graft_union_find_new (n);
  g_autoptr (GraftGroups) groups = NULL;
  gsize moved = 0;

  for (gsize r = 0; r < n_groupings; r++)
    graft_groups_join (groupings[r], sets);
  groups = graft_groups_new_from_sets (sets);
  for (gsize g = 0; g < groups->n_groups; g++)
    {
      GraftLeak leak = { 0 };
      guint8 to = 0;

      look_at_group (groups, g, split, &leak);
      if (count_splits (&leak) < 2)
        continue;
      for (guint8 s = 1; s < GRAFT_N_SHARES; s++)
        if (leak.counts[s] > leak.counts[to])
          to = s;
      for (gsize m = groups->first[g]; m < groups->first[g + 1]; m++)
        if (split[groups->items[m]] < GRAFT_N_SHARES && split[groups->items[m]] != to)
          {
            split[groups->items[m]] = to;
            moved++;
          }
    }
  return moved;
}
