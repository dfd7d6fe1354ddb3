/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Features of pictures, vectors and networks, at numbers worked out by hand. */
#include "engine/base/error.h"
#include "engine/label/features.h"

#include <math.h>
#include <string.h>

#define assert_near(a, b, epsilon) g_assert_cmpfloat_with_epsilon (a, b, epsilon)

static GraftDataset *
make_images (const guint8 *pixels, GraftShape shape, gsize n)
{
  g_autoptr (GBytes) items = g_bytes_new (pixels, n * graft_shape_size (&shape));

  return graft_dataset_new ("pictures", GRAFT_ITEM_IMAGE, &shape, n, items, NULL, NULL,
                            NULL);
}

static GraftDataset *
make_vectors (const float *values, gsize n, gsize d)
{
  GraftShape shape = graft_shape_vector (d);
  g_autoptr (GBytes) items = g_bytes_new (values, n * d * sizeof *values);

  return graft_dataset_new ("vectors", GRAFT_ITEM_VECTOR, &shape, n, items, NULL, NULL,
                            NULL);
}

static double
square_distance (const GraftFeatures *features, gsize a, gsize b)
{
  double sum = 0;

  for (gsize c = 0; c < features->d; c++)
    sum += pow ((double)features->x[a * features->d + c] -
                    (double)features->x[b * features->d + c],
                2);
  return sum;
}

/* ---- without a network ---- */

/* Three pages of 32 × 48: black, white, and white on its left. Thumbnails: squared
 * distances 256, 128, 128 of 256 cells, so a scale of 9 / 512; histograms 2, 0.586,
 * 0.586, scale 9 / 3.172, and a quarter of it for the weight. */
static void
test_pages (void)
{
  enum
  {
    HEIGHT = 32,
    WIDTH = 48
  };
  guint8 pixels[3][HEIGHT][WIDTH] = { { { 0 } } };
  g_autoptr (GraftDataset) dataset = NULL;
  g_autoptr (GraftFeatures) features = NULL;
  double half = 2 - sqrt (2), all = 2 + 2 * half;

  memset (pixels[1], 255, sizeof pixels[1]);
  for (gsize y = 0; y < HEIGHT; y++)
    memset (pixels[2][y], 255, WIDTH / 2);
  dataset = make_images (&pixels[0][0][0], graft_shape_image (HEIGHT, WIDTH, 1), 3);
  features = graft_features_simple (dataset, 1, NULL, NULL);
  g_assert_cmpuint (features->n, ==, 3);
  g_assert_cmpuint (features->d, ==, 2);
  assert_near (square_distance (features, 0, 1), 4.5 + 0.25 * 2 * 9 / all, 1e-4);
  assert_near (square_distance (features, 0, 2), 2.25 + 0.25 * half * 9 / all, 1e-4);
  assert_near (square_distance (features, 1, 2), 2.25 + 0.25 * half * 9 / all, 1e-4);
}

/* Smaller than a thumbnail, and in colour: red, green and red again. */
static void
test_colours (void)
{
  const guint8 pixels[] = { 255, 0,   0, 255, 0, 0, 0,   255, 0,
                            0,   255, 0, 255, 0, 0, 255, 0,   0 };
  g_autoptr (GraftDataset) dataset = make_images (pixels, graft_shape_image (1, 2, 3), 3);
  g_autoptr (GraftFeatures) features = graft_features_simple (dataset, 1, NULL, NULL);

  assert_near (square_distance (features, 0, 2), 0, 1e-6);
  /* Both parts: Σ of squared distances 2 d², over 9, is their variance: d² becomes 4.5 */
  assert_near (square_distance (features, 0, 1), 4.5 * 1.25, 1e-4);
}

/* Each entry by its own mean and deviation; one that is constant says nothing. */
static void
test_vectors (void)
{
  const float values[] = { 1, 10, 5e6f, 3, 10, 9e6f };
  const float wanted[] = { -1, 0, -1, 1, 0, 1 };
  g_autoptr (GraftDataset) dataset = make_vectors (values, 2, 3);
  g_autoptr (GraftFeatures) features = graft_features_simple (dataset, 1, NULL, NULL);

  g_assert_cmpuint (features->d, ==, 3);
  for (gsize i = 0; i < 6; i++)
    assert_near (features->x[i], wanted[i], 1e-6f);
}

static void
test_components (void)
{
  const gsize n = 300, d = 100;
  g_autofree float *values = g_new (float, n *d);
  g_autoptr (GraftDataset) dataset = NULL;
  g_autoptr (GraftFeatures) features = NULL, again = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < n * d; i++)
    values[i] = (float)((i * 7919) % 1009);
  dataset = make_vectors (values, n, d);
  features = graft_features_simple (dataset, 1, NULL, NULL);
  g_assert_cmpuint (features->n, ==, n);
  g_assert_cmpuint (features->d, ==, GRAFT_SIMPLE_FEATURES);
  again = graft_features_simple (dataset, 1, NULL, NULL);
  g_assert_cmpmem (features->x, n * 64 * sizeof (float), again->x,
                   n * 64 * sizeof (float));
  g_cancellable_cancel (cancellable);
  g_assert_null (graft_features_simple (dataset, 1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- of a network ---- */

/* Features: flatten, dense to 1; label: dense to 2. All weights are 1, biases 0. */
static GraftNetwork *
make_network (void)
{
  GraftShape shape = graft_shape_image (2, 2, 1);
  g_autoptr (GraftNetwork) network = graft_network_new (&shape);
  guint node;

  graft_network_begin_group (network, "features");
  node = graft_network_append_chain (network, "flatten,dense:1", 0, NULL);
  graft_network_begin_group (network, "label");
  graft_network_append_chain (network, "dense:2", node, NULL);
  for (gsize w = 0; w < graft_network_get_n_weights (network); w++)
    graft_network_peek_weights (network)[w] = 0;
  for (gsize w = 0; w < 4; w++)
    graft_network_peek_weights (network)[w] = 1;
  return g_steal_pointer (&network);
}

static void
test_network (void)
{
  enum
  {
    N = 300
  };
  guint8 pixels[N][4];
  g_autoptr (GraftNetwork) network = make_network ();
  g_autoptr (GraftDataset) dataset = NULL;
  g_autoptr (GraftFeatures) sums = NULL, flat = NULL;
  const GraftNormalisation normalisation = { .mean = { 0.5 }, .scale = 2 };
  GraftNetworkFeatures options = { .network = network,
                                   .normalisation = &normalisation,
                                   .n_threads = 2 };

  for (gsize i = 0; i < N * 4; i++)
    pixels[i / 4][i % 4] = (guint8)(i % 251);
  dataset = make_images (&pixels[0][0], graft_shape_image (2, 2, 1), N);
  sums = graft_features_network (dataset, &options, NULL);
  options.node = 1;
  flat = graft_features_network (dataset, &options, NULL);
  g_assert_cmpuint (sums->n, ==, N);
  g_assert_cmpuint (sums->d, ==, 1);
  g_assert_cmpuint (flat->d, ==, 4);
  for (gsize i = 0; i < N; i++)
    {
      double sum = 0;

      for (gsize p = 0; p < 4; p++)
        {
          double value = (pixels[i][p] / 255.0 - 0.5) * 2;

          sum += value;
          assert_near ((double)flat->x[i * 4 + p], value, 1e-6);
        }
      assert_near ((double)sums->x[i], sum, 1e-5);
    }
}

/* Larger pictures, in colour, become what the network wants. */
static void
test_other_shape (void)
{
  guint8 pixels[2 * 6 * 6 * 3];
  g_autoptr (GraftNetwork) network = make_network ();
  g_autoptr (GraftDataset) dataset = NULL;
  g_autoptr (GraftFeatures) features = NULL;
  const GraftNormalisation normalisation = { .mean = { 0 }, .scale = 1 };
  GraftNetworkFeatures options = { .network = network, .normalisation = &normalisation };

  memset (pixels, 51, sizeof pixels / 2);
  memset (pixels + sizeof pixels / 2, 255, sizeof pixels / 2);
  dataset = make_images (pixels, graft_shape_image (6, 6, 3), 2);
  features = graft_features_network (dataset, &options, NULL);
  assert_near ((double)features->x[0], 4 * 0.2, 1e-5);
  assert_near ((double)features->x[1], 4, 1e-5);
}

static void
test_network_errors (void)
{
  const guint8 pixels[4] = { 1, 2, 3, 4 };
  const float values[5] = { 0 };
  GraftShape shape = graft_shape_image (2, 2, 1);
  g_autoptr (GraftNetwork) network = make_network ();
  g_autoptr (GraftNetwork) bare = graft_network_new (&shape);
  g_autoptr (GraftDataset) dataset = make_images (pixels, shape, 1);
  g_autoptr (GraftDataset) vectors = make_vectors (values, 1, 5);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const GraftNormalisation normalisation = { .scale = 1 };
  GraftNetworkFeatures options = { .network = bare, .normalisation = &normalisation };

  /* Leaves the group of features with nothing but the input. */
  graft_network_begin_group (bare, "label");
  graft_network_append_chain (bare, "flatten", 0, NULL);
  g_assert_null (graft_features_network (dataset, &options, &error));
  g_assert_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE);
  g_clear_error (&error);
  options.network = network;
  g_assert_null (graft_features_network (vectors, &options, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
  g_clear_error (&error);
  graft_network_peek_weights (network)[0] = NAN;
  g_assert_null (graft_features_network (dataset, &options, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  options.cancellable = cancellable;
  g_assert_null (graft_features_network (dataset, &options, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label/features/pages", test_pages);
  g_test_add_func ("/label/features/colours", test_colours);
  g_test_add_func ("/label/features/vectors", test_vectors);
  g_test_add_func ("/label/features/components", test_components);
  g_test_add_func ("/label/features/network", test_network);
  g_test_add_func ("/label/features/network/other-shape", test_other_shape);
  g_test_add_func ("/label/features/network/errors", test_network_errors);
  return g_test_run ();
}
