/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See data-page.h. The page puts its parts together: grids, viewer and bar here, panels
 * and chips in the slots of data-page.ui. What happens to items is in the view. */
#include "ui/data/data-page.h"

#include "graft-config.h"
#include "ui/data/assist-bar.h"
#include "ui/data/class-chips.h"
#include "ui/data/data-actions.h"
#include "ui/data/data-commands.h"
#include "ui/data/data-sides.h"
#include "ui/data/filter-panel.h"
#include "ui/data/set-panel.h"
#include "ui/data/split-panel.h"
#include "ui/widgets/stack-hidden.h"

#include <glib/gi18n.h>

struct _GraftDataPage
{
  GraftPage parent_instance;
  GraftItemView *view;
  GraftThumbnailLoader *loader; /* of the project, or NULL */
  GSimpleActionGroup *actions;
  GtkWidget *modes;
  GtkWidget *flap;
  GtkWidget *sheet;
  GtkWidget *set_slot;
  GtkWidget *filter_slot;
  GtkWidget *split_slot;
  GtkWidget *chips_slot;
  GtkWidget *centre;
  GtkWidget *no_match;
  GtkWidget *columns;
  GtkWidget *sides;
  GtkWidget *viewer_bin;
  GtkWidget *viewer;
  GtkWidget *bar;
  GtkWidget *header; /* of the header bar, owned */
};

G_DEFINE_FINAL_TYPE (GraftDataPage, graft_data_page, GRAFT_TYPE_PAGE)

GraftItemView *
graft_data_page_get_view (GraftDataPage *self)
{
  g_return_val_if_fail (GRAFT_IS_DATA_PAGE (self), NULL);
  return self->view;
}

GraftItemView *
graft_data_page_get_second_view (GraftDataPage *self)
{
  g_return_val_if_fail (GRAFT_IS_DATA_PAGE (self), NULL);
  return graft_data_sides_get_second_view (GRAFT_DATA_SIDES (self->sides));
}

GraftItemGrid *
graft_data_page_get_grid (GraftDataPage *self)
{
  g_return_val_if_fail (GRAFT_IS_DATA_PAGE (self), NULL);
  return graft_data_sides_get_grid (GRAFT_DATA_SIDES (self->sides));
}

GraftItemViewer *
graft_data_page_get_viewer (GraftDataPage *self)
{
  g_return_val_if_fail (GRAFT_IS_DATA_PAGE (self), NULL);
  return GRAFT_ITEM_VIEWER (self->viewer);
}

GraftLabelBar *
graft_data_page_get_bar (GraftDataPage *self)
{
  g_return_val_if_fail (GRAFT_IS_DATA_PAGE (self), NULL);
  return GRAFT_LABEL_BAR (self->bar);
}

const char *
graft_data_page_get_state (GraftDataPage *self)
{
  g_return_val_if_fail (GRAFT_IS_DATA_PAGE (self), NULL);
  return graft_page_get_project (GRAFT_PAGE (self)) == NULL
             ? "no-project"
             : gtk_stack_get_visible_child_name (GTK_STACK (self->centre));
}

/* ---- which of the states ---- */

static const char *
no_match_text (const GraftItemFilter *filter)
{
  switch (filter->show)
    {
    case GRAFT_SHOW_UNLABELLED:
      return _ ("Every item that the filter lets through has a label.");
    case GRAFT_SHOW_SUGGESTED:
      return _ ("There are no suggestions yet. Label a few items of each class, then let "
                "a model suggest the rest.");
    case GRAFT_SHOW_QUEUE:
      return _ ("Nothing waits to be labelled. A model orders the queue when it suggests "
                "labels.");
    case GRAFT_SHOW_ALL:
    case GRAFT_SHOW_LABELLED:
    case GRAFT_SHOW_SUSPECTS:
    case GRAFT_SHOW_DUPLICATES:
    case GRAFT_SHOW_LEAKS:
    case GRAFT_SHOW_DISPUTED:
    case GRAFT_SHOW_EXCLUDED:
    case GRAFT_N_SHOWS:
    default:
      return _ ("No item of this set passes the filter.");
    }
}

static const char *
choose_state (GraftDataPage *self)
{
  GraftProjectSet *set = graft_item_view_get_set (self->view);
  GListModel *rows = G_LIST_MODEL (graft_item_view_get_model (self->view));

  if (graft_item_viewer_is_open (GRAFT_ITEM_VIEWER (self->viewer)))
    return "viewer";
  if (set == NULL)
    return "no-sets";
  if (graft_data_page_get_second_view (self) != NULL)
    return "grid";
  if (graft_project_set_get_n_items (set) == 0)
    return "empty-set";
  return g_list_model_get_n_items (rows) == 0 ? "no-match" : "grid";
}

static void
update_state (GraftDataPage *self)
{
  const char *state = choose_state (self);

  gtk_stack_set_visible_child_name (
      GTK_STACK (self->modes),
      graft_page_get_project (GRAFT_PAGE (self)) == NULL ? "no-project" : "work");
  graft_stack_tell_hidden (GTK_STACK (self->modes));
  adw_status_page_set_description (
      ADW_STATUS_PAGE (self->no_match),
      no_match_text (graft_item_view_get_filter (self->view)));
  gtk_stack_set_visible_child_name (GTK_STACK (self->centre), state);
  graft_stack_tell_hidden (GTK_STACK (self->centre));
  gtk_widget_set_visible (self->bar, !g_str_equal (state, "no-sets"));
  gtk_widget_set_visible (self->header,
                          graft_page_get_project (GRAFT_PAGE (self)) != NULL &&
                              graft_page_get_narrow (GRAFT_PAGE (self)));
}

/* ---- project ---- */

static void
give_loader (GraftDataPage *self)
{
  graft_data_sides_set_loader (GRAFT_DATA_SIDES (self->sides), self->loader);
  graft_item_viewer_set_loader (GRAFT_ITEM_VIEWER (self->viewer), self->loader);
}

/* All pictures are made anew. */
static void
renew_loader (GraftDataPage *self)
{
  GraftProject *project = graft_page_get_project (GRAFT_PAGE (self));

  g_clear_object (&self->loader);
  if (project != NULL)
    self->loader = graft_thumbnail_loader_new (project);
  give_loader (self);
}

static void
graft_data_page_project_changed (GraftPage *page, GraftProject *project)
{
  GraftDataPage *self = GRAFT_DATA_PAGE (page);

  graft_item_viewer_close (GRAFT_ITEM_VIEWER (self->viewer));
  renew_loader (self);
  graft_item_view_set_project (self->view, project);
  graft_data_sides_set_project (GRAFT_DATA_SIDES (self->sides), project);
  update_state (self);
}

/* Files were found again, or changed on the disk. */
static void
reload_cb (GSimpleAction *action, GVariant *parameter, GraftDataPage *self)
{
  renew_loader (self);
}

/* ---- the viewer ---- */

static void
open_cb (GraftDataPage *self, guint position)
{
  graft_item_view_set_cursor (self->view, position);
  graft_item_viewer_open (GRAFT_ITEM_VIEWER (self->viewer));
  update_state (self);
  gtk_widget_grab_focus (self->viewer);
}

/* Back at the item that was looked at last. */
static void
closed_cb (GraftDataPage *self)
{
  update_state (self);
  gtk_widget_grab_focus (GTK_WIDGET (graft_data_page_get_grid (self)));
}

static void
add_viewer (GraftDataPage *self)
{
  self->viewer = graft_item_viewer_new (self->view);
  adw_bin_set_child (ADW_BIN (self->viewer_bin), self->viewer);
  g_signal_connect_object (self->viewer, "closed", G_CALLBACK (closed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* ---- sides ---- */

/* The bar speaks of the side that has the focus, and its buttons act there. */
static void
side_cb (GraftDataPage *self)
{
  GraftItemGrid *grid = graft_data_sides_get_active (GRAFT_DATA_SIDES (self->sides));

  graft_label_bar_set_view (GRAFT_LABEL_BAR (self->bar), graft_item_grid_get_view (grid));
  gtk_widget_insert_action_group (self->bar, "data",
                                  G_ACTION_GROUP (graft_item_grid_get_actions (grid)));
  update_state (self);
}

static void
show_all_cb (GSimpleAction *action, GVariant *parameter, GraftDataPage *self)
{
  graft_item_view_set_show (self->view, GRAFT_SHOW_ALL);
}

/* ---- the column of panels ---- */

static void
toggle_panels_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwFlap *flap = ADW_FLAP (GRAFT_DATA_PAGE (widget)->flap);

  if (gtk_widget_get_mapped (GTK_WIDGET (flap)))
    adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
sheet_cb (GraftDataPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focused = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (graft_page_get_narrow (GRAFT_PAGE (self)) &&
      !adw_flap_get_reveal_flap (ADW_FLAP (self->flap)) && focused != NULL &&
      gtk_widget_is_ancestor (focused, self->sheet))
    gtk_widget_grab_focus (self->header);
}

static void
sheet_mapped_cb (GraftDataPage *self, GtkWidget *sheet)
{
  if (graft_page_get_narrow (GRAFT_PAGE (self)) &&
      adw_flap_get_reveal_flap (ADW_FLAP (self->flap)))
    gtk_widget_child_focus (sheet, GTK_DIR_TAB_FORWARD);
}

static void
make_header (GraftDataPage *self)
{
  self->header = g_object_ref_sink (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->header), "sidebar-show-symbolic");
  gtk_widget_set_tooltip_text (self->header, _ ("Data sets, filters and splits (F9)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->header),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Data sets, filters and splits"), -1);
  gtk_widget_set_visible (self->header, FALSE);
  g_object_bind_property (self->flap, "reveal-flap", self->header, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
}

static void
add_keys (GraftDataPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F9, 0),
                        gtk_named_action_new ("page.toggle-panels")));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* ---- life ---- */

static void
graft_data_page_narrow_changed (GraftPage *page, gboolean narrow)
{
  GraftDataPage *self = GRAFT_DATA_PAGE (page);

  adw_flap_set_fold_policy (ADW_FLAP (self->flap), narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS
                                                          : ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_reveal_flap (ADW_FLAP (self->flap), !narrow);
  graft_label_bar_set_narrow (GRAFT_LABEL_BAR (self->bar), narrow);
  graft_item_viewer_set_narrow (GRAFT_ITEM_VIEWER (self->viewer), narrow);
  update_state (self);
}

static GtkWidget *
graft_data_page_get_header_widget (GraftPage *page)
{
  return GRAFT_DATA_PAGE (page)->header;
}

/* What was labelled stays among the unlabelled until one looks elsewhere. */
static void
graft_data_page_unmap (GtkWidget *widget)
{
  GraftDataPage *self = GRAFT_DATA_PAGE (widget);

  GTK_WIDGET_CLASS (graft_data_page_parent_class)->unmap (widget);
  graft_item_view_set_filter (self->view, graft_item_view_get_filter (self->view));
}

static void
graft_data_page_dispose (GObject *object)
{
  GraftDataPage *self = GRAFT_DATA_PAGE (object);

  gtk_widget_insert_action_group (GTK_WIDGET (self), "data", NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_DATA_PAGE);
  g_clear_object (&self->header);
  g_clear_object (&self->actions);
  g_clear_object (&self->loader);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (graft_data_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/data/data-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, modes);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, flap);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, sheet);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, set_slot);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, filter_slot);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, split_slot);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, chips_slot);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, centre);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, no_match);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, columns);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, viewer_bin);
  gtk_widget_class_bind_template_child (widget_class, GraftDataPage, bar);
  gtk_widget_class_bind_template_callback (widget_class, sheet_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_mapped_cb);
}

static void
graft_data_page_class_init (GraftDataPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_data_page_dispose;
  widget_class->unmap = graft_data_page_unmap;
  GRAFT_PAGE_CLASS (klass)->project_changed = graft_data_page_project_changed;
  GRAFT_PAGE_CLASS (klass)->narrow_changed = graft_data_page_narrow_changed;
  GRAFT_PAGE_CLASS (klass)->get_header_widget = graft_data_page_get_header_widget;
  g_type_ensure (GRAFT_TYPE_LABEL_BAR);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "page.toggle-panels", NULL,
                                   toggle_panels_action);
}

/* The commands of the first grid are those of the page: chips, panels and bar use them.
 */
static void
add_grid (GraftDataPage *self)
{
  self->sides = graft_data_sides_new (
      self->view, graft_label_bar_get_size (GRAFT_LABEL_BAR (self->bar)));
  adw_bin_set_child (ADW_BIN (self->columns), self->sides);
  g_signal_connect_object (self->sides, "open", G_CALLBACK (open_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sides, "side", G_CALLBACK (side_cb), self,
                           G_CONNECT_SWAPPED);
  self->actions =
      g_object_ref (graft_item_grid_get_actions (graft_data_page_get_grid (self)));
  graft_data_actions_add (self->actions, "show-all", NULL, G_CALLBACK (show_all_cb),
                          self);
  graft_data_actions_add (self->actions, "reload", NULL, G_CALLBACK (reload_cb), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "data",
                                  G_ACTION_GROUP (self->actions));
}

/* After the grid, whose actions they add to. */
static void
add_panels (GraftDataPage *self)
{
  gtk_box_append (GTK_BOX (self->set_slot), graft_set_panel_new (self->view));
  gtk_box_append (GTK_BOX (self->filter_slot), graft_filter_panel_new (self->view));
  gtk_box_append (GTK_BOX (self->split_slot), graft_split_panel_new (self->view));
  gtk_box_append (GTK_BOX (self->chips_slot), graft_class_chips_new (self->view));
  gtk_box_append (GTK_BOX (self->chips_slot), graft_assist_bar_new (self->view));
  graft_data_commands_install (GTK_WIDGET (self), self->view, self->actions);
}

static void
graft_data_page_init (GraftDataPage *self)
{
  self->view = graft_item_view_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_grid (self);
  add_panels (self);
  add_viewer (self);
  make_header (self);
  add_keys (self);
  graft_label_bar_set_view (GRAFT_LABEL_BAR (self->bar), self->view);
  g_signal_connect_object (self->view, "filter-changed", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "notify::set", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (graft_item_view_get_model (self->view), "items-changed",
                           G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  update_state (self);
}
