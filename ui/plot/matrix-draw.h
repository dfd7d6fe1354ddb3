/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A confusion matrix: a row a true class, a column a predicted one. The colour of a cell
 * is its share of the row, so that classes of any size compare; its numbers are count and
 * share. The words beside it belong to the widget. */
#pragma once

#include "ui/plot/palette.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * GraftMatrix:
 * @counts: [n, n], row-major: items of class row that were taken for class column
 * @names: [n], of the classes
 * @row_title, @column_title: what the rows and the columns are
 * @share_title: beside the scale of colours
 * @row, @column: the cell that is pointed out; −1 for none
 *
 * Nothing is owned.
 */
typedef struct
{
  const guint *counts;
  guint n;
  const char *const *names;
  const char *row_title;
  const char *column_title;
  const char *share_title;
  int row;
  int column;
} GraftMatrix;

/* Cells of few classes do not grow beyond this; pixels. */
#define GRAFT_MATRIX_MAX_CELL 88

/* Where the parts stand, in pixels. */
typedef struct
{
  double left;
  double top;
  double cell;       /* side of one */
  double name_width; /* room for the names of the rows */
  double name_height;
  gboolean turned; /* the names of the columns stand upright */
  guint every;     /* one name in how many is written */
} GraftMatrixLayout;

/* Items of this true class. */
guint graft_matrix_get_total (const GraftMatrix *matrix, guint row);
/* Part of the row, 0 … 1; NaN in an empty row. */
double graft_matrix_get_share (const GraftMatrix *matrix, guint row, guint column);

void graft_matrix_layout_init (GraftMatrixLayout *layout,
                               cairo_t *cr,
                               const GraftMatrix *matrix,
                               double width,
                               double height,
                               const GraftPlotStyle *style);
/* The cell at a place; FALSE beside the matrix. */
gboolean graft_matrix_layout_find (const GraftMatrixLayout *layout,
                                   const GraftMatrix *matrix,
                                   double x,
                                   double y,
                                   int *row,
                                   int *column);
/* Edges fall on whole pixels: neighbours may differ by one. */
void graft_matrix_layout_get_cell (const GraftMatrixLayout *layout,
                                   guint row,
                                   guint column,
                                   double *x,
                                   double *y,
                                   double *width,
                                   double *height);
/* One hue, from the background on ever farther from it: no eye can mistake the order. */
GraftColor graft_matrix_get_color (const GraftPlotStyle *style, double share);
/* Black or white, whichever is read better on @color; at least 4.5:1. */
GraftColor graft_matrix_get_ink (GraftColor color);
void graft_matrix_draw (cairo_t *cr,
                        const GraftMatrix *matrix,
                        double width,
                        double height,
                        const GraftPlotStyle *style);

G_END_DECLS
