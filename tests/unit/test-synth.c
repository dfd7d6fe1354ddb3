/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data that Graft draws itself: the same for the same seed, whoever draws and however
 * many; another for another seed; classes balanced, values in range, domains apart. */
#include "engine/data/data-source.h"
#include "engine/synth/blend.h"
#include "engine/synth/builtin.h"
#include "engine/synth/moons.h"
#include "engine/synth/textures.h"

#include <math.h>
#include <string.h>

static GraftDataset *
draw (const GraftBuiltinClass *klass, guint64 seed, gsize n, gboolean test)
{
  g_autoptr (GError) error = NULL;
  GraftDataset *dataset = klass->generate (seed, n, test, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (graft_dataset_get_n (dataset), ==, n);
  return dataset;
}

static char *
hash (const GraftBuiltinClass *klass, guint64 seed, gsize n, gboolean test)
{
  g_autoptr (GraftDataset) dataset = draw (klass, seed, n, test);

  return graft_dataset_hash (dataset);
}

static void
check_same (gconstpointer data)
{
  const GraftBuiltinClass *klass = data;
  g_autofree char *one = hash (klass, 5, 50, FALSE);
  g_autofree char *again = hash (klass, 5, 50, FALSE);
  g_autofree char *other = hash (klass, 6, 50, FALSE);
  g_autofree char *test = hash (klass, 5, 50, TRUE);

  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, other);
  g_assert_cmpstr (one, !=, test);
}

static void
check_balance (gconstpointer data)
{
  g_autoptr (GraftDataset) dataset = draw (data, 2, 100, FALSE);
  const gint32 *labels = graft_dataset_peek_labels (dataset);
  guint k = graft_dataset_get_n_classes (dataset);
  g_autofree guint *counts = g_new0 (guint, k);

  for (gsize i = 0; i < 100; i++)
    counts[labels[i]]++;
  for (guint c = 0; c < k; c++)
    {
      g_assert_cmpuint (counts[c], ==, 100 / k);
      g_assert_nonnull (graft_dataset_get_class_name (dataset, c));
    }
}

static double
measure_spread (const guint8 *pixels, gsize n)
{
  double sum = 0, squares = 0;

  for (gsize i = 0; i < n; i++)
    {
      sum += pixels[i];
      squares += (double)pixels[i] * pixels[i];
    }
  return sqrt (squares / (double)n - sum / (double)n * (sum / (double)n));
}

/* Pictures have something on them, and none is another one; points are where moons are.
 */
static void
check_range (gconstpointer data)
{
  g_autoptr (GraftDataset) dataset = draw (data, 3, 60, FALSE);
  gsize size = graft_shape_size (graft_dataset_get_shape (dataset));

  if (graft_dataset_get_kind (dataset) == GRAFT_ITEM_VECTOR)
    {
      const float *xy = graft_dataset_peek_vectors (dataset);

      for (gsize i = 0; i < 60; i++)
        g_assert_cmpfloat (hypotf (xy[2 * i], xy[2 * i + 1]), <, 4);
      return;
    }
  for (gsize i = 0; i < 60; i++)
    {
      const guint8 *pixels = graft_dataset_peek_pixels (dataset) + i * size;

      g_assert_cmpfloat (measure_spread (pixels, size), >, 8);
      for (gsize j = 0; j < i; j++)
        g_assert_true (
            memcmp (pixels, graft_dataset_peek_pixels (dataset) + j * size, size) != 0);
    }
}

/* Ink of a picture: how far each pixel is from the paper, whatever the colours. */
static void
take_ink (const guint8 *pixels, gsize n, float *ink)
{
  double mean = 0, squares = 0;

  for (gsize i = 0; i < n; i++)
    {
      ink[i] = (float)pixels[3 * i + 1];
      mean += (double)ink[i] / (double)n;
    }
  for (gsize i = 0; i < n; i++)
    {
      ink[i] -= (float)mean;
      squares += (double)ink[i] * (double)ink[i];
    }
  for (gsize i = 0; i < n; i++)
    ink[i] /= (float)sqrt (squares);
}

/* A picture shows what its label says: the mean pictures of the classes tell unseen ones
 * apart, which is guessing, one in ten, where they do not. */
static void
test_labels (void)
{
  enum
  {
    SEEN = 1000,
    UNSEEN = 300,
    PIXELS = 28 * 28
  };
  g_autoptr (GraftDataset) dataset =
      draw (graft_builtin_find ("printed-digits"), 1, SEEN + UNSEEN, FALSE);
  const gint32 *labels = graft_dataset_peek_labels (dataset);
  g_autofree double *means = g_new0 (double, 10 * PIXELS);
  float ink[PIXELS];
  gsize right = 0;

  for (gsize i = 0; i < SEEN + UNSEEN; i++)
    {
      double best = -INFINITY;
      gint32 found = 0;

      take_ink (graft_dataset_peek_pixels (dataset) + i * PIXELS * 3, PIXELS, ink);
      for (gint32 k = 0; k < 10; k++)
        {
          double match = 0;

          for (gsize p = 0; p < PIXELS; p++)
            if (i < SEEN && k == labels[i])
              means[k * PIXELS + p] += (double)ink[p];
            else
              match += means[k * PIXELS + p] * (double)ink[p];
          found = match > best ? k : found;
          best = MAX (best, match);
        }
      right += i >= SEEN && found == labels[i];
    }
  g_test_message ("%" G_GSIZE_FORMAT " of %d", right, UNSEEN);
  g_assert_cmpuint (right, >, UNSEEN / 2);
}

static void
check_cancelled (gconstpointer data)
{
  const GraftBuiltinClass *klass = data;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftDataset) dataset = NULL;

  g_cancellable_cancel (cancellable);
  dataset = klass->generate (1, 40, FALSE, cancellable, &error);
  /* What is drawn in no time need not look. */
  if (dataset == NULL)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  else
    g_assert_cmpint (graft_dataset_get_kind (dataset), ==, GRAFT_ITEM_VECTOR);
}

/* Item i depends on the seed and on i alone: fewer are the first of more. */
static void
test_prefix (void)
{
  const GraftBuiltinClass *klass = graft_builtin_find ("textured-digits");
  g_autoptr (GraftDataset) few = draw (klass, 4, 10, FALSE);
  g_autoptr (GraftDataset) more = draw (klass, 4, 90, FALSE);
  gsize size = 10 * graft_shape_size (graft_dataset_get_shape (few));

  g_assert_cmpmem (graft_dataset_peek_pixels (few), size,
                   graft_dataset_peek_pixels (more), size);
}

/* Turned back, the target is the source; and that is two half circles and some noise. */
static void
test_moons (void)
{
  g_autoptr (GraftDataset) straight = graft_moons_new ("a", 50, 0, 7, 0);
  g_autoptr (GraftDataset) turned = graft_moons_new ("b", 50, 35, 7, 0);
  const float *a = graft_dataset_peek_vectors (straight);
  const float *b = graft_dataset_peek_vectors (turned);
  const double angle = 35 * G_PI / 180;
  double mean[2] = { 0 };

  for (gsize i = 0; i < 100; i++)
    {
      double x = (double)b[2 * i], y = (double)b[2 * i + 1], t;

      g_assert_cmpfloat_with_epsilon (x * cos (angle) + y * sin (angle), (double)a[2 * i],
                                      1e-5);
      g_assert_cmpfloat_with_epsilon (-x * sin (angle) + y * cos (angle),
                                      (double)a[2 * i + 1], 1e-5);
      /* Without noise: 2 (cos t − ½, sin t − ¼) and 2 (½ − cos t, ¼ − sin t). */
      t = G_PI * (double)(i / 2) / 49;
      x = 2 * (cos (t) - 0.5) * (i % 2 ? -1 : 1);
      y = 2 * (sin (t) - 0.25) * (i % 2 ? -1 : 1);
      g_assert_cmpfloat (hypot (x - (double)a[2 * i], y - (double)a[2 * i + 1]), <, 0.55);
      mean[0] += (double)a[2 * i] / 100;
      mean[1] += (double)a[2 * i + 1] / 100;
    }
  g_assert_cmpfloat_with_epsilon (mean[0], 0, 0.05);
  g_assert_cmpfloat_with_epsilon (mean[1], 0, 0.05);
}

static void
test_blend (void)
{
  const guint8 digit[3] = { 0, 255, 100 };
  const guint8 patch[9] = { 10, 20, 30, 10, 20, 255, 100, 99, 101 };
  const guint8 wanted[9] = { 10, 20, 30, 245, 235, 0, 0, 1, 1 };
  guint8 out[9];

  graft_blend (digit, patch, 3, out);
  g_assert_cmpmem (out, 9, wanted, 9);
}

/* Textures are coloured, of many tones, and each its own. */
static void
test_textures (void)
{
  enum
  {
    SIZE = 32 * 32 * 3
  };
  guint8 last[SIZE] = { 0 };
  guint colourful = 0;

  for (guint64 seed = 0; seed < 40; seed++)
    {
      guint8 pixels[SIZE];
      gsize coloured = 0;
      GraftRng rng;

      graft_rng_init (&rng, seed, GRAFT_RNG_SYNTH, 0);
      graft_texture_draw (&rng, 32, 32, pixels);
      for (gsize i = 0; i < SIZE; i += 3)
        coloured +=
            ABS (pixels[i] - pixels[i + 1]) + ABS (pixels[i] - pixels[i + 2]) > 10;
      colourful += coloured > 100;
      g_assert_cmpfloat (measure_spread (pixels, SIZE), >, 3);
      g_assert_true (memcmp (pixels, last, SIZE) != 0);
      memcpy (last, pixels, SIZE);
    }
  g_assert_cmpuint (colourful, >, 30);
}

int
main (int argc, char **argv)
{
  const GraftBuiltinClass *klass;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; (klass = graft_builtin_get (i)) != NULL; i++)
    {
      const struct
      {
        const char *name;
        GTestDataFunc func;
      } checks[] = { { "same", check_same },
                     { "balance", check_balance },
                     { "range", check_range },
                     { "cancelled", check_cancelled } };

      for (gsize c = 0; c < G_N_ELEMENTS (checks); c++)
        {
          g_autofree char *path =
              g_strdup_printf ("/synth/%s/%s", klass->id, checks[c].name);

          g_test_add_data_func (path, klass, checks[c].func);
        }
    }
  g_test_add_func ("/synth/labels", test_labels);
  g_test_add_func ("/synth/prefix", test_prefix);
  g_test_add_func ("/synth/moons", test_moons);
  g_test_add_func ("/synth/blend", test_blend);
  g_test_add_func ("/synth/textures", test_textures);
  return g_test_run ();
}
