/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chips are flat toggle buttons in a flow box: two for the domains with their shapes,
 * then one a class with its colour. They are made anew when the map's classes change. */
#include "ui/plot/map-legend.h"
#include "ui/plot/plot-theme.h"
#include "ui/plot/text-draw.h"

#include <glib/gi18n.h>
#include <math.h>

#define SWATCH 12
#define CHIP_SPACING 2 /* high contrast gives each chip a frame */
#define RESTING (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUS_VISIBLE)
#define USUAL_WIDTH 420
#define MAX_UNSCROLLED 30u
#define MAX_CHIPS 200u /* more classes than that are not told apart by colour anyway */

struct _GraftMapLegend
{
  GtkWidget parent_instance;

  GtkWidget *domains;  /* box of two chips */
  GtkWidget *scroller; /* around box, while there are many chips */
  GtkWidget *box;      /* flow box, a chip a class */
  GraftFeatureMap *map;
  char **names; /* of the chips' classes */
};

G_DEFINE_FINAL_TYPE (GraftMapLegend, graft_map_legend, GTK_TYPE_WIDGET)

/* What a chip stands for: a domain as −1 − domain, or a class. */
static int
chip_get_key (GtkWidget *chip)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (chip), "graft-key"));
}

static void
draw_shape (cairo_t *cr, int key, double middle_x, double middle_y)
{
  double r = SWATCH / 2.0 - 1;

  if (key == -1 - GRAFT_SOURCE)
    cairo_arc (cr, middle_x, middle_y, r, 0, 2 * G_PI);
  else if (key == -1 - GRAFT_TARGET)
    {
      cairo_move_to (cr, middle_x, middle_y - r);
      cairo_line_to (cr, middle_x + r, middle_y + r * 0.8);
      cairo_line_to (cr, middle_x - r, middle_y + r * 0.8);
      cairo_close_path (cr);
    }
  else
    graft_rounded_rectangle (cr, middle_x - r, middle_y - r, 2 * r, 2 * r, 2.5);
}

/* Hidden ones are outlines in grey: off is told by more than colour. */
static void
draw_swatch_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer chip)
{
  int key = chip_get_key (chip);
  gboolean on = gtk_toggle_button_get_active (chip);
  GraftPlotStyle style;
  GraftColor color;

  graft_plot_style_init_for_widget (&style, GTK_WIDGET (area));
  color = key < 0 ? style.foreground : graft_palette_get_class_color (&style, key);
  draw_shape (cr, key, width / 2.0, height / 2.0);
  graft_set_source_color (cr, on ? color : style.dim);
  cairo_set_line_width (cr, key == -1 - GRAFT_TARGET ? 2 : 1.5);
  if (on && key != -1 - GRAFT_TARGET)
    cairo_fill (cr);
  else
    cairo_stroke (cr);
  if (on)
    return;
  cairo_move_to (cr, 1, height - 1);
  cairo_line_to (cr, width - 1, 1);
  cairo_stroke (cr);
}

static void
toggled_cb (GtkToggleButton *chip, GraftMapLegend *self)
{
  int key = chip_get_key (GTK_WIDGET (chip));
  gboolean on = gtk_toggle_button_get_active (chip);
  GtkWidget *content = gtk_button_get_child (GTK_BUTTON (chip));

  gtk_widget_queue_draw (gtk_widget_get_first_child (content));
  if (on)
    gtk_widget_remove_css_class (content, "dim-label");
  else
    gtk_widget_add_css_class (content, "dim-label");
  if (self->map == NULL)
    return;
  if (key < 0)
    {
      graft_feature_map_set_domain_visible (self->map, (GraftDomain)(-1 - key), on);
      return;
    }
  graft_feature_map_set_class_visible (self->map, (guint)key, on);
  /* A hand that shows a class again rests on its chip still. */
  if (on && (gtk_widget_get_state_flags (GTK_WIDGET (chip)) & RESTING))
    graft_feature_map_set_highlight_class (self->map, key);
}

static void
highlight_chip (GraftMapLegend *self, GtkEventController *controller)
{
  int key = chip_get_key (gtk_event_controller_get_widget (controller));

  if (self->map != NULL && key >= 0 &&
      graft_feature_map_get_class_visible (self->map, (guint)key))
    graft_feature_map_set_highlight_class (self->map, key);
}

static void
enter_cb (GtkEventController *motion, double x, double y, GraftMapLegend *self)
{
  highlight_chip (self, motion);
}

static void
leave_cb (GtkEventController *controller, GraftMapLegend *self)
{
  if (self->map != NULL)
    graft_feature_map_set_highlight_class (self->map, -1);
}

/* Only a focus that came by keyboard: a click already rests its pointer on the chip. */
static void
focus_cb (GtkEventController *focus, GraftMapLegend *self)
{
  GtkWidget *chip = gtk_event_controller_get_widget (focus);

  if (gtk_widget_get_state_flags (chip) & GTK_STATE_FLAG_FOCUS_VISIBLE)
    highlight_chip (self, focus);
}

static GtkWidget *
chip_content_new (GtkWidget *chip, const char *text)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *swatch = gtk_drawing_area_new (), *label = gtk_label_new (text);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (swatch), SWATCH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (swatch), SWATCH);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (swatch), draw_swatch_cb, chip, NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_box_append (GTK_BOX (content), swatch);
  gtk_box_append (GTK_BOX (content), label);
  return content;
}

static void
add_chip (GraftMapLegend *self, int key, const char *text, const char *tooltip)
{
  GtkWidget *chip = gtk_toggle_button_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_object_set_data (G_OBJECT (chip), "graft-key", GINT_TO_POINTER (key));
  gtk_button_set_child (GTK_BUTTON (chip), chip_content_new (chip, text));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  gtk_widget_add_css_class (chip, "flat");
  gtk_widget_add_css_class (chip, "map-chip");
  gtk_widget_set_tooltip_text (chip, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
  g_signal_connect (chip, "toggled", G_CALLBACK (toggled_cb), self);
  g_signal_connect (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (chip, motion);
  gtk_widget_add_controller (chip, focus);
  gtk_widget_set_halign (chip, GTK_ALIGN_START);
  gtk_widget_set_valign (chip, GTK_ALIGN_START);
  if (key < 0)
    {
      gtk_box_append (GTK_BOX (self->domains), chip);
      return;
    }
  gtk_flow_box_insert (GTK_FLOW_BOX (self->box), chip, -1);
  /* The chip takes the focus, not the cell around it. */
  gtk_widget_set_focusable (gtk_widget_get_parent (chip), FALSE);
}

static void
remove_chips (GraftMapLegend *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->box), child);
}

static gboolean
shows_classes_of (GraftMapLegend *self, const GraftMapView *view)
{
  guint n = view != NULL ? MIN (view->n_classes, MAX_CHIPS) : 0;

  if (self->names == NULL || g_strv_length (self->names) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (self->names[i], view->class_names[i]))
      return FALSE;
  return TRUE;
}

/* A scrolled window asks for the height of its narrowest form, so few chips do without
 * one. */
static void
place_box (GraftMapLegend *self, gboolean scrolled)
{
  GtkScrolledWindow *scroller;

  if (gtk_widget_get_parent (self->box) != NULL && scrolled == (self->scroller != NULL))
    return;
  if (self->scroller != NULL)
    gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), NULL);
  else if (gtk_widget_get_parent (self->box) != NULL)
    gtk_widget_unparent (self->box);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  if (!scrolled)
    {
      gtk_widget_set_parent (self->box, GTK_WIDGET (self));
      return;
    }
  self->scroller = gtk_scrolled_window_new ();
  scroller = GTK_SCROLLED_WINDOW (self->scroller);
  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (scroller, 84);
  gtk_scrolled_window_set_child (scroller, self->box);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

static void
rebuild (GraftMapLegend *self)
{
  GraftMapView *view = self->map != NULL ? graft_feature_map_get_view (self->map) : NULL;
  guint n = view != NULL ? MIN (view->n_classes, MAX_CHIPS) : 0;
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  remove_chips (self);
  place_box (self, n > MAX_UNSCROLLED);
  for (guint i = 0; i < n; i++)
    {
      g_strv_builder_add (names, view->class_names[i]);
      add_chip (self, (int)i, view->class_names[i], _ ("Show or hide this class"));
    }
  g_clear_pointer (&self->names, g_strfreev);
  self->names = g_strv_builder_end (names);
}

static void
set_chip_active (GtkWidget *chip, GraftFeatureMap *map)
{
  int key = chip_get_key (chip);
  gboolean visible;

  if (key < 0)
    visible = graft_feature_map_get_domain_visible (map, (GraftDomain)(-1 - key));
  else
    visible = graft_feature_map_get_class_visible (map, (guint)key);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), visible);
}

static void
view_changed_cb (GraftMapLegend *self)
{
  GtkWidget *child;

  if (!shows_classes_of (self, self->map != NULL ? graft_feature_map_get_view (self->map)
                                                 : NULL))
    rebuild (self);
  if (self->map == NULL)
    return;
  for (child = gtk_widget_get_first_child (self->domains); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    set_chip_active (child, self->map);
  for (child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    set_chip_active (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child)),
                     self->map);
}

void
graft_map_legend_set_map (GraftMapLegend *self, GraftFeatureMap *map)
{
  g_return_if_fail (GRAFT_IS_MAP_LEGEND (self));

  if (self->map == map)
    return;
  if (self->map != NULL)
    g_signal_handlers_disconnect_by_data (self->map, self);
  g_set_object (&self->map, map);
  if (map != NULL)
    g_signal_connect_object (map, "view-changed", G_CALLBACK (view_changed_cb), self,
                             G_CONNECT_SWAPPED);
  view_changed_cb (self);
}

guint
graft_map_legend_get_n_chips (GraftMapLegend *self)
{
  guint n = GRAFT_N_DOMAINS;

  g_return_val_if_fail (GRAFT_IS_MAP_LEGEND (self), 0);

  for (GtkWidget *child = gtk_widget_get_first_child (self->box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

/* ---- layout ---- */

/* Chips of classes fill the room beside those of the domains, in as many lines as they
 * need. */
static GtkWidget *
class_part (GraftMapLegend *self)
{
  return self->scroller != NULL ? self->scroller : self->box;
}

static int
domains_width (GraftMapLegend *self)
{
  int width;

  gtk_widget_measure (self->domains, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL,
                      NULL);
  return width;
}

static void
graft_map_legend_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GraftMapLegend *self = GRAFT_MAP_LEGEND (widget);
  int fixed = domains_width (self), height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (class_part (self), orientation, -1, minimum, natural, NULL,
                          NULL);
      *minimum += fixed;
      *natural += fixed;
      return;
    }
  /* Asked without a width, a flow box answers for its narrowest form, a chip a line, and
   * a page with ten classes would not fit a small window. */
  for_size = for_size >= 0 ? for_size : USUAL_WIDTH;
  gtk_widget_measure (class_part (self), orientation, MAX (for_size - fixed, 0), minimum,
                      natural, NULL, NULL);
  gtk_widget_measure (self->domains, orientation, -1, &height, NULL, NULL, NULL);
  *minimum = MAX (*minimum, height);
  *natural = MAX (*natural, height);
}

static void
graft_map_legend_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GraftMapLegend *self = GRAFT_MAP_LEGEND (widget);
  gboolean right_to_left = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int fixed = domains_width (self), rest = MAX (width - fixed, 0), least;

  gtk_widget_measure (class_part (self), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL,
                      NULL, NULL);
  gtk_widget_size_allocate (
      self->domains,
      &(GtkAllocation){ right_to_left ? width - fixed : 0, 0, fixed, height }, -1);
  gtk_widget_size_allocate (
      class_part (self),
      &(GtkAllocation){ right_to_left ? 0 : fixed, 0, MAX (rest, least), height }, -1);
}

static GtkSizeRequestMode
graft_map_legend_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
graft_map_legend_dispose (GObject *object)
{
  GraftMapLegend *self = GRAFT_MAP_LEGEND (object);

  if (self->map != NULL)
    g_signal_handlers_disconnect_by_data (self->map, self);
  g_clear_object (&self->map);
  g_clear_pointer (&self->domains, gtk_widget_unparent);
  if (self->box != NULL && self->scroller == NULL)
    gtk_widget_unparent (self->box);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->box);
  g_clear_pointer (&self->names, g_strfreev);
  G_OBJECT_CLASS (graft_map_legend_parent_class)->dispose (object);
}

static void
graft_map_legend_class_init (GraftMapLegendClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_map_legend_dispose;
  widget_class->measure = graft_map_legend_measure;
  widget_class->size_allocate = graft_map_legend_size_allocate;
  widget_class->get_request_mode = graft_map_legend_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "maplegend");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
make_boxes (GraftMapLegend *self)
{
  self->domains = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, CHIP_SPACING);
  gtk_widget_set_margin_end (self->domains, CHIP_SPACING);
  gtk_widget_set_parent (self->domains, GTK_WIDGET (self));
  self->box = g_object_ref_sink (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->box), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->box), CHIP_SPACING);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->box), CHIP_SPACING);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->box), 40);
  gtk_widget_set_hexpand (self->box, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Classes"), -1);
}

static void
graft_map_legend_init (GraftMapLegend *self)
{
  graft_plot_load_css (gtk_widget_get_display (GTK_WIDGET (self)));
  make_boxes (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Legend of the feature map"), -1);
  add_chip (self, -1 - GRAFT_SOURCE, _ ("source"), _ ("Show or hide source items"));
  add_chip (self, -1 - GRAFT_TARGET, _ ("target"), _ ("Show or hide target items"));
  rebuild (self);
}

GtkWidget *
graft_map_legend_new (void)
{
  return g_object_new (GRAFT_TYPE_MAP_LEGEND, NULL);
}
