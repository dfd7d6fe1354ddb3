/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Density in the plane: see kde.h. The kernel is a product, so that a grid costs two
 * tables of exponentials and one matrix product. */
#include "engine/embed/kde.h"

#include "engine/tensor/linalg.h"

#include <math.h>
#include <stdlib.h>

#define GRID 48
#define MARGIN 3.0 /* bandwidths around the points */
#define TOO_FEW 5

static void
bandwidths (const double *xy, gsize n, double h[2])
{
  for (guint axis = 0; axis < 2; axis++)
    {
      double mean = 0, square = 0;

      for (gsize i = 0; i < n; i++)
        mean += xy[2 * i + axis] / (double)n;
      for (gsize i = 0; i < n; i++)
        square += pow (xy[2 * i + axis] - mean, 2);
      h[axis] = n > 1 ? sqrt (square / (double)(n - 1)) * pow ((double)n, -1.0 / 6) : 0;
    }
}

/* [n_grid, n]: the normalised kernel of each point at each place of one axis. */
static double *
kernel_table (
    const double *xy, gsize n, guint axis, const double *grid, gsize n_grid, double h)
{
  double *table = g_new (double, n_grid *n);
  double unit = 1 / (h * sqrt (2 * G_PI));

  for (gsize g = 0; g < n_grid; g++)
    for (gsize i = 0; i < n; i++)
      {
        double z = (grid[g] - xy[2 * i + axis]) / h;

        table[g * n + i] = unit * exp (-0.5 * z * z);
      }
  return table;
}

void
graft_kde2d (const double *xy,
             gsize n,
             const double *gx,
             gsize n_x,
             const double *gy,
             gsize n_y,
             double *h,
             double *density)
{
  g_autofree double *along_x = NULL;
  g_autofree double *along_y = NULL;
  GraftProduct product = { .m = n_y, .n = n_x, .k = n, .transpose_b = TRUE };

  bandwidths (xy, n, h);
  if (n == 0 || !(h[0] > 0) || !(h[1] > 0))
    {
      for (gsize i = 0; i < n_x * n_y; i++)
        density[i] = 0;
      return;
    }
  along_x = kernel_table (xy, n, 0, gx, n_x, h[0]);
  along_y = kernel_table (xy, n, 1, gy, n_y, h[1]);
  graft_linalg_multiply (product, along_y, along_x, density);
  for (gsize i = 0; i < n_x * n_y; i++)
    density[i] /= (double)n;
}

/* ---- lines ---- */

void
graft_density_line_clear (GraftDensityLine *self)
{
  g_clear_pointer (&self->xy, g_free);
}

typedef struct
{
  double gx[GRID], gy[GRID];
  double density[GRID * GRID];
} Field;

static int
compare_down (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return x > y ? -1 : x < y;
}

/* The density above which @mass of all of it lies. */
static double
level_of (const Field *field, double mass)
{
  g_autofree double *sorted = g_memdup2 (field->density, sizeof field->density);
  double sum = 0, so_far = 0;

  for (gsize i = 0; i < GRID * GRID; i++)
    sum += sorted[i];
  qsort (sorted, GRID * GRID, sizeof *sorted, compare_down);
  for (gsize i = 0; i < GRID * GRID; i++)
    {
      so_far += sorted[i];
      if (so_far >= mass * sum)
        return sorted[i];
    }
  return 0;
}

static gboolean
fill_field (Field *field, const float *xy, gsize n)
{
  g_autofree double *points = g_new (double, 2 * n);
  double low[2] = { INFINITY, INFINITY }, high[2] = { -INFINITY, -INFINITY }, h[2];

  for (gsize i = 0; i < 2 * n; i++)
    {
      points[i] = xy[i];
      low[i % 2] = MIN (low[i % 2], points[i]);
      high[i % 2] = MAX (high[i % 2], points[i]);
    }
  bandwidths (points, n, h);
  if (!(h[0] > 0) || !(h[1] > 0) || !isfinite (h[0] + h[1]))
    return FALSE;
  for (guint i = 0; i < GRID; i++)
    {
      double share = (double)i / (GRID - 1);

      field->gx[i] =
          low[0] - MARGIN * h[0] + share * (high[0] - low[0] + 2 * MARGIN * h[0]);
      field->gy[i] =
          low[1] - MARGIN * h[1] + share * (high[1] - low[1] + 2 * MARGIN * h[1]);
    }
  graft_kde2d (points, n, field->gx, GRID, field->gy, GRID, h, field->density);
  return TRUE;
}

/* Edges of the grid are numbered: 2 (y GRID + x) goes right from a node, + 1 goes down
 * from it. */
typedef struct
{
  const Field *field;
  double level;
  gint next[2 * GRID * GRID][2]; /* the edges that share a cell's segment; -1: none */
} Tracer;

static gboolean
is_above (const Tracer *self, gint x, gint y)
{
  return self->field->density[y * GRID + x] > self->level;
}

static void
join (Tracer *self, gint a, gint b)
{
  self->next[a][self->next[a][0] >= 0] = b;
  self->next[b][self->next[b][0] >= 0] = a;
}

static void
cross_cell (Tracer *self, gint x, gint y)
{
  gint top = 2 * (y * GRID + x), left = top + 1;
  gint bottom = 2 * ((y + 1) * GRID + x), right = 2 * (y * GRID + x + 1) + 1;
  gboolean a = is_above (self, x, y), b = is_above (self, x + 1, y);
  gboolean c = is_above (self, x + 1, y + 1), d = is_above (self, x, y + 1);
  gint cut[4];
  guint n = 0;

  if (a != b)
    cut[n++] = top;
  if (b != c)
    cut[n++] = right;
  if (c != d)
    cut[n++] = bottom;
  if (d != a)
    cut[n++] = left;
  if (n == 2)
    join (self, cut[0], cut[1]);
  else if (n == 4)
    {
      const double *f = self->field->density + y * GRID + x;
      gboolean middle = (f[0] + f[1] + f[GRID] + f[GRID + 1]) / 4 > self->level;

      /* A saddle: the middle says which corners hang together. */
      join (self, top, a == middle ? right : left);
      join (self, bottom, a == middle ? left : right);
    }
}

/* Where the level crosses an edge. */
static void
place_on_edge (const Tracer *self, gint edge, float *xy)
{
  const Field *field = self->field;
  gint node = edge / 2, x = node % GRID, y = node / GRID;
  gint x2 = edge % 2 ? x : x + 1, y2 = edge % 2 ? y + 1 : y;
  double from = field->density[y * GRID + x], to = field->density[y2 * GRID + x2];
  double part = (self->level - from) / (to - from);

  xy[0] = (float)(field->gx[x] + part * (field->gx[x2] - field->gx[x]));
  xy[1] = (float)(field->gy[y] + part * (field->gy[y2] - field->gy[y]));
}

/* Takes @to out of what follows @from, and the other way round. */
static void
cut_between (Tracer *self, gint from, gint to)
{
  for (guint i = 0; i < 2; i++)
    {
      gint a = i ? to : from, b = i ? from : to;

      if (self->next[a][0] == b)
        self->next[a][0] = self->next[a][1];
      self->next[a][1] = -1;
    }
}

static void
follow (Tracer *self, gint start, double mass, GArray *lines)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, 2 * sizeof (float));
  GraftDensityLine line = { .mass = mass };
  gint edge = start;
  float xy[2];

  for (;;)
    {
      gint next = self->next[edge][0];

      place_on_edge (self, edge, xy);
      g_array_append_vals (points, xy, 1);
      if (next < 0)
        break;
      cut_between (self, edge, next);
      edge = next;
      if (edge == start)
        {
          line.closed = TRUE;
          break;
        }
    }
  line.n = points->len;
  line.xy = (float *)g_array_free (g_steal_pointer (&points), FALSE);
  if (line.n >= 2)
    g_array_append_val (lines, line);
  else
    g_free (line.xy);
}

static void
trace (const Field *field, double mass, GArray *lines)
{
  g_autofree Tracer *self = g_new (Tracer, 1);

  self->field = field;
  self->level = level_of (field, mass);
  for (gint e = 0; e < 2 * GRID * GRID; e++)
    self->next[e][0] = self->next[e][1] = -1;
  for (gint y = 0; y + 1 < GRID; y++)
    for (gint x = 0; x + 1 < GRID; x++)
      cross_cell (self, x, y);
  /* Open lines from their ends first, then what is left: rings. */
  for (gint e = 0; e < 2 * GRID * GRID; e++)
    if (self->next[e][0] >= 0 && self->next[e][1] < 0)
      follow (self, e, mass, lines);
  for (gint e = 0; e < 2 * GRID * GRID; e++)
    if (self->next[e][0] >= 0)
      follow (self, e, mass, lines);
}

GArray *
graft_density_lines (const float *xy, gsize n, const double *masses, guint n_masses)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (GraftDensityLine));
  g_autofree Field *field = g_new (Field, 1);

  g_array_set_clear_func (lines, (GDestroyNotify)graft_density_line_clear);
  if (n < TOO_FEW || !fill_field (field, xy, n))
    return lines;
  for (guint i = 0; i < n_masses; i++)
    trace (field, masses[i], lines);
  return lines;
}
