/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the feature map shows and where it stands: the view, the position and its glide to
 * the newest frame, hidden and highlighted parts, hovered and selected points. Each
 * setter asks for a new picture (feature-map.c) when what is seen changes. */
#include "ui/plot/feature-map-private.h"
#include "ui/plot/plot-theme.h"

#include <math.h>

#define GLIDE_MICROSECONDS 250000.0

/* The same probe sample, perhaps with more frames. */
gboolean
graft_map_view_same_points (const GraftMapView *a, const GraftMapView *b)
{
  if (a == b)
    return TRUE;
  return a != NULL && b != NULL && a->n_points == b->n_points &&
         a->n_classes == b->n_classes &&
         memcmp (a->items, b->items, a->n_points * sizeof *a->items) == 0 &&
         memcmp (a->domains, b->domains, a->n_points) == 0;
}

/* ---- position and glide ---- */

static double
last_position (GraftFeatureMap *self)
{
  return graft_feature_map_has_frames (self) ? self->view->n_frames - 1.0 : 0;
}

static void
move_to (GraftFeatureMap *self, double position)
{
  guint before, after;

  position = CLAMP (position, 0, last_position (self));
  if (position == self->position || !graft_feature_map_has_frames (self))
    return;
  before = graft_map_view_nearest_frame (self->view, self->position);
  after = graft_map_view_nearest_frame (self->view, position);
  self->position = position;
  graft_feature_map_request (self);
  if (before != after)
    graft_feature_map_update_description (self);
  graft_feature_map_notify (self, GRAFT_MAP_PROP_POSITION);
}

void
graft_feature_map_stop_glide (GraftFeatureMap *self)
{
  if (self->glide_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->glide_id);
  self->glide_id = 0;
}

static gboolean
glide_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double t = (double)(now - self->glide_begin) / GLIDE_MICROSECONDS;

  if (t >= 1)
    {
      self->glide_id = 0;
      move_to (self, last_position (self));
      return G_SOURCE_REMOVE;
    }
  /* Smoothstep is already in the way from frame to frame. */
  move_to (self, self->glide_from + t * (last_position (self) - self->glide_from));
  return G_SOURCE_CONTINUE;
}

static void
go_to_newest (GraftFeatureMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);

  graft_feature_map_stop_glide (self);
  if (self->position == last_position (self))
    return;
  if (clock == NULL || !gtk_widget_get_mapped (widget) ||
      !graft_plot_animations_enabled (widget))
    {
      move_to (self, last_position (self));
      return;
    }
  self->glide_from = self->position;
  self->glide_begin = gdk_frame_clock_get_frame_time (clock);
  self->glide_id = gtk_widget_add_tick_callback (widget, glide_cb, NULL, NULL);
}

void
graft_feature_map_set_position (GraftFeatureMap *self, double position)
{
  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self));

  graft_feature_map_stop_glide (self);
  move_to (self, position);
}

double
graft_feature_map_get_position (GraftFeatureMap *self)
{
  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self), 0);

  return self->position;
}

void
graft_feature_map_set_follow (GraftFeatureMap *self, gboolean follow)
{
  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self));

  if (self->follow == !!follow)
    return;
  self->follow = !!follow;
  if (self->follow && graft_feature_map_has_frames (self))
    go_to_newest (self);
  else
    graft_feature_map_stop_glide (self);
  graft_feature_map_notify (self, GRAFT_MAP_PROP_FOLLOW);
}

gboolean
graft_feature_map_get_follow (GraftFeatureMap *self)
{
  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self), FALSE);

  return self->follow;
}

/* ---- the map itself ---- */

/* Points and classes of another run mean other things: nothing may be carried over. */
static void
forget_points (GraftFeatureMap *self)
{
  graft_feature_map_set_hovered (self, -1);
  graft_feature_map_set_highlight_class (self, -1);
  if (!gtk_bitset_is_empty (self->selection))
    {
      g_autoptr (GtkBitset) none = gtk_bitset_new_empty ();

      graft_feature_map_set_selection (self, none);
    }
  self->camera = (GraftMapCamera){ .zoom = 1 };
}

/**
 * graft_feature_map_set_view:
 * @self: a feature map
 * @view: (nullable): the points and all frames so far; a reference is kept
 *
 * Shows @view. When it has the same points as the one before, selection and zoom stay,
 * and the map glides to the newest frame if it follows; else it starts afresh at the
 * newest frame.
 *
 * Cost: O(n_frames · n_points) additions for the bounds; the drawing is the raster
 * thread's.
 */
void
graft_feature_map_set_view (GraftFeatureMap *self, GraftMapView *view)
{
  gboolean same;

  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self));

  if (view == self->view)
    return;
  same = graft_map_view_same_points (self->view, view);
  if (!same)
    {
      graft_feature_map_stop_glide (self);
      forget_points (self);
      g_byte_array_set_size (self->hidden_classes, view != NULL ? view->n_classes : 0);
      if (self->hidden_classes->len > 0)
        memset (self->hidden_classes->data, 0, self->hidden_classes->len);
      g_clear_pointer (&self->picture, graft_map_picture_free);
      g_clear_object (&self->texture);
    }
  g_clear_pointer (&self->view, graft_map_view_unref);
  self->view = view != NULL ? graft_map_view_ref (view) : NULL;
  if (view != NULL)
    graft_map_bounds_init (&self->bounds, view);
  if (!same || self->position > last_position (self))
    {
      self->position = last_position (self);
      graft_feature_map_notify (self, GRAFT_MAP_PROP_POSITION);
    }
  else if (self->follow)
    go_to_newest (self);
  graft_feature_map_request (self);
  graft_feature_map_update_description (self);
  g_signal_emit_by_name (self, "view-changed");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GraftMapView *
graft_feature_map_get_view (GraftFeatureMap *self)
{
  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self), NULL);

  return self->view;
}

/* ---- what is shown ---- */

/* A point that was just hidden cannot stay under the pointer. */
static void
visibility_changed (GraftFeatureMap *self)
{
  graft_feature_map_set_hovered (self, -1);
  graft_feature_map_request (self);
  graft_feature_map_update_description (self);
}

void
graft_feature_map_set_domain_visible (GraftFeatureMap *self,
                                      GraftDomain domain,
                                      gboolean visible)
{
  guint hidden;

  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self) && domain < GRAFT_N_DOMAINS);

  hidden = visible ? self->hidden_domains & ~(1u << domain)
                   : self->hidden_domains | 1u << domain;
  if (hidden == self->hidden_domains)
    return;
  self->hidden_domains = hidden;
  visibility_changed (self);
}

gboolean
graft_feature_map_get_domain_visible (GraftFeatureMap *self, GraftDomain domain)
{
  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self), FALSE);

  return (self->hidden_domains & (1u << domain)) == 0;
}

void
graft_feature_map_set_class_visible (GraftFeatureMap *self, guint index, gboolean visible)
{
  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self) && index < self->hidden_classes->len);

  if (self->hidden_classes->data[index] == !visible)
    return;
  self->hidden_classes->data[index] = !visible;
  /* All others would stay dim for the sake of points that nobody sees. */
  if (!visible && self->highlight_class == (int)index)
    graft_feature_map_set_highlight_class (self, -1);
  visibility_changed (self);
}

gboolean
graft_feature_map_get_class_visible (GraftFeatureMap *self, guint index)
{
  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self), FALSE);

  return index < self->hidden_classes->len && !self->hidden_classes->data[index];
}

void
graft_feature_map_set_highlight_class (GraftFeatureMap *self, int index)
{
  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self));

  if (self->highlight_class == index)
    return;
  self->highlight_class = index;
  graft_feature_map_request (self);
  graft_feature_map_notify (self, GRAFT_MAP_PROP_HIGHLIGHT_CLASS);
}

void
graft_feature_map_set_flag (GraftFeatureMap *self,
                            GraftMapFlags flag,
                            gboolean on,
                            int property)
{
  GraftMapFlags flags = on ? self->flags | flag : self->flags & ~flag;

  if (flags == self->flags)
    return;
  self->flags = flags;
  graft_feature_map_request (self);
  graft_feature_map_notify (self, property);
}

void
graft_feature_map_set_split (GraftFeatureMap *self, gboolean split)
{
  if (self->split == split)
    return;
  self->split = split;
  self->hovered_pane = 0;
  self->camera = (GraftMapCamera){ .zoom = 1 };
  graft_feature_map_request (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  graft_feature_map_notify (self, GRAFT_MAP_PROP_SPLIT);
}

void
graft_feature_map_set_describe (GraftFeatureMap *self,
                                GraftMapDescribeFunc describe,
                                gpointer user_data,
                                GDestroyNotify destroy)
{
  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self));

  if (self->describe_destroy != NULL)
    self->describe_destroy (self->describe_data);
  self->describe = describe;
  self->describe_data = user_data;
  self->describe_destroy = destroy;
}

/* ---- points ---- */

gboolean
graft_feature_map_locate_in_pane (GraftFeatureMap *self,
                                  guint pane,
                                  guint point,
                                  graphene_point_t *place)
{
  const GraftMapPicture *picture = self->picture;
  float scale;

  if (picture == NULL || pane >= picture->request->n_panes ||
      point >= picture->request->view->n_points)
    return FALSE;
  scale = (float)picture->request->pixel_scale;
  place->x = (picture->xy[pane][2 * point] + picture->request->panes[pane].x) / scale;
  place->y = picture->xy[pane][2 * point + 1] / scale;
  return isfinite (place->x) && isfinite (place->y);
}

gboolean
graft_feature_map_locate (GraftFeatureMap *self, guint point, graphene_point_t *place)
{
  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self) && place != NULL, FALSE);

  return graft_feature_map_locate_in_pane (self, self->split ? 1 : 0, point, place);
}

int
graft_feature_map_pick (GraftFeatureMap *self, double x, double y, double radius)
{
  const GraftMapPicture *picture;
  guint pane;
  double scale;

  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self), -1);

  picture = self->picture;
  pane = graft_feature_map_pane_at (self, x);
  if (picture == NULL || pane >= picture->request->n_panes)
    return -1;
  scale = picture->request->pixel_scale;
  return graft_point_grid_nearest (picture->grids[pane],
                                   x * scale - picture->request->panes[pane].x, y * scale,
                                   radius * scale);
}

int
graft_feature_map_get_hovered (GraftFeatureMap *self)
{
  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self), -1);

  return self->hovered;
}

void
graft_feature_map_set_hovered (GraftFeatureMap *self, int point)
{
  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self));

  if (point < 0 || self->view == NULL || (guint)point >= self->view->n_points)
    point = -1;
  if (self->hovered == point)
    return;
  self->hovered = point;
  if (self->flags & GRAFT_MAP_TRAJECTORIES)
    graft_feature_map_request (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  graft_feature_map_update_description (self);
  graft_feature_map_notify (self, GRAFT_MAP_PROP_HOVERED_ITEM);
}

GtkBitset *
graft_feature_map_get_selection (GraftFeatureMap *self)
{
  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self), NULL);

  return self->selection;
}

void
graft_feature_map_set_selection (GraftFeatureMap *self, GtkBitset *points)
{
  GtkBitset *copy;

  g_return_if_fail (GRAFT_IS_FEATURE_MAP (self) && points != NULL);

  if (gtk_bitset_equals (points, self->selection))
    return;
  copy = gtk_bitset_copy (points);
  gtk_bitset_unref (self->selection);
  self->selection = copy;
  /* What is not there cannot be selected. */
  if (self->view != NULL && !gtk_bitset_is_empty (copy) &&
      gtk_bitset_get_maximum (copy) >= self->view->n_points)
    gtk_bitset_remove_range_closed (copy, self->view->n_points,
                                    gtk_bitset_get_maximum (copy));
  graft_feature_map_request (self);
  graft_feature_map_update_description (self);
  graft_feature_map_notify (self, GRAFT_MAP_PROP_SELECTION);
  g_signal_emit_by_name (self, "selection-changed");
}

double
graft_feature_map_get_raster_time (GraftFeatureMap *self)
{
  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self), 0);

  return self->picture != NULL ? self->picture->milliseconds : 0;
}

guint
graft_feature_map_get_n_pictures (GraftFeatureMap *self)
{
  g_return_val_if_fail (GRAFT_IS_FEATURE_MAP (self), 0);

  return self->n_pictures;
}
