/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See filter-panel.h. The view owns the filter: controls follow it and never remember
 * anything themselves. */
#include "ui/data/filter-panel.h"

#include "graft-config.h"
#include "ui/plot/axis.h"
#include "ui/widgets/drop-down.h"
#include "ui/widgets/wheel.h"

#include <glib/gi18n.h>
#include <string.h>

/* A least confidence that is not set; the spin button shows two digits. */
#define NO_CONFIDENCE 0.005

struct _GraftFilterPanel
{
  GraftViewPanel parent_instance;
  GtkWidget *clear;
  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *more;
  GtkWidget *class;
  GtkWidget *suggestion;
  GtkWidget *split;
  GtkWidget *order;
  GtkWidget *confidence;
  GtkWidget *confidence_label;
  GtkWidget *suggestion_label;
  GtkWidget *rows[GRAFT_N_SHOWS];
  GtkWidget *counts[GRAFT_N_SHOWS];
  gboolean updating; /* controls change by program, not by a person */
};

G_DEFINE_FINAL_TYPE (GraftFilterPanel, graft_filter_panel, GRAFT_TYPE_VIEW_PANEL)

static const char *const show_names[GRAFT_N_SHOWS] = {
  [GRAFT_SHOW_ALL] = N_ ("Everything"),
  [GRAFT_SHOW_UNLABELLED] = N_ ("Unlabelled"),
  [GRAFT_SHOW_LABELLED] = N_ ("Labelled"),
  [GRAFT_SHOW_SUGGESTED] = N_ ("Suggested by model"),
  [GRAFT_SHOW_QUEUE] = N_ ("What to label next"),
  [GRAFT_SHOW_SUSPECTS] = N_ ("Probably wrong"),
  [GRAFT_SHOW_DUPLICATES] = N_ ("Duplicates"),
  [GRAFT_SHOW_LEAKS] = N_ ("Duplicates across splits"),
  [GRAFT_SHOW_DISPUTED] = N_ ("Disputed"),
  [GRAFT_SHOW_EXCLUDED] = N_ ("Excluded"),
};

static const char *const show_hints[GRAFT_N_SHOWS] = {
  [GRAFT_SHOW_SUGGESTED] = N_ ("Unlabelled items that a model has a suggestion for"),
  [GRAFT_SHOW_QUEUE] = N_ ("Items whose labels would teach the model most, in order; at "
                           "least one in five is picked at random"),
  [GRAFT_SHOW_SUSPECTS] = N_ ("Labels that a model, trained without them, contradicts"),
  [GRAFT_SHOW_DUPLICATES] = N_ ("Items that are the same, or nearly, as another one"),
  [GRAFT_SHOW_LEAKS] = N_ ("Items whose duplicate is in another split: what is tested "
                           "was seen in training"),
  [GRAFT_SHOW_DISPUTED] = N_ ("Items that two annotators labelled differently"),
  [GRAFT_SHOW_EXCLUDED] = N_ ("Items that are neither trained on nor tested with"),
};

static const char *const split_names[] = { N_ ("Any split"), N_ ("Undecided"),
                                           N_ ("Training"),  N_ ("Validation"),
                                           N_ ("Test"),      NULL };
static const char *const order_names[GRAFT_N_ORDERS + 1] = {
  [GRAFT_ORDER_FILE] = N_ ("As imported"),
  [GRAFT_ORDER_CLASS] = N_ ("By class"),
  [GRAFT_ORDER_CONFIDENCE] = N_ ("Surest first"),
  [GRAFT_ORDER_UNCERTAINTY] = N_ ("Least sure first"),
};

GtkWidget *
graft_filter_panel_get_row (GraftFilterPanel *self, GraftShow show)
{
  g_return_val_if_fail (GRAFT_IS_FILTER_PANEL (self) && show < GRAFT_N_SHOWS, NULL);
  return self->rows[show];
}

const char *
graft_filter_panel_get_count (GraftFilterPanel *self, GraftShow show)
{
  g_return_val_if_fail (GRAFT_IS_FILTER_PANEL (self) && show < GRAFT_N_SHOWS, NULL);
  return gtk_label_get_label (GTK_LABEL (self->counts[show]));
}

static GraftItemView *
view_of (GraftFilterPanel *self)
{
  return graft_view_panel_get_view (GRAFT_VIEW_PANEL (self));
}

/* ---- from the controls to the view ---- */

/* The first entry of each list stands for "any". */
static int
chosen (GtkWidget *drop_down)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down));

  return selected == GTK_INVALID_LIST_POSITION ? -1 : (int)selected - 1;
}

static void
apply (GraftFilterPanel *self, GraftShow show)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  double confidence = gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->confidence));
  GraftItemFilter filter = {
    .show = show,
    .class = chosen (self->class),
    .suggestion = chosen (self->suggestion),
    .split = chosen (self->split),
    .min_confidence = confidence < NO_CONFIDENCE ? 0 : confidence,
    .text = *text != '\0' ? (char *)text : NULL,
  };

  graft_item_view_set_filter (view_of (self), &filter);
}

static void
narrowed_cb (GraftFilterPanel *self)
{
  GraftItemView *view = view_of (self);

  if (self->updating || view == NULL)
    return;
  self->updating = TRUE;
  graft_item_view_set_order (view,
                             gtk_drop_down_get_selected (GTK_DROP_DOWN (self->order)));
  apply (self, graft_item_view_get_filter (view)->show);
  self->updating = FALSE;
}

static void
row_selected_cb (GraftFilterPanel *self, GtkListBoxRow *row)
{
  if (self->updating || row == NULL || view_of (self) == NULL)
    return;
  for (guint i = 0; i < GRAFT_N_SHOWS; i++)
    if (self->rows[i] == GTK_WIDGET (row))
      apply (self, i);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftFilterPanel *self = GRAFT_FILTER_PANEL (widget);

  if (view_of (self) == NULL)
    return;
  /* The button goes, and with it the focus would be in the search entry. */
  if (gtk_widget_is_focus (self->clear))
    gtk_widget_grab_focus (self->rows[GRAFT_SHOW_ALL]);
  graft_item_view_set_show (view_of (self), GRAFT_SHOW_ALL);
}

/* ---- from the view to the controls ---- */

static gboolean
narrows (const GraftItemFilter *filter)
{
  return filter->show != GRAFT_SHOW_ALL || filter->class >= 0 ||
         filter->suggestion >= 0 || filter->split >= 0 || filter->min_confidence > 0 ||
         (filter->text != NULL && *filter->text != '\0');
}

/* Rows that are always there are those that every labelling needs. */
static gboolean
is_rare (GraftShow show)
{
  return show > GRAFT_SHOW_LABELLED;
}

static void
show_count (GraftFilterPanel *self, GraftShow show, guint n, gboolean current)
{
  char text[GRAFT_NUMBER_SIZE];
  /* Translators: a kind of items, and how many there are: "Unlabelled, 184" */
  g_autofree char *spoken =
      g_strdup_printf (_ ("%s, %s"), _ (show_names[show]), graft_format_count (text, n));

  gtk_label_set_label (GTK_LABEL (self->counts[show]), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[show]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_widget_set_visible (self->rows[show], !is_rare (show) || n > 0 || current);
}

static void
show_counts (GraftFilterPanel *self)
{
  GraftItemView *view = view_of (self);
  GraftShow current = graft_item_view_get_filter (view)->show;
  gboolean has_set = graft_item_view_get_set (view) != NULL;

  for (guint i = 0; i < GRAFT_N_SHOWS; i++)
    show_count (self, i, has_set ? graft_item_view_count (view, i) : 0, i == current);
}

/* Suggestions can be asked for only where there are some. */
static void
show_suggestion_controls (GraftFilterPanel *self)
{
  const GraftItemFilter *filter = graft_item_view_get_filter (view_of (self));
  gboolean any = graft_view_panel_get_set (GRAFT_VIEW_PANEL (self)) != NULL &&
                 (graft_item_view_count (view_of (self), GRAFT_SHOW_SUGGESTED) > 0 ||
                  graft_item_view_count (view_of (self), GRAFT_SHOW_SUSPECTS) > 0);

  any = any || filter->suggestion >= 0 || filter->min_confidence > 0;
  gtk_widget_set_visible (self->suggestion, any);
  gtk_widget_set_visible (self->suggestion_label, any);
  gtk_widget_set_visible (self->confidence, any);
  gtk_widget_set_visible (self->confidence_label, any);
}

static void
graft_filter_panel_filter_changed (GraftViewPanel *panel)
{
  GraftFilterPanel *self = GRAFT_FILTER_PANEL (panel);
  GraftItemView *view = view_of (self);
  const GraftItemFilter *filter = graft_item_view_get_filter (view);
  const char *text = filter->text != NULL ? filter->text : "";

  gtk_widget_set_visible (self->clear, narrows (filter));
  show_counts (self);
  if (self->updating)
    return;
  self->updating = TRUE;
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           GTK_LIST_BOX_ROW (self->rows[filter->show]));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->class), (guint)(filter->class + 1));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->suggestion),
                              (guint)(filter->suggestion + 1));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->split), (guint)(filter->split + 1));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->order),
                              graft_item_view_get_order (view));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->confidence), filter->min_confidence);
  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->search)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  self->updating = FALSE;
}

static GtkStringList *
list_classes (GraftProjectSet *set, const char *any)
{
  GtkStringList *list = gtk_string_list_new ((const char *[]){ any, NULL });

  for (guint i = 0; set != NULL && i < graft_project_set_get_n_classes (set); i++)
    gtk_string_list_append (list, graft_project_set_get_class_name (set, i));
  return list;
}

static void
set_classes (GtkWidget *drop_down, GraftProjectSet *set, const char *any)
{
  g_autoptr (GtkStringList) list = list_classes (set, any);
  GListModel *old = gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  gboolean same = old != NULL && g_list_model_get_n_items (old) == n;

  for (guint i = 0; same && i < n; i++)
    same = strcmp (gtk_string_list_get_string (GTK_STRING_LIST (old), i),
                   gtk_string_list_get_string (list, i)) == 0;
  if (!same)
    gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (list));
}

static void
graft_filter_panel_counts_changed (GraftViewPanel *panel)
{
  GraftFilterPanel *self = GRAFT_FILTER_PANEL (panel);
  GraftProjectSet *set = graft_view_panel_get_set (panel);
  gboolean was_updating = self->updating;

  self->updating = TRUE;
  set_classes (self->class, set, _ ("Any class"));
  set_classes (self->suggestion, set, _ ("Any suggestion"));
  self->updating = was_updating;
  show_suggestion_controls (self);
  /* A new list has its first entry chosen. */
  graft_filter_panel_filter_changed (panel);
}

/* ---- life ---- */

static void
add_row (GraftFilterPanel *self, GraftShow show)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (_ (show_names[show]));

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  self->counts[show] = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->counts[show], "dim-label");
  gtk_widget_add_css_class (self->counts[show], "numeric");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), self->counts[show]);
  self->rows[show] = gtk_list_box_row_new ();
  if (show_hints[show] != NULL)
    gtk_widget_set_tooltip_text (self->rows[show], _ (show_hints[show]));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->rows[show]), box);
  gtk_list_box_append (GTK_LIST_BOX (self->list), self->rows[show]);
}

static void
fill (GtkWidget *drop_down, const char *const *names, const char *spoken)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (gsize i = 0; names[i] != NULL; i++)
    gtk_string_list_append (list, _ (names[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (list));
  graft_drop_down_set_name (drop_down, spoken);
  graft_drop_down_ellipsize (drop_down);
}

static void
graft_filter_panel_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GRAFT_TYPE_FILTER_PANEL);
  G_OBJECT_CLASS (graft_filter_panel_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/data/filter-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, clear);
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, search);
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, list);
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, more);
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, class);
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, suggestion);
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, split);
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, order);
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, confidence);
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, confidence_label);
  gtk_widget_class_bind_template_child (widget_class, GraftFilterPanel, suggestion_label);
  gtk_widget_class_bind_template_callback (widget_class, narrowed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
graft_filter_panel_class_init (GraftFilterPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_filter_panel_dispose;
  GRAFT_VIEW_PANEL_CLASS (klass)->counts_changed = graft_filter_panel_counts_changed;
  GRAFT_VIEW_PANEL_CLASS (klass)->filter_changed = graft_filter_panel_filter_changed;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "filter.clear", NULL, clear_action);
}

static void
graft_filter_panel_init (GraftFilterPanel *self)
{
  const char *const any_class[] = { N_ ("Any class"), NULL };
  const char *const any_suggestion[] = { N_ ("Any suggestion"), NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = TRUE;
  for (guint i = 0; i < GRAFT_N_SHOWS; i++)
    add_row (self, i);
  fill (self->class, any_class, _ ("Class"));
  fill (self->suggestion, any_suggestion, _ ("Suggested class"));
  fill (self->split, split_names, _ ("Split"));
  fill (self->order, order_names, _ ("Order"));
  graft_widget_ignore_wheel_without_focus (self->confidence);
  self->updating = FALSE;
}

GtkWidget *
graft_filter_panel_new (GraftItemView *view)
{
  return g_object_new (GRAFT_TYPE_FILTER_PANEL, "view", view, NULL);
}
