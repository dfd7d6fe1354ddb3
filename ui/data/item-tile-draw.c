/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-tile-draw.h. */
#include "ui/data/item-tile-draw.h"

#include "ui/plot/class-mark.h"
#include "ui/plot/plot-theme.h"

#include <math.h>

#define MARK_SIZE 14.0f
#define ICON_SIZE 14
#define PADDING 8.0f

/* ---- picture ---- */

/* A side of a picture that was made for this box is as long as the box; a tiny picture,
 * enlarged to whole pixels, is nearly so. */
static graphene_rect_t
place (GdkTexture *texture, const graphene_rect_t *box, int factor)
{
  const float width = (float)gdk_texture_get_width (texture) / (float)factor;
  const float height = (float)gdk_texture_get_height (texture) / (float)factor;
  const float x = box->size.width / width, y = box->size.height / height;
  const float fit = MIN (x, y);
  const float scale = fit >= 1 && fit < 1.5f ? 1 : fit;

  return GRAPHENE_RECT_INIT (
      roundf (box->origin.x + (box->size.width - scale * width) / 2),
      roundf (box->origin.y + (box->size.height - scale * height) / 2), scale * width,
      scale * height);
}

void
graft_tile_draw_picture (GtkSnapshot *snapshot,
                         GdkTexture *texture,
                         const graphene_rect_t *box,
                         int scale,
                         double alpha)
{
  const graphene_size_t round = { GRAFT_TILE_RADIUS - 1, GRAFT_TILE_RADIUS - 1 };
  const graphene_size_t sharp = { 0, 0 };
  const graphene_rect_t rectangle = place (texture, box, scale);
  GskRoundedRect clip;

  gsk_rounded_rect_init (&clip, box, &round, &round, &sharp, &sharp);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  if (alpha < 1)
    gtk_snapshot_push_opacity (snapshot, alpha);
  gtk_snapshot_append_texture (snapshot, texture, &rectangle);
  if (alpha < 1)
    gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
draw_icon (GtkSnapshot *snapshot,
           GtkWidget *widget,
           const char *name,
           int size,
           const graphene_point_t *at,
           GraftColor color)
{
  GdkDisplay *display = gtk_widget_get_display (widget);
  const GdkRGBA colors[] = { graft_color_to_rgba (color) };
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      gtk_icon_theme_get_for_display (display), name, NULL, size,
      gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), 0);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, at);
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size,
                                            size, colors, G_N_ELEMENTS (colors));
  gtk_snapshot_restore (snapshot);
}

void
graft_tile_draw_broken (GtkSnapshot *snapshot,
                        GtkWidget *widget,
                        const graphene_rect_t *box)
{
  const int size = box->size.height >= 64 ? 32 : 16;
  const graphene_point_t at =
      GRAPHENE_POINT_INIT (roundf (box->origin.x + (box->size.width - (float)size) / 2),
                           roundf (box->origin.y + (box->size.height - (float)size) / 2));
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  draw_icon (
      snapshot, widget, "image-missing-symbolic", size, &at,
      (GraftColor){ (double)color.red, (double)color.green, (double)color.blue, 0.5 });
}

/* ---- caption ---- */

static void
draw_class_mark (GtkSnapshot *snapshot,
                 const GraftPlotStyle *style,
                 const GraftItem *item,
                 float x,
                 float middle)
{
  const gboolean labelled = item->label != GRAFT_CLASS_NONE;
  const graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (x, middle - MARK_SIZE / 2, MARK_SIZE, MARK_SIZE);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  graft_class_mark_draw (cr, style, labelled ? item->label : item->suggestion,
                         labelled ? GRAFT_CLASS_MARK_SOLID : GRAFT_CLASS_MARK_DASHED,
                         (double)(x + MARK_SIZE / 2), (double)middle, 5.5);
  cairo_destroy (cr);
}

void
graft_tile_draw_caption (GtkSnapshot *snapshot,
                         const GraftPlotStyle *style,
                         const GraftItem *item,
                         PangoLayout *layout,
                         const graphene_rect_t *box)
{
  const gboolean labelled = item->label != GRAFT_CLASS_NONE;
  const gboolean marked = labelled || item->suggestion != GRAFT_CLASS_NONE;
  const float middle = roundf (box->origin.y + box->size.height / 2);
  const GdkRGBA color = graft_color_to_rgba (labelled ? style->foreground : style->dim);
  float x = box->origin.x + PADDING;
  int height;

  if (marked)
    {
      draw_class_mark (snapshot, style, item, x, middle);
      x += MARK_SIZE + 5;
    }
  pango_layout_set_width (
      layout,
      (int)(MAX (1, box->origin.x + box->size.width - PADDING / 2 - x) * PANGO_SCALE));
  pango_layout_get_pixel_size (layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (x, roundf (middle - (float)height / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

float
graft_tile_draw_marks (GtkSnapshot *snapshot,
                       GtkWidget *widget,
                       const GraftPlotStyle *style,
                       const GraftItem *item,
                       const graphene_rect_t *box)
{
  const GraftColor warning = graft_palette_get_role_color (style, GRAFT_COLOR_WARNING);
  const struct
  {
    guint flag;
    const char *icon;
    gboolean warns;
  } marks[] = {
    { GRAFT_ITEM_EXCLUDED, "action-unavailable-symbolic", FALSE },
    { GRAFT_ITEM_SUSPECT, "dialog-warning-symbolic", TRUE },
    { GRAFT_ITEM_LEAK, "edit-copy-symbolic", TRUE },
    { GRAFT_ITEM_DUPLICATE, "edit-copy-symbolic", FALSE },
    { GRAFT_ITEM_DISPUTED, "dialog-question-symbolic", TRUE },
  };
  float right = box->origin.x + box->size.width - PADDING + 2;
  const float y = roundf (box->origin.y + (box->size.height - ICON_SIZE) / 2);
  const float end = right;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      /* A leak is a duplicate too; one sign is enough. */
      if ((item->flags & marks[i].flag) == 0 ||
          (marks[i].flag == GRAFT_ITEM_DUPLICATE && (item->flags & GRAFT_ITEM_LEAK) != 0))
        continue;
      right -= ICON_SIZE;
      draw_icon (snapshot, widget, marks[i].icon, ICON_SIZE,
                 &GRAPHENE_POINT_INIT (right, y), marks[i].warns ? warning : style->dim);
      right -= 3;
    }
  return end - right;
}

void
graft_tile_draw_split (GtkSnapshot *snapshot,
                       GtkWidget *widget,
                       const GraftPlotStyle *style,
                       const GraftItem *item,
                       const graphene_rect_t *box)
{
  const char *label = graft_split_get_label (item->split);
  g_autoptr (PangoLayout) layout = NULL;
  PangoAttrList *attributes;
  GskRoundedRect pill;
  GdkRGBA ink, paper;
  int width, height;

  /* Training is what most items are for and needs no sign. */
  if (label == NULL || item->split == GRAFT_SPLIT_TRAIN || box->size.width < 80)
    return;
  layout = gtk_widget_create_pango_layout (widget, label);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_scale_new (0.75));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_get_pixel_size (layout, &width, &height);
  gsk_rounded_rect_init_from_rect (
      &pill,
      &GRAPHENE_RECT_INIT (box->origin.x + 5, box->origin.y + 5, (float)width + 10,
                           (float)height + 2),
      6);
  ink = graft_color_to_rgba (style->foreground);
  paper = graft_color_to_rgba (graft_color_with_alpha (style->background, 0.85));
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &paper, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (box->origin.x + 10, box->origin.y + 6));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}
