/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gauge widget: gauge-draw.c with a size and spoken words. GTK 4.8 does not pass the
 * value text of a custom widget on, so the description says it as well. */
#include "ui/plot/axis.h"
#include "ui/plot/gauge.h"
#include "ui/plot/plot-theme.h"

#include <glib/gi18n.h>
#include <math.h>

struct _GraftGauge
{
  GtkWidget parent_instance;

  GraftGaugeReading reading;
};

G_DEFINE_FINAL_TYPE (GraftGauge, graft_gauge, GTK_TYPE_WIDGET)

static char *
describe (const GraftGaugeReading *reading)
{
  char now[GRAFT_NUMBER_SIZE], before[GRAFT_NUMBER_SIZE];
  int direction = graft_gauge_direction (reading);

  graft_format_fixed (now, reading->value, 2);
  graft_format_fixed (before, reading->before, 2);
  if (!isfinite (reading->value))
    return g_strdup (_ ("not measured yet"));
  if (!isfinite (reading->before))
    return g_strdup_printf (_ ("%s of 2"), now);
  if (direction < 0)
    return g_strdup_printf (_ ("%s of 2, closer than before: %s"), now, before);
  if (direction > 0)
    return g_strdup_printf (_ ("%s of 2, farther apart than before: %s"), now, before);
  return g_strdup_printf (_ ("%s of 2, about as before: %s"), now, before);
}

static void
tell_value (GraftGauge *self)
{
  g_autofree char *text = describe (&self->reading);

  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, GRAFT_GAUGE_MAX,
      GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
      isfinite (self->reading.value) ? self->reading.value : 0.0,
      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
      -1);
}

/* NaN equals NaN here: nothing is known still. */
static gboolean
same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

void
graft_gauge_set_reading (GraftGauge *self, double value, double before)
{
  g_return_if_fail (GRAFT_IS_GAUGE (self));

  if (same (self->reading.value, value) && same (self->reading.before, before))
    return;
  self->reading.value = value;
  self->reading.before = before;
  tell_value (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
graft_gauge_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GraftPlotStyle style;
  cairo_t *cr =
      gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  graft_plot_style_init_for_widget (&style, widget);
  graft_gauge_draw (cr, &GRAFT_GAUGE (widget)->reading, width, height, &style);
  cairo_destroy (cr);
}

static void
graft_gauge_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 110 : 84;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 190 : 92;
}

static void
graft_gauge_class_init (GraftGaugeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = graft_gauge_snapshot;
  widget_class->measure = graft_gauge_measure;
  gtk_widget_class_set_css_name (widget_class, "gauge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
graft_gauge_init (GraftGauge *self)
{
  self->reading = (GraftGaugeReading){ NAN, NAN };
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Proxy A-distance of the domains"), -1);
  tell_value (self);
}

GtkWidget *
graft_gauge_new (void)
{
  return g_object_new (GRAFT_TYPE_GAUGE, NULL);
}
