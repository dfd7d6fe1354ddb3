/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See data-row.h. */
#include "ui/train/data-row.h"

#include "graft-config.h"
#include "ui/widgets/children.h"
#include "ui/widgets/drop-down.h"

#include <glib/gi18n.h>
#include <string.h>

struct _GraftDataRow
{
  GtkWidget parent_instance;
  GraftRunController *controller;
  GraftProject *project; /* whose signals are connected; or NULL */
  GraftDomain domain;
  GtkWidget *title;
  GtkWidget *name;   /* of data that cannot be chosen here */
  GtkWidget *choice; /* of the sets of a project */
  gboolean updating;
};

enum
{
  PROP_TITLE = 1,
  PROP_DOMAIN,
  N_PROPERTIES
};

G_DEFINE_FINAL_TYPE (GraftDataRow, graft_data_row, GTK_TYPE_WIDGET)

/* "builtin:printed-digits" reads "Printed digits"; of a file the last part of its path is
 * told, of a project the name of the set. */
static char *
data_name (const char *data)
{
  const char *colon = data != NULL ? strchr (data, ':') : NULL;
  char *name;

  if (data == NULL)
    return g_strdup ("–");
  if (g_str_has_prefix (data, "project:") && strchr (data, '#') != NULL)
    return g_strdup (strrchr (data, '#') + 1);
  if (!g_str_has_prefix (data, "builtin:"))
    return g_path_get_basename (colon != NULL ? colon + 1 : data);
  name = g_strdup (colon + 1);
  g_strdelimit (name, "-", ' ');
  name[0] = g_ascii_toupper (name[0]);
  return name;
}

static const char *
current_data (GraftDataRow *self)
{
  GraftExperiment *experiment = graft_run_controller_get_experiment (self->controller);

  return experiment != NULL ? graft_experiment_get_data (experiment, self->domain) : NULL;
}

/* The sets in their order; what the experiment reads, if it is none of them, comes last.
 */
static void
fill_choice (GraftDataRow *self, GListModel *sets)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GraftProjectSet *current =
      graft_run_controller_find_set (self->controller, self->domain);
  guint n = g_list_model_get_n_items (sets), selected = n;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);

      gtk_string_list_append (names, graft_project_set_get_name (set));
      if (set == current)
        selected = i;
    }
  if (current == NULL)
    {
      g_autofree char *name = data_name (current_data (self));

      gtk_string_list_append (names, name);
    }
  self->updating = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->choice), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->choice), selected);
  self->updating = FALSE;
}

static void
show (GraftDataRow *self)
{
  GraftProject *project = graft_run_controller_get_project (self->controller);
  GListModel *sets = project != NULL ? graft_project_get_sets (project) : NULL;
  gboolean choose = sets != NULL && g_list_model_get_n_items (sets) > 0;
  const char *data = current_data (self);
  g_autofree char *name = data_name (data);

  gtk_label_set_label (GTK_LABEL (self->name), name);
  gtk_widget_set_tooltip_text (self->name, data);
  gtk_widget_set_tooltip_text (self->choice, data);
  if (choose)
    fill_choice (self, sets);
  gtk_widget_set_visible (self->choice, choose);
  gtk_widget_set_visible (self->name, !choose);
}

static void
state_cb (GraftDataRow *self)
{
  gtk_widget_set_sensitive (self->choice,
                            !graft_run_controller_is_active (self->controller));
}

static void
project_cb (GraftDataRow *self)
{
  GraftProject *project = graft_run_controller_get_project (self->controller);

  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_set_object (&self->project, project);
  if (project != NULL)
    g_signal_connect_object (project, "sets-changed", G_CALLBACK (show), self,
                             G_CONNECT_SWAPPED);
  show (self);
}

static void
selected_cb (GraftDataRow *self)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->choice));
  g_autoptr (GraftProjectSet) set = NULL;
  g_autoptr (GError) error = NULL;

  if (self->updating || self->project == NULL)
    return;
  set = g_list_model_get_item (graft_project_get_sets (self->project), selected);
  if (set != NULL &&
      !graft_run_controller_set_data (self->controller, self->domain, set, &error))
    {
      g_signal_emit_by_name (self->controller, "message", error->message);
      show (self);
    }
}

void
graft_data_row_set_controller (GraftDataRow *self, GraftRunController *controller)
{
  g_return_if_fail (GRAFT_IS_DATA_ROW (self));
  g_return_if_fail (self->controller == NULL);

  self->controller = g_object_ref (controller);
  g_signal_connect_object (controller, "experiment-changed", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "project-changed", G_CALLBACK (project_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  project_cb (self);
  state_cb (self);
}

static void
graft_data_row_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  GraftDataRow *self = GRAFT_DATA_ROW (object);

  switch (id)
    {
    case PROP_TITLE:
      gtk_label_set_label (GTK_LABEL (self->title), g_value_get_string (value));
      graft_drop_down_set_name (self->choice, g_value_get_string (value));
      break;
    case PROP_DOMAIN:
      self->domain = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_data_row_dispose (GObject *object)
{
  GraftDataRow *self = GRAFT_DATA_ROW (object);

  graft_widget_remove_children (GTK_WIDGET (self));
  g_clear_object (&self->project);
  g_clear_object (&self->controller);
  G_OBJECT_CLASS (graft_data_row_parent_class)->dispose (object);
}

static void
graft_data_row_class_init (GraftDataRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = graft_data_row_set_property;
  object_class->dispose = graft_data_row_dispose;
  g_object_class_install_property (
      object_class, PROP_TITLE, g_param_spec_string ("title", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_DOMAIN,
                                   g_param_spec_uint ("domain", NULL, NULL, 0,
                                                      GRAFT_N_DOMAINS - 1, GRAFT_SOURCE,
                                                      flags));
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BOX_LAYOUT);
}

static void
graft_data_row_init (GraftDataRow *self)
{
  GtkBoxLayout *layout =
      GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_box_layout_set_spacing (layout, 12);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_set_hexpand (self->title, TRUE);
  self->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (self->name), 1);
  gtk_widget_add_css_class (self->name, "graft-chip");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->name),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY, self->title, NULL,
                                  -1);
  self->choice = gtk_drop_down_new (NULL, NULL);
  graft_drop_down_ellipsize (self->choice);
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (selected_cb),
                            self);
  gtk_widget_set_parent (self->title, GTK_WIDGET (self));
  gtk_widget_set_parent (self->name, GTK_WIDGET (self));
  gtk_widget_set_parent (self->choice, GTK_WIDGET (self));
}
