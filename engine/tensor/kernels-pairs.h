/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over all points of the plane as one of them sees them: the inside of t-SNE. Included by
 * each kernels-*.c with its vectors. */

static inline float
sum_lanes (Vector v)
{
  float lanes[LANES], sum = 0;

  vector_store (lanes, v);
  for (int i = 0; i < LANES; i++)
    sum += lanes[i];
  return sum;
}

static void
repel (const float *x, const float *y, gsize n, float at_x, float at_y, float sums[3])
{
  static const float unit = 1;
  Vector one = vector_spread (&unit), here_x = vector_spread (&at_x);
  Vector here_y = vector_spread (&at_y);
  Vector force_x = vector_zero (), force_y = vector_zero (), weight = vector_zero ();

  for (gsize j = 0; j < n; j += LANES)
    {
      Vector dx = here_x - vector_load (x + j), dy = here_y - vector_load (y + j);
      Vector w = one / vector_fma (dy, dy, vector_fma (dx, dx, one));
      Vector square = w * w;

      if (n - j < LANES)
        {
          w = vector_keep (mask_first (n - j), w);
          square = vector_keep (mask_first (n - j), square);
        }
      weight += w;
      force_x = vector_fma (square, dx, force_x);
      force_y = vector_fma (square, dy, force_y);
    }
  sums[0] = sum_lanes (force_x);
  sums[1] = sum_lanes (force_y);
  sums[2] = sum_lanes (weight);
}
