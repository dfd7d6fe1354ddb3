/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grid is a counting sort of the points by cell: one array of indices, and where each
 * cell begins in it. About two points a cell. */
#include "ui/plot/point-grid.h"

#include <math.h>

#define MAX_CELLS_A_SIDE 512u

struct _GraftPointGrid
{
  float *xy;      /* [n, 2], sorted by cell */
  guint *indices; /* [n], the caller's index of each */
  guint *begins;  /* [columns · rows + 1] */
  guint columns;
  guint rows;
  double x0;
  double y0;
  double cell; /* side, in the points' unit */
};

static gboolean
is_in (const float *xy, const guint8 *visible, guint i)
{
  return (visible == NULL || visible[i]) && isfinite (xy[2 * i]) &&
         isfinite (xy[2 * i + 1]);
}

/* Sets origin, cell size and the number of cells; returns how many points there are. */
static guint
measure (GraftPointGrid *self, const float *xy, guint n, const guint8 *visible)
{
  double x1 = -INFINITY, y1 = -INFINITY, width, height;
  guint count = 0;

  self->x0 = self->y0 = INFINITY;
  for (guint i = 0; i < n; i++)
    if (is_in (xy, visible, i))
      {
        self->x0 = MIN (self->x0, xy[2 * i]);
        self->y0 = MIN (self->y0, xy[2 * i + 1]);
        x1 = MAX (x1, xy[2 * i]);
        y1 = MAX (y1, xy[2 * i + 1]);
        count++;
      }
  if (count == 0)
    {
      self->x0 = self->y0 = x1 = y1 = 0;
    }
  width = x1 - self->x0;
  height = y1 - self->y0;
  self->cell =
      sqrt (MAX (width, height) * MAX (MIN (width, height), 1e-3 * MAX (width, height)) *
            2 / MAX (count, 1));
  /* All points at one place: one cell. A long thin cloud: not more cells than the bound.
   */
  self->cell = MAX (self->cell, MAX (width, height) / (MAX_CELLS_A_SIDE - 1));
  if (!(self->cell > 0))
    self->cell = 1;
  self->columns = (guint)(width / self->cell) + 1;
  self->rows = (guint)(height / self->cell) + 1;
  return count;
}

static guint
cell_of (const GraftPointGrid *self, float x, float y)
{
  guint column = MIN ((guint)((x - self->x0) / self->cell), self->columns - 1);
  guint row = MIN ((guint)((y - self->y0) / self->cell), self->rows - 1);

  return row * self->columns + column;
}

GraftPointGrid *
graft_point_grid_new (const float *xy, guint n, const guint8 *visible)
{
  GraftPointGrid *self = g_new0 (GraftPointGrid, 1);
  guint count = measure (self, xy, n, visible);
  guint n_cells = self->columns * self->rows;
  g_autofree guint *next = NULL;

  self->begins = g_new0 (guint, n_cells + 1);
  self->indices = g_new (guint, MAX (count, 1));
  self->xy = g_new (float, 2 * MAX (count, 1));
  for (guint i = 0; i < n; i++)
    if (is_in (xy, visible, i))
      self->begins[cell_of (self, xy[2 * i], xy[2 * i + 1]) + 1]++;
  for (guint c = 0; c < n_cells; c++)
    self->begins[c + 1] += self->begins[c];
  next = g_memdup2 (self->begins, n_cells * sizeof *next);
  for (guint i = 0; i < n; i++)
    if (is_in (xy, visible, i))
      {
        guint place = next[cell_of (self, xy[2 * i], xy[2 * i + 1])]++;

        self->indices[place] = i;
        self->xy[2 * place] = xy[2 * i];
        self->xy[2 * place + 1] = xy[2 * i + 1];
      }
  return self;
}

void
graft_point_grid_free (GraftPointGrid *self)
{
  g_free (self->xy);
  g_free (self->indices);
  g_free (self->begins);
  g_free (self);
}

typedef struct
{
  double distance; /* squared */
  int index;
} Nearest;

static void
search_cell (const GraftPointGrid *self, guint cell, double x, double y, Nearest *best)
{
  for (guint i = self->begins[cell]; i < self->begins[cell + 1]; i++)
    {
      double dx = self->xy[2 * i] - x, dy = self->xy[2 * i + 1] - y;
      double distance = dx * dx + dy * dy;
      int index = (int)self->indices[i];

      if (distance < best->distance ||
          (distance == best->distance && (best->index < 0 || index < best->index)))
        *best = (Nearest){ distance, index };
    }
}

/* The rows or columns that [low, high] touches; FALSE when it misses the grid. */
static gboolean
touched (double low,
         double high,
         double origin,
         double cell,
         guint n,
         guint *first,
         guint *last)
{
  double from = floor ((low - origin) / cell), to = floor ((high - origin) / cell);

  if (to < 0 || from > n - 1.0)
    return FALSE;
  *first = (guint)MAX (from, 0);
  *last = (guint)MIN (to, n - 1.0);
  return TRUE;
}

int
graft_point_grid_nearest (const GraftPointGrid *self, double x, double y, double radius)
{
  Nearest best = { radius * radius, -1 };
  guint column0, column1, row0, row1;

  if (!isfinite (x) || !isfinite (y) || !(radius >= 0) ||
      !touched (x - radius, x + radius, self->x0, self->cell, self->columns, &column0,
                &column1) ||
      !touched (y - radius, y + radius, self->y0, self->cell, self->rows, &row0, &row1))
    return -1;
  for (guint row = row0; row <= row1; row++)
    for (guint column = column0; column <= column1; column++)
      search_cell (self, row * self->columns + column, x, y, &best);
  return best.index;
}
