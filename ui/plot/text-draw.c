/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text, and the small Cairo helpers that every drawing of this folder shares. */
#include "ui/plot/text-draw.h"

#include <math.h>
#include <pango/pangocairo.h>

void
graft_set_source_color (cairo_t *cr, GraftColor color)
{
  cairo_set_source_rgba (cr, color.r, color.g, color.b, color.a);
}

void
graft_rounded_rectangle (
    cairo_t *cr, double x, double y, double width, double height, double radius)
{
  radius = MIN (radius, MIN (width, height) / 2);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static PangoLayout *
layout_new (cairo_t *cr, const GraftPlotStyle *style, const GraftText *text)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_new ();
  double size = style->font_size * (text->size > 0 ? text->size : 1);

  pango_font_description_set_family (font, style->font);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (text->bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, text->text != NULL ? text->text : "", -1);
  if (text->max_width > 0)
    {
      pango_layout_set_width (layout, (int)(text->max_width * PANGO_SCALE));
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  return layout;
}

/* With a width set, the logical rectangle may start right of 0; @left gives that away. */
static void
layout_size (PangoLayout *layout, double *left, double *width, double *height)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  *left = (double)logical.x / PANGO_SCALE;
  *width = (double)logical.width / PANGO_SCALE;
  *height = (double)logical.height / PANGO_SCALE;
}

void
graft_text_draw (
    cairo_t *cr, const GraftPlotStyle *style, const GraftText *text, double x, double y)
{
  g_autoptr (PangoLayout) layout = layout_new (cr, style, text);
  double left, width, height;

  layout_size (layout, &left, &width, &height);
  x -= left + text->align_x * width;
  y -= text->align_y * height;
  if (text->halo)
    {
      cairo_save (cr);
      cairo_move_to (cr, x, y);
      graft_set_source_color (cr, style->background);
      cairo_set_line_width (cr, 4);
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      pango_cairo_layout_path (cr, layout);
      cairo_stroke (cr);
      cairo_restore (cr);
    }
  graft_set_source_color (cr, text->color);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  cairo_new_path (cr);
}

void
graft_text_measure (cairo_t *cr,
                    const GraftPlotStyle *style,
                    const GraftText *text,
                    double *width,
                    double *height)
{
  g_autoptr (PangoLayout) layout = layout_new (cr, style, text);
  double left, text_width, text_height;

  layout_size (layout, &left, &text_width, &text_height);
  if (width != NULL)
    *width = text_width;
  if (height != NULL)
    *height = text_height;
}

/* A run of labels that touch, placed as one block. */
typedef struct
{
  double sum; /* of the members' wishes, each less its offset in the block */
  guint n;
} Block;

static double
block_start (const Block *block, double separation, double low, double high)
{
  double start = block->sum / block->n;

  start = MIN (start, high - (block->n - 1) * separation);
  return MAX (start, low);
}

/**
 * graft_spread_labels:
 * @positions: [n] wished positions in rising order; replaced by the placed ones
 * @n: how many
 * @separation: least distance of neighbours
 * @low, @high: where they may stand; when it is too narrow they run over @high
 *
 * Neighbours that would overlap become a block around the mean of their wishes; a block
 * that then touches the one before it joins it.  This is the least-squares placement
 * (pool adjacent violators). Cost: O(n).
 */
void
graft_spread_labels (
    double *positions, guint n, double separation, double low, double high)
{
  g_autofree Block *blocks = g_new0 (Block, MAX (n, 1));
  guint n_blocks = 0, index = 0;

  for (guint i = 0; i < n; i++)
    {
      blocks[n_blocks++] = (Block){ .sum = positions[i], .n = 1 };
      while (n_blocks > 1)
        {
          Block *before = &blocks[n_blocks - 2], *last = &blocks[n_blocks - 1];
          double end =
              block_start (before, separation, low, high) + before->n * separation;

          if (block_start (last, separation, low, high) >= end)
            break;
          before->sum += last->sum - (double)last->n * before->n * separation;
          before->n += last->n;
          n_blocks--;
        }
    }
  for (guint b = 0; b < n_blocks; b++)
    for (guint k = 0; k < blocks[b].n; k++)
      positions[index++] =
          block_start (&blocks[b], separation, low, high) + k * separation;
}
