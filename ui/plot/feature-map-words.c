/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the feature map says: the card beside a point, and the summary that stands for the
 * whole picture where it is read aloud. */
#include "ui/plot/axis.h"
#include "ui/plot/feature-map-private.h"
#include "ui/plot/plot-theme.h"

#include <glib/gi18n.h>
#include <math.h>

#define PADDING 8.0f
#define PICTURE_SIDE 44.0f
#define CARD_DISTANCE 14.0f

static const char *
class_name (const GraftMapView *view, int index)
{
  if (index < 0 || (guint)index >= view->n_classes || view->class_names[index] == NULL)
    return _ ("unknown");
  return view->class_names[index];
}

static void
card_clear (GraftMapCard *card)
{
  g_clear_pointer (&card->title, g_free);
  g_clear_pointer (&card->answer, g_free);
  g_clear_pointer (&card->detail, g_free);
  g_clear_object (&card->thumbnail);
}

/* The left of two panes stays with the first frame. */
static guint
hovered_frame (GraftFeatureMap *self)
{
  gboolean first = self->split && self->hovered_pane == 0;

  return graft_map_view_nearest_frame (self->view, first ? 0 : self->position);
}

static void
card_init (GraftMapCard *card, GraftFeatureMap *self, guint point)
{
  const GraftMapView *view = self->view;
  const GraftMapFrame *frame = &view->frames[hovered_frame (self)];
  gboolean source = view->domains[point] == GRAFT_SOURCE;
  char number[GRAFT_NUMBER_SIZE];

  memset (card, 0, sizeof *card);
  card->title = g_strdup_printf ("%s · %s", source ? _ ("source") : _ ("target"),
                                 class_name (view, view->labels[point]));
  graft_format_fixed (number, frame->confidence[point], 2);
  /* Translators: what the network answers, and how probable it finds that: says 4 (0.58)
   */
  card->answer = g_strdup_printf (_ ("says %s (%s)"),
                                  class_name (view, frame->prediction[point]), number);
  card->answer_is_wrong =
      view->labels[point] >= 0 && view->labels[point] != frame->prediction[point];
  graft_format_count (number, view->items[point]);
  card->detail = g_strdup_printf (_ ("item %s"), number);
  if (self->describe != NULL)
    self->describe (self, point, card, self->describe_data);
}

/* ---- summary ---- */

static void
append_hovered (GraftFeatureMap *self, GString *text)
{
  GraftMapCard card;

  if (self->hovered < 0)
    return;
  card_init (&card, self, (guint)self->hovered);
  g_string_append_printf (text, "%s, %s, %s. ", card.title, card.answer, card.detail);
  card_clear (&card);
}

static void
append_selected (GraftFeatureMap *self, GString *text)
{
  guint64 n = gtk_bitset_get_size (self->selection);
  char number[GRAFT_NUMBER_SIZE];

  if (n == 0)
    return;
  graft_format_count (number, n);
  g_string_append_printf (
      text, ngettext ("%s point selected. ", "%s points selected. ", (gulong)n), number);
}

static void
append_frame (GraftFeatureMap *self, GString *text)
{
  const GraftMapView *view = self->view;
  const GraftMapFrame *frame =
      &view->frames[graft_map_view_nearest_frame (view, self->position)];
  char source[GRAFT_NUMBER_SIZE], target[GRAFT_NUMBER_SIZE], epoch[GRAFT_NUMBER_SIZE];

  graft_format_count (source, graft_map_view_count_domain (view, GRAFT_SOURCE));
  graft_format_count (target, graft_map_view_count_domain (view, GRAFT_TARGET));
  graft_format_fixed (epoch, frame->epoch, 1);
  /* Translators: two counts and a number, "2 000 source and 2 000 target points,
   * epoch 8.6" */
  g_string_append_printf (text, _ ("%s source and %s target points, epoch %s"), source,
                          target, epoch);
  if (isfinite (frame->silhouette_class))
    g_string_append_printf (text, _ ("; silhouette by class %s"),
                            graft_format_fixed (epoch, frame->silhouette_class, 2));
  if (isfinite (frame->probe_accuracy))
    g_string_append_printf (text, _ ("; domains separable %s"),
                            graft_format_percent (epoch, frame->probe_accuracy, 0));
  g_string_append_c (text, '.');
}

void
graft_feature_map_update_description (GraftFeatureMap *self)
{
  GString *text = g_string_new (NULL);

  if (self->view == NULL || self->view->n_frames == 0 || self->view->n_points == 0)
    g_string_append (text, _ ("No features yet."));
  else
    {
      append_hovered (self, text);
      append_selected (self, text);
      append_frame (self, text);
    }
  if (g_strcmp0 (text->str, self->description) != 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
  g_free (self->description);
  self->description = g_string_free (text, FALSE);
}

/* ---- card ---- */

typedef struct
{
  PangoLayout *rows[3];
  GraftColor colors[3];
  float text_width;
  float text_height;
  gboolean picture;
} CardLayout;

static PangoLayout *
row_new (GraftFeatureMap *self, const char *text, double scale, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_width (layout, 240 * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static void
card_layout_init (CardLayout *layout,
                  GraftFeatureMap *self,
                  const GraftMapCard *card,
                  const GraftPlotStyle *style)
{
  const char *texts[] = { card->title, card->answer, card->detail };
  static const double scales[] = { 0.9, 0.9, 0.8 };

  memset (layout, 0, sizeof *layout);
  layout->picture = card->thumbnail != NULL;
  layout->colors[0] = style->foreground;
  layout->colors[1] = card->answer_is_wrong
                          ? graft_palette_get_role_color (style, GRAFT_COLOR_WARNING)
                          : style->foreground;
  layout->colors[2] = style->dim;
  for (guint i = 0; i < 3; i++)
    {
      int width, height;

      if (texts[i] == NULL)
        continue;
      layout->rows[i] = row_new (self, texts[i], scales[i], i == 0);
      pango_layout_get_pixel_size (layout->rows[i], &width, &height);
      layout->text_width = MAX (layout->text_width, (float)width);
      layout->text_height += (float)height;
    }
}

static void
card_layout_clear (CardLayout *layout)
{
  for (guint i = 0; i < 3; i++)
    g_clear_object (&layout->rows[i]);
}

/* Right below the point where there is room, else on the other side of it. */
static graphene_rect_t
place_card (GraftFeatureMap *self,
            const CardLayout *layout,
            const graphene_point_t *point)
{
  float all_width = gtk_widget_get_width (GTK_WIDGET (self));
  float all_height = gtk_widget_get_height (GTK_WIDGET (self));
  float width = layout->text_width + 2 * PADDING;
  float height = layout->text_height + 2 * PADDING;
  float x = point->x + CARD_DISTANCE, y = point->y + CARD_DISTANCE;

  if (layout->picture)
    {
      width += PICTURE_SIDE + PADDING;
      height = MAX (height, PICTURE_SIDE + 2 * PADDING);
    }
  if (x + width > all_width - 2)
    x = point->x - CARD_DISTANCE - width;
  if (y + height > all_height - 2)
    y = point->y - CARD_DISTANCE - height;
  x = CLAMP (x, 2, MAX (all_width - width - 2, 2));
  y = CLAMP (y, 2, MAX (all_height - height - 2, 2));
  return GRAPHENE_RECT_INIT (floorf (x), floorf (y), ceilf (width), ceilf (height));
}

static void
append_frame_and_shadow (GtkSnapshot *snapshot,
                         const graphene_rect_t *place,
                         const GraftPlotStyle *style)
{
  GdkRGBA background = graft_color_to_rgba (style->background);
  GdkRGBA shadow = { 0, 0, 0, style->dark ? 0.5f : 0.16f };
  GdkRGBA edge =
      graft_color_to_rgba (style->high_contrast ? style->foreground : style->grid);
  float widths[4] = { 1, 1, 1, 1 };
  GskRoundedRect frame;

  gsk_rounded_rect_init_from_rect (&frame, place, 8);
  gtk_snapshot_append_outset_shadow (snapshot, &frame, &shadow, 0, 2, 0, 8);
  gtk_snapshot_push_rounded_clip (snapshot, &frame);
  gtk_snapshot_append_color (snapshot, &background, place);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &frame, widths,
                              (GdkRGBA[]){ edge, edge, edge, edge });
}

/* Keeps the picture's aspect ratio inside its square. */
static void
append_thumbnail (GtkSnapshot *snapshot, GdkTexture *texture, graphene_point_t corner)
{
  float width = gdk_texture_get_width (texture),
        height = gdk_texture_get_height (texture);
  float scale = PICTURE_SIDE / MAX (width, height);
  GskRoundedRect clip;
  graphene_rect_t place = GRAPHENE_RECT_INIT (
      corner.x + (PICTURE_SIDE - width * scale) / 2,
      corner.y + (PICTURE_SIDE - height * scale) / 2, width * scale, height * scale);

  gsk_rounded_rect_init_from_rect (&clip, &place, 4);
  gtk_snapshot_push_rounded_clip (snapshot, &clip);
  gtk_snapshot_append_texture (snapshot, texture, &place);
  gtk_snapshot_pop (snapshot);
}

static void
append_rows (GtkSnapshot *snapshot, const CardLayout *layout, float x, float y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  for (guint i = 0; i < 3; i++)
    {
      GdkRGBA color = graft_color_to_rgba (layout->colors[i]);
      int height;

      if (layout->rows[i] == NULL)
        continue;
      gtk_snapshot_append_layout (snapshot, layout->rows[i], &color);
      pango_layout_get_pixel_size (layout->rows[i], NULL, &height);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float)height));
    }
  gtk_snapshot_restore (snapshot);
}

void
graft_feature_map_snapshot_card (GraftFeatureMap *self,
                                 GtkSnapshot *snapshot,
                                 const GraftPlotStyle *style)
{
  graphene_point_t point;
  graphene_rect_t place;
  GraftMapCard card;
  CardLayout layout;
  float x;

  if (!graft_feature_map_locate_in_pane (self, self->hovered_pane, (guint)self->hovered,
                                         &point))
    return;
  card_init (&card, self, (guint)self->hovered);
  card_layout_init (&layout, self, &card, style);
  place = place_card (self, &layout, &point);
  append_frame_and_shadow (snapshot, &place, style);
  x = place.origin.x + PADDING;
  if (card.thumbnail != NULL)
    {
      append_thumbnail (snapshot, card.thumbnail,
                        GRAPHENE_POINT_INIT (x, place.origin.y + PADDING));
      x += PICTURE_SIDE + PADDING;
    }
  append_rows (snapshot, &layout, x,
               place.origin.y + (place.size.height - layout.text_height) / 2);
  card_layout_clear (&layout);
  card_clear (&card);
}
