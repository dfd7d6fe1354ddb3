/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-grid.h. Here: the list and its tiles. GtkGridView keeps thirty rows of widgets
 * around what is seen; only those on the screen draw and ask for pictures. Pointer and
 * keys are in item-grid-input.c. */
#include "ui/data/item-grid.h"

#include "ui/data/data-actions.h"
#include "ui/data/item-frame.h"
#include "ui/data/item-grid-private.h"
#include "ui/data/item-names.h"
#include "ui/plot/plot-theme.h"
#include "ui/widgets/children.h"

/* Between two tiles; data-page.css has the same. */
#define GAP 8
#define DEFAULT_WIDTH 140

struct _GraftItemGrid
{
  GtkWidget parent_instance;
  GraftItemView *view;
  GSimpleActionGroup *actions;
  GraftTileLook look;
  GtkWidget *scroller;
  GtkWidget *list;
  GtkWidget *frame;     /* drawn around items by the pointer */
  GdkFrameClock *clock; /* while realized */
  gulong layout_id;
  GraftItemNames *names;
};

enum
{
  PROP_VIEW = 1,
  PROP_TILE_WIDTH,
  PROP_WHOLE,
  N_PROPERTIES
};

enum
{
  SIGNAL_OPEN,
  N_SIGNALS
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftItemGrid, graft_item_grid, GTK_TYPE_WIDGET)

GtkWidget *
graft_item_grid_new (GraftItemView *view)
{
  return g_object_new (GRAFT_TYPE_ITEM_GRID, "view", view, NULL);
}

GraftItemView *
graft_item_grid_get_view (GraftItemGrid *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_GRID (self), NULL);
  return self->view;
}

GSimpleActionGroup *
graft_item_grid_get_actions (GraftItemGrid *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_GRID (self), NULL);
  return self->actions;
}

GraftItemFrame *
graft_item_grid_get_frame (GraftItemGrid *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_GRID (self), NULL);
  return GRAFT_ITEM_FRAME (self->frame);
}

GtkAdjustment *
graft_item_grid_get_vadjustment (GraftItemGrid *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_GRID (self), NULL);
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

/* ---- tiles ---- */

static GraftItemTile *
first_tile (GtkWidget *cell)
{
  GtkWidget *child = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;

  return GRAFT_IS_ITEM_TILE (child) ? GRAFT_ITEM_TILE (child) : NULL;
}

typedef void (*TileFunc) (GraftItemGrid *self, GraftItemTile *tile, gpointer data);

/* From the last to the first: what asks last for a picture gets it first, and people
 * begin to look at the top. */
static void
for_each_tile (GraftItemGrid *self, TileFunc func, gpointer data)
{
  for (GtkWidget *cell = gtk_widget_get_last_child (self->list); cell != NULL;
       cell = gtk_widget_get_prev_sibling (cell))
    if (first_tile (cell) != NULL)
      func (self, first_tile (cell), data);
}

GraftItemTile *
graft_item_grid_find_tile (GraftItemGrid *self, guint position)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_GRID (self), NULL);

  for (GtkWidget *cell = gtk_widget_get_first_child (self->list); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    {
      GraftItemTile *tile = first_tile (cell);
      GraftItemRow *row = tile != NULL ? graft_item_tile_get_row (tile) : NULL;

      if (row != NULL && graft_item_row_get_position (row) == position)
        return tile;
    }
  return NULL;
}

static void
setup_cb (GraftItemGrid *self, GtkListItem *item)
{
  GtkWidget *tile = graft_item_tile_new (&self->look);

  graft_item_grid_add_drag (self, tile);
  gtk_list_item_set_child (item, tile);
}

static void
bind_cb (GraftItemGrid *self, GtkListItem *item)
{
  graft_item_tile_set_row (GRAFT_ITEM_TILE (gtk_list_item_get_child (item)),
                           gtk_list_item_get_item (item));
}

static void
unbind_cb (GraftItemGrid *self, GtkListItem *item)
{
  graft_item_tile_set_row (GRAFT_ITEM_TILE (gtk_list_item_get_child (item)), NULL);
}

static void
add_factory (GraftItemGrid *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_grid_view_set_factory (GTK_GRID_VIEW (self->list), factory);
}

/* ---- what is on the screen ---- */

typedef struct
{
  float height;
  guint n;
  gboolean differs;
} Screen;

static void
check_tile (GraftItemGrid *self, GraftItemTile *tile, gpointer data)
{
  Screen *screen = data;
  graphene_rect_t bounds;
  gboolean on_screen =
      graft_item_tile_get_row (tile) != NULL && gtk_widget_get_mapped (self->list) &&
      gtk_widget_compute_bounds (GTK_WIDGET (tile), self->scroller, &bounds) &&
      bounds.origin.y < screen->height && bounds.origin.y + bounds.size.height > 0;

  screen->n += on_screen;
  screen->differs |= on_screen != graft_item_tile_get_on_screen (tile);
  graft_item_tile_set_on_screen (tile, on_screen);
}

static Screen
check_screen (GraftItemGrid *self)
{
  Screen screen = { (float)gtk_widget_get_height (self->scroller), 0, FALSE };

  for_each_tile (self, check_tile, &screen);
  return screen;
}

guint
graft_item_grid_get_n_on_screen (GraftItemGrid *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_GRID (self), 0);
  return check_screen (self).n;
}

/* As many as fit; GTK would make widgets for thirty rows of its own maximum. */
static void
fit_columns (GraftItemGrid *self)
{
  const int width = gtk_widget_get_width (self->list);
  const guint n = (guint)MAX (1, width / (self->look.width + GAP));

  if (width > 0 && n != gtk_grid_view_get_max_columns (GTK_GRID_VIEW (self->list)))
    gtk_grid_view_set_max_columns (GTK_GRID_VIEW (self->list), n);
}

/* After sizes were given out and before anything is drawn, so that a tile that has come
 * into view is in the same frame. */
static void
layout_cb (GraftItemGrid *self)
{
  fit_columns (self);
  if (check_screen (self).differs)
    graft_item_names_restart (self->names);
}

static void
graft_item_grid_realize (GtkWidget *widget)
{
  GraftItemGrid *self = GRAFT_ITEM_GRID (widget);

  GTK_WIDGET_CLASS (graft_item_grid_parent_class)->realize (widget);
  self->clock = g_object_ref (gtk_widget_get_frame_clock (widget));
  self->layout_id =
      g_signal_connect_data (self->clock, "layout", G_CALLBACK (layout_cb), self, NULL,
                             G_CONNECT_AFTER | G_CONNECT_SWAPPED);
}

static void
graft_item_grid_unrealize (GtkWidget *widget)
{
  GraftItemGrid *self = GRAFT_ITEM_GRID (widget);

  g_clear_signal_handler (&self->layout_id, self->clock);
  g_clear_object (&self->clock);
  if (self->names != NULL)
    graft_item_names_stop (self->names);
  GTK_WIDGET_CLASS (graft_item_grid_parent_class)->unrealize (widget);
}

/* On a hidden page nothing is on the screen. */
static void
graft_item_grid_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (graft_item_grid_parent_class)->unmap (widget);
  check_screen (GRAFT_ITEM_GRID (widget));
}

/* ---- look ---- */

static void
tile_look_changed (GraftItemGrid *self, GraftItemTile *tile, gpointer data)
{
  graft_item_tile_look_changed (tile);
}

static void
graft_item_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GraftItemGrid *self = GRAFT_ITEM_GRID (widget);

  GTK_WIDGET_CLASS (graft_item_grid_parent_class)->css_changed (widget, change);
  graft_plot_style_init_for_widget (&self->look.style, widget);
  for_each_tile (self, tile_look_changed, NULL);
}

void
graft_item_grid_set_tile_width (GraftItemGrid *self, int width)
{
  g_return_if_fail (GRAFT_IS_ITEM_GRID (self));

  width = CLAMP (width, GRAFT_ITEM_GRID_MIN_WIDTH, GRAFT_ITEM_GRID_MAX_WIDTH);
  if (self->look.width == width)
    return;
  self->look.width = width;
  for_each_tile (self, tile_look_changed, NULL);
  fit_columns (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TILE_WIDTH]);
}

gboolean
graft_item_grid_get_whole (GraftItemGrid *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_GRID (self), FALSE);
  return self->look.whole;
}

void
graft_item_grid_set_whole (GraftItemGrid *self, gboolean whole)
{
  g_return_if_fail (GRAFT_IS_ITEM_GRID (self));

  if (self->look.whole == whole)
    return;
  self->look.whole = whole;
  for_each_tile (self, tile_look_changed, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WHOLE]);
}

static void
forget_picture (GraftItemGrid *self, GraftItemTile *tile, gpointer data)
{
  graft_item_tile_set_on_screen (tile, FALSE);
  graft_item_tile_forget_picture (tile);
}

void
graft_item_grid_set_loader (GraftItemGrid *self, GraftThumbnailLoader *loader)
{
  g_return_if_fail (GRAFT_IS_ITEM_GRID (self));

  if (self->look.loader == loader)
    return;
  for_each_tile (self, forget_picture, NULL);
  g_set_object (&self->look.loader, loader);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* ---- going somewhere ---- */

void
graft_item_grid_go_to (GraftItemGrid *self, guint position, gboolean grab)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focused = root != NULL ? gtk_root_get_focus (root) : NULL;
  GraftItemTile *tile;

  g_return_if_fail (GRAFT_IS_ITEM_GRID (self));

  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
  tile = graft_item_grid_find_tile (self, position);
  if (tile != NULL &&
      (grab || (focused != NULL && gtk_widget_is_ancestor (focused, self->list))))
    gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (tile)));
}

static void
cursor_cb (GraftItemGrid *self, guint position)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    graft_item_grid_go_to (self, position, FALSE);
}

static void
activate_cb (GraftItemGrid *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0, position);
}

static void
open_viewer_cb (GSimpleAction *action, GVariant *parameter, GraftItemGrid *self)
{
  const guint cursor = graft_item_view_get_cursor (self->view);

  if (cursor != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, cursor);
}

/* A step on the scale of sizes, up or down. */
static void
zoom_cb (GSimpleAction *action, GVariant *parameter, GraftItemGrid *self)
{
  const double steps = g_variant_get_double (parameter);

  graft_item_grid_set_tile_width (self, self->look.width + (int)(steps * 20));
}

static gboolean
graft_item_grid_grab_focus (GtkWidget *widget)
{
  GraftItemGrid *self = GRAFT_ITEM_GRID (widget);
  const guint cursor = graft_item_view_get_cursor (self->view);

  if (cursor != GTK_INVALID_LIST_POSITION)
    graft_item_grid_go_to (self, cursor, TRUE);
  else
    return gtk_widget_grab_focus (self->list);
  return TRUE;
}

/* ---- life ---- */

static void
graft_item_grid_constructed (GObject *object)
{
  GraftItemGrid *self = GRAFT_ITEM_GRID (object);

  G_OBJECT_CLASS (graft_item_grid_parent_class)->constructed (object);
  if (self->view == NULL)
    self->view = graft_item_view_new ();
  self->actions = graft_data_actions_new (self->view);
  graft_data_actions_add (self->actions, "open-viewer", NULL, G_CALLBACK (open_viewer_cb),
                          self);
  graft_data_actions_add (self->actions, "zoom", "d", G_CALLBACK (zoom_cb), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "data",
                                  G_ACTION_GROUP (self->actions));
  graft_item_grid_add_input (self, self->scroller);
  graft_item_frame_attach (GRAFT_ITEM_FRAME (self->frame),
                           GTK_SCROLLED_WINDOW (self->scroller), self->list, self->view);
  self->names = graft_item_names_new (self->view, self->list);
  add_factory (self);
  g_signal_connect_object (self->view, "cursor-moved", G_CALLBACK (cursor_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_grid_view_set_model (GTK_GRID_VIEW (self->list),
                           graft_item_view_get_model (self->view));
}

static void
graft_item_grid_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  GraftItemGrid *self = GRAFT_ITEM_GRID (object);

  switch (id)
    {
    case PROP_VIEW:
      self->view = g_value_dup_object (value);
      break;
    case PROP_TILE_WIDTH:
      graft_item_grid_set_tile_width (self, g_value_get_int (value));
      break;
    case PROP_WHOLE:
      graft_item_grid_set_whole (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_item_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GraftItemGrid *self = GRAFT_ITEM_GRID (object);

  switch (id)
    {
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;
    case PROP_TILE_WIDTH:
      g_value_set_int (value, self->look.width);
      break;
    case PROP_WHOLE:
      g_value_set_boolean (value, self->look.whole);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* The tiles go first: they have borrowed the look and the loader in it. */
static void
graft_item_grid_dispose (GObject *object)
{
  GraftItemGrid *self = GRAFT_ITEM_GRID (object);

  g_clear_pointer (&self->names, graft_item_names_free);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "data", NULL);
  if (self->list != NULL)
    gtk_grid_view_set_model (GTK_GRID_VIEW (self->list), NULL);
  graft_widget_remove_children (GTK_WIDGET (self));
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_ITEM_GRID);
  g_clear_object (&self->actions);
  g_clear_object (&self->look.loader);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (graft_item_grid_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_VIEW] = g_param_spec_object (
      "view", NULL, NULL, GRAFT_TYPE_ITEM_VIEW,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TILE_WIDTH] =
      g_param_spec_int ("tile-width", NULL, NULL, GRAFT_ITEM_GRID_MIN_WIDTH,
                        GRAFT_ITEM_GRID_MAX_WIDTH, DEFAULT_WIDTH, flags);
  properties[PROP_WHOLE] = g_param_spec_boolean ("whole", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (klass, N_PROPERTIES, properties);
}

static void
graft_item_grid_class_init (GraftItemGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = graft_item_grid_constructed;
  object_class->set_property = graft_item_grid_set_property;
  object_class->get_property = graft_item_grid_get_property;
  object_class->dispose = graft_item_grid_dispose;
  widget_class->realize = graft_item_grid_realize;
  widget_class->unrealize = graft_item_grid_unrealize;
  widget_class->unmap = graft_item_grid_unmap;
  widget_class->css_changed = graft_item_grid_css_changed;
  widget_class->grab_focus = graft_item_grid_grab_focus;
  install_properties (object_class);
  g_type_ensure (GRAFT_TYPE_ITEM_FRAME);
  signals[SIGNAL_OPEN] = g_signal_new ("open", GRAFT_TYPE_ITEM_GRID, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/data/item-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftItemGrid, scroller);
  gtk_widget_class_bind_template_child (widget_class, GraftItemGrid, list);
  gtk_widget_class_bind_template_child (widget_class, GraftItemGrid, frame);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
graft_item_grid_init (GraftItemGrid *self)
{
  self->look.width = DEFAULT_WIDTH;
  gtk_widget_init_template (GTK_WIDGET (self));
}
