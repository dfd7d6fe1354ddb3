/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See view-panel.h. */
#include "ui/data/view-panel.h"

#include "ui/widgets/children.h"

typedef struct
{
  GraftItemView *view;
  GSignalGroup *project_signals;
} GraftViewPanelPrivate;

enum
{
  PROP_VIEW = 1,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GraftViewPanel, graft_view_panel, GTK_TYPE_WIDGET)

static GraftViewPanelPrivate *
private_of (GraftViewPanel *self)
{
  return graft_view_panel_get_instance_private (self);
}

GraftItemView *
graft_view_panel_get_view (GraftViewPanel *self)
{
  g_return_val_if_fail (GRAFT_IS_VIEW_PANEL (self), NULL);
  return private_of (self)->view;
}

GraftProject *
graft_view_panel_get_project (GraftViewPanel *self)
{
  GraftItemView *view = graft_view_panel_get_view (self);

  return view != NULL ? graft_item_view_get_project (view) : NULL;
}

GraftProjectSet *
graft_view_panel_get_set (GraftViewPanel *self)
{
  GraftItemView *view = graft_view_panel_get_view (self);

  return view != NULL ? graft_item_view_get_set (view) : NULL;
}

gboolean
graft_view_panel_is_editable (GraftViewPanel *self)
{
  GraftProject *project = graft_view_panel_get_project (self);

  return project != NULL && graft_view_panel_get_set (self) != NULL &&
         !graft_project_get_read_only (project);
}

/* ---- what changes ---- */

static void
counts_cb (GraftViewPanel *self)
{
  if (GRAFT_VIEW_PANEL_GET_CLASS (self)->counts_changed != NULL)
    GRAFT_VIEW_PANEL_GET_CLASS (self)->counts_changed (self);
}

static void
filter_cb (GraftViewPanel *self)
{
  if (GRAFT_VIEW_PANEL_GET_CLASS (self)->filter_changed != NULL)
    GRAFT_VIEW_PANEL_GET_CLASS (self)->filter_changed (self);
}

static void
set_cb (GraftViewPanel *self)
{
  if (GRAFT_VIEW_PANEL_GET_CLASS (self)->set_changed != NULL)
    GRAFT_VIEW_PANEL_GET_CLASS (self)->set_changed (self);
  counts_cb (self);
  filter_cb (self);
}

static void
sets_cb (GraftViewPanel *self)
{
  if (GRAFT_VIEW_PANEL_GET_CLASS (self)->project_changed != NULL)
    GRAFT_VIEW_PANEL_GET_CLASS (self)->project_changed (self);
  set_cb (self);
}

static void
project_cb (GraftViewPanel *self)
{
  g_signal_group_set_target (private_of (self)->project_signals,
                             graft_view_panel_get_project (self));
  sets_cb (self);
}

static void
follow_view (GraftViewPanel *self)
{
  const struct
  {
    const char *signal;
    GCallback callback;
  } links[] = {
    { "notify::project", G_CALLBACK (project_cb) },
    { "notify::set", G_CALLBACK (set_cb) },
    { "counts-changed", G_CALLBACK (counts_cb) },
    { "filter-changed", G_CALLBACK (filter_cb) },
    { "notify::order", G_CALLBACK (filter_cb) },
    { "notify::n-selected", G_CALLBACK (filter_cb) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    g_signal_connect_object (private_of (self)->view, links[i].signal, links[i].callback,
                             self, G_CONNECT_SWAPPED);
}

/* ---- life ---- */

static void
graft_view_panel_constructed (GObject *object)
{
  GraftViewPanel *self = GRAFT_VIEW_PANEL (object);

  G_OBJECT_CLASS (graft_view_panel_parent_class)->constructed (object);
  if (private_of (self)->view == NULL)
    return;
  follow_view (self);
  project_cb (self);
}

static void
graft_view_panel_set_property (GObject *object,
                               guint id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    private_of (GRAFT_VIEW_PANEL (object))->view = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_view_panel_get_property (GObject *object,
                               guint id,
                               GValue *value,
                               GParamSpec *pspec)
{
  if (id == PROP_VIEW)
    g_value_set_object (value, private_of (GRAFT_VIEW_PANEL (object))->view);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_view_panel_dispose (GObject *object)
{
  GraftViewPanelPrivate *private = private_of (GRAFT_VIEW_PANEL (object));

  graft_widget_remove_children (GTK_WIDGET (object));
  if (private->view != NULL)
    g_signal_handlers_disconnect_by_data (private->view, object);
  g_clear_object (&private->project_signals);
  g_clear_object (&private->view);
  G_OBJECT_CLASS (graft_view_panel_parent_class)->dispose (object);
}

static void
graft_view_panel_class_init (GraftViewPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = graft_view_panel_constructed;
  object_class->set_property = graft_view_panel_set_property;
  object_class->get_property = graft_view_panel_get_property;
  object_class->dispose = graft_view_panel_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
  properties[PROP_VIEW] = g_param_spec_object (
      "view", NULL, NULL, GRAFT_TYPE_ITEM_VIEW,
      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
graft_view_panel_init (GraftViewPanel *self)
{
  GSignalGroup *signals = g_signal_group_new (GRAFT_TYPE_PROJECT);

  g_signal_group_connect_swapped (signals, "sets-changed", G_CALLBACK (sets_cb), self);
  g_signal_group_connect_swapped (signals, "notify::read-only", G_CALLBACK (sets_cb),
                                  self);
  private_of (self)->project_signals = signals;
}
