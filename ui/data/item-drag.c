/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-drag.h. */
#include "ui/data/item-drag.h"

#include "ui/data/item-tile-draw.h"

#define ICON_WIDTH 96.0f
#define ICON_HEIGHT 72.0f
#define STEP 6.0f
#define MAX_PICTURES 4

struct _GraftItemDrag
{
  gatomicrefcount n_refs;
  GraftProjectSet *set;
  gsize n;
  guint32 *ids; /* [n] */
};

G_DEFINE_BOXED_TYPE (GraftItemDrag,
                     graft_item_drag,
                     graft_item_drag_ref,
                     graft_item_drag_unref)

GraftItemDrag *
graft_item_drag_new (GraftProjectSet *set, const guint32 *ids, gsize n)
{
  GraftItemDrag *self = g_new0 (GraftItemDrag, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->set = g_object_ref (set);
  self->n = n;
  self->ids = g_memdup2 (ids, n * sizeof *ids);
  return self;
}

GraftItemDrag *
graft_item_drag_ref (GraftItemDrag *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
graft_item_drag_unref (GraftItemDrag *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_object_unref (self->set);
  g_free (self->ids);
  g_free (self);
}

GraftProjectSet *
graft_item_drag_get_set (const GraftItemDrag *self)
{
  return self->set;
}

const guint32 *
graft_item_drag_get_ids (const GraftItemDrag *self, gsize *n)
{
  *n = self->n;
  return self->ids;
}

GdkContentProvider *
graft_item_drag_to_content (GraftItemDrag *self)
{
  return gdk_content_provider_new_typed (GRAFT_TYPE_ITEM_DRAG, self);
}

/* ---- the icon ---- */

static void
draw_number (GtkSnapshot *snapshot, GtkWidget *widget, gsize n, float x, float y)
{
  g_autofree char *text = g_strdup_printf ("%" G_GSIZE_FORMAT, n);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  const GdkRGBA paper = { 0.11f, 0.44f, 0.85f, 1 }, ink = { 1, 1, 1, 1 };
  GskRoundedRect pill;
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gsk_rounded_rect_init_from_rect (
      &pill,
      &GRAPHENE_RECT_INIT (x - (float)width - 16, y - (float)height - 4,
                           (float)width + 14, (float)height + 2),
      ((float)height + 2) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &paper, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (pill.bounds.origin.x + 7,
                                                          pill.bounds.origin.y + 1));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

GdkPaintable *
graft_item_drag_make_icon (GtkWidget *widget,
                           GdkTexture *const *textures,
                           guint n_textures,
                           gsize n_items)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  const guint n = MIN (n_textures, MAX_PICTURES);
  const float pile = STEP * (float)(n > 0 ? n - 1 : 0);
  const graphene_size_t size = { ICON_WIDTH + pile, ICON_HEIGHT + pile };
  const GdkRGBA shade = { 0.5f, 0.5f, 0.5f, 0.6f };

  for (guint i = n; i-- > 0;)
    {
      const graphene_rect_t box =
          GRAPHENE_RECT_INIT (STEP * (float)i, STEP * (float)i, ICON_WIDTH, ICON_HEIGHT);

      gtk_snapshot_append_color (snapshot, &shade, &box);
      graft_tile_draw_picture (snapshot, textures[i], &box, 1, 1);
    }
  draw_number (snapshot, widget, n_items, size.width, size.height);
  return gtk_snapshot_free_to_paintable (g_steal_pointer (&snapshot), &size);
}
