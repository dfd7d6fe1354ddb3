/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What to label next: the order by hand, and the random picks among it. */
#include "engine/base/error.h"
#include "engine/label/queue.h"

#include <math.h>

static const GraftPick *
peek (GArray *queue, guint place)
{
  g_assert_cmpuint (place, <, queue->len);
  return &g_array_index (queue, GraftPick, place);
}

/* Two classes; item 3 is labelled. Least sure first: 2, 0, 4, 1. */
static const double probabilities[] = {
  0.7, 0.3, 0.1, 0.9, 0.5, 0.5, 0.5, 0.5, 0.75, 0.25
};
static const gint32 labels[] = { -1, -1, -1, 0, -1 };

/* The picks of the strategy in its order, and where the random one stands. */
static void
expect_order (GraftQueueStrategy strategy, gsize n_before, guint random_place)
{
  const guint32 order[] = { 2, 0, 4, 1 };
  GraftQueueOptions options = { .strategy = strategy,
                                .n = 5,
                                .labels = labels,
                                .probabilities = probabilities,
                                .k = 2,
                                .n_wanted = 10,
                                .n_before = n_before };
  g_autoptr (GArray) queue = graft_queue_new (&options, NULL);
  guint32 drawn = peek (queue, random_place)->item;

  g_assert_cmpuint (queue->len, ==, 4);
  for (guint place = 0, next = 0; place < 4; place++)
    {
      const GraftPick *pick = peek (queue, place);

      g_assert_cmpint (pick->random, ==, place == random_place);
      g_assert_cmpuint (pick->item, !=, 3);
      if (pick->random)
        continue;
      next += order[next] == drawn;
      g_assert_cmpuint (pick->item, ==, order[next++]);
    }
}

static void
test_order (void)
{
  expect_order (GRAFT_QUEUE_LEAST_CONFIDENCE, 0, 0);
  expect_order (GRAFT_QUEUE_MARGIN, 3, 2);
  expect_order (GRAFT_QUEUE_ENTROPY, 10, 0);
  expect_order (GRAFT_QUEUE_ENTROPY, 12, 3);
}

/* Scores are those of the strategy; what was put off does not come, NaN comes last. */
static void
test_scores (void)
{
  double p[10];
  const guint8 skip[] = { 1, 0, 0, 0, 0 };
  GraftQueueOptions options = { .strategy = GRAFT_QUEUE_MARGIN,
                                .n = 5,
                                .labels = labels,
                                .skip = skip,
                                .probabilities = p,
                                .k = 2,
                                .n_wanted = 2,
                                .n_before = 1 };
  g_autoptr (GArray) queue = NULL;

  for (gsize i = 0; i < 10; i++)
    p[i] = probabilities[i];
  p[2 * 2] = (double)NAN;
  queue = graft_queue_new (&options, NULL);
  g_assert_cmpuint (queue->len, ==, 2);
  g_assert_cmpuint (peek (queue, 0)->item, ==, 4);
  g_assert_cmpfloat_with_epsilon (peek (queue, 0)->score, 0.5, 1e-15);
  g_assert_cmpuint (peek (queue, 1)->item, ==, 1);
  g_assert_cmpfloat_with_epsilon (peek (queue, 1)->score, 0.8, 1e-15);
}

/* A fifth of every beginning is random; all items come once; the draws are uniform. */
static void
test_shares (void)
{
  const gsize n = 103;
  g_autofree double *p = g_new (double, 2 * n);
  g_autofree gint32 *none = g_new (gint32, n);
  guint random_first[2] = { 0 };
  GraftQueueOptions options = {
    .n = n, .labels = none, .probabilities = p, .k = 2, .n_wanted = n
  };

  for (gsize i = 0; i < n; i++)
    {
      none[i] = -1;
      p[2 * i] = 0.5 + (double)i / 300;
      p[2 * i + 1] = 1 - p[2 * i];
    }
  for (options.seed = 0; options.seed < 500; options.seed++)
    {
      g_autoptr (GArray) queue = graft_queue_new (&options, NULL);
      g_autofree guint8 *seen = g_new0 (guint8, n);
      guint n_random = 0;

      g_assert_cmpuint (queue->len, ==, n);
      for (guint place = 0; place < n; place++)
        {
          g_assert_cmpuint (seen[peek (queue, place)->item]++, ==, 0);
          n_random += peek (queue, place)->random;
          g_assert_cmpuint (5 * n_random, >=, place + 1);
        }
      g_assert_cmpuint (n_random, ==, 21);
      random_first[peek (queue, 0)->item >= n / 2]++;
    }
  /* 250 expected, standard deviation 11. */
  g_assert_cmpuint (random_first[0], >, 195);
  g_assert_cmpuint (random_first[1], >, 195);
}

/* On a line: 0 is labelled, one is drawn, the others cover what is left. */
static void
test_cover (void)
{
  const float x[] = { 0, 1, 2, 3, 100 };
  const gint32 known[] = { 0, -1, -1, -1, -1 };
  GraftQueueOptions options = { .strategy = GRAFT_QUEUE_CORE_SET,
                                .n = 5,
                                .labels = known,
                                .features = x,
                                .d = 1,
                                .n_wanted = 1,
                                .n_before = 1 };
  g_autoptr (GArray) one = graft_queue_new (&options, NULL);
  g_autoptr (GArray) all = NULL;
  guint seen[5] = { 1 };

  g_assert_cmpuint (peek (one, 0)->item, ==, 4);
  g_assert_cmpfloat_with_epsilon (peek (one, 0)->score, 100, 1e-12);
  options.n_wanted = 9;
  options.n_before = 0;
  all = graft_queue_new (&options, NULL);
  g_assert_cmpuint (all->len, ==, 4);
  g_assert_true (peek (all, 0)->random);
  g_assert_true (isnan (peek (all, 0)->score));
  for (guint place = 0; place < 4; place++)
    g_assert_cmpuint (seen[peek (all, place)->item]++, ==, 0);
}

static void
test_nothing_left (void)
{
  const gint32 known[] = { 1, 0 };
  GraftQueueOptions options = {
    .n = 2, .labels = known, .probabilities = probabilities, .k = 2, .n_wanted = 1
  };
  g_autoptr (GError) error = NULL;

  g_assert_null (graft_queue_new (&options, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/queue/order", test_order);
  g_test_add_func ("/label/queue/scores", test_scores);
  g_test_add_func ("/label/queue/shares", test_shares);
  g_test_add_func ("/label/queue/cover", test_cover);
  g_test_add_func ("/label/queue/nothing-left", test_nothing_left);
  return g_test_run ();
}
