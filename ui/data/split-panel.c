/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See split-panel.h. The sentences are made in set-words.c. */
#include "ui/data/split-panel.h"

#include "graft-config.h"
#include "ui/data/class-bars.h"
#include "ui/data/panel-job.h"
#include "ui/data/set-words.h"
#include "ui/data/split-bar.h"
#include "ui/data/undo-toast.h"

#include <glib/gi18n.h>

struct _GraftSplitPanel
{
  GraftViewPanel parent_instance;
  GtkWidget *button;
  GtkWidget *form;
  GtkWidget *popover;
  GtkWidget *spinner;
  GtkWidget *bar;
  GtkWidget *leaks;
  GtkWidget *leak_words;
  GtkWidget *words;
  GtkWidget *imbalance;
  GtkWidget *bars;
  GCancellable *splitting; /* while it goes on */
  const char *done;        /* to be said when it has ended well */
};

G_DEFINE_FINAL_TYPE (GraftSplitPanel, graft_split_panel, GRAFT_TYPE_VIEW_PANEL)

GraftSplitForm *
graft_split_panel_get_form (GraftSplitPanel *self)
{
  g_return_val_if_fail (GRAFT_IS_SPLIT_PANEL (self), NULL);
  return GRAFT_SPLIT_FORM (self->form);
}

const char *
graft_split_panel_get_words (GraftSplitPanel *self)
{
  g_return_val_if_fail (GRAFT_IS_SPLIT_PANEL (self), NULL);
  return gtk_label_get_label (GTK_LABEL (self->words));
}

const char *
graft_split_panel_get_leak_words (GraftSplitPanel *self)
{
  g_return_val_if_fail (GRAFT_IS_SPLIT_PANEL (self), NULL);
  return gtk_widget_get_visible (self->leaks)
             ? gtk_label_get_label (GTK_LABEL (self->leak_words))
             : NULL;
}

/* ---- splitting ---- */

static void
update_controls (GraftSplitPanel *self)
{
  gboolean busy = self->splitting != NULL;
  gboolean editable = graft_view_panel_is_editable (GRAFT_VIEW_PANEL (self));

  gtk_widget_set_visible (self->spinner, busy);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), busy);
  /* Also while it is busy, when they do nothing: the focus stays where it is. */
  gtk_widget_set_sensitive (self->button, editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "splits.mend", editable);
}

static void
split_cb (GObject *project, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftPanelJob) job = user_data;
  GraftSplitPanel *self = job->panel;
  g_autoptr (GError) error = NULL;
  gboolean done = graft_project_split_finish (GRAFT_PROJECT (project), result, &error);

  if (self == NULL)
    return;
  g_clear_object (&self->splitting);
  update_controls (self);
  if (done)
    graft_undo_toast_show (GTK_WIDGET (self), GRAFT_PROJECT (project), self->done);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    graft_toast_show (GTK_WIDGET (self), error->message);
}

/* @done: what is said afterwards; translated, stays. */
static void
split (GraftSplitPanel *self, const GraftSplitPlan *plan, const char *done)
{
  GraftViewPanel *panel = GRAFT_VIEW_PANEL (self);

  if (self->splitting != NULL || !graft_view_panel_is_editable (panel))
    return;
  self->splitting = g_cancellable_new ();
  self->done = done;
  update_controls (self);
  graft_project_split_async (graft_view_panel_get_project (panel),
                             graft_view_panel_get_set (panel), plan, self->splitting,
                             split_cb, graft_panel_job_new (self, self->splitting));
}

void
graft_split_panel_split (GraftSplitPanel *self)
{
  GraftSplitPlan plan;

  g_return_if_fail (GRAFT_IS_SPLIT_PANEL (self));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->button));
  graft_split_form_get_plan (GRAFT_SPLIT_FORM (self->form), &plan);
  split (self, &plan, _ ("The data set was split"));
}

/* The shares as they are; the form says whether classes and seed matter. */
static void
mend_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftSplitPanel *self = GRAFT_SPLIT_PANEL (widget);
  GraftProjectSet *set = graft_view_panel_get_set (GRAFT_VIEW_PANEL (self));
  gsize counts[GRAFT_N_SPLITS], decided = 0;
  GraftSplitPlan plan;

  if (set == NULL)
    return;
  graft_set_count_splits (set, counts);
  for (guint i = GRAFT_SPLIT_TRAIN; i < GRAFT_N_SPLITS; i++)
    decided += counts[i];
  graft_split_form_get_plan (GRAFT_SPLIT_FORM (self->form), &plan);
  if (decided > 0)
    {
      plan.train = (double)counts[GRAFT_SPLIT_TRAIN] / (double)decided;
      plan.validation = (double)counts[GRAFT_SPLIT_VALIDATION] / (double)decided;
      plan.test = (double)counts[GRAFT_SPLIT_TEST] / (double)decided;
    }
  plan.keep_duplicates = TRUE;
  split (self, &plan, _ ("Duplicates are in one split each now"));
}

static void
show_leaks_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftItemView *view = graft_view_panel_get_view (GRAFT_VIEW_PANEL (widget));

  if (view != NULL)
    graft_item_view_set_show (view, GRAFT_SHOW_LEAKS);
}

/* ---- what is shown ---- */

static void
show_leaks (GraftSplitPanel *self, guint n)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u item has a duplicate in another split: the test would be too kind.",
                "%u items have duplicates in other splits: the test would be too kind.",
                n),
      n);

  gtk_label_set_label (GTK_LABEL (self->leak_words), text);
  /* The focus would go with it. */
  if (n == 0 && gtk_widget_get_focus_child (self->leaks) != NULL)
    gtk_widget_child_focus (self->button, GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (self->leaks, n > 0);
}

static void
show_set (GraftSplitPanel *self, GraftProjectSet *set)
{
  gsize counts[GRAFT_N_SPLITS];
  g_autofree char *splits = graft_set_dup_split_words (set);
  g_autofree char *labels = graft_set_dup_label_words (set);
  g_autofree char *imbalance = graft_set_dup_imbalance_words (set);

  graft_set_count_splits (set, counts);
  graft_split_bar_set_counts (GRAFT_SPLIT_BAR (self->bar), counts, splits);
  gtk_label_set_label (GTK_LABEL (self->words), labels);
  gtk_label_set_label (GTK_LABEL (self->imbalance), imbalance != NULL ? imbalance : "");
  gtk_widget_set_visible (self->imbalance, imbalance != NULL);
}

static void
graft_split_panel_counts_changed (GraftViewPanel *panel)
{
  GraftSplitPanel *self = GRAFT_SPLIT_PANEL (panel);
  GraftProjectSet *set = graft_view_panel_get_set (panel);

  gtk_widget_set_visible (GTK_WIDGET (self), set != NULL);
  graft_class_bars_set_set (GRAFT_CLASS_BARS (self->bars), set);
  update_controls (self);
  if (set == NULL)
    return;
  show_set (self, set);
  show_leaks (
      self, graft_item_view_count (graft_view_panel_get_view (panel), GRAFT_SHOW_LEAKS));
}

/* ---- life ---- */

static void
graft_split_panel_dispose (GObject *object)
{
  GraftSplitPanel *self = GRAFT_SPLIT_PANEL (object);

  if (self->splitting != NULL)
    g_cancellable_cancel (self->splitting);
  g_clear_object (&self->splitting);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_SPLIT_PANEL);
  G_OBJECT_CLASS (graft_split_panel_parent_class)->dispose (object);
}

static void
graft_split_panel_class_init (GraftSplitPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_split_panel_dispose;
  GRAFT_VIEW_PANEL_CLASS (klass)->counts_changed = graft_split_panel_counts_changed;
  g_type_ensure (GRAFT_TYPE_CLASS_BARS);
  g_type_ensure (GRAFT_TYPE_SPLIT_BAR);
  g_type_ensure (GRAFT_TYPE_SPLIT_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/data/split-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftSplitPanel, button);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitPanel, form);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitPanel, popover);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitPanel, spinner);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitPanel, bar);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitPanel, leaks);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitPanel, leak_words);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitPanel, words);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitPanel, imbalance);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitPanel, bars);
  gtk_widget_class_bind_template_callback (widget_class, graft_split_panel_split);
  gtk_widget_class_install_action (widget_class, "splits.show-leaks", NULL,
                                   show_leaks_action);
  gtk_widget_class_install_action (widget_class, "splits.mend", NULL, mend_action);
}

static void
graft_split_panel_init (GraftSplitPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
graft_split_panel_new (GraftItemView *view)
{
  return g_object_new (GRAFT_TYPE_SPLIT_PANEL, "view", view, NULL);
}
