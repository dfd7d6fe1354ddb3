/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curve plot in words, for those who do not see it: the last values, or those at the
 * crosshair; as they were measured, also where the picture is smoothed. */
#include "ui/plot/curve-plot-private.h"

#include <glib/gi18n.h>
#include <math.h>

static void
append_values (GraftCurvePlot *self, GString *text, double x)
{
  GraftLineChart chart = { .percent = self->percent };

  for (guint i = 0; i < self->curves->len; i++)
    {
      GraftPlotCurve *curve = self->curves->pdata[i];
      gssize index = graft_series_find (curve->series, x);
      char number[GRAFT_NUMBER_SIZE];

      if (index < 0)
        continue;
      graft_line_format_value (number, &chart,
                               graft_series_peek_raw (curve->series)[index].y);
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", curve->label, number);
    }
}

/* "Accuracy: target 81.4 %, twin 56.3 % at epoch 8.60." */
static char *
describe (GraftCurvePlot *self)
{
  GString *text = g_string_new (self->title);
  double x = isnan (self->crosshair) ? graft_curve_plot_last_x (self) : self->crosshair;
  char number[GRAFT_NUMBER_SIZE];

  if (self->title != NULL)
    g_string_append (text, ": ");
  if (isnan (x))
    {
      g_string_append (text, _ ("no points yet"));
      return g_string_free (text, FALSE);
    }
  append_values (self, text, x);
  graft_format_value (number, x);
  /* Translators: the name of the x axis and a number, as in "at epoch 8.6" */
  g_string_append_printf (text, _ (" at %s %s"), self->x_label, number);
  return g_string_free (text, FALSE);
}

void
graft_curve_plot_describe (GraftCurvePlot *self)
{
  g_autofree char *text = describe (self);

  self->described = g_get_monotonic_time ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static gboolean
describe_cb (gpointer user_data)
{
  GraftCurvePlot *self = user_data;

  self->describe_id = 0;
  graft_curve_plot_describe (self);
  return G_SOURCE_REMOVE;
}

/* New points come many times a second; a screen reader is told once a second. */
void
graft_curve_plot_changed (GraftCurvePlot *self)
{
  gint64 waited = g_get_monotonic_time () - self->described;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->describe_id != 0)
    return;
  if (waited >= G_USEC_PER_SEC)
    graft_curve_plot_describe (self);
  else
    self->describe_id =
        g_timeout_add ((guint)((G_USEC_PER_SEC - waited) / 1000), describe_cb, self);
}
