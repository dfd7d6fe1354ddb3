/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See class-chips.h. Chips are kept and told anew, so that the focus stays where it was;
 * the menu of a chip is in class-chips-edit.c. */
#include "graft-config.h"
#include "ui/data/class-chips-private.h"
#include "ui/data/undo-toast.h"
#include "ui/widgets/wrap-box.h"

#include <glib/gi18n.h>

#define MOST_LINES 3
#define LEAST_WIDTH 180
#define PEEK 12 /* of a fourth line, so that it is seen that there is more */

G_DEFINE_FINAL_TYPE (GraftClassChips, graft_class_chips, GRAFT_TYPE_VIEW_PANEL)

guint
graft_class_chips_get_n_chips (GraftClassChips *self)
{
  g_return_val_if_fail (GRAFT_IS_CLASS_CHIPS (self), 0);
  return self->chips->len;
}

GraftClassChip *
graft_class_chips_get_chip (GraftClassChips *self, guint class)
{
  g_return_val_if_fail (GRAFT_IS_CLASS_CHIPS (self), NULL);
  return class < self->chips->len ? g_ptr_array_index (self->chips, class) : NULL;
}

static GraftItemView *
view_of (GraftClassChips *self)
{
  return graft_view_panel_get_view (GRAFT_VIEW_PANEL (self));
}

static GraftProjectSet *
set_of (GraftClassChips *self)
{
  return graft_view_panel_get_set (GRAFT_VIEW_PANEL (self));
}

void
graft_class_chips_choose (GraftClassChips *self, guint class)
{
  g_return_if_fail (GRAFT_IS_CLASS_CHIPS (self));

  self->chosen = class;
  graft_class_chips_update_actions (self);
}

/* ---- labelling ---- */

/* Everything of the class, or, when that is what is shown, everything. */
static void
toggle_filter (GraftClassChips *self, int class)
{
  const GraftItemFilter *current = graft_item_view_get_filter (view_of (self));
  GraftItemFilter filter = {
    .show = GRAFT_SHOW_ALL, .class = class, .suggestion = -1, .split = -1
  };

  if (current->class == class)
    filter.class = -1;
  graft_item_view_set_filter (view_of (self), &filter);
}

static void
clicked_cb (GraftClassChip *chip, GraftClassChips *self)
{
  int class = (int)graft_class_chip_get_index (chip);

  if (view_of (self) == NULL)
    return;
  if (graft_item_view_get_n_selected (view_of (self)) == 0)
    toggle_filter (self, class);
  else if (graft_view_panel_is_editable (GRAFT_VIEW_PANEL (self)))
    graft_item_view_label_selected (view_of (self), class);
}

static void
clear_cb (GraftClassChips *self)
{
  if (graft_view_panel_is_editable (GRAFT_VIEW_PANEL (self)))
    graft_item_view_label_selected (view_of (self), GRAFT_CLASS_NONE);
}

void
graft_class_chips_label (GraftClassChips *self,
                         const guint32 *items,
                         gsize n,
                         guint class)
{
  g_return_if_fail (GRAFT_IS_CLASS_CHIPS (self));

  if (n > 0 && graft_view_panel_is_editable (GRAFT_VIEW_PANEL (self)) &&
      class < graft_project_set_get_n_classes (set_of (self)))
    graft_project_label (graft_view_panel_get_project (GRAFT_VIEW_PANEL (self)),
                         set_of (self), items, n, (int)class);
}

/* ---- new classes ---- */

gboolean
graft_class_chips_add_class (GraftClassChips *self, const char *name)
{
  g_autofree char *trimmed = NULL, *reason = NULL;

  g_return_val_if_fail (GRAFT_IS_CLASS_CHIPS (self) && name != NULL, FALSE);

  trimmed = g_strstrip (g_strdup (name));
  if (!graft_view_panel_is_editable (GRAFT_VIEW_PANEL (self)))
    return FALSE;
  if (!graft_class_chips_check_name (self, trimmed, GRAFT_CLASS_NONE, &reason))
    {
      if (reason != NULL)
        graft_toast_show (GTK_WIDGET (self), reason);
      return FALSE;
    }
  graft_project_add_class (graft_view_panel_get_project (GRAFT_VIEW_PANEL (self)),
                           set_of (self), trimmed);
  return TRUE;
}

/* The entry stays ready for the next name. */
static void
entry_cb (GraftClassChips *self)
{
  if (graft_class_chips_add_class (self,
                                   gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

/* Whether @other has a class that @set has not. */
static gboolean
can_give (GraftProjectSet *other, GraftProjectSet *set)
{
  for (guint i = 0; i < graft_project_set_get_n_classes (other); i++)
    if (graft_project_set_find_class (set, graft_project_set_get_class_name (other, i)) ==
        GRAFT_CLASS_NONE)
      return TRUE;
  return FALSE;
}

static void
show_take (GraftClassChips *self)
{
  GraftProject *project = graft_view_panel_get_project (GRAFT_VIEW_PANEL (self));
  GListModel *sets = project != NULL ? graft_project_get_sets (project) : NULL;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; sets != NULL && i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) other = g_list_model_get_item (sets, i);
      g_autoptr (GMenuItem) item = NULL;

      if (other == set_of (self) || set_of (self) == NULL ||
          !can_give (other, set_of (self)))
        continue;
      item = g_menu_item_new (graft_project_set_get_name (other), NULL);
      g_menu_item_set_action_and_target (item, "classes.take", "u",
                                         graft_project_set_get_id (other));
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->take), G_MENU_MODEL (menu));
  gtk_widget_set_visible (self->take,
                          graft_view_panel_is_editable (GRAFT_VIEW_PANEL (self)) &&
                              g_menu_model_get_n_items (G_MENU_MODEL (menu)) > 0);
}

/* ---- the chips ---- */

static void
focus_cb (GtkEventController *focus, GraftClassChips *self)
{
  GtkWidget *chip = gtk_event_controller_get_widget (focus);

  graft_class_chips_choose (self, graft_class_chip_get_index (GRAFT_CLASS_CHIP (chip)));
}

static void
menu_cb (GraftClassChip *chip, GraftClassChips *self)
{
  graft_class_chips_choose (self, graft_class_chip_get_index (chip));
  graft_class_chips_popup (self, self->menu);
}

/* Items of another set, from beside it, have no place here. */
static void
dropped_cb (GraftClassChip *chip, const GraftItemDrag *drag, GraftClassChips *self)
{
  gsize n;
  const guint32 *ids = graft_item_drag_get_ids (drag, &n);

  if (graft_item_drag_get_set (drag) == set_of (self))
    graft_class_chips_label (self, ids, n, graft_class_chip_get_index (chip));
}

static void
add_chip (GraftClassChips *self)
{
  GtkWidget *chip = graft_class_chip_new (self->chips->len);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (chip, "clicked", G_CALLBACK (clicked_cb), self, 0);
  g_signal_connect_object (chip, "dropped", G_CALLBACK (dropped_cb), self, 0);
  g_signal_connect_object (chip, "menu", G_CALLBACK (menu_cb), self, 0);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_cb), self, 0);
  gtk_widget_add_controller (chip, focus);
  graft_wrap_box_insert (GRAFT_WRAP_BOX (self->flow), chip, self->clear);
  g_ptr_array_add (self->chips, chip);
}

static void
show_chips (GraftClassChips *self)
{
  GraftProjectSet *set = set_of (self);
  guint n = set != NULL ? graft_project_set_get_n_classes (set) : 0;
  int only = graft_item_view_get_filter (view_of (self))->class;

  while (self->chips->len > n)
    {
      gtk_widget_unparent (g_ptr_array_index (self->chips, self->chips->len - 1));
      g_ptr_array_set_size (self->chips, (int)self->chips->len - 1);
    }
  while (self->chips->len < n)
    add_chip (self);
  for (guint i = 0; i < n; i++)
    graft_class_chip_show (graft_class_chips_get_chip (self, i),
                           graft_project_set_get_class_name (set, i),
                           graft_project_set_get_class_count (set, i), only == (int)i);
}

static void
graft_class_chips_counts_changed (GraftViewPanel *panel)
{
  GraftClassChips *self = GRAFT_CLASS_CHIPS (panel);
  gboolean editable = graft_view_panel_is_editable (panel);

  gtk_widget_set_visible (GTK_WIDGET (self), set_of (self) != NULL);
  show_chips (self);
  show_take (self);
  gtk_widget_set_visible (self->entry, editable);
  gtk_widget_set_visible (self->clear, editable && self->chips->len > 0);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), self->chips->len > 0
                                                               ? _ ("Add a class")
                                                               : _ ("First class"));
  graft_class_chips_update_actions (self);
}

static void
graft_class_chips_filter_changed (GraftViewPanel *panel)
{
  GraftClassChips *self = GRAFT_CLASS_CHIPS (panel);

  show_chips (self);
  gtk_widget_set_sensitive (self->clear,
                            graft_item_view_get_n_selected (view_of (self)) > 0);
}

/* ---- size ---- */

static GtkSizeRequestMode
request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* As high as all lines are, but not above three. */
static int
height_for (GraftClassChips *self, int width)
{
  GraftWrapBox *flow = GRAFT_WRAP_BOX (self->flow);
  int all = graft_wrap_box_get_height (flow, width, G_MAXUINT);
  int most = graft_wrap_box_get_height (flow, width, MOST_LINES);

  return all > most ? most + PEEK : all;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  GraftClassChips *self = GRAFT_CLASS_CHIPS (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->flow, orientation, -1, NULL, natural, NULL, NULL);
      *minimum = LEAST_WIDTH;
      *natural = MAX (*natural, LEAST_WIDTH);
    }
  else
    *minimum = *natural = height_for (self, for_size < 0 ? LEAST_WIDTH : for_size);
}

static void
allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GraftClassChips *self = GRAFT_CLASS_CHIPS (widget);

  gtk_widget_allocate (self->scroller, width, height, baseline, NULL);
  gtk_popover_present (GTK_POPOVER (self->menu));
  gtk_popover_present (GTK_POPOVER (self->rename_popover));
  gtk_popover_present (GTK_POPOVER (self->merge_popover));
}

/* ---- life ---- */

static void
graft_class_chips_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GRAFT_TYPE_CLASS_CHIPS);
  G_OBJECT_CLASS (graft_class_chips_parent_class)->dispose (object);
}

static void
graft_class_chips_finalize (GObject *object)
{
  g_ptr_array_unref (GRAFT_CLASS_CHIPS (object)->chips);
  G_OBJECT_CLASS (graft_class_chips_parent_class)->finalize (object);
}

static void
graft_class_chips_class_init (GraftClassChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_class_chips_dispose;
  G_OBJECT_CLASS (klass)->finalize = graft_class_chips_finalize;
  GRAFT_VIEW_PANEL_CLASS (klass)->counts_changed = graft_class_chips_counts_changed;
  GRAFT_VIEW_PANEL_CLASS (klass)->filter_changed = graft_class_chips_filter_changed;
  g_type_ensure (GRAFT_TYPE_WRAP_BOX);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/data/class-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftClassChips, scroller);
  gtk_widget_class_bind_template_child (widget_class, GraftClassChips, flow);
  graft_class_chips_bind_edit (widget_class);
}

static void
add_clear (GraftClassChips *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *key = gtk_label_new ("0");

  gtk_widget_add_css_class (key, "graft-key");
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ ("clear")));
  gtk_box_append (GTK_BOX (box), key);
  self->clear = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->clear), box);
  gtk_widget_add_css_class (self->clear, "graft-class-chip");
  gtk_widget_add_css_class (self->clear, "flat");
  gtk_widget_set_tooltip_text (self->clear, _ ("Take the label off the selected items"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clear),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Clear the label, key 0"), -1);
  g_signal_connect_object (self->clear, "clicked", G_CALLBACK (clear_cb), self,
                           G_CONNECT_SWAPPED);
  graft_wrap_box_insert (GRAFT_WRAP_BOX (self->flow), self->clear, NULL);
}

static void
add_entry (GraftClassChips *self)
{
  self->entry = gtk_entry_new ();
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY,
                                     "list-add-symbolic");
  gtk_entry_set_icon_activatable (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_PRIMARY, FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 10);
  gtk_widget_add_css_class (self->entry, "graft-class-entry");
  gtk_widget_set_tooltip_text (self->entry, _ ("Type a name and press Enter"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a class"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_cb), self,
                           G_CONNECT_SWAPPED);
  graft_wrap_box_insert (GRAFT_WRAP_BOX (self->flow), self->entry, NULL);
}

static void
add_take (GraftClassChips *self)
{
  self->take = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->take), _ ("Take Classes Of"));
  gtk_widget_add_css_class (self->take, "graft-menu-small");
  gtk_widget_set_tooltip_text (self->take,
                               _ ("Add the classes of another data set to this one"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->take),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Take the classes of another data set"), -1);
  graft_wrap_box_insert (GRAFT_WRAP_BOX (self->flow), self->take, NULL);
}

static void
graft_class_chips_init (GraftClassChips *self)
{
  self->chips = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_custom_layout_new (request_mode, measure, allocate));
  add_clear (self);
  add_entry (self);
  add_take (self);
}

GtkWidget *
graft_class_chips_new (GraftItemView *view)
{
  return g_object_new (GRAFT_TYPE_CLASS_CHIPS, "view", view, NULL);
}
