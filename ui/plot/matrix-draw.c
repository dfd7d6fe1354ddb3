/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the confusion matrix. Names are elided, turned upright, or left out in turns
 * until they fit; numbers are left out when the cells become too small for them, and the
 * widget says them instead. */
#include "ui/plot/matrix-draw.h"
#include "ui/plot/axis.h"
#include "ui/plot/text-draw.h"

#include <math.h>

#define GAP 6.0
#define RIM 3.0 /* above the title: the ring of the focus is there */
#define SCALE_WIDTH 120.0
#define SCALE_HEIGHT 8.0
/* Parts of the place that names may take; a longer one ends in "…". */
#define MAX_NAME_WIDTH 0.26
#define MAX_NAME_HEIGHT 0.2
/* Small mistakes are what one looks for: below 1, they stand out from none at all. */
#define SHARE_EXPONENT 0.6

guint
graft_matrix_get_total (const GraftMatrix *matrix, guint row)
{
  guint total = 0;

  for (guint column = 0; column < matrix->n; column++)
    total += matrix->counts[row * matrix->n + column];
  return total;
}

double
graft_matrix_get_share (const GraftMatrix *matrix, guint row, guint column)
{
  guint total = graft_matrix_get_total (matrix, row);

  return total > 0 ? (double)matrix->counts[row * matrix->n + column] / total : NAN;
}

GraftColor
graft_matrix_get_color (const GraftPlotStyle *style, double share)
{
  const GraftColor far =
      style->dark ? (GraftColor){ 0.66, 0.84, 1, 1 } : (GraftColor){ 0.03, 0.27, 0.6, 1 };
  double weight = share > 0 ? 0.06 + 0.94 * pow (MIN (share, 1), SHARE_EXPONENT) : 0.03;

  return graft_color_flatten (graft_color_with_alpha (far, weight), style->background);
}

GraftColor
graft_matrix_get_ink (GraftColor color)
{
  const GraftColor black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };

  return graft_color_contrast (white, color) > graft_color_contrast (black, color)
             ? white
             : black;
}

/* ---- layout ---- */

static double
line_height (cairo_t *cr, const GraftPlotStyle *style)
{
  double height;

  graft_text_measure (cr, style, &(GraftText){ .text = "0" }, NULL, &height);
  return height;
}

/* As bold as they get when they are pointed out: nothing moves then. */
static double
widest_name (cairo_t *cr, const GraftMatrix *matrix, const GraftPlotStyle *style)
{
  double widest = 0;

  for (guint i = 0; i < matrix->n; i++)
    {
      double width;

      graft_text_measure (cr, style,
                          &(GraftText){ .text = matrix->names[i], .bold = TRUE }, &width,
                          NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

void
graft_matrix_layout_init (GraftMatrixLayout *layout,
                          cairo_t *cr,
                          const GraftMatrix *matrix,
                          double width,
                          double height,
                          const GraftPlotStyle *style)
{
  const double line = line_height (cr, style), widest = widest_name (cr, matrix, style);
  const double below = line + 2 * GAP;
  const guint n = MAX (matrix->n, 1);
  double side;

  layout->name_width = ceil (MIN (widest, MAX_NAME_WIDTH * width));
  layout->left = ceil (line + GAP + layout->name_width + GAP);
  layout->turned = widest > (width - layout->left) / n - 4;
  layout->name_height =
      layout->turned ? ceil (MIN (widest, MAX_NAME_HEIGHT * height)) : line;
  layout->top = ceil (RIM + line + GAP / 2 + layout->name_height + GAP);
  side = MIN (width - layout->left, height - layout->top - below) - 1;
  side = MIN (side, n * GRAFT_MATRIX_MAX_CELL);
  layout->cell = MAX (side, 0) / n;
  /* A place wider than the matrix needs leaves room at both sides. */
  layout->left += floor (MAX (0, width - layout->left - MAX (side, 0)) / 2);
  layout->every = layout->cell > 0 ? (guint)MIN (n, ceil (line / layout->cell)) : n;
  layout->every = MAX (layout->every, 1);
}

gboolean
graft_matrix_layout_find (const GraftMatrixLayout *layout,
                          const GraftMatrix *matrix,
                          double x,
                          double y,
                          int *row,
                          int *column)
{
  *row = *column = -1;
  if (layout->cell <= 0 || x < layout->left || y < layout->top)
    return FALSE;
  x = (x - layout->left) / layout->cell;
  y = (y - layout->top) / layout->cell;
  if (x >= matrix->n || y >= matrix->n)
    return FALSE;
  *row = (int)y;
  *column = (int)x;
  return TRUE;
}

void
graft_matrix_layout_get_cell (const GraftMatrixLayout *layout,
                              guint row,
                              guint column,
                              double *x,
                              double *y,
                              double *width,
                              double *height)
{
  *x = round (layout->left + column * layout->cell);
  *y = round (layout->top + row * layout->cell);
  *width = round (layout->left + (column + 1) * layout->cell) - *x;
  *height = round (layout->top + (row + 1) * layout->cell) - *y;
}

/* ---- ink ---- */

typedef enum
{
  NUMBERS_NONE,
  NUMBERS_COUNT,
  NUMBERS_BOTH /* count above share */
} Numbers;

static guint
largest_count (const GraftMatrix *matrix)
{
  guint largest = 0;

  for (guint i = 0; i < matrix->n * matrix->n; i++)
    largest = MAX (largest, matrix->counts[i]);
  return largest;
}

/* The same for all cells: a matrix with holes would be read as zeros. */
static Numbers
choose_numbers (cairo_t *cr,
                const GraftMatrix *matrix,
                const GraftMatrixLayout *layout,
                const GraftPlotStyle *style)
{
  char text[GRAFT_NUMBER_SIZE];
  double width, height, share_width;

  graft_format_count (text, largest_count (matrix));
  graft_text_measure (cr, style, &(GraftText){ .text = text }, &width, &height);
  graft_text_measure (cr, style, &(GraftText){ .text = "100\u00a0%", .size = 0.8 },
                      &share_width, NULL);
  if (layout->cell >= MAX (MAX (width, share_width) + 4, 1.8 * height + 4))
    return NUMBERS_BOTH;
  if (layout->cell >= MAX (width + 4, height + 1))
    return NUMBERS_COUNT;
  return NUMBERS_NONE;
}

static void
draw_numbers (cairo_t *cr,
              const GraftMatrix *matrix,
              guint row,
              guint column,
              Numbers numbers,
              double x,
              double y,
              const GraftPlotStyle *style)
{
  double share = graft_matrix_get_share (matrix, row, column);
  char text[GRAFT_NUMBER_SIZE];
  GraftText number = { .text = text,
                       .color =
                           graft_matrix_get_ink (graft_matrix_get_color (style, share)),
                       .align_x = 0.5,
                       .align_y = numbers == NUMBERS_BOTH ? 0.9 : 0.5,
                       .bold = row == column };

  graft_format_count (text, matrix->counts[row * matrix->n + column]);
  graft_text_draw (cr, style, &number, x, y);
  if (numbers != NUMBERS_BOTH)
    return;
  graft_format_percent (text, share, 0);
  number.size = 0.8;
  number.align_y = 0;
  number.bold = FALSE;
  graft_text_draw (cr, style, &number, x, y);
}

/* Right answers have a frame: colour alone does not say which they are. */
static void
frame_cell (
    cairo_t *cr, double x, double y, double width, double height, GraftColor color)
{
  if (width < 6)
    return;
  graft_set_source_color (cr, color);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, x + 0.5, y + 0.5, width - 2, height - 2);
  cairo_stroke (cr);
}

static void
draw_cell (cairo_t *cr,
           const GraftMatrix *matrix,
           const GraftMatrixLayout *layout,
           guint row,
           guint column,
           Numbers numbers,
           const GraftPlotStyle *style)
{
  double x, y, width, height;
  double seam = layout->cell >= 5 ? 1 : 0;

  graft_matrix_layout_get_cell (layout, row, column, &x, &y, &width, &height);
  graft_set_source_color (
      cr, graft_matrix_get_color (style, graft_matrix_get_share (matrix, row, column)));
  cairo_rectangle (cr, x, y, width - seam, height - seam);
  cairo_fill (cr);
  if (row == column)
    frame_cell (cr, x, y, width, height, style->foreground);
  if (numbers != NUMBERS_NONE && matrix->counts[row * matrix->n + column] > 0)
    draw_numbers (cr, matrix, row, column, numbers, x + (width - seam) / 2,
                  y + (height - seam) / 2, style);
}

static void
draw_focus (cairo_t *cr,
            const GraftMatrix *matrix,
            const GraftMatrixLayout *layout,
            const GraftPlotStyle *style)
{
  double x, y, width, height;

  if (matrix->row < 0 || matrix->column < 0)
    return;
  graft_matrix_layout_get_cell (layout, (guint)matrix->row, (guint)matrix->column, &x, &y,
                                &width, &height);
  graft_rounded_rectangle (cr, x - 1, y - 1, width + 1, height + 1, 2);
  graft_set_source_color (cr, style->background);
  cairo_set_line_width (cr, 5);
  cairo_stroke_preserve (cr);
  graft_set_source_color (cr, style->accent);
  cairo_set_line_width (cr, 2.5);
  cairo_stroke (cr);
}

/* The pointed-out class is always named, even where names take turns. */
static gboolean
is_named (const GraftMatrixLayout *layout, guint index, int pointed)
{
  if (pointed >= 0 && layout->every > 1 &&
      (guint)ABS ((int)index - pointed) < layout->every)
    return (int)index == pointed;
  return index % layout->every == 0;
}

static void
draw_row_names (cairo_t *cr,
                const GraftMatrix *matrix,
                const GraftMatrixLayout *layout,
                const GraftPlotStyle *style)
{
  for (guint i = 0; i < matrix->n; i++)
    {
      gboolean pointed = matrix->row == (int)i;
      GraftText name = { .text = matrix->names[i],
                         .color = pointed ? style->foreground : style->dim,
                         .align_x = 1,
                         .align_y = 0.5,
                         .max_width = layout->name_width,
                         .bold = pointed };

      if (is_named (layout, i, matrix->row))
        graft_text_draw (cr, style, &name, layout->left - GAP,
                         layout->top + (i + 0.5) * layout->cell);
    }
}

static void
draw_column_names (cairo_t *cr,
                   const GraftMatrix *matrix,
                   const GraftMatrixLayout *layout,
                   const GraftPlotStyle *style)
{
  for (guint i = 0; i < matrix->n; i++)
    {
      gboolean pointed = matrix->column == (int)i;
      GraftText name = { .text = matrix->names[i],
                         .color = pointed ? style->foreground : style->dim,
                         .align_x = layout->turned ? 0 : 0.5,
                         .align_y = layout->turned ? 0.5 : 1,
                         .max_width = layout->turned ? layout->name_height : 0,
                         .bold = pointed };

      if (!is_named (layout, i, matrix->column))
        continue;
      cairo_save (cr);
      cairo_translate (cr, layout->left + (i + 0.5) * layout->cell, layout->top - GAP);
      if (layout->turned)
        cairo_rotate (cr, -G_PI_2);
      graft_text_draw (cr, style, &name, 0, 0);
      cairo_restore (cr);
    }
}

static void
draw_titles (cairo_t *cr,
             const GraftMatrix *matrix,
             const GraftMatrixLayout *layout,
             const GraftPlotStyle *style)
{
  double middle = matrix->n * layout->cell / 2;
  GraftText title = { .text = matrix->column_title,
                      .color = style->foreground,
                      .align_x = 0.5,
                      .max_width = 2 * middle };

  graft_text_draw (cr, style, &title, layout->left + middle, RIM);
  title.text = matrix->row_title;
  title.align_y = 1;
  cairo_save (cr);
  cairo_translate (cr, layout->left - layout->name_width - 2 * GAP, layout->top + middle);
  cairo_rotate (cr, -G_PI_2);
  graft_text_draw (cr, style, &title, 0, 0);
  cairo_restore (cr);
}

/* The scale of colours, as the cells have them. */
static void
draw_scale (cairo_t *cr,
            const GraftMatrix *matrix,
            const GraftMatrixLayout *layout,
            double right,
            const GraftPlotStyle *style)
{
  double side = matrix->n * layout->cell, width = MIN (SCALE_WIDTH, side / 3);
  double x = layout->left, y = layout->top + side + 2 * GAP, text_width, text_height;
  GraftText text = { .text = "0", .color = style->dim, .align_y = 0.5 };

  graft_text_measure (cr, style, &text, &text_width, &text_height);
  y += text_height / 2;
  graft_text_draw (cr, style, &text, x, y);
  x += text_width + GAP;
  for (int i = 0; i < (int)width; i++)
    {
      graft_set_source_color (cr, graft_matrix_get_color (style, i / (width - 1)));
      cairo_rectangle (cr, x + i, y - SCALE_HEIGHT / 2, 1, SCALE_HEIGHT);
      cairo_fill (cr);
    }
  x += width + GAP;
  text.text = "100\u00a0%";
  graft_text_measure (cr, style, &text, &text_width, NULL);
  graft_text_draw (cr, style, &text, x, y);
  x += text_width + GAP;
  text.text = matrix->share_title;
  text.max_width = right - x;
  if (text.max_width > 20)
    graft_text_draw (cr, style, &text, x, y);
}

/**
 * graft_matrix_draw:
 * @cr: a context
 * @matrix: what to show
 * @width, @height: the largest square matrix that leaves room for its names is drawn
 * @style: colours and font
 *
 * Cost: O(n²); numbers are what takes the time, and there is no room for many.
 */
void
graft_matrix_draw (cairo_t *cr,
                   const GraftMatrix *matrix,
                   double width,
                   double height,
                   const GraftPlotStyle *style)
{
  GraftMatrixLayout layout;
  Numbers numbers;

  if (matrix->n == 0)
    return;
  graft_matrix_layout_init (&layout, cr, matrix, width, height, style);
  /* Below two pixels a cell is not to be seen. */
  if (layout.cell < 2)
    return;
  numbers = choose_numbers (cr, matrix, &layout, style);
  cairo_save (cr);
  for (guint row = 0; row < matrix->n; row++)
    for (guint column = 0; column < matrix->n; column++)
      draw_cell (cr, matrix, &layout, row, column, numbers, style);
  draw_row_names (cr, matrix, &layout, style);
  draw_column_names (cr, matrix, &layout, style);
  draw_titles (cr, matrix, &layout, style);
  draw_scale (cr, matrix, &layout, width, style);
  draw_focus (cr, matrix, &layout, style);
  cairo_restore (cr);
}
