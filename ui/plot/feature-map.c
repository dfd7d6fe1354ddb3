/* SPDX-License-Identifier: GPL-3.0-or-later */
/* State and painting of the feature map. A change of state sends one request to the
 * raster thread; what comes back is kept as a texture and painted by the next frame.
 * Pointer and keys are in feature-map-input.c, texts in feature-map-words.c, pixels in
 * scatter-draw.c. */
#include "ui/plot/feature-map-private.h"
#include "ui/plot/axis.h"
#include "ui/plot/plot-theme.h"
#include "ui/plot/text-draw.h"

#include <glib/gi18n.h>
#include <math.h>

#define PANE_GAP 12.0
/* A map is an opaque picture; beyond this many pixels a side it would not be one for a
 * screen. */
#define MAX_SIDE 16384

G_DEFINE_FINAL_TYPE (GraftFeatureMap, graft_feature_map, GTK_TYPE_WIDGET)

static GParamSpec **
properties (void)
{
  static GParamSpec *props[GRAFT_MAP_N_PROPS];

  return props;
}

void
graft_feature_map_notify (GraftFeatureMap *self, int property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties ()[property]);
}

gboolean
graft_feature_map_has_frames (GraftFeatureMap *self)
{
  return self->view != NULL && self->view->n_frames > 0 && self->view->n_points > 0;
}

/* ---- panes ---- */

void
graft_feature_map_get_pane (GraftFeatureMap *self, guint pane, double *x, double *width)
{
  double all = gtk_widget_get_width (GTK_WIDGET (self));

  *x = 0;
  *width = all;
  if (!self->split)
    return;
  *width = floor ((all - PANE_GAP) / 2);
  if (pane == 1)
    *x = all - *width;
}

guint
graft_feature_map_pane_at (GraftFeatureMap *self, double x)
{
  return self->split && x > gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 ? 1 : 0;
}

/* ---- requests ---- */

static void
fill_pane (GraftFeatureMap *self, GraftMapRequest *request, guint index)
{
  GraftMapPane *pane = &request->panes[index];
  const GraftMapCamera *camera = &self->camera;
  double scale = request->pixel_scale, x, width, caption;

  graft_feature_map_get_pane (self, index, &x, &width);
  caption = self->split ? GRAFT_MAP_CAPTION * scale : 0;
  pane->x = (int)(x * scale);
  pane->width = MIN ((int)(width * scale), request->width - pane->x);
  pane->position = self->split && index == 0 ? 0 : self->position;
  graft_map_transform_fit (&pane->transform, &self->bounds, pane->width,
                           request->height - caption, GRAFT_MAP_MARGIN * scale);
  pane->transform.y += caption;
  pane->transform.scale *= camera->zoom;
  pane->transform.x = pane->transform.x * camera->zoom + camera->x * scale;
  pane->transform.y = pane->transform.y * camera->zoom + camera->y * scale;
}

static GBytes *
selected_bytes (GraftFeatureMap *self)
{
  guint8 *selected;
  GtkBitsetIter iter;
  guint point;

  if (gtk_bitset_is_empty (self->selection))
    return NULL;
  selected = g_malloc0 (self->view->n_points);
  if (gtk_bitset_iter_init_first (&iter, self->selection, &point))
    do
      selected[point] = 1;
    while (gtk_bitset_iter_next (&iter, &point) && point < self->view->n_points);
  return g_bytes_new_take (selected, self->view->n_points);
}

static void
take_picture_cb (GraftMapPicture *picture, gpointer user_data)
{
  GraftFeatureMap *self = user_data;
  const GraftMapRequest *request = picture->request;

  /* The echo of a map that was replaced meanwhile has indices of other points. */
  if (!graft_map_view_same_points (request->view, self->view))
    {
      graft_map_picture_free (picture);
      return;
    }
  g_clear_pointer (&self->picture, graft_map_picture_free);
  g_clear_object (&self->texture);
  self->picture = picture;
  self->n_pictures++;
  self->texture =
      gdk_memory_texture_new (request->width, request->height, GDK_MEMORY_DEFAULT,
                              picture->pixels, (gsize)request->width * 4);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
graft_feature_map_request (GraftFeatureMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double scale = gtk_widget_get_scale_factor (widget);
  int width = (int)(gtk_widget_get_width (widget) * scale);
  int height = (int)(gtk_widget_get_height (widget) * scale);
  GraftMapRequest *request;

  if (!graft_feature_map_has_frames (self) || !gtk_widget_get_mapped (widget) ||
      width < 2 || height < 2 || width > MAX_SIDE || height > MAX_SIDE)
    return;
  if (self->worker == NULL)
    self->worker = graft_raster_worker_new (take_picture_cb, self);
  request = g_new0 (GraftMapRequest, 1);
  request->view = graft_map_view_ref (self->view);
  request->width = width;
  request->height = height;
  request->pixel_scale = scale;
  request->n_panes = self->split ? 2 : 1;
  for (guint i = 0; i < request->n_panes; i++)
    fill_pane (self, request, i);
  request->flags = self->flags;
  request->hidden_domains = self->hidden_domains;
  request->hidden_classes =
      g_bytes_new (self->hidden_classes->data, self->hidden_classes->len);
  request->selected = selected_bytes (self);
  request->highlight_class = self->highlight_class;
  request->trace_point = self->hovered;
  graft_plot_style_init_for_widget (&request->style, widget);
  graft_raster_worker_submit (self->worker, request);
}

/* ---- painting ---- */

static void
paint_empty (GraftFeatureMap *self, cairo_t *cr, const GraftPlotStyle *style)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  GraftText text = { .text = _ ("No features yet"),
                     .size = 1.35,
                     .bold = TRUE,
                     .color = style->dim,
                     .align_x = 0.5,
                     .align_y = 1,
                     .max_width = width - 16 };

  graft_text_draw (cr, style, &text, width / 2, height / 2 - 2);
  text.text = _ ("Start training: each item becomes a point here.");
  text.size = 1.1;
  text.bold = FALSE;
  text.align_y = 0;
  graft_text_draw (cr, style, &text, width / 2, height / 2 + 4);
}

static void
paint_captions (GraftFeatureMap *self, cairo_t *cr, const GraftPlotStyle *style)
{
  const char *names[] = { _ ("Before"), _ ("After") };
  double positions[] = { 0, self->position };

  for (guint i = 0; i < 2; i++)
    {
      double x, width, epoch = graft_map_view_get_epoch (self->view, positions[i]);
      char number[GRAFT_NUMBER_SIZE];
      g_autofree char *caption = NULL;
      GraftText text = { .color = style->foreground, .align_x = 0.5, .bold = TRUE };

      graft_format_fixed (number, epoch, 1);
      /* Translators: "Before · epoch 0.0" above the left map, "After · epoch 8.6" */
      caption = g_strdup_printf (_ ("%s · epoch %s"), names[i], number);
      graft_feature_map_get_pane (self, i, &x, &width);
      text.text = caption;
      text.max_width = width;
      text.halo = TRUE;
      graft_text_draw (cr, style, &text, x + width / 2, 4);
    }
  graft_set_source_color (cr, style->grid);
  cairo_rectangle (cr, floor (gtk_widget_get_width (GTK_WIDGET (self)) / 2.0), 4, 1,
                   gtk_widget_get_height (GTK_WIDGET (self)) - 8);
  cairo_fill (cr);
}

/* In split view the point is ringed on both sides: the same item, before and after. */
static void
paint_hover (GraftFeatureMap *self, cairo_t *cr, const GraftPlotStyle *style)
{
  for (guint i = 0; i < (self->split ? 2u : 1u); i++)
    {
      graphene_point_t place;

      if (!graft_feature_map_locate_in_pane (self, i, (guint)self->hovered, &place))
        continue;
      cairo_arc (cr, place.x, place.y, 8, 0, 2 * G_PI);
      graft_set_source_color (cr, style->background);
      cairo_set_line_width (cr, 4.5);
      cairo_stroke_preserve (cr);
      graft_set_source_color (cr, style->foreground);
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
}

static void
paint_lasso (GraftFeatureMap *self, cairo_t *cr, const GraftPlotStyle *style)
{
  const double dashes[] = { 5, 3 };

  for (guint i = 0; i < self->lasso->len; i++)
    {
      const graphene_point_t *point = &g_array_index (self->lasso, graphene_point_t, i);

      cairo_line_to (cr, point->x, point->y);
    }
  cairo_close_path (cr);
  graft_set_source_color (cr, graft_color_with_alpha (style->accent, 0.12));
  cairo_fill_preserve (cr);
  graft_set_source_color (cr, style->accent);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_stroke (cr);
}

/* What Cairo draws is kept to what is there: a frame without hover and lasso has none of
 * it. */
static void
paint_overlay (GraftFeatureMap *self, GtkSnapshot *snapshot, const GraftPlotStyle *style)
{
  gboolean hover = self->hovered >= 0, lasso = self->lasso->len > 1;
  cairo_t *cr;

  if (graft_feature_map_has_frames (self) && !hover && !lasso && !self->split)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                                     gtk_widget_get_height (GTK_WIDGET (self))));
  if (!graft_feature_map_has_frames (self))
    paint_empty (self, cr, style);
  else if (self->split)
    paint_captions (self, cr, style);
  if (hover)
    paint_hover (self, cr, style);
  if (lasso)
    paint_lasso (self, cr, style);
  cairo_destroy (cr);
}

static void
graft_feature_map_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (widget);
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GraftPlotStyle style;

  graft_plot_style_init_for_widget (&style, widget);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->texture != NULL)
    {
      float scale = (float)self->picture->request->pixel_scale;

      gtk_snapshot_append_texture (
          snapshot, self->texture,
          &GRAPHENE_RECT_INIT (0, 0, gdk_texture_get_width (self->texture) / scale,
                               gdk_texture_get_height (self->texture) / scale));
    }
  paint_overlay (self, snapshot, &style);
  if (self->hovered >= 0 && self->lasso->len == 0)
    graft_feature_map_snapshot_card (self, snapshot, &style);
  graft_plot_snapshot_focus (widget, snapshot, &style);
  gtk_snapshot_pop (snapshot);
}

static void
graft_feature_map_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : 160;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 560 : 400;
}

static void
graft_feature_map_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  graft_feature_map_request (GRAFT_FEATURE_MAP (widget));
}

static void
graft_feature_map_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (graft_feature_map_parent_class)->map (widget);
  graft_feature_map_request (GRAFT_FEATURE_MAP (widget));
}

static void
graft_feature_map_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (graft_feature_map_parent_class)->css_changed (widget, change);
  graft_feature_map_request (GRAFT_FEATURE_MAP (widget));
  gtk_widget_queue_draw (widget);
}

/* ---- GObject ---- */

static void
graft_feature_map_get_property (GObject *object,
                                guint id,
                                GValue *value,
                                GParamSpec *pspec)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (object);

  switch (id)
    {
    case GRAFT_MAP_PROP_POSITION:
      g_value_set_double (value, self->position);
      break;
    case GRAFT_MAP_PROP_FOLLOW:
      g_value_set_boolean (value, self->follow);
      break;
    case GRAFT_MAP_PROP_SPLIT:
      g_value_set_boolean (value, self->split);
      break;
    case GRAFT_MAP_PROP_SHOW_CONTOURS:
      g_value_set_boolean (value, (self->flags & GRAFT_MAP_CONTOURS) != 0);
      break;
    case GRAFT_MAP_PROP_SHOW_TRAJECTORIES:
      g_value_set_boolean (value, (self->flags & GRAFT_MAP_TRAJECTORIES) != 0);
      break;
    case GRAFT_MAP_PROP_SHOW_CENTROIDS:
      g_value_set_boolean (value, (self->flags & GRAFT_MAP_CENTROIDS) != 0);
      break;
    case GRAFT_MAP_PROP_COLOR_BY_PREDICTION:
      g_value_set_boolean (value, (self->flags & GRAFT_MAP_BY_PREDICTION) != 0);
      break;
    case GRAFT_MAP_PROP_HIGHLIGHT_CLASS:
      g_value_set_int (value, self->highlight_class);
      break;
    case GRAFT_MAP_PROP_HOVERED_ITEM:
      g_value_set_int (value, self->hovered);
      break;
    case GRAFT_MAP_PROP_SELECTION:
      g_value_set_boxed (value, self->selection);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_feature_map_set_property (GObject *object,
                                guint id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (object);

  switch (id)
    {
    case GRAFT_MAP_PROP_POSITION:
      graft_feature_map_set_position (self, g_value_get_double (value));
      break;
    case GRAFT_MAP_PROP_FOLLOW:
      graft_feature_map_set_follow (self, g_value_get_boolean (value));
      break;
    case GRAFT_MAP_PROP_SPLIT:
      graft_feature_map_set_split (self, g_value_get_boolean (value));
      break;
    case GRAFT_MAP_PROP_SHOW_CONTOURS:
      graft_feature_map_set_flag (self, GRAFT_MAP_CONTOURS, g_value_get_boolean (value),
                                  (int)id);
      break;
    case GRAFT_MAP_PROP_SHOW_TRAJECTORIES:
      graft_feature_map_set_flag (self, GRAFT_MAP_TRAJECTORIES,
                                  g_value_get_boolean (value), (int)id);
      break;
    case GRAFT_MAP_PROP_SHOW_CENTROIDS:
      graft_feature_map_set_flag (self, GRAFT_MAP_CENTROIDS, g_value_get_boolean (value),
                                  (int)id);
      break;
    case GRAFT_MAP_PROP_COLOR_BY_PREDICTION:
      graft_feature_map_set_flag (self, GRAFT_MAP_BY_PREDICTION,
                                  g_value_get_boolean (value), (int)id);
      break;
    case GRAFT_MAP_PROP_HIGHLIGHT_CLASS:
      graft_feature_map_set_highlight_class (self, g_value_get_int (value));
      break;
    case GRAFT_MAP_PROP_HOVERED_ITEM:
      graft_feature_map_set_hovered (self, g_value_get_int (value));
      break;
    case GRAFT_MAP_PROP_SELECTION:
      graft_feature_map_set_selection (self, g_value_get_boxed (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_feature_map_dispose (GObject *object)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (object);

  graft_feature_map_stop_glide (self);
  g_clear_pointer (&self->worker, graft_raster_worker_free);
  if (self->describe_destroy != NULL)
    self->describe_destroy (self->describe_data);
  self->describe = NULL;
  self->describe_destroy = NULL;
  g_clear_pointer (&self->picture, graft_map_picture_free);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->view, graft_map_view_unref);
  G_OBJECT_CLASS (graft_feature_map_parent_class)->dispose (object);
}

static void
graft_feature_map_finalize (GObject *object)
{
  GraftFeatureMap *self = GRAFT_FEATURE_MAP (object);

  gtk_bitset_unref (self->selection);
  g_byte_array_unref (self->hidden_classes);
  g_array_unref (self->lasso);
  g_free (self->description);
  G_OBJECT_CLASS (graft_feature_map_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamSpec **props = properties ();
  static const struct
  {
    const char *name;
    guint id;
    gboolean value;
  } switches[] = {
    { "follow", GRAFT_MAP_PROP_FOLLOW, TRUE },
    { "split", GRAFT_MAP_PROP_SPLIT, FALSE },
    { "show-contours", GRAFT_MAP_PROP_SHOW_CONTOURS, TRUE },
    { "show-trajectories", GRAFT_MAP_PROP_SHOW_TRAJECTORIES, FALSE },
    { "show-centroids", GRAFT_MAP_PROP_SHOW_CENTROIDS, FALSE },
    { "color-by-prediction", GRAFT_MAP_PROP_COLOR_BY_PREDICTION, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    props[switches[i].id] =
        g_param_spec_boolean (switches[i].name, NULL, NULL, switches[i].value, flags);
  props[GRAFT_MAP_PROP_POSITION] =
      g_param_spec_double ("position", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[GRAFT_MAP_PROP_HIGHLIGHT_CLASS] =
      g_param_spec_int ("highlight-class", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[GRAFT_MAP_PROP_HOVERED_ITEM] =
      g_param_spec_int ("hovered-item", NULL, NULL, -1, G_MAXINT, -1, flags);
  props[GRAFT_MAP_PROP_SELECTION] =
      g_param_spec_boxed ("selection", NULL, NULL, GTK_TYPE_BITSET, flags);
  g_object_class_install_properties (object_class, GRAFT_MAP_N_PROPS, props);
}

static void
install_signals (void)
{
  g_signal_new ("view-changed", GRAFT_TYPE_FEATURE_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                NULL, G_TYPE_NONE, 0);
  g_signal_new ("selection-changed", GRAFT_TYPE_FEATURE_MAP, G_SIGNAL_RUN_LAST, 0, NULL,
                NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("point-activated", GRAFT_TYPE_FEATURE_MAP, G_SIGNAL_RUN_LAST, 0, NULL,
                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
graft_feature_map_class_init (GraftFeatureMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = graft_feature_map_dispose;
  object_class->finalize = graft_feature_map_finalize;
  object_class->get_property = graft_feature_map_get_property;
  object_class->set_property = graft_feature_map_set_property;
  widget_class->snapshot = graft_feature_map_snapshot;
  widget_class->measure = graft_feature_map_measure;
  widget_class->size_allocate = graft_feature_map_size_allocate;
  widget_class->map = graft_feature_map_map;
  widget_class->css_changed = graft_feature_map_css_changed;
  install_properties (object_class);
  install_signals ();
  graft_feature_map_class_init_input (widget_class);
  gtk_widget_class_set_css_name (widget_class, "featuremap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
graft_feature_map_init (GraftFeatureMap *self)
{
  self->follow = TRUE;
  self->flags = GRAFT_MAP_CONTOURS;
  self->hovered = -1;
  self->highlight_class = -1;
  self->camera.zoom = 1;
  self->selection = gtk_bitset_new_empty ();
  self->hidden_classes = g_byte_array_new ();
  self->lasso = g_array_new (FALSE, FALSE, sizeof (graphene_point_t));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Feature map"), -1);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (graft_feature_map_request),
                    NULL);
  graft_feature_map_init_input (self);
  graft_feature_map_update_description (self);
}

GtkWidget *
graft_feature_map_new (void)
{
  return g_object_new (GRAFT_TYPE_FEATURE_MAP, NULL);
}
