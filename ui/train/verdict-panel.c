/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See verdict-panel.h; the words are in verdict-text.c. What is not known is said, never
 * drawn. */
#include "ui/train/verdict-panel.h"

#include "graft-config.h"
#include "ui/plot/axis.h"
#include "ui/plot/gauge.h"
#include "ui/train/verdict-text.h"
#include "ui/widgets/children.h"

#include <glib/gi18n.h>
#include <math.h>

struct _GraftVerdictPanel
{
  GtkWidget parent_instance;
  GraftRunController *controller;
  GtkWidget *heading;
  GtkWidget *figure;
  GtkWidget *caption;
  GtkWidget *place;
  GtkWidget *sentence;
  GtkWidget *negative;
  GtkWidget *negative_text;
  GtkWidget *figures;
  GtkWidget *gap;
  GtkWidget *source;
  GtkWidget *seeds;
  GtkWidget *distance_card;
  GtkWidget *gauge;
  GtkWidget *distance;
  GtkWidget *head_card;
  GtkWidget *discriminator;
  GtkWidget *domain;
  GtkWidget *warnings_card;
  GtkWidget *warnings;
  GtkWidget *warnings_text;
};

G_DEFINE_FINAL_TYPE (GraftVerdictPanel, graft_verdict_panel, GTK_TYPE_WIDGET)

static void
set_percent (GtkWidget *label, double share)
{
  char text[GRAFT_NUMBER_SIZE];

  gtk_label_set_label (GTK_LABEL (label), graft_format_percent (text, share, 1));
}

static double
known (const GraftFigure *figure)
{
  return figure->n > 0 ? figure->value : NAN;
}

static void
colour_figure (GraftVerdictPanel *self, GraftTransferSign sign)
{
  gtk_widget_remove_css_class (self->figure, "success");
  gtk_widget_remove_css_class (self->figure, "error");
  if (sign == GRAFT_TRANSFER_POSITIVE)
    gtk_widget_add_css_class (self->figure, "success");
  else if (sign == GRAFT_TRANSFER_NEGATIVE)
    gtk_widget_add_css_class (self->figure, "error");
}

static void
show_target (GraftVerdictPanel *self, const GraftVerdict *verdict)
{
  g_autofree char *caption = graft_verdict_target_caption (verdict);
  const GraftPlaceReading place = {
    .twin = known (&verdict->twin_target),
    .value = known (&verdict->target),
    .low = verdict->target.n > 0 ? verdict->target.low : NAN,
    .high = verdict->target.n > 0 ? verdict->target.high : NAN,
    .oracle = known (&verdict->oracle_target),
  };

  gtk_label_set_label (GTK_LABEL (self->heading),
                       verdict->final ? _ ("Verdict") : _ ("Verdict so far"));
  set_percent (self->figure, known (&verdict->target));
  colour_figure (self, verdict->sign);
  gtk_label_set_label (GTK_LABEL (self->caption), caption);
  gtk_widget_set_visible (self->place, verdict->target.n > 0);
  graft_place_line_set_reading (GRAFT_PLACE_LINE (self->place), &place);
  gtk_widget_set_visible (self->sentence, verdict->sentence != NULL &&
                                              verdict->sign != GRAFT_TRANSFER_NEGATIVE);
  gtk_label_set_label (GTK_LABEL (self->sentence),
                       verdict->sentence ? verdict->sentence : "");
  gtk_widget_set_visible (self->figures, TRUE);
  set_percent (self->gap, verdict->gap_closed);
  set_percent (self->source, known (&verdict->source));
}

static char *
seeds_text (GraftVerdictPanel *self)
{
  guint n;
  const GraftRunResult *const *results =
      graft_run_controller_get_results (self->controller, &n);

  return graft_verdict_seeds_text (results, n);
}

static void
show_seeds (GraftVerdictPanel *self)
{
  g_autofree char *text = seeds_text (self);

  gtk_widget_set_visible (self->seeds, text != NULL);
  gtk_label_set_label (GTK_LABEL (self->seeds), text ? text : "");
}

static void
show_negative (GraftVerdictPanel *self, const GraftVerdict *verdict)
{
  gtk_widget_set_visible (self->negative, verdict->sign == GRAFT_TRANSFER_NEGATIVE);
  if (verdict->sign != GRAFT_TRANSFER_NEGATIVE)
    return;
  gtk_label_set_label (GTK_LABEL (self->negative_text),
                       verdict->sentence != NULL
                           ? verdict->sentence
                           : _ ("Negative transfer: source only does better than this."));
}

static void
show_distance (GraftVerdictPanel *self, const GraftVerdict *verdict)
{
  g_autofree char *text = graft_verdict_distance_text (verdict);

  gtk_widget_set_visible (self->distance_card, TRUE);
  gtk_widget_set_visible (self->gauge,
                          !isnan (verdict->a_after) || !isnan (verdict->a_before));
  graft_gauge_set_reading (GRAFT_GAUGE (self->gauge), verdict->a_after,
                           verdict->a_before);
  gtk_label_set_label (GTK_LABEL (self->distance), text);
}

static void
show_head (GraftVerdictPanel *self, const GraftVerdict *verdict)
{
  gboolean has_head = !isnan (verdict->domain_accuracy);

  gtk_widget_set_visible (self->head_card, has_head);
  gtk_widget_set_visible (self->discriminator, verdict->discriminator != NULL);
  gtk_label_set_label (GTK_LABEL (self->discriminator),
                       verdict->discriminator ? verdict->discriminator : "");
  set_percent (self->domain, verdict->domain_accuracy);
}

static void
show_warnings (GraftVerdictPanel *self, const GraftVerdict *verdict)
{
  gboolean any = verdict->warnings != NULL && verdict->warnings[0] != NULL;
  g_autofree char *text = any ? g_strjoinv ("\n", verdict->warnings) : g_strdup ("");

  gtk_widget_set_visible (self->warnings_card, any);
  gtk_widget_set_visible (self->warnings, any);
  gtk_label_set_label (GTK_LABEL (self->warnings_text), text);
}

static void
show_nothing (GraftVerdictPanel *self)
{
  gtk_label_set_label (GTK_LABEL (self->heading), _ ("Verdict"));
  gtk_label_set_label (GTK_LABEL (self->figure), "–");
  colour_figure (self, GRAFT_TRANSFER_UNKNOWN);
  gtk_label_set_label (
      GTK_LABEL (self->caption),
      _ ("Not known yet. The run measures the target accuracy, beside a twin "
         "that trains on the source alone."));
  gtk_widget_set_visible (self->place, FALSE);
  gtk_widget_set_visible (self->sentence, FALSE);
  gtk_widget_set_visible (self->negative, FALSE);
  gtk_widget_set_visible (self->figures, FALSE);
  gtk_widget_set_visible (self->distance_card, FALSE);
  gtk_widget_set_visible (self->head_card, FALSE);
  gtk_widget_set_visible (self->warnings_card, FALSE);
}

static void
verdict_cb (GraftVerdictPanel *self)
{
  const GraftVerdict *verdict = graft_run_controller_get_verdict (self->controller);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "verdict.copy", verdict != NULL);
  if (verdict == NULL)
    {
      show_nothing (self);
      return;
    }
  show_target (self, verdict);
  show_seeds (self);
  show_negative (self, verdict);
  show_distance (self, verdict);
  show_head (self, verdict);
  show_warnings (self, verdict);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftVerdictPanel *self = GRAFT_VERDICT_PANEL (widget);
  const GraftVerdict *verdict = graft_run_controller_get_verdict (self->controller);
  GraftExperiment *experiment = graft_run_controller_get_experiment (self->controller);
  g_autofree char *seeds = seeds_text (self);
  g_autofree char *text = NULL;

  if (verdict == NULL)
    return;
  text =
      graft_verdict_to_text (verdict, _ (graft_experiment_get_title (experiment)), seeds);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_signal_emit_by_name (self->controller, "message",
                         _ ("The verdict is on the clipboard"));
}

void
graft_verdict_panel_set_controller (GraftVerdictPanel *self,
                                    GraftRunController *controller)
{
  g_return_if_fail (GRAFT_IS_VERDICT_PANEL (self));
  g_return_if_fail (self->controller == NULL);

  self->controller = g_object_ref (controller);
  g_signal_connect_object (controller, "verdict", G_CALLBACK (verdict_cb), self,
                           G_CONNECT_SWAPPED);
  /* The seeds are counted, and the last verdict of each comes before its result. */
  g_signal_connect_object (controller, "result", G_CALLBACK (verdict_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "reset", G_CALLBACK (verdict_cb), self,
                           G_CONNECT_SWAPPED);
  verdict_cb (self);
}

static void
graft_verdict_panel_dispose (GObject *object)
{
  GraftVerdictPanel *self = GRAFT_VERDICT_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_VERDICT_PANEL);
  graft_widget_remove_children (GTK_WIDGET (self));
  g_clear_object (&self->controller);
  G_OBJECT_CLASS (graft_verdict_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, heading);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, figure);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, caption);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, place);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, sentence);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, negative);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, negative_text);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, figures);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, gap);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, source);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, seeds);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, distance_card);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, gauge);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, distance);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, head_card);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, discriminator);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, domain);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, warnings_card);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, warnings);
  gtk_widget_class_bind_template_child (widget_class, GraftVerdictPanel, warnings_text);
}

static void
graft_verdict_panel_class_init (GraftVerdictPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_verdict_panel_dispose;
  g_type_ensure (GRAFT_TYPE_PLACE_LINE);
  g_type_ensure (GRAFT_TYPE_GAUGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/train/verdict-panel.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "verdict.copy", NULL, copy_action);
}

static void
graft_verdict_panel_init (GraftVerdictPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show_nothing (self);
}
