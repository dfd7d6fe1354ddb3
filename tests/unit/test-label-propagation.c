/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels that spread to neighbours: chains by hand, then the graph against all pairs. */
#include "engine/base/error.h"
#include "engine/base/rng.h"
#include "engine/label/propagation-dense.h"
#include "engine/label/propagation.h"

#include <math.h>
#include <stdlib.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

/* Two items of distance 1: W = w, so S = [0 1; 1 0] whatever w is; with α = ½:
 * ½ (I − ½ S)⁻¹ (1, 0) = (⅔, ⅓). */
static void
test_spread_pair (void)
{
  const double x[] = { 0, 1 };
  const gint32 labels[] = { 0, -1 };
  GraftDenseLabels problem = { x, labels, 2, 1, 2, 1 };
  double f[4];

  g_assert_true (graft_spread_dense (&problem, 0.5, f, NULL));
  assert_near (f[0], 2.0 / 3, 1e-14);
  assert_near (f[2], 1.0 / 3, 1e-14);
  g_assert_cmpfloat (f[1], ==, 0);
  g_assert_cmpfloat (f[3], ==, 0);
}

/* Items at 0, 1, 3 with the ends labelled: the middle one takes their weights. */
static void
test_harmonic_three (void)
{
  const double x[] = { 0, 1, 3 };
  const gint32 labels[] = { 0, -1, 1 };
  GraftDenseLabels problem = { x, labels, 3, 1, 2, 2 };
  double f[6], near = exp (-1.0 / 4), far = exp (-1.0);

  g_assert_true (graft_harmonic_dense (&problem, f, NULL));
  assert_near (f[2], near / (near + far), 1e-14);
  assert_near (f[3], far / (near + far), 1e-14);
  g_assert_cmpfloat (f[0], ==, 1);
  g_assert_cmpfloat (f[5], ==, 1);
}

/* So far away that its weights are 0: no label reaches it, and nothing is singular. */
static void
test_harmonic_alone (void)
{
  const double x[] = { 0, 1, 1000, 1001 };
  const gint32 labels[] = { 0, -1, -1, -1 };
  GraftDenseLabels problem = { x, labels, 4, 1, 1, 1 };
  double f[4];

  g_assert_true (graft_harmonic_dense (&problem, f, NULL));
  assert_near (f[1], 1, 1e-14);
  g_assert_cmpfloat (f[2], ==, 0);
  g_assert_cmpfloat (f[3], ==, 0);
  g_assert_true (graft_spread_dense (&problem, 0.99, f, NULL));
  g_assert_cmpfloat (f[2], ==, 0);
}

/* ---- neighbours ---- */

/* @n points around @centres places far from 0, [n, d]. */
static float *
draw_points (gsize n, gsize d, guint centres, float spread)
{
  float *x = g_new (float, n *d);
  GraftRng rng;

  graft_rng_init (&rng, 5, GRAFT_RNG_SAMPLE, 0);
  for (gsize i = 0; i < n; i++)
    for (gsize c = 0; c < d; c++)
      x[i * d + c] =
          (float)(10000 + (c == i % centres ? spread : 0) + graft_rng_normal (&rng));
  return x;
}

typedef struct
{
  double square;
  guint32 item;
} Pair;

static int
compare_pairs (const void *a, const void *b)
{
  const Pair *x = a, *y = b;

  return x->square < y->square ? -1 : x->square > y->square;
}

/* Against all distances, one by one; one thread as well as several. */
static void
test_neighbours (void)
{
  const gsize n = 1500, d = 7, k = 10;
  g_autofree float *x = draw_points (n, d, 3, 4);
  g_autofree Pair *pairs = g_new (Pair, n);
  g_autoptr (GraftNeighbours) near = graft_neighbours_new (x, n, d, k, 1, NULL, NULL);
  g_autoptr (GraftNeighbours) team = graft_neighbours_new (x, n, d, k, 3, NULL, NULL);

  for (gsize i = 0; i < n; i += 7)
    {
      for (guint32 j = 0; j < n; j++)
        {
          pairs[j] = (Pair){ j == i ? (double)INFINITY : 0, j };
          for (gsize c = 0; c < d; c++)
            pairs[j].square += pow ((double)(x[i * d + c] - x[j * d + c]), 2);
        }
      qsort (pairs, n, sizeof *pairs, compare_pairs);
      for (gsize c = 0; c < k; c++)
        {
          g_assert_cmpuint (near->item[i * k + c], ==, pairs[c].item);
          assert_near (near->square[i * k + c], pairs[c].square, 1e-9);
        }
    }
  g_assert_cmpmem (near->item, n * k * sizeof *near->item, team->item,
                   n * k * sizeof *team->item);
}

static void
test_neighbours_few (void)
{
  const float x[] = { 3, 3, 3, 7, NAN };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftNeighbours) near = graft_neighbours_new (x, 4, 1, 10, 1, NULL, &error);
  g_autoptr (GraftNeighbours) alone = graft_neighbours_new (x, 1, 1, 10, 1, NULL, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_assert_no_error (error);
  g_assert_cmpuint (near->k, ==, 3);
  g_assert_cmpuint (near->item[3], ==, 0); /* of item 1: copies, the lowest first */
  g_assert_cmpuint (near->item[4], ==, 2);
  g_assert_cmpuint (near->item[5], ==, 3);
  g_assert_cmpuint (alone->k, ==, 0);
  g_assert_null (graft_neighbours_new (x, 5, 1, 10, 1, NULL, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (graft_neighbours_new (x, 4, 1, 10, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* 0, 1 and 3 with one neighbour each: 0 – 1 both ways, 3 – 1 one way. Median of 1, 1, 4.
 */
static void
test_graph (void)
{
  const float x[] = { 0, 1, 3 };
  g_autoptr (GraftNeighbours) near = graft_neighbours_new (x, 3, 1, 1, 1, NULL, NULL);
  g_autoptr (GraftNeighbourGraph) graph = graft_neighbour_graph_new (near);

  assert_near (graph->sigma2, 1, 1e-15);
  g_assert_cmpuint (graph->first[1], ==, 1);
  g_assert_cmpuint (graph->first[2], ==, 3);
  g_assert_cmpuint (graph->first[3], ==, 4);
  g_assert_cmpuint (graph->column[1], ==, 0);
  g_assert_cmpuint (graph->column[2], ==, 2);
  assert_near (graph->weight[1], exp (-0.5), 1e-15);
  assert_near (graph->weight[2], exp (-2), 1e-15);
  assert_near (graph->degree[1], exp (-0.5) + exp (-2), 1e-15);
}

/* ---- the graph against all pairs ---- */

/* With all others as neighbours both are the same; 20 classes take two rounds. */
static void
test_same_as_dense (void)
{
  const gsize n = 150, d = 4, k = 20;
  g_autofree float *x = draw_points (n, d, 3, 3);
  g_autofree double *exact = g_new (double, n *d), *f = g_new (double, n *k);
  g_autofree gint32 *labels = g_new (gint32, n);
  g_autoptr (GraftNeighbours) near = graft_neighbours_new (x, n, d, n, 1, NULL, NULL);
  g_autoptr (GraftNeighbourGraph) graph = graft_neighbour_graph_new (near);
  GraftDenseLabels dense = { exact, labels, n, d, k, graph->sigma2 };

  for (gsize i = 0; i < n * d; i++)
    exact[i] = (double)x[i];
  for (gsize i = 0; i < n; i++)
    labels[i] = i % 5 == 0 ? (gint32)(i % k) : -1;
  for (guint method = 0; method < 2; method++)
    {
      GraftPropagation problem = {
        .graph = graph, .method = method, .labels = labels, .k = k
      };
      g_autoptr (GraftPropagated) sparse = graft_propagate (&problem, NULL);

      if (method == GRAFT_PROPAGATE_HARMONIC)
        g_assert_true (graft_harmonic_dense (&dense, f, NULL));
      else
        g_assert_true (graft_spread_dense (&dense, GRAFT_SPREADING_ALPHA, f, NULL));
      g_assert_true (sparse->converged);
      /* Steepest descent would take hundreds. */
      g_assert_cmpuint (sparse->n_iterations, <, 60);
      g_assert_cmpuint (sparse->n_stranded, ==, 0);
      for (gsize i = 0; i < n * k; i++)
        assert_near (sparse->f[i], f[i], 2e-6);
    }
}

/* Two heaps far apart, and a label in one: the other is told to be without. */
static void
test_stranded (void)
{
  const float x[] = { 0, 1, 2, 3, 1000, 1001, 1003, 1004 };
  gint32 labels[] = { -1, 1, -1, -1, -1, -1, -1, -1 };
  g_autoptr (GraftNeighbours) near = graft_neighbours_new (x, 8, 1, 2, 1, NULL, NULL);
  g_autoptr (GraftNeighbourGraph) graph = graft_neighbour_graph_new (near);

  for (guint method = 0; method < 2; method++)
    {
      GraftPropagation problem = {
        .graph = graph, .method = method, .labels = labels, .k = 2
      };
      g_autoptr (GraftPropagated) result = graft_propagate (&problem, NULL);

      g_assert_cmpuint (result->n_stranded, ==, 4);
      g_assert_cmpuint (result->n_parts, ==, 1);
      for (gsize i = 0; i < 8; i++)
        {
          g_assert_cmpint (result->predicted[i], ==, i < 4 ? 1 : -1);
          assert_near (result->confidence[i], i < 4, 1e-6);
        }
    }
}

/* Two items between two labels, both nearer to class 0: (0.6, 0.4) and (0.55, 0.45). The
 * labelled ones say that the classes are equally frequent, so the second goes to class 1:
 * 0.55 / 1.15 against 0.45 / 0.85. */
static void
test_class_mass (void)
{
  gsize first[] = { 0, 2, 4, 6, 8 };
  guint32 column[] = { 2, 3, 2, 3, 0, 1, 0, 1 };
  double weight[] = { 0.6, 0.55, 0.4, 0.45, 0.6, 0.4, 0.55, 0.45 };
  double degree[] = { 1.15, 0.85, 1, 1 };
  GraftNeighbourGraph graph = { 4, 1, first, column, weight, degree };
  const gint32 labels[] = { 0, 1, -1, -1 };
  GraftPropagation problem = {
    .graph = &graph, .method = GRAFT_PROPAGATE_HARMONIC, .labels = labels, .k = 2
  };
  g_autoptr (GraftPropagated) result = graft_propagate (&problem, NULL);

  assert_near (result->f[4], 0.6, 1e-6);
  assert_near (result->f[6], 0.55, 1e-6);
  g_assert_cmpint (result->predicted[0], ==, 0);
  g_assert_cmpint (result->predicted[2], ==, 0);
  g_assert_cmpint (result->predicted[3], ==, 1);
  assert_near (result->confidence[3], 0.45 / 0.85 / (0.45 / 0.85 + 0.55 / 1.15), 1e-6);
}

static void
test_errors (void)
{
  const float x[] = { 0, 1 };
  g_autoptr (GraftNeighbours) near = graft_neighbours_new (x, 2, 1, 1, 1, NULL, NULL);
  g_autoptr (GraftNeighbourGraph) graph = graft_neighbour_graph_new (near);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gint32 labels[] = { -1, -1 };
  GraftPropagation problem = { .graph = graph, .labels = labels, .k = 2 };
  g_autoptr (GError) error = NULL;

  g_assert_null (graft_propagate (&problem, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  g_clear_error (&error);
  labels[1] = 2;
  g_assert_null (graft_propagate (&problem, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE);
  g_clear_error (&error);
  labels[1] = 1;
  g_cancellable_cancel (cancellable);
  problem.cancellable = cancellable;
  g_assert_null (graft_propagate (&problem, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/spread/pair", test_spread_pair);
  g_test_add_func ("/label/harmonic/three", test_harmonic_three);
  g_test_add_func ("/label/harmonic/alone", test_harmonic_alone);
  g_test_add_func ("/label/neighbours", test_neighbours);
  g_test_add_func ("/label/neighbours/few", test_neighbours_few);
  g_test_add_func ("/label/graph", test_graph);
  g_test_add_func ("/label/propagate/dense", test_same_as_dense);
  g_test_add_func ("/label/propagate/stranded", test_stranded);
  g_test_add_func ("/label/propagate/class-mass", test_class_mass);
  g_test_add_func ("/label/propagate/errors", test_errors);
  return g_test_run ();
}
