/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Philox4x32-10; see rng.h. */
#include "engine/base/rng.h"

#include <math.h>

/* SplitMix64's finaliser: spreads seeds that differ in one bit over the whole key. */
static guint64
mix (guint64 value)
{
  value += 0x9e3779b97f4a7c15u;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

static guint32
philox (guint64 key, guint64 block, guint lane)
{
  guint32 c[4] = { (guint32)block, (guint32)(block >> 32), 0, 0 };
  guint32 k[2] = { (guint32)key, (guint32)(key >> 32) };

  for (guint round = 0; round < 10; round++)
    {
      guint64 p0 = (guint64)0xd2511f53u * c[0];
      guint64 p1 = (guint64)0xcd9e8d57u * c[2];

      c[0] = (guint32)(p1 >> 32) ^ c[1] ^ k[0];
      c[2] = (guint32)(p0 >> 32) ^ c[3] ^ k[1];
      c[1] = (guint32)p1;
      c[3] = (guint32)p0;
      k[0] += 0x9e3779b9u;
      k[1] += 0xbb67ae85u;
    }
  return c[lane];
}

void
graft_rng_init (GraftRng *rng, guint64 seed, GraftRngPurpose purpose, guint64 stream)
{
  rng->key = mix (mix (mix (seed) ^ (guint64)purpose) ^ stream);
  rng->position = 0;
}

guint32
graft_rng_next (GraftRng *rng)
{
  guint64 position = rng->position++;

  return philox (rng->key, position / 4, (guint)(position % 4));
}

double
graft_rng_uniform (GraftRng *rng)
{
  return graft_rng_next (rng) * 0x1p-32;
}

double
graft_rng_range (GraftRng *rng, double low, double high)
{
  return low + (high - low) * graft_rng_uniform (rng);
}

double
graft_rng_normal (GraftRng *rng)
{
  /* The half unit keeps the logarithm finite. */
  double u = (graft_rng_next (rng) + 0.5) * 0x1p-32;
  double v = graft_rng_uniform (rng);

  return sqrt (-2.0 * log (u)) * cos (2.0 * G_PI * v);
}

guint32
graft_rng_below (GraftRng *rng, guint32 bound)
{
  guint32 threshold, draw;

  g_return_val_if_fail (bound > 0, 0);
  threshold = -bound % bound;
  do
    draw = graft_rng_next (rng);
  while (draw < threshold);
  return draw % bound;
}

void
graft_rng_shuffle (GraftRng *rng, guint32 *indices, gsize n)
{
  for (gsize i = n; i > 1; i--)
    {
      guint32 j = graft_rng_below (rng, (guint32)i);
      guint32 held = indices[i - 1];

      indices[i - 1] = indices[j];
      indices[j] = held;
    }
}
