/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See map-pane.h. */
#include "ui/train/map-pane.h"

#include "graft-config.h"
#include "ui/plot/axis.h"
#include "ui/plot/map-legend.h"
#include "ui/plot/map-scrubber.h"
#include "ui/widgets/children.h"
#include "ui/widgets/stack-hidden.h"

#include <glib/gi18n.h>
#include <string.h>

struct _GraftMapPane
{
  GtkWidget parent_instance;
  GraftRunController *controller;
  GraftProjection projection;
  GtkWidget *caption;
  GtkWidget *stack; /* "map" or "waiting" */
  GtkWidget *map;
  GtkWidget *waiting;
  GtkWidget *legend;
  GtkWidget *scrubber;
  GtkWidget
      *below; /* scrubber and legend: nothing to move or hide before there is a map */
};

enum
{
  PROP_PROJECTION = 1,
  PROP_VIEW,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GraftMapPane, graft_map_pane, GTK_TYPE_WIDGET)

static const char *const projection_ids[GRAFT_N_PROJECTIONS] = {
  [GRAFT_PROJECTION_PCA] = "pca",
  [GRAFT_PROJECTION_TSNE] = "tsne",
};

GraftFeatureMap *
graft_map_pane_get_map (GraftMapPane *self)
{
  g_return_val_if_fail (GRAFT_IS_MAP_PANE (self), NULL);
  return GRAFT_FEATURE_MAP (self->map);
}

static void
describe_cb (GraftFeatureMap *map, guint point, GraftMapCard *card, gpointer user_data)
{
  GraftMapPane *self = user_data;
  GraftMapView *view = graft_feature_map_get_view (map);
  g_autoptr (GBytes) pixels = NULL;
  guint width = 0, height = 0;

  if (self->controller == NULL || view == NULL)
    return;
  pixels = graft_run_controller_dup_thumbnail (self->controller, view->domains[point],
                                               view->items[point], &width, &height);
  if (pixels != NULL && width > 0 && height > 0)
    card->thumbnail = gdk_memory_texture_new ((int)width, (int)height,
                                              GDK_MEMORY_R8G8B8A8, pixels, 4 * width);
}

static void
show_caption (GraftMapPane *self, GraftMap *map)
{
  const guint8 *domains = graft_map_peek_domains (map);
  guint n_points = graft_map_get_n_points (map), n_target = 0;
  char source[GRAFT_NUMBER_SIZE], target[GRAFT_NUMBER_SIZE];
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_points; i++)
    n_target += domains[i] == GRAFT_TARGET;
  graft_format_count (source, n_points - n_target);
  graft_format_count (target, n_target);
  /* Translators: how many points of the source and of the target a map shows */
  text = g_strdup_printf (_ ("%s + %s points"), source, target);
  gtk_label_set_label (GTK_LABEL (self->caption), text);
  gtk_widget_set_tooltip_text (self->caption, graft_map_get_caption (map));
}

static const char *
waiting_text (GraftMapPane *self)
{
  if (self->controller == NULL || !graft_run_controller_is_active (self->controller))
    return self->projection == GRAFT_PROJECTION_TSNE && self->controller != NULL &&
                   graft_run_controller_get_map (self->controller,
                                                 GRAFT_PROJECTION_PCA) != NULL
               ? _ ("There is no t-SNE of this run. Choose t-SNE before the run ends, or "
                    "look at "
                    "the PCA.")
               : _ ("Start the run to see the two clouds of features meet.");
  if (self->projection == GRAFT_PROJECTION_TSNE)
    return _ ("The t-SNE is being computed. The PCA is there meanwhile.");
  return _ ("The map comes with the first measured features.");
}

static void
show_map (GraftMapPane *self)
{
  GraftMap *map = self->controller != NULL
                      ? graft_run_controller_get_map (self->controller, self->projection)
                      : NULL;

  gtk_stack_set_visible_child (GTK_STACK (self->stack), map ? self->map : self->waiting);
  graft_stack_tell_hidden (GTK_STACK (self->stack));
  gtk_widget_set_visible (self->below, map != NULL);
  gtk_label_set_label (GTK_LABEL (self->waiting), waiting_text (self));
  if (map == NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->caption), "");
      graft_feature_map_set_view (GRAFT_FEATURE_MAP (self->map), NULL);
      return;
    }
  show_caption (self, map);
  graft_feature_map_set_map (GRAFT_FEATURE_MAP (self->map), map);
}

static void
map_cb (GraftMapPane *self, GraftMap *map)
{
  if (graft_map_get_projection (map) == self->projection)
    show_map (self);
}

/* Who scrubbed back through the last run did not mean to miss the next one. */
static void
reset_cb (GraftMapPane *self)
{
  graft_feature_map_set_follow (GRAFT_FEATURE_MAP (self->map), TRUE);
  show_map (self);
}

static void
state_cb (GraftMapPane *self)
{
  gtk_label_set_label (GTK_LABEL (self->waiting), waiting_text (self));
}

void
graft_map_pane_set_controller (GraftMapPane *self, GraftRunController *controller)
{
  g_return_if_fail (GRAFT_IS_MAP_PANE (self));
  g_return_if_fail (self->controller == NULL);

  self->controller = g_object_ref (controller);
  g_signal_connect_object (controller, "map", G_CALLBACK (map_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "reset", G_CALLBACK (reset_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (controller, "notify::state", G_CALLBACK (state_cb), self,
                           G_CONNECT_SWAPPED);
  show_map (self);
}

static void
set_projection (GraftMapPane *self, const char *id)
{
  for (guint i = 0; i < GRAFT_N_PROJECTIONS; i++)
    if (g_strcmp0 (projection_ids[i], id) == 0 && self->projection != i)
      {
        self->projection = i;
        if (self->controller != NULL)
          graft_run_controller_request_map (self->controller, i);
        show_map (self);
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROJECTION]);
      }
}

static void
set_view (GraftMapPane *self, const char *id)
{
  gboolean split = g_strcmp0 (id, "before-after") == 0;
  gboolean was_split = FALSE;

  g_object_get (self->map, "split", &was_split, NULL);
  if (split == was_split)
    return;
  g_object_set (self->map, "split", split, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
graft_map_pane_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  if (id == PROP_PROJECTION)
    set_projection (GRAFT_MAP_PANE (object), g_value_get_string (value));
  else if (id == PROP_VIEW)
    set_view (GRAFT_MAP_PANE (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_map_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GraftMapPane *self = GRAFT_MAP_PANE (object);
  gboolean split = FALSE;

  if (id == PROP_PROJECTION)
    {
      g_value_set_static_string (value, projection_ids[self->projection]);
    }
  else if (id == PROP_VIEW)
    {
      if (self->map != NULL)
        g_object_get (self->map, "split", &split, NULL);
      g_value_set_static_string (value, split ? "before-after" : "one");
    }
  else
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_map_pane_dispose (GObject *object)
{
  GraftMapPane *self = GRAFT_MAP_PANE (object);

  if (self->map != NULL)
    graft_feature_map_set_describe (GRAFT_FEATURE_MAP (self->map), NULL, NULL, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "look", NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_MAP_PANE);
  graft_widget_remove_children (GTK_WIDGET (self));
  g_clear_object (&self->controller);
  G_OBJECT_CLASS (graft_map_pane_parent_class)->dispose (object);
}

static void
install_properties (GraftMapPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_PROJECTION] =
      g_param_spec_string ("projection", NULL, NULL, "pca", flags);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, "one", flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_install_property_action (widget_class, "pane.projection",
                                            "projection");
  gtk_widget_class_install_property_action (widget_class, "pane.view", "view");
}

static void
graft_map_pane_class_init (GraftMapPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = graft_map_pane_set_property;
  object_class->get_property = graft_map_pane_get_property;
  object_class->dispose = graft_map_pane_dispose;
  g_type_ensure (GRAFT_TYPE_FEATURE_MAP);
  g_type_ensure (GRAFT_TYPE_MAP_LEGEND);
  g_type_ensure (GRAFT_TYPE_MAP_SCRUBBER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/train/map-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftMapPane, caption);
  gtk_widget_class_bind_template_child (widget_class, GraftMapPane, stack);
  gtk_widget_class_bind_template_child (widget_class, GraftMapPane, map);
  gtk_widget_class_bind_template_child (widget_class, GraftMapPane, waiting);
  gtk_widget_class_bind_template_child (widget_class, GraftMapPane, legend);
  gtk_widget_class_bind_template_child (widget_class, GraftMapPane, scrubber);
  gtk_widget_class_bind_template_child (widget_class, GraftMapPane, below);
  install_properties (klass);
}

/* What the map draws besides the points, each as a switch in the menu. */
static void
add_look_actions (GraftMapPane *self)
{
  const struct
  {
    const char *name;
    const char *property;
  } looks[] = {
    { "contours", "show-contours" },
    { "trajectories", "show-trajectories" },
    { "centroids", "show-centroids" },
    { "predictions", "color-by-prediction" },
  };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr (GPropertyAction) action =
          g_property_action_new (looks[i].name, self->map, looks[i].property);

      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "look", G_ACTION_GROUP (group));
}

static void
graft_map_pane_init (GraftMapPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  graft_map_legend_set_map (GRAFT_MAP_LEGEND (self->legend),
                            GRAFT_FEATURE_MAP (self->map));
  graft_map_scrubber_set_map (GRAFT_MAP_SCRUBBER (self->scrubber),
                              GRAFT_FEATURE_MAP (self->map));
  graft_feature_map_set_describe (GRAFT_FEATURE_MAP (self->map), describe_cb, self, NULL);
  graft_feature_map_set_follow (GRAFT_FEATURE_MAP (self->map), TRUE);
  add_look_actions (self);
  show_map (self);
}
