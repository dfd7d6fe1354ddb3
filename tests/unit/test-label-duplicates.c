/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies: by hand, against all pairs, and where hashes are all alike. */
#include "engine/base/rng.h"
#include "engine/label/duplicates.h"

#include <string.h>

static void
test_exact (void)
{
  guint8 hashes[5 * GRAFT_CONTENT_HASH_BYTES] = { 0 };
  g_autoptr (GraftGroups) groups = NULL;

  hashes[0 * 32 + 31] = hashes[3 * 32 + 31] = 7;
  hashes[1 * 32] = 1;
  groups = graft_duplicates_exact (hashes, 5);
  g_assert_cmpuint (groups->n_groups, ==, 2);
  g_assert_cmpuint (groups->of[0], ==, 0);
  g_assert_cmpuint (groups->of[1], ==, GRAFT_GROUP_NONE);
  g_assert_cmpuint (groups->of[2], ==, 1);
  g_assert_cmpuint (groups->of[3], ==, 0);
  g_assert_cmpuint (groups->of[4], ==, 1);
}

static guint64
draw_hash (GraftRng *rng)
{
  guint64 high = graft_rng_next (rng);

  return high << 32 | graft_rng_next (rng);
}

static guint64
flip (guint64 hash, guint n_bits, GraftRng *rng)
{
  for (guint b = 0; b < n_bits; b++)
    hash ^= (guint64)1 << graft_rng_below (rng, 64);
  return hash;
}

static GraftGroups *
compare_all (const guint64 *dhashes, gsize n, guint max_bits)
{
  g_autoptr (GraftUnionFind) sets = graft_union_find_new (n);

  for (guint32 i = 0; i < n; i++)
    for (guint32 j = 0; j < i; j++)
      if (!graft_is_flat (dhashes[i]) && !graft_is_flat (dhashes[j]) &&
          (guint)__builtin_popcountll (dhashes[i] ^ dhashes[j]) <= max_bits)
        graft_union_find_join (sets, i, j);
  return graft_groups_new_from_sets (sets);
}

static void
expect_complete (const guint64 *dhashes, gsize n, guint max_bits)
{
  gsize n_limited;
  g_autoptr (GraftGroups) fast =
      graft_duplicates_near (dhashes, n, max_bits, NULL, NULL, &n_limited, NULL);
  g_autoptr (GraftGroups) plain = compare_all (dhashes, n, max_bits);

  g_assert_cmpuint (n_limited, ==, 0);
  g_assert_cmpuint (fast->n_groups, ==, plain->n_groups);
  g_assert_cmpmem (fast->of, n * sizeof *fast->of, plain->of, n * sizeof *plain->of);
}

/* Families around 300 hashes, up to 6 bits apart, and the same with a common margin. */
static void
test_near (void)
{
  guint64 dhashes[3000];
  GraftRng rng;

  graft_rng_init (&rng, 1, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < 300; i++)
    dhashes[i] = draw_hash (&rng);
  for (gsize i = 300; i < 3000; i++)
    dhashes[i] = flip (dhashes[i % 300], graft_rng_below (&rng, 7), &rng);
  for (guint bits = 0; bits <= GRAFT_NEAR_BITS; bits++)
    expect_complete (dhashes, 3000, bits);
  for (gsize i = 0; i < 3000; i++)
    dhashes[i] &= 0x00007e3c3c7e0000; /* letters on a blank page */
  expect_complete (dhashes, 3000, 1);
}

static void
test_flat (void)
{
  const guint64 dhashes[] = {
    0, 0, 1, G_MAXUINT64, G_MAXUINT64 - 1, 0xff, 0xff, 0x1f, 0xf
  };
  gsize n_flat, n_limited;
  g_autoptr (GraftGroups) groups = graft_duplicates_near (
      dhashes, G_N_ELEMENTS (dhashes), 4, NULL, &n_flat, &n_limited, NULL);

  /* 0xff twice and 0x1f, three bits off; the others tell nothing. */
  g_assert_cmpuint (n_flat, ==, 6);
  g_assert_cmpuint (n_limited, ==, 0);
  g_assert_cmpuint (groups->n_groups, ==, 1);
  g_assert_cmpuint (groups->first[1], ==, 3);
  g_assert_cmpuint (groups->items[2], ==, 7);
}

/* 50 000 blank pages, as many copies of one picture, and 50 000 pictures that differ in
 * 17 of 64 bits alone: no pair of them costs anything by itself. */
static void
test_crowds (void)
{
  const gsize n = 50000;
  g_autofree guint64 *dhashes = g_new0 (guint64, 3 * n);
  gsize n_flat, n_limited;
  g_autoptr (GraftGroups) groups = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n; i++)
    {
      dhashes[n + i] = 0x123456789abcdef0;
      dhashes[2 * n + i] = 0xfff0000000000000 | i << 7;
    }
  groups =
      graft_duplicates_near (dhashes, 3 * n, 4, cancellable, &n_flat, &n_limited, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_flat, ==, n);
  g_assert_cmpuint (groups->n_groups, ==, 2);
  g_assert_cmpuint (groups->first[1], ==, n);
  g_assert_cmpuint (groups->first[2], ==, 2 * n);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      graft_duplicates_near (dhashes, 3 * n, 4, cancellable, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/duplicates/exact", test_exact);
  g_test_add_func ("/label/duplicates/near", test_near);
  g_test_add_func ("/label/duplicates/flat", test_flat);
  g_test_add_func ("/label/duplicates/crowds", test_crowds);
  return g_test_run ();
}
