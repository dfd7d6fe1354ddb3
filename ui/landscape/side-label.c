/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See side-label.h. It holds a plain GtkLabel, turned when it is placed: what assistive
 * technology reads is that label. */
#include "ui/landscape/side-label.h"

struct _GraftSideLabel
{
  GtkWidget parent_instance;
  GtkWidget *label;
};

enum
{
  PROP_LABEL = 1,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GraftSideLabel, graft_side_label, GTK_TYPE_WIDGET)

static void
graft_side_label_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GtkOrientation turned = orientation == GTK_ORIENTATION_HORIZONTAL
                              ? GTK_ORIENTATION_VERTICAL
                              : GTK_ORIENTATION_HORIZONTAL;

  gtk_widget_measure (GRAFT_SIDE_LABEL (widget)->label, turned, -1, minimum, natural,
                      NULL, NULL);
}

static void
graft_side_label_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GskTransform *turn = NULL;

  turn = gsk_transform_translate (turn, &GRAPHENE_POINT_INIT (0, (float)height));
  turn = gsk_transform_rotate (turn, -90);
  gtk_widget_allocate (GRAFT_SIDE_LABEL (widget)->label, height, width, -1, turn);
}

static void
graft_side_label_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  GraftSideLabel *self = GRAFT_SIDE_LABEL (object);

  if (id == PROP_LABEL)
    gtk_label_set_label (GTK_LABEL (self->label), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_side_label_dispose (GObject *object)
{
  g_clear_pointer (&GRAFT_SIDE_LABEL (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (graft_side_label_parent_class)->dispose (object);
}

static void
graft_side_label_class_init (GraftSideLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = graft_side_label_set_property;
  object_class->dispose = graft_side_label_dispose;
  widget_class->measure = graft_side_label_measure;
  widget_class->size_allocate = graft_side_label_size_allocate;
  properties[PROP_LABEL] = g_param_spec_string (
      "label", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
graft_side_label_init (GraftSideLabel *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}
