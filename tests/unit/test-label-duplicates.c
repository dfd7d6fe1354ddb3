/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies: by hand, against all pairs, and where hashes are all alike. */
#include "engine/base/rng.h"
#include "engine/label/duplicates.h"
#include "engine/label/looks.h"

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
  GraftNearSearch search = { .dhashes = dhashes, .n = n, .max_bits = max_bits };
  g_autoptr (GraftGroups) fast = graft_duplicates_near (&search, NULL, &n_limited, NULL);
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
  GraftNearSearch search = { dhashes, G_N_ELEMENTS (dhashes), 4, NULL, NULL, NULL };
  gsize n_mute, n_limited;
  g_autoptr (GraftGroups) groups =
      graft_duplicates_near (&search, &n_mute, &n_limited, NULL);

  /* 0xff twice and 0x1f, three bits off; the others tell nothing. */
  g_assert_cmpuint (n_mute, ==, 6);
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
  gsize n_mute, n_limited;
  g_autoptr (GraftGroups) groups = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GraftNearSearch search = { dhashes, 3 * n, 4, NULL, NULL, cancellable };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n; i++)
    {
      dhashes[n + i] = 0x123456789abcdef0;
      dhashes[2 * n + i] = 0xfff0000000000000 | i << 7;
    }
  groups = graft_duplicates_near (&search, &n_mute, &n_limited, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_mute, ==, n);
  g_assert_cmpuint (groups->n_groups, ==, 2);
  g_assert_cmpuint (groups->first[1], ==, n);
  g_assert_cmpuint (groups->first[2], ==, 2 * n);
  g_cancellable_cancel (cancellable);
  g_assert_null (graft_duplicates_near (&search, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* 200 hashes, each three bits from the one before, lead from picture to picture; 200 are
 * within two bits of one. Whoever has looked at the pictures may know better. */
static gboolean
is_always (guint32 a, guint32 b, gpointer data)
{
  return TRUE;
}

static void
test_chain (void)
{
  guint64 dhashes[400];
  GraftNearSearch search = { dhashes, 400, 4, NULL, NULL, NULL };
  g_autoptr (GraftGroups) tight = NULL, all = NULL;
  gsize n_mute;
  GraftRng rng;

  graft_rng_init (&rng, 1, GRAFT_RNG_SAMPLE, 0);
  dhashes[0] = draw_hash (&rng);
  dhashes[200] = draw_hash (&rng);
  for (gsize i = 1; i < 200; i++)
    {
      dhashes[i] = flip (dhashes[i - 1], 3, &rng);
      dhashes[200 + i] = flip (dhashes[200], 2, &rng);
    }
  tight = graft_duplicates_near (&search, &n_mute, NULL, NULL);
  g_assert_cmpuint (n_mute, ==, 200);
  g_assert_cmpuint (tight->n_groups, ==, 1);
  g_assert_cmpuint (tight->items[0], ==, 200);
  g_assert_cmpuint (tight->first[1], ==, 200);
  search.alike = is_always;
  all = graft_duplicates_near (&search, &n_mute, NULL, NULL);
  g_assert_cmpuint (n_mute, ==, 0);
  g_assert_cmpuint (all->n_groups, ==, 2);
}

/* ---- a second opinion ---- */

static gboolean
is_same_remainder (guint32 a, guint32 b, gpointer data)
{
  guint *asked = data;

  (*asked)++;
  return a % 3 == b % 3;
}

/* 3000 pictures of one hash that look like three, and a fourth two bits off. */
static void
test_alike (void)
{
  guint64 dhashes[3001];
  guint asked = 0;
  GraftNearSearch search = { dhashes, 3001, 4, is_same_remainder, &asked, NULL };
  g_autoptr (GraftGroups) groups = NULL;

  for (gsize i = 0; i < 3001; i++)
    dhashes[i] = 0x123456789abcdef0 ^ (i == 3000 ? 0x11 : 0);
  groups = graft_duplicates_near (&search, NULL, NULL, NULL);
  g_assert_cmpuint (groups->n_groups, ==, 3);
  for (guint32 i = 0; i < 3001; i++)
    g_assert_cmpuint (groups->of[i], ==, i % 3);
  g_assert_cmpuint (asked, <, 3 * 3001);
}

/* All different, with one hash: each is shown to a few, not to all. */
static gboolean
is_never (guint32 a, guint32 b, gpointer data)
{
  guint *asked = data;

  (*asked)++;
  return FALSE;
}

static void
test_alike_crowd (void)
{
  const gsize n = 20000;
  g_autofree guint64 *dhashes = g_new (guint64, n);
  guint asked = 0;
  GraftNearSearch search = { dhashes, n, 4, is_never, &asked, NULL };
  g_autoptr (GraftGroups) groups = NULL;
  gsize n_limited;

  for (gsize i = 0; i < n; i++)
    dhashes[i] = 0x123456789abcdef0;
  groups = graft_duplicates_near (&search, NULL, &n_limited, NULL);
  g_assert_cmpuint (groups->n_groups, ==, 0);
  g_assert_cmpuint (n_limited, ==, n);
  g_assert_cmpuint (asked, <=, 2 * 64 * n);
}

/* A ramp, the same darker, the same with a little noise, another ramp, and two blank
 * pages. */
static void
test_looks (void)
{
  guint8 pixels[7][32][32];
  GraftShape shape = graft_shape_image (32, 32, 1);
  g_autoptr (GBytes) items = NULL;
  g_autoptr (GraftDataset) dataset = NULL;
  g_autoptr (GraftLooks) looks = NULL;

  for (guint y = 0; y < 32; y++)
    for (guint x = 0; x < 32; x++)
      {
        pixels[0][y][x] = (guint8)(4 * x + 4 * (y % 8));
        pixels[1][y][x] = (guint8)((4 * x + 4 * (y % 8)) / 2 + 10);
        pixels[2][y][x] = (guint8)(pixels[0][y][x] + (x * y) % 5);
        pixels[3][y][x] = (guint8)(4 * y + 4 * (x % 8));
        pixels[4][y][x] = 255;
        pixels[5][y][x] = 10;
        pixels[6][y][x] = (guint8)(4 * x + 30 * (y / 4 % 2));
      }
  items = g_bytes_new (pixels, sizeof pixels);
  dataset =
      graft_dataset_new ("pages", GRAFT_ITEM_IMAGE, &shape, 7, items, NULL, NULL, NULL);
  looks = graft_looks_new (dataset, NULL, NULL);
  g_assert_true (graft_looks_alike (0, 1, looks));
  g_assert_true (graft_looks_alike (0, 2, looks));
  g_assert_false (graft_looks_alike (0, 3, looks));
  g_assert_false (graft_looks_alike (0, 6, looks));
  g_assert_false (graft_looks_alike (0, 4, looks));
  g_assert_false (graft_looks_alike (4, 5, looks));
  g_assert_true (graft_looks_alike (5, 5, looks));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/duplicates/exact", test_exact);
  g_test_add_func ("/label/duplicates/near", test_near);
  g_test_add_func ("/label/duplicates/flat", test_flat);
  g_test_add_func ("/label/duplicates/crowds", test_crowds);
  g_test_add_func ("/label/duplicates/chain", test_chain);
  g_test_add_func ("/label/duplicates/alike", test_alike);
  g_test_add_func ("/label/duplicates/alike/crowd", test_alike_crowd);
  g_test_add_func ("/label/duplicates/looks", test_looks);
  return g_test_run ();
}
