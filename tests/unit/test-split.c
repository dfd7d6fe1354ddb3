/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of items, splits that keep them together, and leaks across splits. */
#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/data/leakage.h"
#include "engine/data/split.h"

#include <math.h>
#include <string.h>

#define NONE GRAFT_GROUP_NONE

/* ---- sets and groups ---- */

static void
test_union_find (void)
{
  g_autoptr (GraftUnionFind) sets = graft_union_find_new (6);

  g_assert_true (graft_union_find_join (sets, 5, 3));
  g_assert_true (graft_union_find_join (sets, 1, 4));
  g_assert_false (graft_union_find_join (sets, 3, 5));
  g_assert_true (graft_union_find_join (sets, 4, 5));
  g_assert_cmpuint (graft_union_find_root (sets, 3), ==, 1);
  g_assert_cmpuint (graft_union_find_root (sets, 0), ==, 0);
  g_assert_cmpuint (graft_union_find_root (sets, 2), ==, 2);
}

static void
test_groups (void)
{
  const guint32 numbers[] = { 9, NONE, 7, 9, 0, 7, NONE, 9 };
  const guint32 of[] = { 0, NONE, 1, 0, NONE, 1, NONE, 0 };
  const guint32 items[] = { 0, 3, 7, 2, 5 };
  g_autoptr (GraftGroups) groups = graft_groups_new_from_numbers (numbers, 8);

  g_assert_cmpuint (groups->n_groups, ==, 2);
  g_assert_cmpmem (groups->of, sizeof of, of, sizeof of);
  g_assert_cmpuint (groups->first[1], ==, 3);
  g_assert_cmpuint (groups->first[2], ==, 5);
  g_assert_cmpmem (groups->items, sizeof items, items, sizeof items);
}

/* ---- splits ---- */

/* 3 classes of 100, 50 and 10, and 40 without label: 70 : 20 : 10 of each. */
static void
test_stratified (void)
{
  gint32 labels[200];
  guint8 split[200], other[200];
  gsize counts[GRAFT_N_SHARES], by_class[4][GRAFT_N_SHARES] = { { 0 } };
  GraftSharePlan plan = {
    .n = 200, .labels = labels, .fraction = { 0.7, 0.2, 0.1 }, .seed = 1
  };

  for (gsize i = 0; i < 200; i++)
    labels[i] = i < 100 ? 0 : i < 150 ? 1 : i < 160 ? 2 : -1;
  g_assert_true (graft_split_assign (&plan, split, counts, NULL));
  for (gsize i = 0; i < 200; i++)
    by_class[labels[i] < 0 ? 3 : labels[i]][split[i]]++;
  g_assert_cmpuint (counts[0], ==, 140);
  g_assert_cmpuint (counts[1], ==, 40);
  g_assert_cmpuint (counts[2], ==, 20);
  g_assert_cmpuint (by_class[0][0], ==, 70);
  g_assert_cmpuint (by_class[1][1], ==, 10);
  g_assert_cmpuint (by_class[2][2], ==, 1);
  g_assert_cmpuint (by_class[3][0], ==, 28);
  g_assert_true (graft_split_assign (&plan, other, NULL, NULL));
  g_assert_cmpmem (split, sizeof split, other, sizeof other);
  plan.seed = 2;
  g_assert_true (graft_split_assign (&plan, other, NULL, NULL));
  g_assert_cmpint (memcmp (split, other, sizeof split), !=, 0);
}

/* Who goes where does not hang on the place in the file: each item is in the test as
 * often as any other. */
static void
test_uniform (void)
{
  guint tested[20] = { 0 };
  guint8 split[20];
  GraftSharePlan plan = { .n = 20, .fraction = { 3, 0, 1 } };

  for (plan.seed = 0; plan.seed < 800; plan.seed++)
    {
      g_assert_true (graft_split_assign (&plan, split, NULL, NULL));
      for (gsize i = 0; i < 20; i++)
        {
          g_assert_cmpuint (split[i], !=, GRAFT_SHARE_VALIDATION);
          tested[i] += split[i] == GRAFT_SHARE_TEST;
        }
    }
  /* 200 expected, standard deviation 12. */
  for (gsize i = 0; i < 20; i++)
    {
      g_assert_cmpuint (tested[i], >, 200 - 60);
      g_assert_cmpuint (tested[i], <, 200 + 60);
    }
}

/* A hundred classes of 2: rounding each by itself would leave nothing to judge with. */
static void
test_small_classes (void)
{
  gint32 labels[200];
  guint8 split[200];
  gsize counts[GRAFT_N_SHARES];
  GraftSharePlan plan = { .n = 200, .labels = labels, .fraction = { 0.8, 0.1, 0.1 } };

  for (gint32 i = 0; i < 200; i++)
    labels[i] = i / 2;
  g_assert_true (graft_split_assign (&plan, split, counts, NULL));
  g_assert_cmpuint (counts[1], >=, 10);
  g_assert_cmpuint (counts[2], >=, 10);
}

/* Groups of 1 … 12 items stay whole, and the shares nearly hold. */
static void
test_grouped (void)
{
  const gsize n = 2000;
  g_autofree gint32 *labels = g_new (gint32, n);
  g_autofree guint32 *groups = g_new (guint32, n);
  g_autofree guint8 *split = g_new (guint8, n);
  gsize counts[GRAFT_N_SHARES], by_class[2][GRAFT_N_SHARES] = { { 0 } };
  GraftSharePlan plan = {
    .n = n, .labels = labels, .groups = groups, .fraction = { 0.6, 0.2, 0.2 }
  };
  GraftRng rng;

  graft_rng_init (&rng, 1, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0, group = 0; i < n; group++)
    for (guint left = 1 + graft_rng_below (&rng, 12); left > 0 && i < n; left--, i++)
      {
        groups[i] = group % 7 == 0 ? NONE : (guint32)group * 1000;
        labels[i] = graft_rng_uniform (&rng) < 0.1;
      }
  g_assert_true (graft_split_assign (&plan, split, counts, NULL));
  for (gsize i = 0; i < n; i++)
    {
      by_class[labels[i]][split[i]]++;
      if (i > 0 && groups[i] == groups[i - 1] && groups[i] != NONE)
        g_assert_cmpuint (split[i], ==, split[i - 1]);
    }
  g_assert_cmpfloat_with_epsilon ((double)counts[0], 1200, 3);
  g_assert_cmpfloat_with_epsilon ((double)counts[1], 400, 3);
  for (guint c = 0; c < 2; c++)
    g_assert_cmpfloat_with_epsilon (
        (double)by_class[c][2],
        0.2 * (double)(by_class[c][0] + by_class[c][1] + by_class[c][2]), 3);
}

/* One huge group takes all of the training; the others still get something. */
static void
test_empty_split (void)
{
  guint32 groups[12];
  guint8 split[12];
  gsize counts[GRAFT_N_SHARES];
  GraftSharePlan plan = { .n = 12, .groups = groups, .fraction = { 0.9, 0.05, 0.05 } };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < 12; i++)
    groups[i] = i < 4 ? 1 : i < 8 ? 2 : 3;
  g_assert_true (graft_split_assign (&plan, split, counts, &error));
  for (guint s = 0; s < GRAFT_N_SHARES; s++)
    g_assert_cmpuint (counts[s], ==, 4);
  groups[8] = groups[9] = groups[10] = groups[11] = 2;
  g_assert_false (graft_split_assign (&plan, split, counts, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  g_clear_error (&error);
  plan.fraction[1] = 0;
  g_assert_true (graft_split_assign (&plan, split, counts, &error));
  g_assert_cmpuint (counts[1], ==, 0);
}

static void
test_fractions (void)
{
  guint8 split[4];
  const double bad[][3] = {
    { 0, 0, 0 }, { 1, -1, 1 }, { NAN, 1, 1 }, { INFINITY, 1, 1 }
  };

  for (gsize b = 0; b < G_N_ELEMENTS (bad); b++)
    {
      GraftSharePlan plan = { .n = 4, .fraction = { bad[b][0], bad[b][1], bad[b][2] } };
      g_autoptr (GError) error = NULL;

      g_assert_false (graft_split_assign (&plan, split, NULL, &error));
      g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE);
    }
}

/* ---- leaks ---- */

enum
{
  TRAIN = GRAFT_SHARE_TRAIN,
  VALIDATION = GRAFT_SHARE_VALIDATION,
  TEST = GRAFT_SHARE_TEST,
  NOWHERE = GRAFT_SHARE_NONE,
};

static void
test_leaks (void)
{
  const guint8 split[] = { TRAIN, TEST, TRAIN, VALIDATION, TEST, NOWHERE, TRAIN, TEST };
  const guint32 copies[] = { 4, 4, 4, NONE, NONE, 6, 6, NONE };
  const guint32 objects[] = { NONE, NONE, 2, 2, NONE, NONE, 1, 1 };
  const guint32 *groupings[] = { copies, objects };
  g_autoptr (GArray) leaks = graft_leaks_find (split, 8, groupings, 2);
  const GraftLeak *leak = (const GraftLeak *)(gpointer)leaks->data;

  g_assert_cmpuint (leaks->len, ==, 3);
  g_assert_cmpuint (leak[0].reason, ==, 0);
  g_assert_cmpuint (leak[0].group, ==, 4);
  g_assert_cmpuint (leak[0].counts[TRAIN], ==, 2);
  g_assert_cmpuint (leak[0].counts[TEST], ==, 1);
  g_assert_cmpuint (leak[0].items[TRAIN], ==, 0);
  g_assert_cmpuint (leak[0].items[VALIDATION], ==, NONE);
  g_assert_cmpuint (leak[0].items[TEST], ==, 1);
  g_assert_cmpuint (leak[1].reason, ==, 1);
  g_assert_cmpuint (leak[1].group, ==, 1);
  g_assert_cmpuint (leak[2].group, ==, 2);
  g_assert_cmpuint (leak[2].items[VALIDATION], ==, 3);
}

/* 0 – 1 – 2 – 3 hang together by two groupings: three of the four are in the test. 6 and
 * 7 are a tie, which training wins; item 5 is nowhere and stays there. */
static void
test_mend (void)
{
  guint8 split[] = { TRAIN, TEST, TEST, TEST, VALIDATION, NOWHERE, TRAIN, TEST };
  const guint8 mended[] = { TEST, TEST, TEST, TEST, VALIDATION, NOWHERE, TRAIN, TRAIN };
  const guint32 copies[] = { 0, 0, 1, 1, NONE, 2, 2, 2 };
  const guint32 objects[] = { NONE, 5, 5, NONE, NONE, NONE, NONE, NONE };
  const guint32 *groupings[] = { copies, objects };
  g_autoptr (GArray) leaks = NULL;

  g_assert_cmpuint (graft_leaks_mend (split, 8, groupings, 2), ==, 2);
  g_assert_cmpmem (split, sizeof split, mended, sizeof mended);
  leaks = graft_leaks_find (split, 8, groupings, 2);
  g_assert_cmpuint (leaks->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/split/union-find", test_union_find);
  g_test_add_func ("/split/groups", test_groups);
  g_test_add_func ("/split/stratified", test_stratified);
  g_test_add_func ("/split/uniform", test_uniform);
  g_test_add_func ("/split/small-classes", test_small_classes);
  g_test_add_func ("/split/grouped", test_grouped);
  g_test_add_func ("/split/empty", test_empty_split);
  g_test_add_func ("/split/fractions", test_fractions);
  g_test_add_func ("/split/leaks", test_leaks);
  g_test_add_func ("/split/mend", test_mend);
  return g_test_run ();
}
