/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The distance of two feature vectors, written so that a compiler makes vector code of it
 * without being allowed to reorder sums. Private to engine/label. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_DISTANCE_LANES 8

/* Σ (a − b)², [d]: in float, eight sums side by side, added in a fixed order. */
static inline float
graft_square_distance_fast (const float *a, const float *b, gsize d)
{
  float lanes[GRAFT_DISTANCE_LANES] = { 0 };
  gsize c = 0;

  for (; c + GRAFT_DISTANCE_LANES <= d; c += GRAFT_DISTANCE_LANES)
    for (guint l = 0; l < GRAFT_DISTANCE_LANES; l++)
      lanes[l] += (a[c + l] - b[c + l]) * (a[c + l] - b[c + l]);
  for (guint l = 0; c < d; c++, l++)
    lanes[l] += (a[c] - b[c]) * (a[c] - b[c]);
  for (guint half = GRAFT_DISTANCE_LANES / 2; half > 0; half /= 2)
    for (guint l = 0; l < half; l++)
      lanes[l] += lanes[l + half];
  return lanes[0];
}

/* The same in double, term by term. */
static inline double
graft_square_distance (const float *a, const float *b, gsize d)
{
  double sum = 0;

  for (gsize c = 0; c < d; c++)
    {
      double off = (double)a[c] - (double)b[c];

      sum += off * off;
    }
  return sum;
}

G_END_DECLS
