/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See adaptive-bin.h. The class is told from an idle callback: a child must not be
 * changed while sizes are given out. For that one frame it may be wider than the bin and
 * is cut off. */
#include "ui/widgets/adaptive-bin.h"

/* What every page fits into at the latest in the tiny class; see tests/ui/test-window.c.
 */
#define MIN_WIDTH 360
#define MIN_HEIGHT 360
#define TINY_LIMIT 560
#define NARROW_LIMIT 960
#define MEDIUM_LIMIT 1120

struct _GraftAdaptiveBin
{
  GtkWidget parent_instance;
  GtkWidget *child;
  GraftWidthClass width_class;
  GraftWidthClass wanted;
  guint idle_id;
};

enum
{
  PROP_CHILD = 1,
  PROP_WIDTH_CLASS,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GraftAdaptiveBin,
                               graft_adaptive_bin,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static GraftWidthClass
classify (int width)
{
  if (width <= TINY_LIMIT)
    return GRAFT_WIDTH_TINY;
  if (width <= NARROW_LIMIT)
    return GRAFT_WIDTH_NARROW;
  return width <= MEDIUM_LIMIT ? GRAFT_WIDTH_MEDIUM : GRAFT_WIDTH_WIDE;
}

static gboolean
change_cb (gpointer user_data)
{
  GraftAdaptiveBin *self = user_data;

  self->idle_id = 0;
  if (self->width_class != self->wanted)
    {
      self->width_class = self->wanted;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH_CLASS]);
    }
  return G_SOURCE_REMOVE;
}

static void
graft_adaptive_bin_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  GraftAdaptiveBin *self = GRAFT_ADAPTIVE_BIN (widget);
  int child_minimum = 0, child_natural = 0;

  if (self->child != NULL)
    gtk_widget_measure (self->child, orientation, -1, &child_minimum, &child_natural,
                        NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : MIN_HEIGHT;
  *natural = MAX (*minimum, child_natural);
}

static void
graft_adaptive_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GraftAdaptiveBin *self = GRAFT_ADAPTIVE_BIN (widget);
  int minimum_width = 0, minimum_height = 0;

  self->wanted = classify (width);
  /* Before the resize phase of the next frame, so that at most one frame shows the old
   * layout. */
  if (self->wanted != self->width_class && self->idle_id == 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, change_cb, self, NULL);
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum_width, NULL,
                      NULL, NULL);
  minimum_width = MAX (minimum_width, width);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, minimum_width,
                      &minimum_height, NULL, NULL, NULL);
  gtk_widget_allocate (self->child, minimum_width, MAX (minimum_height, height), baseline,
                       NULL);
}

GraftWidthClass
graft_adaptive_bin_get_width_class (GraftAdaptiveBin *self)
{
  g_return_val_if_fail (GRAFT_IS_ADAPTIVE_BIN (self), GRAFT_WIDTH_WIDE);
  return self->width_class;
}

void
graft_adaptive_bin_set_child (GraftAdaptiveBin *self, GtkWidget *child)
{
  g_return_if_fail (GRAFT_IS_ADAPTIVE_BIN (self));

  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

static void
graft_adaptive_bin_set_property (GObject *object,
                                 guint id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_CHILD)
    graft_adaptive_bin_set_child (GRAFT_ADAPTIVE_BIN (object),
                                  g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_adaptive_bin_get_property (GObject *object,
                                 guint id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  GraftAdaptiveBin *self = GRAFT_ADAPTIVE_BIN (object);

  if (id == PROP_CHILD)
    g_value_set_object (value, self->child);
  else if (id == PROP_WIDTH_CLASS)
    g_value_set_uint (value, self->width_class);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  graft_adaptive_bin_set_child (GRAFT_ADAPTIVE_BIN (buildable), GTK_WIDGET (child));
}

static void
buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = add_child;
}

static void
graft_adaptive_bin_dispose (GObject *object)
{
  GraftAdaptiveBin *self = GRAFT_ADAPTIVE_BIN (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (graft_adaptive_bin_parent_class)->dispose (object);
}

static void
graft_adaptive_bin_class_init (GraftAdaptiveBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = graft_adaptive_bin_set_property;
  object_class->get_property = graft_adaptive_bin_get_property;
  object_class->dispose = graft_adaptive_bin_dispose;
  widget_class->measure = graft_adaptive_bin_measure;
  widget_class->size_allocate = graft_adaptive_bin_size_allocate;
  properties[PROP_CHILD] = g_param_spec_object (
      "child", NULL, NULL, GTK_TYPE_WIDGET,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WIDTH_CLASS] = g_param_spec_uint (
      "width-class", NULL, NULL, 0, GRAFT_WIDTH_WIDE, GRAFT_WIDTH_WIDE,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
graft_adaptive_bin_init (GraftAdaptiveBin *self)
{
  self->width_class = self->wanted = GRAFT_WIDTH_WIDE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}
