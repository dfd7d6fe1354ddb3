/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inter-twinning moons of moons.h. */
#include "engine/synth/moons.h"

#include "engine/base/rng.h"

#include <math.h>

#define NOISE 0.05

static void
place_point (gsize i, gsize per_class, double degrees, GraftRng *rng, float *xy)
{
  gboolean upper = i % 2 == 0;
  double t = per_class > 1 ? G_PI * (double)(i / 2) / (double)(per_class - 1) : G_PI / 2;
  double x = upper ? cos (t) : 1 - cos (t);
  double y = upper ? sin (t) : 0.5 - sin (t);
  double angle = degrees * G_PI / 180;

  /* The two moons together have their centre at (½, ¼): both domains are moved by it, so
   * that source and target differ by the rotation alone. */
  x = 2 * (x + NOISE * graft_rng_normal (rng) - 0.5);
  y = 2 * (y + NOISE * graft_rng_normal (rng) - 0.25);
  xy[0] = (float)(x * cos (angle) - y * sin (angle));
  xy[1] = (float)(x * sin (angle) + y * cos (angle));
}

GraftDataset *
graft_moons_new (
    const char *name, gsize per_class, double degrees, guint64 seed, guint64 stream)
{
  static const char *const classes[] = { "upper", "lower", NULL };
  const GraftShape shape = graft_shape_vector (2);
  gsize n = 2 * per_class;
  float *points = g_new (float, 2 * n);
  gint32 *labels = g_new (gint32, n);
  g_autoptr (GBytes) items = g_bytes_new_take (points, 2 * n * sizeof *points);
  g_autoptr (GBytes) known = g_bytes_new_take (labels, n * sizeof *labels);
  GraftRng rng;

  graft_rng_init (&rng, seed, GRAFT_RNG_SYNTH, stream);
  for (gsize i = 0; i < n; i++)
    {
      place_point (i, per_class, degrees, &rng, points + 2 * i);
      labels[i] = i % 2;
    }
  return graft_dataset_new (name, GRAFT_ITEM_VECTOR, &shape, n, items, known, classes,
                            NULL);
}
