/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See duplicates.h. */
#include "engine/label/duplicates.h"

#include <stdlib.h>
#include <string.h>

#define BANDS (GRAFT_NEAR_BITS + 1)
/* Few enough to compare all pairs. */
#define CROWD 48
/* Levels of bands: up to 13 + 10 + 8 bits that a crowd then shares. */
#define DEPTH 3
/* Companions along the order, in a crowd that nothing divides. */
#define COMPANIONS 64

G_STATIC_ASSERT (BANDS == 5);

/* ---- exact ---- */

typedef struct
{
  const guint8 *hash;
  guint32 item;
} Exact;

static int
compare_exact (const void *a, const void *b)
{
  const Exact *x = a, *y = b;
  int order = memcmp (x->hash, y->hash, GRAFT_CONTENT_HASH_BYTES);

  return order != 0 ? order : x->item < y->item ? -1 : x->item > y->item;
}

GraftGroups *
graft_duplicates_exact (const guint8 *hashes, gsize n)
{
  g_autofree Exact *sorted = g_new (Exact, MAX (n, 1));
  g_autoptr (GraftUnionFind) sets = graft_union_find_new (n);

  for (guint32 i = 0; i < n; i++)
    sorted[i] = (Exact){ hashes + (gsize)i * GRAFT_CONTENT_HASH_BYTES, i };
  qsort (sorted, n, sizeof *sorted, compare_exact);
  for (gsize i = 1; i < n; i++)
    if (memcmp (sorted[i - 1].hash, sorted[i].hash, GRAFT_CONTENT_HASH_BYTES) == 0)
      graft_union_find_join (sets, sorted[i - 1].item, sorted[i].item);
  return graft_groups_new_from_sets (sets);
}

/* ---- near ---- */

static guint
count_bits (guint64 bits)
{
  return (guint)__builtin_popcountll (bits);
}

gboolean
graft_is_flat (guint64 dhash)
{
  guint set = count_bits (dhash);

  return set <= GRAFT_NEAR_BITS || set >= 64 - GRAFT_NEAR_BITS;
}

/* One of the different hashes, and the lowest item that has it. */
typedef struct
{
  guint64 hash;
  guint64 key; /* what it is sorted by: the bits of the band */
  guint32 item;
} Near;

typedef struct
{
  guint max_bits;
  GraftUnionFind *sets;
  GCancellable *cancellable;
  guint8 *limited; /* [n] */
} Search;

static int
compare_near (const void *a, const void *b)
{
  const Near *x = a, *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return x->item < y->item ? -1 : x->item > y->item;
}

/* Each with at most @reach that follow it. */
static void
compare_pairs (Search *self, const Near *near, gsize n, gsize reach)
{
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n && j - i <= reach; j++)
      if (count_bits (near[i].hash ^ near[j].hash) <= self->max_bits)
        graft_union_find_join (self->sets, near[i].item, near[j].item);
}

static void
limit (Search *self, const Near *near, gsize n)
{
  for (gsize i = 0; i < n; i++)
    self->limited[near[i].item] = 1;
  compare_pairs (self, near, n, COMPANIONS);
}

/* Bits in which the hashes are not all the same. */
static guint64
find_varying (const Near *near, gsize n)
{
  guint64 varying = 0;

  for (gsize i = 1; i < n; i++)
    varying |= near[i].hash ^ near[0].hash;
  return varying;
}

/* Every fifth of the bits that vary, from the @band-th on. */
static guint64
take_band (guint64 varying, guint band)
{
  guint64 mask = 0;
  guint n = 0;

  for (guint bit = 0; bit < 64; bit++)
    if ((varying >> bit & 1) != 0 && n++ % BANDS == band)
      mask |= (guint64)1 << bit;
  return mask;
}

/* A crowd is often one set long before all its pairs have been looked at. */
static gboolean
is_one_set (Search *self, const Near *near, gsize n)
{
  guint32 root = graft_union_find_root (self->sets, near[0].item);

  for (gsize i = 1; i < n; i++)
    if (graft_union_find_root (self->sets, near[i].item) != root)
      return FALSE;
  return TRUE;
}

static void divide (Search *self, const Near *near, gsize n, guint depth);

/* Brings together what agrees in the bits @mask, and divides that further. @near is put
 * in order. */
static void
divide_by (Search *self, Near *near, gsize n, guint64 mask, guint depth)
{
  for (gsize i = 0; i < n; i++)
    near[i].key = near[i].hash & mask;
  qsort (near, n, sizeof *near, compare_near);
  for (gsize first = 0, end; first < n; first = end)
    {
      end = first + 1;
      while (end < n && near[end].key == near[first].key)
        end++;
      if (end - first > 1)
        divide (self, near + first, end - first, depth);
    }
}

/* Joins all of @near, [n], that are near each other. */
static void
divide (Search *self, const Near *near, gsize n, guint depth)
{
  g_autofree Near *sorted = NULL;
  guint64 varying;

  if (n <= CROWD)
    {
      compare_pairs (self, near, n, n);
      return;
    }
  if (is_one_set (self, near, n))
    return;
  if (depth == DEPTH)
    {
      limit (self, near, n);
      return;
    }
  sorted = g_memdup2 (near, n * sizeof *near);
  varying = find_varying (near, n);
  for (guint band = 0; band < BANDS && !g_cancellable_is_cancelled (self->cancellable);
       band++)
    divide_by (self, sorted, n, take_band (varying, band), depth + 1);
}

/* The different hashes that are not flat; items with the same one are joined. */
static Near *
list_hashes (Search *self, const guint64 *dhashes, gsize n, gsize *n_different)
{
  Near *list = g_new (Near, MAX (n, 1));
  gsize m = 0, kept = 0;

  for (guint32 i = 0; i < n; i++)
    if (!graft_is_flat (dhashes[i]))
      list[m++] = (Near){ dhashes[i], 0, i };
  qsort (list, m, sizeof *list, compare_near);
  for (gsize i = 0; i < m; i++)
    if (kept > 0 && list[kept - 1].hash == list[i].hash)
      graft_union_find_join (self->sets, list[kept - 1].item, list[i].item);
    else
      list[kept++] = list[i];
  *n_different = kept;
  return list;
}

static gsize
count_marks (const guint8 *marks, gsize n)
{
  gsize sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += marks[i];
  return sum;
}

GraftGroups *
graft_duplicates_near (const guint64 *dhashes,
                       gsize n,
                       guint max_bits,
                       GCancellable *cancellable,
                       gsize *n_flat,
                       gsize *n_limited,
                       GError **error)
{
  g_autoptr (GraftUnionFind) sets = graft_union_find_new (n);
  g_autofree guint8 *limited = g_new0 (guint8, MAX (n, 1));
  Search search = { MIN (max_bits, GRAFT_NEAR_BITS), sets, cancellable, limited };
  gsize n_different;
  g_autofree Near *near = list_hashes (&search, dhashes, n, &n_different);

  divide (&search, near, n_different, 0);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (n_limited != NULL)
    *n_limited = count_marks (limited, n);
  if (n_flat != NULL)
    {
      *n_flat = 0;
      for (gsize i = 0; i < n; i++)
        *n_flat += graft_is_flat (dhashes[i]);
    }
  return graft_groups_new_from_sets (sets);
}
