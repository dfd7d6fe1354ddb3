/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See curves-card.h. A curve is added to its plot with its first point, so that the key
 * names only what is there. λ and the learning rate have a plot each, side by side: on
 * one axis the smaller of them would be a flat line. */
#include "ui/train/curves-card.h"

#include "graft-config.h"
#include "ui/plot/curve-plot.h"
#include "ui/widgets/children.h"
#include "ui/widgets/stack-hidden.h"

#include <glib/gi18n.h>
#include <string.h>

/* Strong enough to show the trend of a noisy batch figure. */
#define SMOOTHING 0.9

typedef enum
{
  PLOT_ACCURACY,
  PLOT_LOSS,
  PLOT_DOMAIN,
  PLOT_LAMBDA,
  PLOT_RATE,
  N_PLOTS
} PlotIndex;

struct _GraftCurvesCard
{
  GtkWidget parent_instance;
  GraftRunController *controller;
  GtkWidget *stack;
  GtkWidget *whole; /* button: back to all of the curves */
  GtkWidget *plots[N_PLOTS];
  gboolean shown[GRAFT_N_CURVES];
  gboolean smooth;
};

enum
{
  PROP_PANEL = 1,
  PROP_SMOOTH,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GraftCurvesCard, graft_curves_card, GTK_TYPE_WIDGET)

static const GraftColorRole roles[GRAFT_N_CURVES] = {
  [GRAFT_CURVE_SOURCE_ACCURACY] = GRAFT_COLOR_SOURCE,
  [GRAFT_CURVE_TARGET_ACCURACY] = GRAFT_COLOR_TARGET,
  [GRAFT_CURVE_TWIN_SOURCE_ACCURACY] = GRAFT_COLOR_SOURCE,
  [GRAFT_CURVE_TWIN_TARGET_ACCURACY] = GRAFT_COLOR_TARGET,
  [GRAFT_CURVE_ORACLE_TARGET_ACCURACY] = GRAFT_COLOR_ORACLE,
  [GRAFT_CURVE_LABEL_LOSS] = GRAFT_COLOR_SOURCE,
  [GRAFT_CURVE_TWIN_LABEL_LOSS] = GRAFT_COLOR_SOURCE,
  [GRAFT_CURVE_DOMAIN_LOSS] = GRAFT_COLOR_DOMAIN,
  [GRAFT_CURVE_DOMAIN_ACCURACY] = GRAFT_COLOR_DOMAIN,
  [GRAFT_CURVE_LAMBDA] = GRAFT_COLOR_LAMBDA,
  [GRAFT_CURVE_LEARNING_RATE] = GRAFT_COLOR_RATE,
};

static const char *const plot_titles[N_PLOTS] = {
  N_ ("Accuracy"), N_ ("Loss"), N_ ("Domain accuracy"), N_ ("λ"), N_ ("Learning rate"),
};

static PlotIndex
plot_of (GraftCurve curve)
{
  if (curve == GRAFT_CURVE_LAMBDA)
    return PLOT_LAMBDA;
  switch (graft_catalogue_get_curve (curve)->group)
    {
    case GRAFT_CURVES_LOSS:
      return PLOT_LOSS;
    case GRAFT_CURVES_DOMAIN:
      return PLOT_DOMAIN;
    case GRAFT_CURVES_RATE:
      return PLOT_RATE;
    case GRAFT_CURVES_ACCURACY:
    case GRAFT_N_CURVE_GROUPS:
    default:
      return PLOT_ACCURACY;
    }
}

static void
show_curve (GraftCurvesCard *self, GraftCurve curve)
{
  const GraftCurveInfo *info = graft_catalogue_get_curve (curve);
  GraftCurvePlot *plot = GRAFT_CURVE_PLOT (self->plots[plot_of (curve)]);

  if (self->shown[curve])
    return;
  self->shown[curve] = TRUE;
  graft_curve_plot_add_series (plot, info->id, _ (info->label), roles[curve], info->twin);
}

static void
append_curve (GraftCurvesCard *self, GraftCurve curve, const GraftPoint *points, guint n)
{
  g_autofree GraftSeriesPoint *own = g_new (GraftSeriesPoint, n);
  gsize n_own = 0;

  for (guint i = 0; i < n; i++)
    if (points[i].curve == curve)
      own[n_own++] = (GraftSeriesPoint){ points[i].epoch, points[i].value };
  if (n_own == 0)
    return;
  show_curve (self, curve);
  graft_curve_plot_append (GRAFT_CURVE_PLOT (self->plots[plot_of (curve)]),
                           graft_catalogue_get_curve (curve)->id, own, n_own);
}

static void
points_cb (GraftCurvesCard *self, const GraftPoint *points, guint n)
{
  for (guint curve = 0; curve < GRAFT_N_CURVES; curve++)
    append_curve (self, curve, points, n);
}

static void
progress_cb (GraftCurvesCard *self)
{
  const GraftProgress *progress = graft_run_controller_get_progress (self->controller);

  if (progress != NULL)
    for (guint i = 0; i < N_PLOTS; i++)
      graft_curve_plot_set_x_max (GRAFT_CURVE_PLOT (self->plots[i]), progress->n_epochs);
}

static void
reset_cb (GraftCurvesCard *self)
{
  for (guint curve = 0; curve < GRAFT_N_CURVES; curve++)
    if (self->shown[curve])
      graft_curve_plot_remove_series (GRAFT_CURVE_PLOT (self->plots[plot_of (curve)]),
                                      graft_catalogue_get_curve (curve)->id);
  memset (self->shown, 0, sizeof self->shown);
  for (guint i = 0; i < N_PLOTS; i++)
    {
      graft_curve_plot_clear (GRAFT_CURVE_PLOT (self->plots[i]));
      graft_curve_plot_reset_zoom (GRAFT_CURVE_PLOT (self->plots[i]));
    }
}

guint
graft_curves_card_get_n_curves (GraftCurvesCard *self)
{
  guint n = 0;

  g_return_val_if_fail (GRAFT_IS_CURVES_CARD (self), 0);

  for (guint curve = 0; curve < GRAFT_N_CURVES; curve++)
    n += self->shown[curve];
  return n;
}

static void
exported_cb (GraftCurvesCard *self, const char *path, const char *message)
{
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_autofree char *text = NULL;

  if (message != NULL)
    text = g_strdup (message);
  else
    text = g_strdup_printf (_ ("The curves were saved as “%s”"), name);
  g_signal_emit_by_name (self->controller, "message", text);
}

/* The plots of the panel that is shown: two in that of λ and the rate. */
static guint
shown_plots (GraftCurvesCard *self, GraftCurvePlot *plots[N_PLOTS])
{
  GtkWidget *shown = gtk_stack_get_visible_child (GTK_STACK (self->stack));
  guint n = 0;

  for (guint i = 0; i < N_PLOTS; i++)
    if (self->plots[i] == shown || gtk_widget_is_ancestor (self->plots[i], shown))
      plots[n++] = GRAFT_CURVE_PLOT (self->plots[i]);
  return n;
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftCurvesCard *self = GRAFT_CURVES_CARD (widget);
  const char *panel = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
  GraftCurvePlot *plots[N_PLOTS];
  guint n = shown_plots (self, plots);
  g_autofree char *title = NULL;

  if (g_strcmp0 (panel, "rate") == 0)
    title = g_strdup (_ ("λ and rate"));
  else
    g_object_get (plots[0], "title", &title, NULL);
  graft_curve_plots_save (plots, n, g_variant_get_string (target, NULL), title);
}

static void
export_all_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftCurvesCard *self = GRAFT_CURVES_CARD (widget);
  GraftCurvePlot *plots[N_PLOTS];

  for (guint i = 0; i < N_PLOTS; i++)
    plots[i] = GRAFT_CURVE_PLOT (self->plots[i]);
  graft_curve_plots_save (plots, N_PLOTS, "csv", _ ("Curves"));
}

gboolean
graft_curves_card_export (GraftCurvesCard *self, const char *path, GError **error)
{
  GraftCurvePlot *plots[N_PLOTS];

  g_return_val_if_fail (GRAFT_IS_CURVES_CARD (self), FALSE);

  return graft_curve_plots_export (plots, shown_plots (self, plots), path, error);
}

/* ---- zoom ---- */

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftCurvesCard *self = GRAFT_CURVES_CARD (widget);
  GraftCurvePlot *plots[N_PLOTS];
  guint n = shown_plots (self, plots);
  g_autofree char *action = g_strconcat ("plot.", name + strlen ("curves."), NULL);

  for (guint i = 0; i < n; i++)
    gtk_widget_activate_action_variant (GTK_WIDGET (plots[i]), action, NULL);
}

/* A button leads back to the whole curves while they are not all to be seen. */
static void
show_zoomed (GraftCurvesCard *self)
{
  GraftCurvePlot *plots[N_PLOTS];
  guint n = shown_plots (self, plots);
  gboolean zoomed = FALSE;

  for (guint i = 0; i < n; i++)
    zoomed = zoomed || graft_curve_plot_get_zoomed (plots[i]);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "curves.reset-zoom", zoomed);
  gtk_widget_set_visible (self->whole, zoomed);
}

void
graft_curves_card_set_controller (GraftCurvesCard *self, GraftRunController *controller)
{
  g_return_if_fail (GRAFT_IS_CURVES_CARD (self));
  g_return_if_fail (self->controller == NULL);

  self->controller = g_object_ref (controller);
  g_signal_connect_object (controller, "points", G_CALLBACK (points_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "reset", G_CALLBACK (reset_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "notify::fraction", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
}

/* What is measured on all items is not noisy, and has few points: smoothed over ten of
 * them it would show another run. λ and the rate have no noise at all. */
static gboolean
is_noisy (PlotIndex plot)
{
  return plot == PLOT_LOSS || plot == PLOT_DOMAIN;
}

static void
show_smooth (GraftCurvesCard *self)
{
  const char *panel = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "curves.smooth",
                                 g_strcmp0 (panel, "loss") == 0 ||
                                     g_strcmp0 (panel, "domain") == 0);
}

static void
set_panel (GraftCurvesCard *self, const char *panel)
{
  if (panel == NULL ||
      gtk_stack_get_child_by_name (GTK_STACK (self->stack), panel) == NULL)
    return;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), panel);
  graft_stack_tell_hidden (GTK_STACK (self->stack));
  show_zoomed (self);
  show_smooth (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PANEL]);
}

static void
set_smooth (GraftCurvesCard *self, gboolean smooth)
{
  if (self->smooth == smooth)
    return;
  self->smooth = smooth;
  for (guint i = 0; i < N_PLOTS; i++)
    if (is_noisy (i))
      graft_curve_plot_set_smoothing (GRAFT_CURVE_PLOT (self->plots[i]),
                                      smooth ? SMOOTHING : 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SMOOTH]);
}

static void
graft_curves_card_set_property (GObject *object,
                                guint id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  if (id == PROP_PANEL)
    set_panel (GRAFT_CURVES_CARD (object), g_value_get_string (value));
  else if (id == PROP_SMOOTH)
    set_smooth (GRAFT_CURVES_CARD (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_curves_card_get_property (GObject *object,
                                guint id,
                                GValue *value,
                                GParamSpec *pspec)
{
  GraftCurvesCard *self = GRAFT_CURVES_CARD (object);

  if (id == PROP_PANEL)
    g_value_set_string (value,
                        gtk_stack_get_visible_child_name (GTK_STACK (self->stack)));
  else if (id == PROP_SMOOTH)
    g_value_set_boolean (value, self->smooth);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_curves_card_dispose (GObject *object)
{
  GraftCurvesCard *self = GRAFT_CURVES_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_CURVES_CARD);
  graft_widget_remove_children (GTK_WIDGET (self));
  g_clear_object (&self->controller);
  G_OBJECT_CLASS (graft_curves_card_parent_class)->dispose (object);
}

static void
install_properties (GraftCurvesCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_PANEL] = g_param_spec_string ("panel", NULL, NULL, "accuracy", flags);
  properties[PROP_SMOOTH] = g_param_spec_boolean ("smooth", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_install_property_action (widget_class, "curves.panel", "panel");
  gtk_widget_class_install_property_action (widget_class, "curves.smooth", "smooth");
  gtk_widget_class_install_action (widget_class, "curves.export", "s", export_action);
  gtk_widget_class_install_action (widget_class, "curves.export-all", NULL,
                                   export_all_action);
  gtk_widget_class_install_action (widget_class, "curves.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "curves.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "curves.fit-y", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "curves.reset-zoom", NULL, zoom_action);
}

static void
graft_curves_card_class_init (GraftCurvesCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[N_PLOTS] = { "accuracy_plot", "loss_plot", "domain_plot",
                                              "lambda_plot", "rate_plot" };

  object_class->set_property = graft_curves_card_set_property;
  object_class->get_property = graft_curves_card_get_property;
  object_class->dispose = graft_curves_card_dispose;
  g_type_ensure (GRAFT_TYPE_CURVE_PLOT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/train/curves-card.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftCurvesCard, stack);
  gtk_widget_class_bind_template_child (widget_class, GraftCurvesCard, whole);
  for (guint i = 0; i < N_PLOTS; i++)
    gtk_widget_class_bind_template_child_full (widget_class, names[i], FALSE,
                                               G_STRUCT_OFFSET (GraftCurvesCard, plots) +
                                                   (gssize)(i * sizeof (GtkWidget *)));
  install_properties (klass);
}

static void
graft_curves_card_init (GraftCurvesCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_PLOTS; i++)
    {
      graft_curve_plot_set_title (GRAFT_CURVE_PLOT (self->plots[i]), _ (plot_titles[i]));
      graft_curve_plot_set_x_label (GRAFT_CURVE_PLOT (self->plots[i]), _ ("epoch"));
      graft_curve_plot_set_percent (GRAFT_CURVE_PLOT (self->plots[i]),
                                    i == PLOT_ACCURACY || i == PLOT_DOMAIN);
      g_signal_connect_object (self->plots[i], "export-done", G_CALLBACK (exported_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->plots[i], "notify::zoomed", G_CALLBACK (show_zoomed),
                               self, G_CONNECT_SWAPPED);
    }
  /* Who guesses source or target is right half of the time. */
  graft_curve_plot_set_reference (GRAFT_CURVE_PLOT (self->plots[PLOT_DOMAIN]), 0.5,
                                  _ ("chance"));
  graft_curve_plot_set_robust (GRAFT_CURVE_PLOT (self->plots[PLOT_LOSS]), TRUE);
  graft_stack_tell_hidden (GTK_STACK (self->stack));
  show_zoomed (self);
  show_smooth (self);
}
