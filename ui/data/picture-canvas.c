/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See picture-canvas.h. */
#include "ui/data/picture-canvas.h"

#include <math.h>

#define STEP 1.25
#define MIN_SCALE 0.02
#define MAX_SCALE 64.0
/* A picture that is much smaller than the widget is enlarged to fit, digits for one; it
 * is not made larger than this. */
#define MAX_FIT 16.0

struct _GraftPictureCanvas
{
  GtkWidget parent_instance;
  GdkTexture *texture; /* or NULL */
  double pixels;       /* of the picture, for one of the texture: 1 unless reduced */
  gboolean failed;
  gboolean fits;
  double scale; /* of the picture, unless it fits */
  double x;     /* which point of the picture is in the middle, in its pixels */
  double y;
  double pointer_x;
  double pointer_y;
  double drag_x; /* x and y when the drag began */
  double drag_y;
  guint scale_id; /* of an idle callback, or 0 */
};

enum
{
  PROP_SCALE = 1,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GraftPictureCanvas, graft_picture_canvas, GTK_TYPE_WIDGET)

static double
picture_width (GraftPictureCanvas *self)
{
  return self->texture != NULL ? gdk_texture_get_width (self->texture) * self->pixels : 1;
}

static double
picture_height (GraftPictureCanvas *self)
{
  return self->texture != NULL ? gdk_texture_get_height (self->texture) * self->pixels
                               : 1;
}

double
graft_picture_canvas_get_scale (GraftPictureCanvas *self)
{
  double width, height;

  g_return_val_if_fail (GRAFT_IS_PICTURE_CANVAS (self), 1);

  if (!self->fits)
    return self->scale;
  width = MAX (1, gtk_widget_get_width (GTK_WIDGET (self)));
  height = MAX (1, gtk_widget_get_height (GTK_WIDGET (self)));
  return MIN (MAX_FIT,
              MIN (width / picture_width (self), height / picture_height (self)));
}

gboolean
graft_picture_canvas_get_fits (GraftPictureCanvas *self)
{
  g_return_val_if_fail (GRAFT_IS_PICTURE_CANVAS (self), TRUE);
  return self->fits;
}

static void
changed (GraftPictureCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->fits ? NULL : "grab");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCALE]);
}

/* Some of the picture stays under the middle of the widget. */
static void
keep_inside (GraftPictureCanvas *self)
{
  self->x = CLAMP (self->x, 0, picture_width (self));
  self->y = CLAMP (self->y, 0, picture_height (self));
}

void
graft_picture_canvas_fit (GraftPictureCanvas *self)
{
  g_return_if_fail (GRAFT_IS_PICTURE_CANVAS (self));

  self->fits = TRUE;
  self->x = picture_width (self) / 2;
  self->y = picture_height (self) / 2;
  changed (self);
}

/* What is @dx, @dy away from the middle stays where it is. */
static void
scale_around (GraftPictureCanvas *self, double scale, double dx, double dy)
{
  const double old = graft_picture_canvas_get_scale (self);

  scale = CLAMP (scale, MIN_SCALE, MAX_SCALE);
  self->x += dx / old - dx / scale;
  self->y += dy / old - dy / scale;
  self->scale = scale;
  self->fits = FALSE;
  keep_inside (self);
  changed (self);
}

void
graft_picture_canvas_set_scale (GraftPictureCanvas *self, double scale)
{
  g_return_if_fail (GRAFT_IS_PICTURE_CANVAS (self));
  scale_around (self, scale, 0, 0);
}

void
graft_picture_canvas_zoom (GraftPictureCanvas *self, double steps)
{
  g_return_if_fail (GRAFT_IS_PICTURE_CANVAS (self));
  scale_around (self, graft_picture_canvas_get_scale (self) * pow (STEP, steps), 0, 0);
}

void
graft_picture_canvas_pan (GraftPictureCanvas *self, double dx, double dy)
{
  g_return_if_fail (GRAFT_IS_PICTURE_CANVAS (self));

  if (self->fits)
    return;
  self->x -= dx / self->scale;
  self->y -= dy / self->scale;
  keep_inside (self);
  changed (self);
}

void
graft_picture_canvas_set_texture (GraftPictureCanvas *self,
                                  GdkTexture *texture,
                                  guint width,
                                  const char *failure,
                                  gboolean fit)
{
  g_return_if_fail (GRAFT_IS_PICTURE_CANVAS (self));

  g_set_object (&self->texture, texture);
  self->failed = failure != NULL;
  self->pixels =
      texture != NULL && width > 0 ? (double)width / gdk_texture_get_width (texture) : 1;
  if (fit)
    graft_picture_canvas_fit (self);
  else
    changed (self);
}

/* ---- drawing ---- */

void
graft_picture_canvas_get_place (GraftPictureCanvas *self, graphene_rect_t *place)
{
  const double scale = graft_picture_canvas_get_scale (self);
  const double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 - self->x * scale;
  const double y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 - self->y * scale;

  graphene_rect_init (place, (float)round (x), (float)round (y),
                      (float)(picture_width (self) * scale),
                      (float)(picture_height (self) * scale));
}

/* Enlarged pixels are what one looks for: they keep their edges. GSK 4.8 scales every
 * texture smoothly, Cairo can be told. */
static void
draw_sharp (GraftPictureCanvas *self, GtkSnapshot *snapshot, const graphene_rect_t *place)
{
  const int width = gdk_texture_get_width (self->texture);
  const int height = gdk_texture_get_height (self->texture);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (GTK_WIDGET (self)),
                           (float)gtk_widget_get_height (GTK_WIDGET (self))));

  gdk_texture_download (self->texture, cairo_image_surface_get_data (surface),
                        (gsize)cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  cairo_translate (cr, (double)place->origin.x, (double)place->origin.y);
  cairo_scale (cr, (double)place->size.width / width,
               (double)place->size.height / height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
draw_failure (GraftPictureCanvas *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const int size = 64;
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)),
      "image-missing-symbolic", NULL, size, gtk_widget_get_scale_factor (widget),
      gtk_widget_get_direction (widget), 0);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= 0.5f;
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT ((float)(gtk_widget_get_width (widget) - size) / 2,
                            (float)(gtk_widget_get_height (widget) - size) / 2));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, size,
                                            size, &color, 1);
}

static void
graft_picture_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GraftPictureCanvas *self = GRAFT_PICTURE_CANVAS (widget);
  graphene_rect_t place;

  if (self->texture == NULL)
    {
      if (self->failed)
        draw_failure (self, snapshot);
      return;
    }
  graft_picture_canvas_get_place (self, &place);
  if (graft_picture_canvas_get_scale (self) * self->pixels >= 3)
    draw_sharp (self, snapshot, &place);
  else
    gtk_snapshot_append_texture (snapshot, self->texture, &place);
}

static gboolean
scale_cb (gpointer user_data)
{
  GraftPictureCanvas *self = user_data;

  self->scale_id = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCALE]);
  return G_SOURCE_REMOVE;
}

/* The scale of a picture that fits follows the widget. It is told later: whoever writes
 * it down must not ask for another size while sizes are given out. */
static void
graft_picture_canvas_size_allocate (GtkWidget *widget,
                                    int width,
                                    int height,
                                    int baseline)
{
  GraftPictureCanvas *self = GRAFT_PICTURE_CANVAS (widget);

  if (self->fits && self->scale_id == 0)
    self->scale_id = g_idle_add (scale_cb, self);
}

/* ---- pointer ---- */

static void
motion_cb (GtkEventControllerMotion *controller,
           double x,
           double y,
           GraftPictureCanvas *self)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double dx,
           double dy,
           GraftPictureCanvas *self)
{
  scale_around (self, graft_picture_canvas_get_scale (self) * pow (STEP, -dy),
                self->pointer_x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                self->pointer_y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
  return GDK_EVENT_STOP;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, GraftPictureCanvas *self)
{
  self->drag_x = self->x;
  self->drag_y = self->y;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, GraftPictureCanvas *self)
{
  if (self->fits)
    return;
  self->x = self->drag_x;
  self->y = self->drag_y;
  graft_picture_canvas_pan (self, dx, dy);
}

/* Twice on the picture: all of it, or its own pixels. */
static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, GraftPictureCanvas *self)
{
  if (n != 2)
    return;
  if (!self->fits)
    graft_picture_canvas_fit (self);
  else
    scale_around (self, 1, x - gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                  y - gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

static void
add_controllers (GraftPictureCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

/* ---- life ---- */

static void
graft_picture_canvas_get_property (GObject *object,
                                   guint id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  if (id == PROP_SCALE)
    g_value_set_double (value,
                        graft_picture_canvas_get_scale (GRAFT_PICTURE_CANVAS (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_picture_canvas_dispose (GObject *object)
{
  GraftPictureCanvas *self = GRAFT_PICTURE_CANVAS (object);

  g_clear_handle_id (&self->scale_id, g_source_remove);
  g_clear_object (&self->texture);
  G_OBJECT_CLASS (graft_picture_canvas_parent_class)->dispose (object);
}

static void
graft_picture_canvas_class_init (GraftPictureCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = graft_picture_canvas_get_property;
  object_class->dispose = graft_picture_canvas_dispose;
  widget_class->snapshot = graft_picture_canvas_snapshot;
  widget_class->size_allocate = graft_picture_canvas_size_allocate;
  properties[PROP_SCALE] = g_param_spec_double (
      "scale", NULL, NULL, 0, G_MAXDOUBLE, 1,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_css_name (widget_class, "picturecanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
graft_picture_canvas_init (GraftPictureCanvas *self)
{
  self->pixels = 1;
  self->fits = TRUE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  add_controllers (self);
}
