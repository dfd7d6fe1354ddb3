/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See init.h. All draws are made in double, so that both builds of the engine start
 * alike. */
#include "engine/nn/init.h"

#include <math.h>

static void
fill (GraftReal *values, gsize n, double value)
{
  for (gsize i = 0; i < n; i++)
    values[i] = (GraftReal)value;
}

static void
fill_normal (GraftReal *values, gsize n, double deviation, GraftRng *rng)
{
  for (gsize i = 0; i < n; i++)
    values[i] = (GraftReal)(deviation * graft_rng_normal (rng));
}

static void
fill_uniform (GraftReal *values, gsize n, double bound, GraftRng *rng)
{
  for (gsize i = 0; i < n; i++)
    values[i] = (GraftReal)graft_rng_range (rng, -bound, bound);
}

/* Takes from column @column what the columns before it already hold, then scales it to
 * length 1.
 * @block: [rows, width] */
static void
orthonormalise_column (double *block, gsize rows, gsize width, gsize column)
{
  double norm = 0;

  for (gsize other = 0; other < column; other++)
    {
      double dot = 0;

      for (gsize r = 0; r < rows; r++)
        dot += block[r * width + column] * block[r * width + other];
      for (gsize r = 0; r < rows; r++)
        block[r * width + column] -= dot * block[r * width + other];
    }
  for (gsize r = 0; r < rows; r++)
    norm += block[r * width + column] * block[r * width + column];
  for (gsize r = 0; r < rows; r++)
    block[r * width + column] /= sqrt (norm);
}

/* Orthonormal columns in blocks of at most @rows columns: one square block a gate. */
static void
fill_orthogonal (const GraftWeight *weight, GraftReal *values, GraftRng *rng)
{
  gsize columns = weight->dim[weight->rank - 1];
  gsize rows = weight->size / columns;
  g_autofree double *block = g_new (double, rows *MIN (rows, columns));

  for (gsize start = 0; start < columns; start += rows)
    {
      gsize width = MIN (rows, columns - start);

      for (gsize i = 0; i < rows * width; i++)
        block[i] = graft_rng_normal (rng);
      /* Twice is enough: the second round removes what rounding left. */
      for (guint round = 0; round < 2; round++)
        for (gsize c = 0; c < width; c++)
          orthonormalise_column (block, rows, width, c);
      for (gsize r = 0; r < rows; r++)
        for (gsize c = 0; c < width; c++)
          values[r * columns + start + c] =
              (GraftReal)(weight->scale * block[r * width + c]);
    }
}

void
graft_weight_initialise (const GraftWeight *weight, GraftRng *rng, GraftReal *values)
{
  double fan_in = (double)MAX (weight->fan_in, 1);
  double fan_out = (double)weight->fan_out;

  switch (weight->init)
    {
    case GRAFT_INIT_ONE:
      fill (values, weight->size, weight->scale);
      break;
    case GRAFT_INIT_HE_NORMAL:
      fill_normal (values, weight->size, weight->scale * sqrt (2 / fan_in), rng);
      break;
    case GRAFT_INIT_HE_UNIFORM:
      fill_uniform (values, weight->size, weight->scale * sqrt (6 / fan_in), rng);
      break;
    case GRAFT_INIT_GLOROT_UNIFORM:
      fill_uniform (values, weight->size, weight->scale * sqrt (6 / (fan_in + fan_out)),
                    rng);
      break;
    case GRAFT_INIT_NORMAL:
      fill_normal (values, weight->size, weight->scale, rng);
      break;
    case GRAFT_INIT_ORTHOGONAL:
      fill_orthogonal (weight, values, rng);
      break;
    case GRAFT_INIT_ZERO:
    default:
      fill (values, weight->size, 0);
      break;
    }
}
