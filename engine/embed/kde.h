/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Density of points in the plane and the lines around most of it (methods 8.6). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Product Gaussian kernel with Scott's bandwidth, h = sd · n^(−1/6) an axis: fills @h [2]
 * and
 * @density [n_y, n_x] on the grid @gx [n_x], @gy [n_y] from @xy [n, 2]. */
void graft_kde2d (const double *xy,
                  gsize n,
                  const double *gx,
                  gsize n_x,
                  const double *gy,
                  gsize n_y,
                  double *h,
                  double *density);

/* One line of equal density. */
typedef struct
{
  double mass;
  gboolean closed;
  guint n;
  float *xy; /* [n, 2] */
} GraftDensityLine;

void graft_density_line_clear (GraftDensityLine *self);

/* The lines around the densest @masses[i] (0.5, 0.9) of @xy [n, 2], by marching squares
 * on a 48 × 48 grid that leaves room for the tails. Returns an array of GraftDensityLine
 * with its clear function set; empty below five points. */
GArray *
graft_density_lines (const float *xy, gsize n, const double *masses, guint n_masses);

G_END_DECLS
