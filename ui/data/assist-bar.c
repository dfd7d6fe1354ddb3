/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See assist-bar.h. */
#include "ui/data/assist-bar.h"

#include "graft-config.h"
#include "ui/data/panel-job.h"
#include "ui/widgets/drop-down.h"
#include "ui/widgets/wheel.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _GraftAssistBar
{
  GraftViewPanel parent_instance;
  GtkWidget *button;
  GtkWidget *features;
  GtkWidget *strategy;
  GtkWidget *propagate;
  GtkWidget *keep;
  GtkWidget *every;
  GtkWidget *spinner;
  GtkWidget *cancel;
  GtkWidget *warning;
  GtkWidget *words;
  GraftProjectSet *shown; /* that the words are about */
  GCancellable *running;  /* while it goes on */
  gsize labelled;         /* when it last began */
};

G_DEFINE_FINAL_TYPE (GraftAssistBar, graft_assist_bar, GRAFT_TYPE_VIEW_PANEL)

static const char *const strategy_names[GRAFT_N_ASSIST_STRATEGIES + 1] = {
  [GRAFT_ASSIST_LEAST_CONFIDENCE] = N_ ("The least sure"),
  [GRAFT_ASSIST_MARGIN] = N_ ("The closest calls between two"),
  [GRAFT_ASSIST_ENTROPY] = N_ ("The most confused between all"),
  [GRAFT_ASSIST_CORE_SET] = N_ ("The least like what is labelled"),
};

const char *
graft_assist_bar_get_words (GraftAssistBar *self)
{
  g_return_val_if_fail (GRAFT_IS_ASSIST_BAR (self), NULL);
  return gtk_label_get_label (GTK_LABEL (self->words));
}

gboolean
graft_assist_bar_is_running (GraftAssistBar *self)
{
  g_return_val_if_fail (GRAFT_IS_ASSIST_BAR (self), FALSE);
  return self->running != NULL;
}

/* ---- what is shown ---- */

static void
show_words (GraftAssistBar *self, const char *words, gboolean warning)
{
  gtk_label_set_label (GTK_LABEL (self->words), words);
  gtk_widget_set_tooltip_text (self->words, *words != '\0' ? words : NULL);
  gtk_widget_set_visible (self->warning, warning);
}

static gboolean
has_results (GraftAssistBar *self)
{
  GraftItemView *view = graft_view_panel_get_view (GRAFT_VIEW_PANEL (self));

  return graft_item_view_get_set (view) != NULL &&
         (graft_item_view_count (view, GRAFT_SHOW_SUGGESTED) > 0 ||
          graft_item_view_count (view, GRAFT_SHOW_QUEUE) > 0 ||
          graft_item_view_count (view, GRAFT_SHOW_SUSPECTS) > 0);
}

static void
update (GraftAssistBar *self)
{
  gboolean running = self->running != NULL;
  gboolean editable = graft_view_panel_is_editable (GRAFT_VIEW_PANEL (self));

  gtk_widget_set_visible (self->spinner, running);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), running);
  gtk_widget_set_visible (self->cancel, running);
  /* Also while it runs, when it does nothing: a button that turns insensitive under the
   * focus would throw it somewhere else. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assist.run", editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assist.cancel", running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assist.clear",
                                 editable && !running && has_results (self));
}

/* ---- a run ---- */

/* The run of a set that is not shown any more has no say. */
static void
finished_cb (GObject *project, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftPanelJob) job = user_data;
  GraftAssistBar *self = job->panel;
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftAssistSummary) summary =
      graft_assist_finish (GRAFT_PROJECT (project), result, &error);

  if (self == NULL || self->running == NULL || job->cancellable != self->running)
    return;
  g_clear_object (&self->running);
  if (summary != NULL)
    show_words (self, summary->sentence, FALSE);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_words (self, _ ("Cancelled; nothing was changed."), FALSE);
  else
    show_words (self, error->message, TRUE);
  update (self);
}

static const char *
chosen_network (GraftAssistBar *self)
{
  GtkDropDown *list = GTK_DROP_DOWN (self->features);
  GtkStringObject *item = gtk_drop_down_get_selected_item (list);

  return gtk_drop_down_get_selected (list) > 0 && item != NULL
             ? gtk_string_object_get_string (item)
             : NULL;
}

static void
run (GraftAssistBar *self)
{
  GraftViewPanel *panel = GRAFT_VIEW_PANEL (self);
  GraftProjectSet *set = graft_view_panel_get_set (panel);
  GraftAssistOptions options = {
    .network = chosen_network (self),
    .strategy = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->strategy)),
    .propagate = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->propagate)),
  };

  if (self->running != NULL || !graft_view_panel_is_editable (panel))
    return;
  self->running = g_cancellable_new ();
  self->labelled = graft_project_set_get_n_labelled (set);
  show_words (self, _ ("Looking at the items…"), FALSE);
  update (self);
  graft_assist_async (graft_view_panel_get_project (panel), set, &options, self->running,
                      finished_cb, graft_panel_job_new (self, self->running));
}

static void
stop (GraftAssistBar *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
}

static void
run_action (GtkWidget *widget, const char *name, GVariant *target)
{
  run (GRAFT_ASSIST_BAR (widget));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftAssistBar *self = GRAFT_ASSIST_BAR (widget);

  /* Its button goes. */
  if (gtk_widget_is_focus (self->cancel))
    gtk_widget_child_focus (self->button, GTK_DIR_TAB_FORWARD);
  stop (self);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftAssistBar *self = GRAFT_ASSIST_BAR (widget);
  GraftViewPanel *panel = GRAFT_VIEW_PANEL (self);

  adw_split_button_popdown (ADW_SPLIT_BUTTON (self->button));
  graft_assist_clear (graft_view_panel_get_project (panel),
                      graft_view_panel_get_set (panel));
  show_words (self, "", FALSE);
}

/* ---- up to date ---- */

static void
follow_labels (GraftAssistBar *self)
{
  GraftProjectSet *set = graft_view_panel_get_set (GRAFT_VIEW_PANEL (self));
  gsize labelled = set != NULL ? graft_project_set_get_n_labelled (set) : 0;

  /* Labels that were taken back count from where they are now. */
  if (labelled < self->labelled)
    self->labelled = labelled;
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->keep)) &&
      labelled - self->labelled >=
          (gsize)gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->every)))
    run (self);
}

/* From the moment on that it is wanted. */
static void
keep_cb (GraftAssistBar *self)
{
  GraftProjectSet *set = graft_view_panel_get_set (GRAFT_VIEW_PANEL (self));

  self->labelled = set != NULL ? graft_project_set_get_n_labelled (set) : 0;
}

GtkDropDown *
graft_assist_bar_get_features (GraftAssistBar *self)
{
  g_return_val_if_fail (GRAFT_IS_ASSIST_BAR (self), NULL);
  return GTK_DROP_DOWN (self->features);
}

void
graft_assist_bar_keep_up_to_date (GraftAssistBar *self, guint every)
{
  g_return_if_fail (GRAFT_IS_ASSIST_BAR (self));

  if (every > 0)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->every), every);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->keep), every > 0);
}

/* ---- following the view ---- */

/* Whenever the choice is about to be seen, because each run leaves a network behind. What
 * was chosen stays chosen, by its name. */
static void
fill_features (GraftAssistBar *self)
{
  GraftProject *project = graft_view_panel_get_project (GRAFT_VIEW_PANEL (self));
  const char *const *networks =
      project != NULL ? graft_assist_get_networks (project) : NULL;
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_strdup (chosen_network (self));
  guint selected = 0;

  gtk_string_list_append (list, _ ("Simple pixels"));
  for (guint i = 0; networks != NULL && networks[i] != NULL; i++)
    {
      gtk_string_list_append (list, networks[i]);
      if (selected == 0 && g_strcmp0 (networks[i], chosen) == 0)
        selected = i + 1;
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->features), G_LIST_MODEL (list));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->features), selected);
}

static void
graft_assist_bar_project_changed (GraftViewPanel *panel)
{
  const char *const pixels[] = { _ ("Simple pixels"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (pixels);

  gtk_drop_down_set_model (GTK_DROP_DOWN (GRAFT_ASSIST_BAR (panel)->features),
                           G_LIST_MODEL (list));
}

static void
graft_assist_bar_set_changed (GraftViewPanel *panel)
{
  GraftAssistBar *self = GRAFT_ASSIST_BAR (panel);
  GraftProjectSet *set = graft_view_panel_get_set (panel);

  gtk_widget_set_visible (GTK_WIDGET (self), set != NULL);
  if (set == self->shown)
    return;
  g_set_object (&self->shown, set);
  stop (self);
  g_clear_object (&self->running);
  show_words (self, "", FALSE);
  keep_cb (self);
}

static void
graft_assist_bar_counts_changed (GraftViewPanel *panel)
{
  GraftAssistBar *self = GRAFT_ASSIST_BAR (panel);

  follow_labels (self);
  update (self);
}

/* ---- life ---- */

static void
graft_assist_bar_dispose (GObject *object)
{
  GraftAssistBar *self = GRAFT_ASSIST_BAR (object);

  stop (self);
  g_clear_object (&self->running);
  g_clear_object (&self->shown);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_ASSIST_BAR);
  G_OBJECT_CLASS (graft_assist_bar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/data/assist-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftAssistBar, button);
  gtk_widget_class_bind_template_child (widget_class, GraftAssistBar, features);
  gtk_widget_class_bind_template_callback (widget_class, fill_features);
  gtk_widget_class_bind_template_child (widget_class, GraftAssistBar, strategy);
  gtk_widget_class_bind_template_child (widget_class, GraftAssistBar, propagate);
  gtk_widget_class_bind_template_child (widget_class, GraftAssistBar, keep);
  gtk_widget_class_bind_template_child (widget_class, GraftAssistBar, every);
  gtk_widget_class_bind_template_child (widget_class, GraftAssistBar, spinner);
  gtk_widget_class_bind_template_child (widget_class, GraftAssistBar, cancel);
  gtk_widget_class_bind_template_child (widget_class, GraftAssistBar, warning);
  gtk_widget_class_bind_template_child (widget_class, GraftAssistBar, words);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
graft_assist_bar_class_init (GraftAssistBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_assist_bar_dispose;
  GRAFT_VIEW_PANEL_CLASS (klass)->project_changed = graft_assist_bar_project_changed;
  GRAFT_VIEW_PANEL_CLASS (klass)->set_changed = graft_assist_bar_set_changed;
  GRAFT_VIEW_PANEL_CLASS (klass)->counts_changed = graft_assist_bar_counts_changed;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "assist.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "assist.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "assist.clear", NULL, clear_action);
}

static void
graft_assist_bar_init (GraftAssistBar *self)
{
  g_autoptr (GtkStringList) strategies = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < GRAFT_N_ASSIST_STRATEGIES; i++)
    gtk_string_list_append (strategies, _ (strategy_names[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->strategy), G_LIST_MODEL (strategies));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->strategy), GRAFT_ASSIST_MARGIN);
  graft_drop_down_set_name (self->strategy, _ ("What to ask for next"));
  graft_drop_down_set_name (self->features, _ ("What the model looks at"));
  graft_widget_ignore_wheel_without_focus (self->every);
}

GtkWidget *
graft_assist_bar_new (GraftItemView *view)
{
  return g_object_new (GRAFT_TYPE_ASSIST_BAR, "view", view, NULL);
}
