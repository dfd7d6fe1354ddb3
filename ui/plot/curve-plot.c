/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curve plot's data and painting. What part of it is on screen is in
 * curve-plot-range.c, its spoken summary in curve-plot-words.c, pointer and keys in
 * curve-plot-input.c, files in curve-plot-export.c, the drawing itself in line-draw.c. */
#include "ui/plot/curve-plot-private.h"
#include "ui/plot/plot-theme.h"

#include <glib/gi18n.h>
#include <math.h>

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_X_LABEL,
  PROP_PERCENT,
  PROP_X_MAX,
  PROP_SMOOTHING,
  PROP_ZOOMED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (GraftCurvePlot, graft_curve_plot, GTK_TYPE_WIDGET)

static void
curve_free (gpointer data)
{
  GraftPlotCurve *curve = data;

  g_free (curve->id);
  g_free (curve->label);
  graft_series_free (curve->series);
  g_free (curve);
}

static GraftPlotCurve *
find_curve (GraftCurvePlot *self, const char *id)
{
  for (guint i = 0; i < self->curves->len; i++)
    {
      GraftPlotCurve *curve = self->curves->pdata[i];

      if (g_str_equal (curve->id, id))
        return curve;
    }
  return NULL;
}

double
graft_curve_plot_last_x (GraftCurvePlot *self)
{
  double last = NAN;

  for (guint i = 0; i < self->curves->len; i++)
    {
      GraftPlotCurve *curve = self->curves->pdata[i];
      gsize n = graft_series_get_n_points (curve->series);

      if (n > 0)
        last = fmax (last, graft_series_peek_raw (curve->series)[n - 1].x);
    }
  return last;
}

void
graft_curve_plot_fill_chart (GraftCurvePlot *self,
                             GraftLineChart *chart,
                             GraftLine *lines)
{
  for (guint i = 0; i < self->curves->len; i++)
    {
      GraftPlotCurve *curve = self->curves->pdata[i];

      lines[i] = (GraftLine){ curve->label, curve->role, curve->dashed, curve->series };
    }
  *chart = (GraftLineChart){ .lines = lines,
                             .n_lines = self->curves->len,
                             .percent = self->percent,
                             .x_label = self->x_label,
                             .now = graft_curve_plot_last_x (self),
                             .crosshair = self->crosshair,
                             .reference = self->reference,
                             .reference_label = self->reference_label,
                             .mark_clipped = self->robust && isnan (self->zoom_y0) };
  graft_curve_plot_get_x_range (self, &chart->x0, &chart->x1);
  graft_curve_plot_get_y_range (self, &chart->y0, &chart->y1);
}

/* ---- painting ---- */

static gboolean
same_axes (const GraftLineChart *a, const GraftLineChart *b)
{
  return a->x0 == b->x0 && a->x1 == b->x1 && a->y0 == b->y0 && a->y1 == b->y1 &&
         a->percent == b->percent && a->n_lines == b->n_lines;
}

static void
drop_axes (GraftCurvePlot *self)
{
  g_clear_pointer (&self->axes, gsk_render_node_unref);
}

static void
paint_axes (GraftCurvePlot *self,
            const GraftLineChart *chart,
            const graphene_rect_t *bounds,
            const GraftPlotStyle *style)
{
  cairo_t *cr;

  if (self->axes != NULL && same_axes (&self->axes_chart, chart) &&
      graphene_size_equal (&self->axes_size, &bounds->size))
    return;
  drop_axes (self);
  self->axes = gsk_cairo_node_new (bounds);
  self->axes_chart = *chart;
  self->axes_size = bounds->size;
  cr = gsk_cairo_node_get_draw_context (self->axes);
  graft_line_layout_init (&self->layout, cr, chart, bounds->size.width,
                          bounds->size.height, style);
  graft_line_draw_axes (cr, chart, &self->layout, style);
  cairo_destroy (cr);
}

static void
graft_curve_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GraftCurvePlot *self = GRAFT_CURVE_PLOT (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                               gtk_widget_get_height (widget));
  g_autofree GraftLine *lines = g_new0 (GraftLine, self->curves->len + 1);
  GraftLineChart chart;
  GraftPlotStyle style;
  cairo_t *cr;

  graft_plot_style_init_for_widget (&style, widget);
  graft_curve_plot_fill_chart (self, &chart, lines);
  paint_axes (self, &chart, &bounds, &style);
  gtk_snapshot_append_node (snapshot, self->axes);
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  graft_line_draw_curves (cr, &chart, &self->layout, &style);
  graft_line_draw_crosshair (cr, &chart, &self->layout, &style);
  graft_curve_plot_draw_band (self, cr, &style);
  cairo_destroy (cr);
  graft_plot_snapshot_focus (widget, snapshot, &style);
}

static void
graft_curve_plot_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 96;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 160;
}

static void
graft_curve_plot_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (graft_curve_plot_parent_class)->css_changed (widget, change);
  drop_axes (GRAFT_CURVE_PLOT (widget));
  gtk_widget_queue_draw (widget);
}

/* ---- data ---- */

void
graft_curve_plot_add_series (GraftCurvePlot *self,
                             const char *id,
                             const char *label,
                             GraftColorRole role,
                             gboolean dashed)
{
  GraftPlotCurve *curve;

  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));
  g_return_if_fail (id != NULL && label != NULL && role < GRAFT_N_COLOR_ROLES);

  curve = find_curve (self, id);
  if (curve == NULL)
    {
      curve = g_new0 (GraftPlotCurve, 1);
      curve->id = g_strdup (id);
      curve->series = graft_series_new ();
      graft_series_set_smoothing (curve->series, self->smoothing);
      g_ptr_array_add (self->curves, curve);
    }
  g_free (curve->label);
  curve->label = g_strdup (label);
  curve->role = role;
  curve->dashed = dashed;
  drop_axes (self);
  graft_curve_plot_changed (self);
}

void
graft_curve_plot_remove_series (GraftCurvePlot *self, const char *id)
{
  GraftPlotCurve *curve;

  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  curve = find_curve (self, id);
  if (curve == NULL)
    return;
  g_ptr_array_remove (self->curves, curve);
  drop_axes (self);
  graft_curve_plot_changed (self);
}

void
graft_curve_plot_clear (GraftCurvePlot *self)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  for (guint i = 0; i < self->curves->len; i++)
    graft_series_clear (((GraftPlotCurve *)self->curves->pdata[i])->series);
  self->crosshair = NAN;
  graft_curve_plot_reset_zoom (self);
}

void
graft_curve_plot_truncate (GraftCurvePlot *self, double x)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  for (guint i = 0; i < self->curves->len; i++)
    graft_series_truncate (((GraftPlotCurve *)self->curves->pdata[i])->series, x);
  graft_curve_plot_changed (self);
}

/**
 * graft_curve_plot_append:
 * @self: a curve plot
 * @id: a curve that was added before
 * @points: [n_points] in order of x
 * @n_points: how many
 *
 * Adds points to a curve; ones that are not finite or run backwards are left out. The
 * plot is drawn again with the next frame, however often this is called before.
 */
void
graft_curve_plot_append (GraftCurvePlot *self,
                         const char *id,
                         const GraftSeriesPoint *points,
                         gsize n_points)
{
  GraftPlotCurve *curve;

  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  curve = find_curve (self, id);
  g_return_if_fail (curve != NULL);
  if (graft_series_append (curve->series, points, n_points) > 0)
    graft_curve_plot_changed (self);
}

/* ---- properties ---- */

static GParamSpec **
properties (void)
{
  static GParamSpec *props[N_PROPS];

  return props;
}

static void
notify (GraftCurvePlot *self, int property)
{
  drop_axes (self);
  graft_curve_plot_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties ()[property]);
}

void
graft_curve_plot_set_title (GraftCurvePlot *self, const char *title)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  if (g_strcmp0 (self->title, title) == 0)
    return;
  g_free (self->title);
  self->title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : _ ("Curves"), -1);
  notify (self, PROP_TITLE);
}

void
graft_curve_plot_set_x_label (GraftCurvePlot *self, const char *label)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self) && label != NULL);

  if (g_strcmp0 (self->x_label, label) == 0)
    return;
  g_free (self->x_label);
  self->x_label = g_strdup (label);
  notify (self, PROP_X_LABEL);
}

void
graft_curve_plot_set_percent (GraftCurvePlot *self, gboolean percent)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  if (self->percent == !!percent)
    return;
  self->percent = !!percent;
  notify (self, PROP_PERCENT);
}

void
graft_curve_plot_set_x_max (GraftCurvePlot *self, double x_max)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self) && isfinite (x_max));

  if (self->x_max == x_max)
    return;
  self->x_max = x_max;
  notify (self, PROP_X_MAX);
}

void
graft_curve_plot_set_reference (GraftCurvePlot *self, double y, const char *label)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self) && isfinite (y));

  g_free (self->reference_label);
  self->reference_label = g_strdup (label);
  self->reference = y;
  drop_axes (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
graft_curve_plot_set_robust (GraftCurvePlot *self, gboolean robust)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  self->robust = robust;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
graft_curve_plot_notify_zoomed (GraftCurvePlot *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties ()[PROP_ZOOMED]);
}

void
graft_curve_plot_set_smoothing (GraftCurvePlot *self, double smoothing)
{
  g_return_if_fail (GRAFT_IS_CURVE_PLOT (self));

  smoothing = CLAMP (smoothing, 0, 0.99);
  if (self->smoothing == smoothing)
    return;
  self->smoothing = smoothing;
  for (guint i = 0; i < self->curves->len; i++)
    graft_series_set_smoothing (((GraftPlotCurve *)self->curves->pdata[i])->series,
                                smoothing);
  notify (self, PROP_SMOOTHING);
}

double
graft_curve_plot_get_smoothing (GraftCurvePlot *self)
{
  g_return_val_if_fail (GRAFT_IS_CURVE_PLOT (self), 0);

  return self->smoothing;
}

static void
graft_curve_plot_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  GraftCurvePlot *self = GRAFT_CURVE_PLOT (object);

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_X_LABEL:
      g_value_set_string (value, self->x_label);
      break;
    case PROP_PERCENT:
      g_value_set_boolean (value, self->percent);
      break;
    case PROP_X_MAX:
      g_value_set_double (value, self->x_max);
      break;
    case PROP_SMOOTHING:
      g_value_set_double (value, self->smoothing);
      break;
    case PROP_ZOOMED:
      g_value_set_boolean (value, graft_curve_plot_get_zoomed (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_curve_plot_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  GraftCurvePlot *self = GRAFT_CURVE_PLOT (object);

  switch (id)
    {
    case PROP_TITLE:
      graft_curve_plot_set_title (self, g_value_get_string (value));
      break;
    case PROP_X_LABEL:
      graft_curve_plot_set_x_label (self, g_value_get_string (value));
      break;
    case PROP_PERCENT:
      graft_curve_plot_set_percent (self, g_value_get_boolean (value));
      break;
    case PROP_X_MAX:
      graft_curve_plot_set_x_max (self, g_value_get_double (value));
      break;
    case PROP_SMOOTHING:
      graft_curve_plot_set_smoothing (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

/* ---- life ---- */

static void
graft_curve_plot_dispose (GObject *object)
{
  GraftCurvePlot *self = GRAFT_CURVE_PLOT (object);

  g_clear_handle_id (&self->describe_id, g_source_remove);
  g_clear_object (&self->chooser);
  drop_axes (self);
  G_OBJECT_CLASS (graft_curve_plot_parent_class)->dispose (object);
}

static void
graft_curve_plot_finalize (GObject *object)
{
  GraftCurvePlot *self = GRAFT_CURVE_PLOT (object);

  g_ptr_array_unref (self->curves);
  g_free (self->title);
  g_free (self->x_label);
  g_free (self->reference_label);
  G_OBJECT_CLASS (graft_curve_plot_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamSpec **props = properties ();

  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_X_LABEL] = g_param_spec_string ("x-label", NULL, NULL, NULL, flags);
  props[PROP_PERCENT] = g_param_spec_boolean ("percent", NULL, NULL, FALSE, flags);
  props[PROP_X_MAX] = g_param_spec_double ("x-max", NULL, NULL, 0, 1e9, 0, flags);
  props[PROP_SMOOTHING] =
      g_param_spec_double ("smoothing", NULL, NULL, 0, 0.99, 0, flags);
  props[PROP_ZOOMED] = g_param_spec_boolean ("zoomed", NULL, NULL, FALSE,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
graft_curve_plot_class_init (GraftCurvePlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = graft_curve_plot_dispose;
  object_class->finalize = graft_curve_plot_finalize;
  object_class->get_property = graft_curve_plot_get_property;
  object_class->set_property = graft_curve_plot_set_property;
  widget_class->snapshot = graft_curve_plot_snapshot;
  widget_class->measure = graft_curve_plot_measure;
  widget_class->css_changed = graft_curve_plot_css_changed;
  install_properties (object_class);
  graft_curve_plot_class_init_input (widget_class);
  graft_curve_plot_class_init_export (widget_class);
  g_signal_new ("export-done", GRAFT_TYPE_CURVE_PLOT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_css_name (widget_class, "curveplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
graft_curve_plot_init (GraftCurvePlot *self)
{
  self->curves = g_ptr_array_new_with_free_func (curve_free);
  self->x_label = g_strdup (_ ("epoch"));
  self->zoom_x0 = self->zoom_x1 = self->zoom_y0 = self->zoom_y1 = NAN;
  self->crosshair = NAN;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Curves"), -1);
  graft_curve_plot_init_input (self);
  graft_curve_plot_describe (self);
}

GtkWidget *
graft_curve_plot_new (void)
{
  return g_object_new (GRAFT_TYPE_CURVE_PLOT, NULL);
}
