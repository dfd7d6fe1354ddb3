/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-tile.h. How it looks is in item-tile-draw.c. */
#include "ui/data/item-tile.h"

#include "ui/data/item-tile-draw.h"

#include <math.h>

struct _GraftItemTile
{
  GtkWidget parent_instance;
  const GraftTileLook *look; /* the grid's */
  GraftItemRow *row;         /* or NULL */
  gulong changed_id;
  GdkTexture *texture;  /* or NULL */
  GraftPictureFit fit;  /* that it was asked for last */
  guint64 ticket;       /* of a request that waits, or 0 */
  char *failure;        /* why there is no picture, or NULL */
  PangoLayout *caption; /* or NULL: made when it is drawn */
  gboolean on_screen;
};

G_DEFINE_FINAL_TYPE (GraftItemTile, graft_item_tile, GTK_TYPE_WIDGET)

GraftItemRow *
graft_item_tile_get_row (GraftItemTile *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_TILE (self), NULL);
  return self->row;
}

GdkTexture *
graft_item_tile_get_texture (GraftItemTile *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_TILE (self), NULL);
  return self->texture;
}

const char *
graft_item_tile_get_failure (GraftItemTile *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_TILE (self), NULL);
  return self->failure;
}

gboolean
graft_item_tile_get_on_screen (GraftItemTile *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_TILE (self), FALSE);
  return self->on_screen;
}

static int
picture_height (GraftItemTile *self)
{
  return (int)roundf ((float)self->look->width / GRAFT_TILE_ASPECT);
}

void
graft_item_tile_get_picture_box (GraftItemTile *self, graphene_rect_t *box)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const int height = gtk_widget_get_height (GTK_WIDGET (self));

  graphene_rect_init (box, 1, 1, (float)MAX (1, width - 2),
                      (float)MAX (1, height - GRAFT_TILE_CAPTION - 1));
}

/* ---- the picture ---- */

void
graft_item_tile_forget_picture (GraftItemTile *self)
{
  g_return_if_fail (GRAFT_IS_ITEM_TILE (self));

  if (self->ticket != 0 && self->look->loader != NULL)
    graft_thumbnail_loader_cancel (self->look->loader, self->ticket);
  self->ticket = 0;
  self->fit.width = 0;
  g_clear_object (&self->texture);
  g_clear_pointer (&self->failure, g_free);
}

static void
picture_cb (GdkTexture *texture, const GError *error, gpointer user_data)
{
  GraftItemTile *self = user_data; /* alive: our dispose cancels the ticket */

  self->ticket = 0;
  g_set_object (&self->texture, texture);
  g_clear_pointer (&self->failure, g_free);
  if (texture == NULL)
    self->failure = g_strdup (error != NULL ? error->message : "");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GraftPictureFit
wanted_fit (GraftItemTile *self)
{
  const int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  graphene_rect_t box;

  graft_item_tile_get_picture_box (self, &box);
  return (GraftPictureFit){ (guint)(box.size.width * (float)scale),
                            (guint)(box.size.height * (float)scale), self->look->whole };
}

static gboolean
same_fit (const GraftPictureFit *a, const GraftPictureFit *b)
{
  return a->width == b->width && a->height == b->height && a->whole == b->whole;
}

/* While another size is made, the old one is drawn larger or smaller. */
static void
ask_for_picture (GraftItemTile *self)
{
  const GraftPictureFit fit = wanted_fit (self);
  GdkTexture *texture;

  if (self->row == NULL || self->look->loader == NULL || !self->on_screen ||
      fit.width <= 1 || same_fit (&fit, &self->fit))
    return;
  if (self->ticket != 0)
    graft_thumbnail_loader_cancel (self->look->loader, self->ticket);
  self->ticket = 0;
  self->fit = fit;
  texture = graft_thumbnail_loader_peek (self->look->loader,
                                         graft_item_row_get_id (self->row), &fit);
  if (texture != NULL)
    picture_cb (texture, NULL, self);
  else
    self->ticket = graft_thumbnail_loader_request (
        self->look->loader, graft_item_row_get_id (self->row), &fit, picture_cb, self);
}

/* What has scrolled away before its picture came does not want it any more. */
void
graft_item_tile_set_on_screen (GraftItemTile *self, gboolean on_screen)
{
  g_return_if_fail (GRAFT_IS_ITEM_TILE (self));

  if (self->on_screen != on_screen)
    {
      self->on_screen = on_screen;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  if (on_screen)
    ask_for_picture (self);
  else if (self->ticket != 0)
    {
      graft_thumbnail_loader_cancel (self->look->loader, self->ticket);
      self->ticket = 0;
      self->fit.width = 0;
    }
}

void
graft_item_tile_look_changed (GraftItemTile *self)
{
  g_return_if_fail (GRAFT_IS_ITEM_TILE (self));

  g_clear_object (&self->caption);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* ---- the row ---- */

/* Screen readers read the cell, which is GTK's and has no name of its own. */
static void
update_name (GraftItemTile *self)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *name = NULL;

  if (self->row == NULL)
    return;
  name = graft_item_row_dup_description (self->row);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  if (cell != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    name, -1);
}

static void
changed_cb (GraftItemTile *self)
{
  g_clear_object (&self->caption);
  update_name (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
graft_item_tile_set_row (GraftItemTile *self, GraftItemRow *row)
{
  g_return_if_fail (GRAFT_IS_ITEM_TILE (self));

  if (self->row == row)
    return;
  if (self->row != NULL)
    g_clear_signal_handler (&self->changed_id, self->row);
  graft_item_tile_forget_picture (self);
  g_set_object (&self->row, row);
  if (row == NULL)
    return;
  self->changed_id =
      g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  changed_cb (self);
  if (self->on_screen)
    ask_for_picture (self);
}

static gboolean
graft_item_tile_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GraftItemTile *self = GRAFT_ITEM_TILE (widget);
  g_autofree char *text = NULL, *all = NULL;

  if (self->row == NULL)
    return FALSE;
  text = graft_item_row_dup_description (self->row);
  if (self->failure != NULL && *self->failure != '\0')
    all = g_strdup_printf ("%s\n%s", text, self->failure);
  gtk_tooltip_set_text (tooltip, all != NULL ? all : text);
  return TRUE;
}

/* ---- size and drawing ---- */

static GtkSizeRequestMode
graft_item_tile_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
graft_item_tile_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  GraftItemTile *self = GRAFT_ITEM_TILE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = self->look->width;
  else
    *minimum = *natural = picture_height (self) + GRAFT_TILE_CAPTION;
}

static PangoLayout *
make_caption (GraftItemTile *self)
{
  const GraftItem *item = graft_item_row_get_item (self->row);
  g_autofree char *text = graft_item_row_dup_caption (self->row);
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.9));
  if (item->label != GRAFT_CLASS_NONE)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  return layout;
}

static void
draw_picture (GraftItemTile *self, GtkSnapshot *snapshot, const graphene_rect_t *box)
{
  const GraftItem *item = graft_item_row_get_item (self->row);
  const gboolean excluded = (item->flags & GRAFT_ITEM_EXCLUDED) != 0;

  if (self->texture != NULL)
    graft_tile_draw_picture (snapshot, self->texture, box,
                             gtk_widget_get_scale_factor (GTK_WIDGET (self)),
                             excluded ? 0.35 : 1);
  else if (self->failure != NULL)
    graft_tile_draw_broken (snapshot, GTK_WIDGET (self), box);
  graft_tile_draw_split (snapshot, GTK_WIDGET (self), &self->look->style, item, box);
}

/* Tiles beyond the edges, of which the grid keeps many, cost nothing. */
static void
graft_item_tile_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GraftItemTile *self = GRAFT_ITEM_TILE (widget);
  const GraftItem *item;
  graphene_rect_t box, below;
  float marks;

  if (self->row == NULL || !self->on_screen)
    return;
  item = graft_item_row_get_item (self->row);
  graft_item_tile_get_picture_box (self, &box);
  draw_picture (self, snapshot, &box);
  graphene_rect_init (&below, 0, box.origin.y + box.size.height,
                      (float)gtk_widget_get_width (widget), GRAFT_TILE_CAPTION);
  marks = graft_tile_draw_marks (snapshot, widget, &self->look->style, item, &below);
  below.size.width -= marks;
  if (self->caption == NULL)
    self->caption = make_caption (self);
  graft_tile_draw_caption (snapshot, &self->look->style, item, self->caption, &below);
}

/* ---- life ---- */

GtkWidget *
graft_item_tile_new (const GraftTileLook *look)
{
  GraftItemTile *self = g_object_new (GRAFT_TYPE_ITEM_TILE, NULL);

  self->look = look;
  return GTK_WIDGET (self);
}

static void
graft_item_tile_dispose (GObject *object)
{
  GraftItemTile *self = GRAFT_ITEM_TILE (object);

  graft_item_tile_set_row (self, NULL);
  g_clear_object (&self->caption);
  G_OBJECT_CLASS (graft_item_tile_parent_class)->dispose (object);
}

static void
graft_item_tile_class_init (GraftItemTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_item_tile_dispose;
  widget_class->get_request_mode = graft_item_tile_get_request_mode;
  widget_class->measure = graft_item_tile_measure;
  widget_class->snapshot = graft_item_tile_snapshot;
  widget_class->query_tooltip = graft_item_tile_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "itemtile");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
graft_item_tile_init (GraftItemTile *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}
