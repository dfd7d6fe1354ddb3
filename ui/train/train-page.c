/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See train-page.h. The page only arranges its panels; each of them listens to the
 * controller itself. In a narrow window the side columns are sheets, opened from the
 * header bar. */
#include "ui/train/train-page.h"

#include "graft-config.h"
#include "ui/train/curves-card.h"
#include "ui/train/map-pane.h"
#include "ui/train/verdict-panel.h"
#include "ui/widgets/stack-hidden.h"

#include <glib/gi18n.h>

struct _GraftTrainPage
{
  GraftPage parent_instance;
  GtkWidget *modes;
  GtkWidget *empty_buttons;
  GtkWidget *nothing;
  GtkWidget *use_project;
  GtkWidget *run_flap;
  GtkWidget *verdict_flap;
  GtkWidget *run_panel;
  GtkWidget *verdict_panel;
  GtkWidget *centre;
  GtkWidget *outdated; /* says that the settings are not those of the results */
  GtkWidget *outdated_text;
  GtkWidget *split;
  GtkWidget *map_pane;
  GtkWidget *curves_card;
  GtkWidget *failure;
  GtkWidget *header; /* owned: the window borrows it */
  GtkWidget *run_toggle;
  GtkWidget *verdict_toggle;
};

G_DEFINE_FINAL_TYPE (GraftTrainPage, graft_train_page, GRAFT_TYPE_PAGE)

GraftRunPanel *
graft_train_page_get_run_panel (GraftTrainPage *self)
{
  g_return_val_if_fail (GRAFT_IS_TRAIN_PAGE (self), NULL);
  return GRAFT_RUN_PANEL (self->run_panel);
}

const char *
graft_train_page_get_mode (GraftTrainPage *self)
{
  const char *mode;

  g_return_val_if_fail (GRAFT_IS_TRAIN_PAGE (self), NULL);
  mode = gtk_stack_get_visible_child_name (GTK_STACK (self->modes));
  if (g_strcmp0 (mode, "work") == 0 &&
      g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->centre)), "failed") ==
          0)
    return "failed";
  return mode;
}

static void
show_header (GraftTrainPage *self)
{
  gboolean working = graft_run_controller_get_experiment (
                         graft_page_get_controller (GRAFT_PAGE (self))) != NULL;

  gtk_widget_set_visible (self->header,
                          working && graft_page_get_narrow (GRAFT_PAGE (self)));
}

static void
experiment_cb (GraftTrainPage *self)
{
  GraftRunController *controller = graft_page_get_controller (GRAFT_PAGE (self));
  gboolean open = graft_run_controller_get_experiment (controller) != NULL;

  gtk_stack_set_visible_child_name (GTK_STACK (self->modes), open ? "work" : "empty");
  graft_stack_tell_hidden (GTK_STACK (self->modes));
  show_header (self);
}

static void
show_centre (GraftTrainPage *self, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->centre), name);
  graft_stack_tell_hidden (GTK_STACK (self->centre));
}

static void
reset_cb (GraftTrainPage *self)
{
  show_centre (self, "plots");
}

static void
failed_cb (GraftTrainPage *self, const GError *error)
{
  g_autofree char *escaped = g_markup_escape_text (error->message, -1);

  adw_status_page_set_description (ADW_STATUS_PAGE (self->failure), escaped);
  show_centre (self, "failed");
}

static char *
outdated_text (GraftRunController *controller)
{
  const GraftMethodInfo *trained = graft_run_controller_get_trained_method (controller);
  const GraftMethodInfo *chosen = graft_run_controller_get_method (controller);

  if (trained == NULL || chosen == NULL || trained == chosen)
    return g_strdup (_ ("These results were trained with other parameters than the "
                        "present ones."));
  /* Translators: names of two methods */
  return g_strdup_printf (_ ("These results are of “%s”; “%s” has not been trained yet."),
                          _ (trained->label), _ (chosen->label));
}

/* Results stay to be compared with, but never under a name that is not theirs. */
static void
outdated_cb (GraftTrainPage *self)
{
  GraftRunController *controller = graft_page_get_controller (GRAFT_PAGE (self));
  gboolean outdated = graft_run_controller_is_outdated (controller);

  if (outdated)
    {
      g_autofree char *text = outdated_text (controller);

      gtk_label_set_label (GTK_LABEL (self->outdated_text), text);
    }
  gtk_widget_set_visible (self->outdated, outdated);
}

static void
restore_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_run_controller_restore_settings (graft_page_get_controller (GRAFT_PAGE (widget)));
}

static void
back_action (GtkWidget *widget, const char *name, GVariant *target)
{
  show_centre (GRAFT_TRAIN_PAGE (widget), "plots");
}

static void
use_project_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftRunController *controller = graft_page_get_controller (GRAFT_PAGE (widget));
  g_autoptr (GError) error = NULL;

  if (graft_run_controller_get_project (controller) != NULL &&
      !graft_run_controller_is_active (controller) &&
      !graft_run_controller_open_sets (controller, &error))
    g_signal_emit_by_name (controller, "message", error->message);
}

static void
graft_train_page_project_changed (GraftPage *page, GraftProject *project)
{
  GraftTrainPage *self = GRAFT_TRAIN_PAGE (page);
  GtkWidget *example = gtk_widget_get_next_sibling (self->use_project);

  gtk_widget_set_visible (self->use_project, project != NULL);
  adw_status_page_set_description (
      ADW_STATUS_PAGE (self->nothing),
      project != NULL ? _ ("Train on the data of the project, or try an example.")
                      : _ ("Open an experiment, or try an example: it needs no files and "
                           "starts at once."));
  /* One thing at a time is suggested. */
  if (project != NULL)
    gtk_widget_remove_css_class (example, "suggested-action");
  else
    gtk_widget_add_css_class (example, "suggested-action");
}

static void
graft_train_page_controller_set (GraftPage *page, GraftRunController *controller)
{
  GraftTrainPage *self = GRAFT_TRAIN_PAGE (page);

  graft_run_panel_set_controller (GRAFT_RUN_PANEL (self->run_panel), controller);
  graft_verdict_panel_set_controller (GRAFT_VERDICT_PANEL (self->verdict_panel),
                                      controller);
  graft_map_pane_set_controller (GRAFT_MAP_PANE (self->map_pane), controller);
  graft_curves_card_set_controller (GRAFT_CURVES_CARD (self->curves_card), controller);
  g_signal_connect_object (controller, "experiment-changed", G_CALLBACK (experiment_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "settings-changed", G_CALLBACK (outdated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "notify::state", G_CALLBACK (outdated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "reset", G_CALLBACK (reset_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "failed", G_CALLBACK (failed_cb), self,
                           G_CONNECT_SWAPPED);
  experiment_cb (self);
  reset_cb (self);
}

static void
graft_train_page_narrow_changed (GraftPage *page, gboolean narrow)
{
  GraftTrainPage *self = GRAFT_TRAIN_PAGE (page);
  AdwFlapFoldPolicy policy =
      narrow ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER;

  adw_flap_set_fold_policy (ADW_FLAP (self->run_flap), policy);
  adw_flap_set_fold_policy (ADW_FLAP (self->verdict_flap), policy);
  adw_flap_set_reveal_flap (ADW_FLAP (self->run_flap), !narrow);
  adw_flap_set_reveal_flap (ADW_FLAP (self->verdict_flap), !narrow);
  show_header (self);
}

static GtkWidget *
graft_train_page_get_header_widget (GraftPage *page)
{
  return GRAFT_TRAIN_PAGE (page)->header;
}

static GtkWidget *
make_toggle (GtkWidget *flap, const char *icon, const char *name)
{
  GtkWidget *toggle = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (toggle), icon);
  gtk_widget_set_tooltip_text (toggle, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  g_object_bind_property (flap, "reveal-flap", toggle, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  return toggle;
}

static void
make_header (GraftTrainPage *self)
{
  self->header = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  self->run_toggle =
      make_toggle (self->run_flap, "graft-parameters-symbolic", _ ("Parameters"));
  self->verdict_toggle =
      make_toggle (self->verdict_flap, "graft-verdict-symbolic", _ ("Verdict"));
  gtk_box_append (GTK_BOX (self->header), self->run_toggle);
  gtk_box_append (GTK_BOX (self->header), self->verdict_toggle);
}

static void
toggle_sheet_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftTrainPage *self = GRAFT_TRAIN_PAGE (widget);
  GtkWidget *flap =
      g_str_equal (name, "train.toggle-parameters") ? self->run_flap : self->verdict_flap;

  if (!gtk_widget_get_mapped (flap))
    return;
  adw_flap_set_reveal_flap (ADW_FLAP (flap), !adw_flap_get_reveal_flap (ADW_FLAP (flap)));
}

/* Two sheets at once would cover everything in a small window. The focus goes into the
 * sheet when it is mapped, see sheet_mapped_cb(), and back to what opens it. */
static void
sheet_cb (GraftTrainPage *self,
          AdwFlap *flap,
          AdwFlap *other,
          GtkWidget *sheet,
          GtkWidget *toggle)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focused = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!graft_page_get_narrow (GRAFT_PAGE (self)))
    return;
  if (adw_flap_get_reveal_flap (flap))
    adw_flap_set_reveal_flap (other, FALSE);
  else if (focused != NULL && gtk_widget_is_ancestor (focused, sheet))
    gtk_widget_grab_focus (toggle);
}

static void
run_sheet_cb (GraftTrainPage *self)
{
  sheet_cb (self, ADW_FLAP (self->run_flap), ADW_FLAP (self->verdict_flap),
            self->run_panel, self->run_toggle);
}

static void
verdict_sheet_cb (GraftTrainPage *self)
{
  sheet_cb (self, ADW_FLAP (self->verdict_flap), ADW_FLAP (self->run_flap),
            self->verdict_panel, self->verdict_toggle);
}

static void
sheet_mapped_cb (GraftTrainPage *self, GtkWidget *sheet)
{
  GtkWidget *flap = gtk_widget_get_ancestor (sheet, ADW_TYPE_FLAP);

  if (graft_page_get_narrow (GRAFT_PAGE (self)) &&
      adw_flap_get_reveal_flap (ADW_FLAP (flap)))
    gtk_widget_child_focus (sheet, GTK_DIR_TAB_FORWARD);
}

/* The handle is a widget of its own, and the focus stops there. */
static void
name_handle (GraftTrainPage *self)
{
  GtkPaned *split = GTK_PANED (self->split);

  for (GtkWidget *child = gtk_widget_get_first_child (self->split); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (child != gtk_paned_get_start_child (split) &&
        child != gtk_paned_get_end_child (split))
      gtk_accessible_update_property (GTK_ACCESSIBLE (child),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Heights of map and curves"), -1);
}

static void
offer_examples (GraftTrainPage *self)
{
  const GraftExampleInfo *example;
  GtkWidget *last = self->use_project;

  for (gsize i = 0; (example = graft_catalogue_get_example (i)) != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (example->label));
      g_autofree char *name =
          g_strdup_printf (_ ("Try the example “%s”"), _ (example->label));

      gtk_widget_add_css_class (button, "pill");
      if (i == 0)
        gtk_widget_add_css_class (button, "suggested-action");
      gtk_widget_set_tooltip_text (button, _ (example->description));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", example->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.try-example");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      gtk_box_append (GTK_BOX (self->empty_buttons), button);
      gtk_box_reorder_child_after (GTK_BOX (self->empty_buttons), button, last);
      last = button;
    }
}

static void
graft_train_page_dispose (GObject *object)
{
  GraftTrainPage *self = GRAFT_TRAIN_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_TRAIN_PAGE);
  g_clear_object (&self->header);
  G_OBJECT_CLASS (graft_train_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/train/train-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, modes);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, empty_buttons);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, use_project);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, run_flap);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, verdict_flap);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, run_panel);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, verdict_panel);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, centre);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, outdated);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, outdated_text);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, split);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, map_pane);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, curves_card);
  gtk_widget_class_bind_template_child (widget_class, GraftTrainPage, failure);
  gtk_widget_class_bind_template_callback (widget_class, run_sheet_cb);
  gtk_widget_class_bind_template_callback (widget_class, verdict_sheet_cb);
  gtk_widget_class_bind_template_callback (widget_class, sheet_mapped_cb);
}

static void
graft_train_page_class_init (GraftTrainPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_train_page_dispose;
  GRAFT_PAGE_CLASS (klass)->controller_set = graft_train_page_controller_set;
  GRAFT_PAGE_CLASS (klass)->project_changed = graft_train_page_project_changed;
  GRAFT_PAGE_CLASS (klass)->narrow_changed = graft_train_page_narrow_changed;
  GRAFT_PAGE_CLASS (klass)->get_header_widget = graft_train_page_get_header_widget;
  g_type_ensure (GRAFT_TYPE_RUN_PANEL);
  g_type_ensure (GRAFT_TYPE_VERDICT_PANEL);
  g_type_ensure (GRAFT_TYPE_MAP_PANE);
  g_type_ensure (GRAFT_TYPE_CURVES_CARD);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "train.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "train.use-project", NULL,
                                   use_project_action);
  gtk_widget_class_install_action (widget_class, "train.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "train.toggle-parameters", NULL,
                                   toggle_sheet_action);
  gtk_widget_class_install_action (widget_class, "train.toggle-verdict", NULL,
                                   toggle_sheet_action);
}

static void
add_key (GtkEventController *controller, GdkModifierType modifiers, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F9, modifiers),
                        gtk_named_action_new (action)));
}

/* Wherever the focus is: the buttons that do the same are in the header bar. */
static void
add_keys (GraftTrainPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  add_key (controller, 0, "train.toggle-parameters");
  add_key (controller, GDK_SHIFT_MASK, "train.toggle-verdict");
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
graft_train_page_init (GraftTrainPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_header (self);
  name_handle (self);
  add_keys (self);
  offer_examples (self);
}
