/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-viewer.h. The viewer follows the cursor of the view; going on moves it. */
#include "ui/data/item-viewer.h"

#include "graft-config.h"
#include "ui/data/item-view-private.h"
#include "ui/data/label-keys.h"
#include "ui/widgets/children.h"

#include <glib/gi18n.h>

struct _GraftItemViewer
{
  GtkWidget parent_instance;
  GraftItemView *view;
  GraftThumbnailLoader *loader; /* or NULL */
  GraftItemRow *row;            /* or NULL: closed */
  guint64 ticket;               /* of the large picture, or 0 */
  GtkWidget *title;
  GtkWidget *place;
  GtkWidget *scale;
  GtkWidget *zoom_out;
  GtkWidget *zoom_in;
  GtkWidget *body;
  GtkWidget *canvas;
  GtkWidget *side;
  GtkWidget *facts;
};

enum
{
  PROP_VIEW = 1,
  N_PROPERTIES
};

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftItemViewer, graft_item_viewer, GTK_TYPE_WIDGET)

GtkWidget *
graft_item_viewer_new (GraftItemView *view)
{
  return g_object_new (GRAFT_TYPE_ITEM_VIEWER, "view", view, NULL);
}

gboolean
graft_item_viewer_is_open (GraftItemViewer *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEWER (self), FALSE);
  return self->row != NULL;
}

GraftPictureCanvas *
graft_item_viewer_get_canvas (GraftItemViewer *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEWER (self), NULL);
  return GRAFT_PICTURE_CANVAS (self->canvas);
}

GraftItemFacts *
graft_item_viewer_get_facts (GraftItemViewer *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEWER (self), NULL);
  return GRAFT_ITEM_FACTS (self->facts);
}

guint
graft_item_viewer_get_position (GraftItemViewer *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEWER (self), GTK_INVALID_LIST_POSITION);
  return self->row != NULL ? graft_item_row_get_position (self->row)
                           : GTK_INVALID_LIST_POSITION;
}

/* ---- the picture ---- */

static void
drop_picture (GraftItemViewer *self)
{
  if (self->ticket != 0 && self->loader != NULL)
    graft_thumbnail_loader_cancel (self->loader, self->ticket);
  self->ticket = 0;
}

/* A picture beyond the largest box is a smaller one on screen. How wide it really is, the
 * facts know. */
static guint
true_width (GraftItemViewer *self)
{
  const GraftItemDetails *details =
      graft_item_facts_get_details (GRAFT_ITEM_FACTS (self->facts));

  if (details == NULL || MAX (details->width, details->height) <= GRAFT_THUMBNAIL_MAX_BOX)
    return 0;
  return details->width;
}

static void
picture_cb (GdkTexture *texture, const GError *error, gpointer user_data)
{
  GraftItemViewer *self = user_data; /* alive: our dispose cancels the ticket */

  self->ticket = 0;
  graft_picture_canvas_set_texture (GRAFT_PICTURE_CANVAS (self->canvas), texture,
                                    true_width (self),
                                    error != NULL ? error->message : NULL, TRUE);
  gtk_widget_set_tooltip_text (self->canvas, error != NULL ? error->message : NULL);
}

static void
show_picture (GraftItemViewer *self)
{
  const GraftPictureFit fit = { 0, 0, TRUE };
  GdkTexture *texture;
  guint32 id;

  drop_picture (self);
  graft_picture_canvas_set_texture (GRAFT_PICTURE_CANVAS (self->canvas), NULL, 0, NULL,
                                    TRUE);
  if (self->loader == NULL || self->row == NULL)
    return;
  id = graft_item_row_get_id (self->row);
  texture = graft_thumbnail_loader_peek (self->loader, id, &fit);
  if (texture != NULL)
    picture_cb (texture, NULL, self);
  else
    self->ticket =
        graft_thumbnail_loader_request (self->loader, id, &fit, picture_cb, self);
}

void
graft_item_viewer_set_loader (GraftItemViewer *self, GraftThumbnailLoader *loader)
{
  g_return_if_fail (GRAFT_IS_ITEM_VIEWER (self));

  if (self->loader == loader)
    return;
  drop_picture (self);
  g_set_object (&self->loader, loader);
  show_picture (self);
}

/* ---- words ---- */

static void
update_words (GraftItemViewer *self)
{
  GraftItemModel *model = graft_item_view_peek_model (self->view);
  const char *name = graft_item_row_get_name (self->row);
  g_autofree char *caption = graft_item_row_dup_caption (self->row);
  g_autofree char *place = NULL, *description = NULL;

  /* Translators: label of the item, its place, how many are shown */
  place = g_strdup_printf (_ ("%s · %u of %u"), caption,
                           graft_item_row_get_position (self->row) + 1,
                           graft_item_model_get_n_shown (model));
  description = graft_item_row_dup_description (self->row);
  gtk_label_set_label (GTK_LABEL (self->title), name != NULL ? name : "");
  gtk_label_set_label (GTK_LABEL (self->place), place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->canvas),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
}

static void
scale_cb (GraftItemViewer *self)
{
  const double scale =
      graft_picture_canvas_get_scale (GRAFT_PICTURE_CANVAS (self->canvas));
  g_autofree char *text = g_strdup_printf (_ ("%.0f %%"), 100 * scale);

  gtk_label_set_label (GTK_LABEL (self->scale), self->row != NULL ? text : "");
}

/* ---- which item ---- */

static void
show_row (GraftItemViewer *self, GraftItemRow *row)
{
  if (self->row == row)
    return;
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, update_words, self);
  g_set_object (&self->row, row);
  graft_item_facts_set_row (GRAFT_ITEM_FACTS (self->facts),
                            graft_item_view_get_project (self->view), row);
  show_picture (self);
  if (row == NULL)
    return;
  g_signal_connect_object (row, "changed", G_CALLBACK (update_words), self,
                           G_CONNECT_SWAPPED);
  update_words (self);
}

static void
show_position (GraftItemViewer *self, guint position)
{
  g_autoptr (GraftItemRow) row = g_list_model_get_item (
      G_LIST_MODEL (graft_item_view_get_model (self->view)), position);
  const guint n = graft_item_model_get_n_shown (graft_item_view_peek_model (self->view));

  if (row == NULL)
    return;
  show_row (self, row);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.previous", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "viewer.next", position + 1 < n);
}

static void
cursor_cb (GraftItemViewer *self, guint position)
{
  if (self->row != NULL)
    show_position (self, position);
}

/* What is shown may have gone with a set or a filter: then there is nothing to view. */
static void
items_cb (GraftItemViewer *self)
{
  GraftItemModel *model = graft_item_view_peek_model (self->view);
  guint position;

  if (self->row == NULL)
    return;
  if (graft_item_row_get_set (self->row) == graft_item_view_get_set (self->view) &&
      graft_item_model_find (model, graft_item_row_get_id (self->row), &position))
    {
      show_position (self, position);
      update_words (self);
    }
  else
    graft_item_viewer_close (self);
}

void
graft_item_viewer_open (GraftItemViewer *self)
{
  guint cursor;

  g_return_if_fail (GRAFT_IS_ITEM_VIEWER (self));

  cursor = graft_item_view_get_cursor (self->view);
  if (cursor != GTK_INVALID_LIST_POSITION)
    show_position (self, cursor);
}

void
graft_item_viewer_close (GraftItemViewer *self)
{
  g_return_if_fail (GRAFT_IS_ITEM_VIEWER (self));

  if (self->row == NULL)
    return;
  show_row (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

void
graft_item_viewer_set_narrow (GraftItemViewer *self, gboolean narrow)
{
  g_return_if_fail (GRAFT_IS_ITEM_VIEWER (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->body),
                                  narrow ? GTK_ORIENTATION_VERTICAL
                                         : GTK_ORIENTATION_HORIZONTAL);
  /* Keys and the wheel are left. */
  gtk_widget_set_visible (self->scale, !narrow);
  gtk_widget_set_visible (self->zoom_out, !narrow);
  gtk_widget_set_visible (self->zoom_in, !narrow);
  gtk_widget_set_size_request (self->side, narrow ? -1 : 190, narrow ? 130 : -1);
}

/* ---- commands ---- */

static void
close_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  graft_item_viewer_close (GRAFT_ITEM_VIEWER (widget));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftItemViewer *self = GRAFT_ITEM_VIEWER (widget);
  const gboolean back = g_str_equal (name, "viewer.previous");
  guint position;

  if (self->row == NULL)
    return;
  position = graft_item_row_get_position (self->row);
  if (back && position == 0)
    return;
  graft_item_view_set_cursor (self->view, back ? position - 1 : position + 1);
}

static void
scale_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftPictureCanvas *canvas = graft_item_viewer_get_canvas (GRAFT_ITEM_VIEWER (widget));

  if (g_str_equal (name, "viewer.fit"))
    graft_picture_canvas_fit (canvas);
  else if (g_str_equal (name, "viewer.original"))
    graft_picture_canvas_set_scale (canvas, 1.0 / gtk_widget_get_scale_factor (widget));
  else
    graft_picture_canvas_zoom (canvas, g_str_equal (name, "viewer.zoom-in") ? 1 : -1);
}

static void
add_keys (GraftItemViewer *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  const GraftKey keys[] = {
    { GDK_KEY_Escape, 0, "viewer.close" },
    { GDK_KEY_Left, 0, "viewer.previous" },
    { GDK_KEY_Page_Up, 0, "viewer.previous" },
    { GDK_KEY_Right, 0, "viewer.next" },
    { GDK_KEY_Page_Down, 0, "viewer.next" },
    { GDK_KEY_plus, 0, "viewer.zoom-in" },
    { GDK_KEY_equal, 0, "viewer.zoom-in" },
    { GDK_KEY_KP_Add, 0, "viewer.zoom-in" },
    { GDK_KEY_minus, 0, "viewer.zoom-out" },
    { GDK_KEY_KP_Subtract, 0, "viewer.zoom-out" },
    { GDK_KEY_f, 0, "viewer.fit" },
    { GDK_KEY_o, 0, "viewer.original" },
  };

  /* After the widget that has the focus: a space presses its button. */
  graft_keys_add (GTK_SHORTCUT_CONTROLLER (controller), keys, G_N_ELEMENTS (keys));
  graft_label_keys_add (GTK_SHORTCUT_CONTROLLER (controller));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* ---- life ---- */

static gboolean
graft_item_viewer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GRAFT_ITEM_VIEWER (widget)->canvas);
}

static void
graft_item_viewer_set_property (GObject *object,
                                guint id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    GRAFT_ITEM_VIEWER (object)->view = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_item_viewer_constructed (GObject *object)
{
  GraftItemViewer *self = GRAFT_ITEM_VIEWER (object);

  G_OBJECT_CLASS (graft_item_viewer_parent_class)->constructed (object);
  if (self->view == NULL)
    self->view = graft_item_view_new ();
  g_signal_connect_object (self->view, "cursor-moved", G_CALLBACK (cursor_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (graft_item_view_get_model (self->view), "items-changed",
                           G_CALLBACK (items_cb), self, G_CONNECT_SWAPPED);
}

static void
graft_item_viewer_dispose (GObject *object)
{
  GraftItemViewer *self = GRAFT_ITEM_VIEWER (object);

  drop_picture (self);
  if (self->row != NULL)
    g_signal_handlers_disconnect_by_func (self->row, update_words, self);
  g_clear_object (&self->row);
  graft_widget_remove_children (GTK_WIDGET (self));
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_ITEM_VIEWER);
  g_clear_object (&self->loader);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (graft_item_viewer_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/data/item-viewer.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftItemViewer, title);
  gtk_widget_class_bind_template_child (widget_class, GraftItemViewer, place);
  gtk_widget_class_bind_template_child (widget_class, GraftItemViewer, scale);
  gtk_widget_class_bind_template_child (widget_class, GraftItemViewer, zoom_out);
  gtk_widget_class_bind_template_child (widget_class, GraftItemViewer, zoom_in);
  gtk_widget_class_bind_template_child (widget_class, GraftItemViewer, body);
  gtk_widget_class_bind_template_child (widget_class, GraftItemViewer, canvas);
  gtk_widget_class_bind_template_child (widget_class, GraftItemViewer, side);
  gtk_widget_class_bind_template_child (widget_class, GraftItemViewer, facts);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "viewer.close", close_action },    { "viewer.previous", step_action },
    { "viewer.next", step_action },      { "viewer.fit", scale_action },
    { "viewer.original", scale_action }, { "viewer.zoom-in", scale_action },
    { "viewer.zoom-out", scale_action },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL,
                                     actions[i].activate);
}

static void
graft_item_viewer_class_init (GraftItemViewerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = graft_item_viewer_set_property;
  object_class->constructed = graft_item_viewer_constructed;
  object_class->dispose = graft_item_viewer_dispose;
  widget_class->grab_focus = graft_item_viewer_grab_focus;
  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, GRAFT_TYPE_ITEM_VIEW,
                                               G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                   G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_CLOSED] =
      g_signal_new ("closed", GRAFT_TYPE_ITEM_VIEWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
  g_type_ensure (GRAFT_TYPE_PICTURE_CANVAS);
  g_type_ensure (GRAFT_TYPE_ITEM_FACTS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
graft_item_viewer_init (GraftItemViewer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->canvas, "notify::scale", G_CALLBACK (scale_cb), self,
                           G_CONNECT_SWAPPED);
  add_keys (self);
}
