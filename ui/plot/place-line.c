/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of place as a widget: scale-draw.c with a size and spoken words (see gauge.c).
 */
#include "ui/plot/axis.h"
#include "ui/plot/gauge.h"
#include "ui/plot/plot-theme.h"

#include <glib/gi18n.h>
#include <math.h>

struct _GraftPlaceLine
{
  GtkWidget parent_instance;

  GraftPlaceReading reading;
};

G_DEFINE_FINAL_TYPE (GraftPlaceLine, graft_place_line, GTK_TYPE_WIDGET)

static void
append_figure (GString *text, const char *name, double value)
{
  char number[GRAFT_NUMBER_SIZE];

  if (!isfinite (value))
    return;
  g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", name,
                          graft_format_percent (number, value, 1));
}

static void
tell_value (GraftPlaceLine *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const GraftPlaceReading *reading = &self->reading;

  append_figure (text, _ ("adapted"), reading->value);
  append_figure (text, _ ("source only"), reading->twin);
  append_figure (text, _ ("oracle"), reading->oracle);
  if (text->len == 0)
    g_string_append (text, _ ("not measured yet"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 1.0, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
      isfinite (reading->value) ? reading->value : 0.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text->str, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      text->str, -1);
}

void
graft_place_line_set_reading (GraftPlaceLine *self, const GraftPlaceReading *reading)
{
  g_return_if_fail (GRAFT_IS_PLACE_LINE (self) && reading != NULL);

  self->reading = *reading;
  self->reading.twin_label = _ ("Source only");
  self->reading.oracle_label = _ ("Oracle");
  tell_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
graft_place_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GraftPlotStyle style;
  cairo_t *cr =
      gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  graft_plot_style_init_for_widget (&style, widget);
  graft_place_draw (cr, &GRAFT_PLACE_LINE (widget)->reading, width, height, &style);
  cairo_destroy (cr);
}

static void
graft_place_line_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 140 : 68;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : 68;
}

static void
graft_place_line_class_init (GraftPlaceLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = graft_place_line_snapshot;
  widget_class->measure = graft_place_line_measure;
  gtk_widget_class_set_css_name (widget_class, "placeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
graft_place_line_init (GraftPlaceLine *self)
{
  self->reading = (GraftPlaceReading){
    .twin = NAN, .value = NAN, .low = NAN, .high = NAN, .oracle = NAN
  };
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Target accuracy between source-only and oracle"),
                                  -1);
  tell_value (self);
}

GtkWidget *
graft_place_line_new (void)
{
  return g_object_new (GRAFT_TYPE_PLACE_LINE, NULL);
}
