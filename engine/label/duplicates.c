/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See duplicates.h. */
#include "engine/label/duplicates.h"

#include "engine/base/rng.h"

#include <stdlib.h>
#include <string.h>

#define BANDS (GRAFT_NEAR_BITS + 1)
/* Few enough to compare all pairs. */
#define CROWD 48
/* Levels of bands: up to 13 + 10 + 8 bits that a crowd then shares. */
#define DEPTH 3
/* Companions along the order, in a crowd that nothing divides. */
#define COMPANIONS 64
/* A group of at least so many is looked at as a whole: LOOKS pairs of its members. */
#define LARGE 24
#define LOOKS 500
/* Of GRAFT_RNG_SAMPLE. */
#define STREAM 0xd1f

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
  const GraftNearSearch *problem;
  guint max_bits;
  GraftUnionFind *sets;
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

static gboolean
is_alike (const Search *self, guint32 a, guint32 b)
{
  return self->problem->alike == NULL || self->problem->alike (a, b, self->problem->data);
}

static gboolean
are_joined (Search *self, guint32 a, guint32 b)
{
  return graft_union_find_root (self->sets, a) == graft_union_find_root (self->sets, b);
}

/* Each with at most @reach that follow it. */
static void
compare_pairs (Search *self, const Near *near, gsize n, gsize reach)
{
  for (gsize i = 0; i < n; i++)
    for (gsize j = i + 1; j < n && j - i <= reach; j++)
      if (count_bits (near[i].hash ^ near[j].hash) <= self->max_bits &&
          !are_joined (self, near[i].item, near[j].item) &&
          is_alike (self, near[i].item, near[j].item))
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
  varying = find_varying (near, n);
  if (depth == DEPTH || varying == 0)
    {
      limit (self, near, n);
      return;
    }
  sorted = g_memdup2 (near, n * sizeof *near);
  for (guint band = 0;
       band < BANDS && !g_cancellable_is_cancelled (self->problem->cancellable); band++)
    divide_by (self, sorted, n, take_band (varying, band), depth + 1);
}

/* @list: [kept] sorted, different ones. Joins @near with one of the last few that has the
 * same hash and looks the same, or keeps it as one more; returns how many there are. */
static gsize
keep_different (Search *self, Near *list, gsize kept, Near near)
{
  gsize tried = 0;

  for (gsize i = kept; i-- > 0 && list[i].hash == near.hash && tried < COMPANIONS;
       tried++)
    if (is_alike (self, list[i].item, near.item))
      {
        graft_union_find_join (self->sets, list[i].item, near.item);
        return kept;
      }
  list[kept] = near;
  return kept + 1;
}

/* The different hashes that are not flat, and of equal ones those that look different. */
static Near *
list_hashes (Search *self, gsize *n_different)
{
  gsize n = self->problem->n, m = 0, kept = 0;
  Near *list = g_new (Near, MAX (n, 1));

  for (guint32 i = 0; i < n; i++)
    if (!graft_is_flat (self->problem->dhashes[i]))
      list[m++] = (Near){ self->problem->dhashes[i], 0, i };
  qsort (list, m, sizeof *list, compare_near);
  for (gsize i = 0; i < m; i++)
    kept = keep_different (self, list, kept, list[i]);
  *n_different = kept;
  return list;
}

/* ---- chains ---- */

/* Most pairs of its members, drawn at random, are within twice the distance of copies:
 * as it is around one picture, and not along a chain from picture to picture. */
static gboolean
is_tight (const GraftNearSearch *search, const GraftGroups *groups, gsize g)
{
  const guint32 *items = groups->items + groups->first[g];
  guint32 n = (guint32)(groups->first[g + 1] - groups->first[g]);
  guint near = 0;
  GraftRng rng;

  if (n < LARGE)
    return TRUE;
  graft_rng_init (&rng, g, GRAFT_RNG_SAMPLE, STREAM);
  for (guint l = 0; l < LOOKS; l++)
    {
      guint64 a = search->dhashes[items[graft_rng_below (&rng, n)]];
      guint64 b = search->dhashes[items[graft_rng_below (&rng, n)]];

      near += count_bits (a ^ b) <= 2 * GRAFT_NEAR_BITS;
    }
  return 2 * near >= LOOKS;
}

/* The groups that are tight; members of the others are counted. */
static GraftGroups *
drop_chains (const GraftNearSearch *search, const GraftGroups *groups, gsize *n_dropped)
{
  g_autoptr (GraftUnionFind) sets = graft_union_find_new (groups->n);

  for (gsize g = 0; g < groups->n_groups; g++)
    {
      gsize first = groups->first[g], end = groups->first[g + 1];

      if (is_tight (search, groups, g))
        for (gsize m = first + 1; m < end; m++)
          graft_union_find_join (sets, groups->items[first], groups->items[m]);
      else
        *n_dropped += end - first;
    }
  return graft_groups_new_from_sets (sets);
}

static gsize
count_marks (const guint8 *marks, gsize n)
{
  gsize sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += marks[i];
  return sum;
}

static gsize
count_flat (const GraftNearSearch *search)
{
  gsize sum = 0;

  for (gsize i = 0; i < search->n; i++)
    sum += graft_is_flat (search->dhashes[i]);
  return sum;
}

GraftGroups *
graft_duplicates_near (const GraftNearSearch *search,
                       gsize *n_mute,
                       gsize *n_limited,
                       GError **error)
{
  gsize n = search->n, n_different;
  g_autoptr (GraftUnionFind) sets = graft_union_find_new (n);
  g_autofree guint8 *limited = g_new0 (guint8, MAX (n, 1));
  Search self = { search, MIN (search->max_bits, GRAFT_NEAR_BITS), sets, limited };
  g_autofree Near *near = list_hashes (&self, &n_different);
  g_autoptr (GraftGroups) groups = NULL;
  gsize n_dropped = 0;

  divide (&self, near, n_different, 0);
  if (g_cancellable_set_error_if_cancelled (search->cancellable, error))
    return NULL;
  if (n_limited != NULL)
    *n_limited = count_marks (limited, n);
  groups = graft_groups_new_from_sets (sets);
  if (search->alike == NULL)
    {
      GraftGroups *tight = drop_chains (search, groups, &n_dropped);

      graft_groups_free (groups);
      groups = tight;
    }
  if (n_mute != NULL)
    *n_mute = count_flat (search) + n_dropped;
  return g_steal_pointer (&groups);
}
