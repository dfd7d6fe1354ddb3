/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See window.h. Commands are in window-actions.c, the run itself in run-controller.c. */
#include "ui/window/window.h"

#include "graft-config.h"
#include "ui/widgets/adaptive-bin.h"
#include "ui/widgets/stack-hidden.h"
#include "ui/window/settings.h"
#include "ui/window/window-private.h"

#include <glib/gi18n.h>

struct _GraftWindow
{
  AdwApplicationWindow parent_instance;
  GraftRunController *controller;
  GraftProjectHolder *projects;
  GSettings *settings; /* or NULL */
  GtkWidget *adaptive;
  GtkWidget *header_bar;
  GtkWidget *run_box;
  GtkWidget *run_button;
  GtkWidget *run_content;
  gboolean run_focus; /* the run button has the focus, or had it before it was disabled */
  GtkWidget *window_title;
  GtkWidget *progress;      /* in the header bar */
  GtkWidget *progress_line; /* below it, where there is no room in it */
  GtkWidget *page_header;
  GtkWidget *notice; /* of a project that cannot be changed */
  GtkWidget *sidebar_area;
  GtkWidget *sidebar;
  GtkWidget *toasts;
  GtkWidget *stack;
};

G_DEFINE_FINAL_TYPE (GraftWindow, graft_window, ADW_TYPE_APPLICATION_WINDOW)

GraftRunController *
graft_window_get_controller (GraftWindow *self)
{
  g_return_val_if_fail (GRAFT_IS_WINDOW (self), NULL);
  return self->controller;
}

GraftProjectHolder *
graft_window_get_projects (GraftWindow *self)
{
  g_return_val_if_fail (GRAFT_IS_WINDOW (self), NULL);
  return self->projects;
}

GtkWidget *
graft_window_get_notice (GraftWindow *self)
{
  return self->notice;
}

/* --- header bar --- */

static GraftWidthClass
width_class (GraftWindow *self)
{
  return graft_adaptive_bin_get_width_class (GRAFT_ADAPTIVE_BIN (self->adaptive));
}

static void
update_run_button (GraftWindow *self)
{
  GraftState state = graft_run_controller_get_state (self->controller);
  AdwButtonContent *content = ADW_BUTTON_CONTENT (self->run_content);
  const char *label = _ ("_Start"), *icon = "media-playback-start-symbolic";
  const char *tooltip = _ ("Start the run (F5)"), *name = _ ("Start");

  if (state == GRAFT_STATE_RUNNING || state == GRAFT_STATE_LOADING)
    {
      label = _ ("_Pause");
      name = _ ("Pause");
      icon = "media-playback-pause-symbolic";
      tooltip = _ ("Pause the run (F5)");
    }
  else if (state == GRAFT_STATE_FINISHING)
    {
      label = _ ("_Pause");
      name = _ ("Pause");
      icon = "media-playback-pause-symbolic";
      tooltip = _ ("The result is being measured; that cannot pause, only stop");
    }
  else if (state == GRAFT_STATE_PAUSED)
    {
      label = _ ("_Resume");
      name = _ ("Resume");
      tooltip = _ ("Go on with the run (F5)");
    }
  adw_button_content_set_label (content,
                                width_class (self) == GRAFT_WIDTH_TINY ? "" : label);
  adw_button_content_set_icon_name (content, icon);
  gtk_widget_set_tooltip_text (self->run_button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->run_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* The name is that of the project, or else of the experiment. Below it stands the run
 * while there is one to speak of, or else how much of the project is saved. */
static void
update_title (GraftWindow *self)
{
  GraftProject *project = graft_project_holder_get_project (self->projects);
  gboolean open = graft_run_controller_get_experiment (self->controller) != NULL;
  gboolean trained = graft_run_controller_get_state (self->controller) > GRAFT_STATE_IDLE;
  g_autofree char *experiment = NULL, *text = NULL;
  const char *title = _ ("Graft"), *subtitle = "";

  g_object_get (self->controller, "title", &experiment, "progress-text", &text, NULL);
  if (project != NULL)
    title = graft_project_get_name (project);
  else if (open && experiment != NULL && *experiment != '\0')
    title = experiment;
  if (open && text != NULL && (trained || project == NULL))
    subtitle = text;
  else
    subtitle = graft_project_holder_get_status (self->projects);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->window_title), title);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->window_title), subtitle);
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
update_progress (GraftWindow *self)
{
  GraftState state = graft_run_controller_get_state (self->controller);
  gboolean shown =
      graft_run_controller_is_active (self->controller) && state != GRAFT_STATE_IDLE;
  gboolean narrow = width_class (self) <= GRAFT_WIDTH_NARROW;
  double fraction = 0;

  g_object_get (self->controller, "fraction", &fraction, NULL);
  gtk_widget_set_visible (self->progress, shown && !narrow);
  gtk_widget_set_visible (self->progress_line, shown && narrow);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), fraction);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_line), fraction);
}

/* While a result is measured the button cannot be pressed and loses the focus; it comes
 * back, unless a person has gone elsewhere meanwhile. */
static void
keep_run_focus (GraftWindow *self, gboolean had_focus)
{
  GtkWidget *focused = gtk_root_get_focus (GTK_ROOT (self));

  self->run_focus = had_focus || (self->run_focus && focused == NULL);
  if (self->run_focus && focused == NULL && gtk_widget_is_sensitive (self->run_button))
    gtk_widget_grab_focus (self->run_button);
}

static void
state_cb (GraftWindow *self)
{
  gboolean had_focus = gtk_root_get_focus (GTK_ROOT (self)) == self->run_button;

  gtk_widget_set_visible (self->run_box,
                          graft_run_controller_get_experiment (self->controller) != NULL);
  update_run_button (self);
  graft_window_update_actions (self);
  keep_run_focus (self, had_focus);
}

static void
progress_text_cb (GraftWindow *self)
{
  update_title (self);
  update_progress (self);
}

static void
message_cb (GraftWindow *self, const char *text)
{
  graft_window_toast (self, text);
}

/* --- pages --- */

static GtkWidget *
make_row (GraftPage *page, const char *id)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ (graft_page_get_title (page)));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name (graft_page_get_icon_name (page)));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_name (row, id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (graft_page_get_title (page)), -1);
  return row;
}

static void
add_page (GraftWindow *self, const GraftPageEntry *entry)
{
  GtkWidget *page = g_object_new (entry->get_type (), NULL);
  GtkWidget *header;

  graft_page_set_controller (GRAFT_PAGE (page), self->controller);
  gtk_stack_add_named (GTK_STACK (self->stack), page, entry->id);
  gtk_list_box_append (GTK_LIST_BOX (self->sidebar),
                       make_row (GRAFT_PAGE (page), entry->id));
  header = graft_page_get_header_widget (GRAFT_PAGE (page));
  if (header != NULL)
    gtk_stack_add_named (GTK_STACK (self->page_header), header, entry->id);
}

GraftPage *
graft_window_get_page (GraftWindow *self, const char *id)
{
  g_return_val_if_fail (GRAFT_IS_WINDOW (self), NULL);
  return (GraftPage *)gtk_stack_get_child_by_name (GTK_STACK (self->stack), id);
}

const char *
graft_window_get_page_id (GraftWindow *self)
{
  g_return_val_if_fail (GRAFT_IS_WINDOW (self), NULL);
  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

static void
select_row (GraftWindow *self, const char *id)
{
  for (int i = 0;; i++)
    {
      GtkListBoxRow *row =
          gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->sidebar), i);

      if (row == NULL)
        return;
      if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), id))
        gtk_list_box_select_row (GTK_LIST_BOX (self->sidebar), row);
    }
}

static void
visible_page_cb (GraftWindow *self)
{
  const char *id = graft_window_get_page_id (self);
  GtkWidget *header;

  if (id == NULL)
    return;
  header = gtk_stack_get_child_by_name (GTK_STACK (self->page_header), id);
  gtk_widget_set_visible (self->page_header, header != NULL);
  if (header != NULL)
    gtk_stack_set_visible_child (GTK_STACK (self->page_header), header);
  graft_stack_tell_hidden (GTK_STACK (self->stack));
  select_row (self, id);
  graft_window_update_actions (self);
}

/* Tab stops at the row of the shown page alone and leaves the list from there; inside it
 * the arrows move. (GtkListBox would let Tab walk through the rows, and so through the
 * pages.) */
static void
focus_only (GraftWindow *self, GtkListBoxRow *selected)
{
  GtkWidget *focused = gtk_root_get_focus (GTK_ROOT (self));
  gboolean inside = focused != NULL && gtk_widget_is_ancestor (focused, self->sidebar);

  for (GtkWidget *row = gtk_widget_get_first_child (self->sidebar); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_focusable (row, row == GTK_WIDGET (selected));
  if (inside)
    gtk_widget_grab_focus (GTK_WIDGET (selected));
}

static void
row_selected_cb (GraftWindow *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  focus_only (self, row);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    gtk_widget_get_name (GTK_WIDGET (row)));
}

gboolean
graft_window_show_page (GraftWindow *self, const char *id)
{
  GraftPage *page = graft_window_get_page (self, id);

  if (page != NULL)
    gtk_stack_set_visible_child (GTK_STACK (self->stack), GTK_WIDGET (page));
  return page != NULL;
}

/* --- widths --- */

static void
fold_row (GtkWidget *row, gboolean folded)
{
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
  GtkWidget *label = gtk_widget_get_last_child (box);

  gtk_widget_set_visible (label, !folded);
  gtk_widget_set_tooltip_text (row,
                               folded ? gtk_label_get_text (GTK_LABEL (label)) : NULL);
}

static void
fold_sidebar (GraftWindow *self, gboolean folded)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->sidebar), i));
       i++)
    fold_row (GTK_WIDGET (row), folded);
  if (folded)
    gtk_widget_add_css_class (self->sidebar, "folded");
  else
    gtk_widget_remove_css_class (self->sidebar, "folded");
}

/* What the pages add to the header bar stands below the page icons in a tiny window: the
 * title would have no room left beside it. */
static void
place_page_header (GraftWindow *self, gboolean in_sidebar)
{
  GtkWidget *stack = self->page_header;
  GtkOrientation orientation =
      in_sidebar ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  if ((gtk_widget_get_parent (stack) == self->sidebar_area) == in_sidebar)
    return;
  g_object_ref (stack);
  if (in_sidebar)
    {
      adw_header_bar_remove (ADW_HEADER_BAR (self->header_bar), stack);
      gtk_box_append (GTK_BOX (self->sidebar_area), stack);
    }
  else
    {
      gtk_box_remove (GTK_BOX (self->sidebar_area), stack);
      adw_header_bar_pack_end (ADW_HEADER_BAR (self->header_bar), stack);
    }
  g_object_unref (stack);
  for (GtkWidget *child = gtk_widget_get_first_child (stack); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_ORIENTABLE (child))
      gtk_orientable_set_orientation (GTK_ORIENTABLE (child), orientation);
}

static void
width_class_cb (GraftWindow *self)
{
  GraftWidthClass width = width_class (self);
  gboolean narrow = width <= GRAFT_WIDTH_NARROW;

  fold_sidebar (self, width != GRAFT_WIDTH_WIDE);
  place_page_header (self, width == GRAFT_WIDTH_TINY);
  adw_header_bar_set_centering_policy (ADW_HEADER_BAR (self->header_bar),
                                       narrow ? ADW_CENTERING_POLICY_LOOSE
                                              : ADW_CENTERING_POLICY_STRICT);
  if (width == GRAFT_WIDTH_TINY)
    gtk_widget_add_css_class (self->adaptive, "graft-tiny");
  else
    gtk_widget_remove_css_class (self->adaptive, "graft-tiny");
  for (GtkWidget *page = gtk_widget_get_first_child (self->stack); page != NULL;
       page = gtk_widget_get_next_sibling (page))
    graft_page_set_narrow (GRAFT_PAGE (page), narrow);
  update_run_button (self);
  update_progress (self);
}

/* --- opening --- */

void
graft_window_toast (GraftWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_return_if_fail (GRAFT_IS_WINDOW (self));

  adw_toast_set_title (toast, escaped);
  adw_toast_set_timeout (toast, 4);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

void
graft_window_toast_failed (GraftWindow *self, const char *text, const GError *error)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_button_label (toast, _ ("Details"));
  adw_toast_set_action_name (toast, "win.show-error");
  adw_toast_set_action_target (toast, "s", error->message);
  adw_toast_set_timeout (toast, 0);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

/* What is suggested now is to start it, or to pause what has started. */
void
graft_window_show_opened (GraftWindow *self)
{
  graft_window_show_page (self, "train");
  gtk_widget_grab_focus (self->run_button);
}

static void
toast_open_failed (GraftWindow *self, const GError *error)
{
  graft_window_toast_failed (self, _ ("The experiment could not be opened"), error);
}

gboolean
graft_window_open (GraftWindow *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (GRAFT_IS_WINDOW (self), FALSE);

  if (path != NULL && g_str_has_suffix (path, ".graft"))
    {
      graft_project_holder_open (self->projects, path, GRAFT_PROJECT_OPEN);
      return TRUE;
    }
  if (path == NULL)
    g_set_error (&error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_UNSUPPORTED,
                 _ ("“%s” is not a local file; copy it to this computer first"),
                 g_file_peek_path (file) ? g_file_peek_path (file) : "");
  else if (graft_run_controller_open_file (self->controller, path, &error))
    {
      graft_window_show_opened (self);
      return TRUE;
    }
  toast_open_failed (self, error);
  return FALSE;
}

gboolean
graft_window_open_example (GraftWindow *self, const char *id, gboolean start)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (GRAFT_IS_WINDOW (self), FALSE);

  if (!graft_run_controller_open_example (self->controller, id, &error))
    {
      toast_open_failed (self, error);
      return FALSE;
    }
  graft_window_show_opened (self);
  if (start)
    graft_run_controller_start (self->controller);
  return TRUE;
}

/* --- life --- */

static void
restore_size (GraftWindow *self)
{
  const GSettingsBindFlags flags = G_SETTINGS_BIND_GET_NO_CHANGES;

  if (self->settings == NULL)
    return;
  /* default-width follows the size of the window while it is neither maximised nor tiled.
   */
  g_settings_bind (self->settings, "window-width", self, "default-width",
                   G_SETTINGS_BIND_DEFAULT | flags);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT | flags);
  g_settings_bind (self->settings, "window-maximized", self, "maximized",
                   G_SETTINGS_BIND_DEFAULT | flags);
}

/* The first thing that has the focus is what the page suggests to do, not the list of
 * pages. */
static void
graft_window_map (GtkWidget *widget)
{
  GtkWidget *page =
      gtk_stack_get_visible_child (GTK_STACK (GRAFT_WINDOW (widget)->stack));

  GTK_WIDGET_CLASS (graft_window_parent_class)->map (widget);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
connect_controller (GraftWindow *self)
{
  const struct
  {
    const char *signal;
    GCallback callback;
  } links[] = {
    { "notify::state", G_CALLBACK (state_cb) },
    { "notify::progress-text", G_CALLBACK (progress_text_cb) },
    { "experiment-changed", G_CALLBACK (state_cb) },
    { "message", G_CALLBACK (message_cb) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    g_signal_connect_object (self->controller, links[i].signal, links[i].callback, self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->projects, "notify::status", G_CALLBACK (update_title),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->projects, "notify::project", G_CALLBACK (update_title),
                           self, G_CONNECT_SWAPPED);
}

static void
graft_window_dispose (GObject *object)
{
  GraftWindow *self = GRAFT_WINDOW (object);

  if (self->controller != NULL)
    graft_window_leave_project (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_WINDOW);
  g_clear_object (&self->controller);
  /* The last reference: all that was edited is on disk before the window is gone. */
  g_clear_object (&self->projects);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (graft_window_parent_class)->dispose (object);
}

static void
graft_window_class_init (GraftWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_window_dispose;
  widget_class->map = graft_window_map;
  g_type_ensure (GRAFT_TYPE_ADAPTIVE_BIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/window/window.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, adaptive);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, run_box);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, run_button);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, run_content);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, progress_line);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, page_header);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, sidebar_area);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GraftWindow, stack);
  gtk_widget_class_bind_template_callback (widget_class, width_class_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, visible_page_cb);
  graft_window_install_actions (widget_class);
  graft_window_install_project_actions (widget_class);
  graft_window_install_run_actions (widget_class);
}

static void
graft_window_init (GraftWindow *self)
{
  const GraftPageEntry *entry;

  self->controller = graft_run_controller_new ();
  self->settings = graft_settings_new ();
  self->projects = graft_project_holder_new (self->settings);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; (entry = graft_pages_get (i)) != NULL; i++)
    add_page (self, entry);
  connect_controller (self);
  graft_window_connect_project (self);
  restore_size (self);
  graft_window_catch_keys (self);
  visible_page_cb (self);
  state_cb (self);
}

/**
 * graft_window_new:
 *
 * Makes the window with every page of the registry, the first one shown.
 */
GtkWidget *
graft_window_new (AdwApplication *application)
{
  return g_object_new (GRAFT_TYPE_WINDOW, "application", application, NULL);
}
