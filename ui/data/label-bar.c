/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See label-bar.h. Its buttons are actions "data.…" of whoever holds it. */
#include "ui/data/label-bar.h"

#include "graft-config.h"
#include "ui/widgets/children.h"
#include "ui/widgets/wheel.h"

#include <glib/gi18n.h>

struct _GraftLabelBar
{
  GtkWidget parent_instance;
  GraftItemView *view;   /* or NULL */
  GraftProject *project; /* or NULL: that of the view */
  gboolean narrow;
  GtkWidget *selected;
  GtkWidget *hint;
  GtkWidget *accept_box;
  GtkWidget *accept;
  GtkWidget *next;
  GtkWidget *undo;
  GtkWidget *redo;
  GtkWidget *view_box;
  GtkWidget *size_scale;
  GtkAdjustment *threshold;
  GtkAdjustment *size;
};

G_DEFINE_FINAL_TYPE (GraftLabelBar, graft_label_bar, GTK_TYPE_WIDGET)

GtkAdjustment *
graft_label_bar_get_size (GraftLabelBar *self)
{
  g_return_val_if_fail (GRAFT_IS_LABEL_BAR (self), NULL);
  return self->size;
}

char *
graft_label_bar_dup_text (GraftLabelBar *self)
{
  g_return_val_if_fail (GRAFT_IS_LABEL_BAR (self), NULL);
  return g_strdup_printf ("%s · %s", gtk_label_get_label (GTK_LABEL (self->selected)),
                          gtk_label_get_label (GTK_LABEL (self->hint)));
}

/* ---- what is written ---- */

static const char *
hint_text (GraftLabelBar *self, guint n)
{
  GraftProject *project = self->project;

  if (project != NULL && graft_project_get_read_only (project))
    {
      const char *reason = graft_project_get_read_only_reason (project);

      return reason != NULL ? reason : _ ("The project can only be read.");
    }
  if (n > 0)
    return _ ("a key or a drop labels them");
  return _ ("click, or draw a frame");
}

static void
selection_cb (GraftLabelBar *self)
{
  const guint n = self->view != NULL ? graft_item_view_get_n_selected (self->view) : 0;
  g_autofree char *text =
      n > 0 ? g_strdup_printf (ngettext ("%u selected", "%u selected", n), n)
            : g_strdup (_ ("Nothing selected"));

  gtk_label_set_label (GTK_LABEL (self->selected), text);
  gtk_label_set_label (GTK_LABEL (self->hint), hint_text (self, n));
  gtk_widget_set_tooltip_text (self->hint, hint_text (self, n));
}

/* Offered only where suggestions are: otherwise nobody knows what it is about. */
static void
counts_cb (GraftLabelBar *self)
{
  const double threshold = gtk_adjustment_get_value (self->threshold);
  guint n = 0, n_suggested = 0;
  g_autofree char *text = NULL, *name = NULL;

  if (self->view != NULL)
    {
      n = graft_item_view_count_above (self->view, threshold);
      n_suggested = graft_item_view_count (self->view, GRAFT_SHOW_SUGGESTED);
    }
  gtk_widget_set_visible (self->accept_box, n_suggested > 0);
  text = self->narrow ? g_strdup_printf ("✓ %u", n)
                      : g_strdup_printf (ngettext ("Accept %u sure one (≥ %.2f)",
                                                   "Accept %u sure ones (≥ %.2f)", n),
                                         n, threshold);
  name = g_strdup_printf (
      ngettext ("Accept the suggestion for %u item, with confidence of at least %.2f",
                "Accept the suggestions for %u items, with confidence of at least %.2f",
                n),
      n, threshold);
  gtk_button_set_label (GTK_BUTTON (self->accept), text);
  gtk_widget_set_tooltip_text (self->accept, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->accept),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->accept), "d", threshold);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->accept), "data.accept-above");
  gtk_widget_set_sensitive (self->accept, n > 0);
}

static void
threshold_cb (GraftLabelBar *self)
{
  counts_cb (self);
}

/* What the buttons would undo and redo. */
static void
history_cb (GraftLabelBar *self)
{
  g_autofree char *undo = NULL, *redo = NULL, *undo_tip = NULL, *redo_tip = NULL;

  if (self->project != NULL)
    g_object_get (self->project, "undo-text", &undo, "redo-text", &redo, NULL);
  /* Translators: what is undone, such as "Label 3 items as horse" */
  undo_tip = undo != NULL && *undo != '\0'
                 ? g_strdup_printf (_ ("Undo: %s (Ctrl+Z)"), undo)
                 : g_strdup (_ ("There is nothing to undo"));
  redo_tip = redo != NULL && *redo != '\0'
                 ? g_strdup_printf (_ ("Redo: %s (Ctrl+Shift+Z)"), redo)
                 : g_strdup (_ ("There is nothing to redo"));
  gtk_widget_set_tooltip_text (self->undo, undo_tip);
  gtk_widget_set_tooltip_text (self->redo, redo_tip);
}

/* ---- what it follows ---- */

static void
project_cb (GraftLabelBar *self)
{
  GraftProject *project =
      self->view != NULL ? graft_item_view_get_project (self->view) : NULL;

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  if (project != NULL)
    {
      g_signal_connect_object (project, "notify::undo-text", G_CALLBACK (history_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (project, "notify::redo-text", G_CALLBACK (history_cb),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (project, "notify::read-only", G_CALLBACK (selection_cb),
                               self, G_CONNECT_SWAPPED);
    }
  history_cb (self);
  selection_cb (self);
  counts_cb (self);
}

void
graft_label_bar_set_view (GraftLabelBar *self, GraftItemView *view)
{
  const struct
  {
    const char *signal;
    GCallback callback;
  } links[] = {
    { "notify::n-selected", G_CALLBACK (selection_cb) },
    { "filter-changed", G_CALLBACK (counts_cb) },
    { "counts-changed", G_CALLBACK (counts_cb) },
    { "notify::project", G_CALLBACK (project_cb) },
  };

  g_return_if_fail (GRAFT_IS_LABEL_BAR (self));

  if (self->view == view)
    return;
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  g_set_object (&self->view, view);
  for (gsize i = 0; view != NULL && i < G_N_ELEMENTS (links); i++)
    g_signal_connect_object (view, links[i].signal, links[i].callback, self,
                             G_CONNECT_SWAPPED);
  project_cb (self);
}

void
graft_label_bar_set_narrow (GraftLabelBar *self, gboolean narrow)
{
  g_return_if_fail (GRAFT_IS_LABEL_BAR (self));

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  gtk_widget_set_visible (self->hint, !narrow);
  gtk_widget_set_visible (self->size_scale, !narrow);
  gtk_widget_set_visible (self->view_box, !narrow);
  gtk_button_set_label (GTK_BUTTON (self->next),
                        narrow ? _ ("Next") : _ ("Next to label"));
  counts_cb (self);
}

/* ---- life ---- */

static void
graft_label_bar_dispose (GObject *object)
{
  GraftLabelBar *self = GRAFT_LABEL_BAR (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  g_clear_object (&self->view);
  graft_widget_remove_children (GTK_WIDGET (self));
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_LABEL_BAR);
  G_OBJECT_CLASS (graft_label_bar_parent_class)->dispose (object);
}

static void
graft_label_bar_class_init (GraftLabelBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_label_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/data/label-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, selected);
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, hint);
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, accept_box);
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, accept);
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, next);
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, undo);
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, redo);
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, size_scale);
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, view_box);
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, threshold);
  gtk_widget_class_bind_template_child (widget_class, GraftLabelBar, size);
  gtk_widget_class_bind_template_callback (widget_class, threshold_cb);
}

static void
graft_label_bar_init (GraftLabelBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  graft_widget_ignore_wheel_without_focus (self->size_scale);
  project_cb (self);
}
