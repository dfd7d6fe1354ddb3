/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feature map, its legend and its scrubber as real widgets. */
#include "tests/support/synthetic-map.h"
#include "ui/plot/frame-meter.h"
#include "ui/plot/map-legend.h"
#include "ui/plot/map-scrubber.h"

#include <adwaita.h>
#include <math.h>

/* The macro of GTK prints its arguments through a format: texts with "%" must not be
 * literals. */
static void
assert_told (gpointer widget, GtkAccessibleProperty property, const char *text)
{
  gtk_test_accessible_assert_property (widget, property, text);
}

typedef struct
{
  GtkWidget *window;
  GraftFeatureMap *map;
  GraftMapScrubber *scrubber;
  GraftMapLegend *legend;
  guint deadline;
} Fixture;

static gboolean
late_cb (gpointer data)
{
  g_error ("nothing happened within 20 s");
  return G_SOURCE_REMOVE;
}

/* Runs the loop until the raster thread has answered what was asked last. */
static void
wait_for_picture (Fixture *f, guint before)
{
  while (graft_feature_map_get_n_pictures (f->map) == before)
    g_main_context_iteration (NULL, TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->map));
}

static void
set_up (Fixture *f, gconstpointer n_frames)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (GraftMapView) view =
      synthetic_map_new (400, GPOINTER_TO_UINT (n_frames), 4, 1);

  f->deadline = g_timeout_add_seconds (20, late_cb, NULL);
  f->window = gtk_window_new ();
  f->map = GRAFT_FEATURE_MAP (graft_feature_map_new ());
  f->scrubber = GRAFT_MAP_SCRUBBER (graft_map_scrubber_new ());
  f->legend = GRAFT_MAP_LEGEND (graft_map_legend_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (f->map), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (f->map));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (f->scrubber));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (f->legend));
  graft_map_scrubber_set_map (f->scrubber, f->map);
  graft_map_legend_set_map (f->legend, f->map);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 700, 500);
  gtk_window_set_child (GTK_WINDOW (f->window), box);
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->map));
  if (view->n_frames == 0)
    return;
  graft_feature_map_set_view (f->map, view);
  wait_for_picture (f, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer map = f->map, scrubber = f->scrubber, legend = f->legend;

  g_object_add_weak_pointer (map, &map);
  g_object_add_weak_pointer (scrubber, &scrubber);
  g_object_add_weak_pointer (legend, &legend);
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (map);
  g_assert_null (scrubber);
  g_assert_null (legend);
  g_source_remove (f->deadline);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  graphene_point_t place;

  assert_told (f->map, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "No features yet.");
  gtk_widget_activate_action (GTK_WIDGET (f->map), "map.walk", "(ii)", 1, 0);
  gtk_widget_activate_action (GTK_WIDGET (f->map), "map.select-all", NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->map), "map.zoom-in", NULL);
  g_assert_cmpint (graft_feature_map_pick (f->map, 10, 10, 100), ==, -1);
  g_assert_false (graft_feature_map_locate (f->map, 0, &place));
  graft_feature_map_set_view (f->map, NULL);
}

static void
test_words (Fixture *f, gconstpointer data)
{
  gtk_test_accessible_assert_role (f->map, GTK_ACCESSIBLE_ROLE_IMG);
  assert_told (f->map, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
               "200 source and 200 target points, epoch 1.7; silhouette by class 0.52; "
               "domains separable 65\u00a0%.");
  graft_feature_map_set_position (f->map, 0);
  assert_told (f->map, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
               "200 source and 200 target points, epoch 0.0; silhouette by class 0.12; "
               "domains separable 100\u00a0%.");
}

/* Every shown point is found where it stands; one that was hidden is not. */
static void
test_pick (Fixture *f, gconstpointer data)
{
  graphene_point_t place;
  guint before = graft_feature_map_get_n_pictures (f->map), found = 0;

  for (guint i = 0; i < 400; i++)
    {
      g_assert_true (graft_feature_map_locate (f->map, i, &place));
      g_assert_cmpfloat (place.x, >=, 0);
      g_assert_cmpfloat (place.x, <=, gtk_widget_get_width (GTK_WIDGET (f->map)));
      found += graft_feature_map_pick (f->map, place.x, place.y, 3) == (int)i;
    }
  g_assert_cmpuint (found, >=, 398);
  graft_feature_map_set_hovered (f->map, 300);
  graft_feature_map_set_domain_visible (f->map, GRAFT_TARGET, FALSE);
  g_assert_cmpint (graft_feature_map_get_hovered (f->map), ==, -1);
  wait_for_picture (f, before);
  for (guint i = 0; i < 400; i++)
    {
      graft_feature_map_locate (f->map, i, &place);
      g_assert_cmpint (graft_feature_map_pick (f->map, place.x, place.y, 500), <, 200);
    }
}

static void
changed_cb (GraftFeatureMap *map, guint *n)
{
  (*n)++;
}

static void
test_lasso (Fixture *f, gconstpointer data)
{
  float width = gtk_widget_get_width (GTK_WIDGET (f->map));
  float height = gtk_widget_get_height (GTK_WIDGET (f->map));
  const graphene_point_t left[] = {
    { -1, -1 }, { width / 2, -1 }, { width / 2, height }, { -1, height }
  };
  const graphene_point_t all[] = {
    { -1, -1 }, { width, -1 }, { width, height }, { -1, height }
  };
  GtkBitset *selection;
  guint n_changes = 0, n_left = 0;

  g_signal_connect (f->map, "selection-changed", G_CALLBACK (changed_cb), &n_changes);
  graft_feature_map_select_polygon (f->map, left, 4, FALSE);
  selection = graft_feature_map_get_selection (f->map);
  for (guint i = 0; i < 400; i++)
    {
      graphene_point_t place;

      graft_feature_map_locate (f->map, i, &place);
      n_left += place.x < width / 2;
      g_assert_cmpint (gtk_bitset_contains (selection, i), ==, place.x < width / 2);
    }
  g_assert_cmpuint (gtk_bitset_get_size (selection), ==, n_left);
  graft_feature_map_select_polygon (f->map, all, 4, TRUE);
  g_assert_cmpuint (gtk_bitset_get_size (graft_feature_map_get_selection (f->map)), ==,
                    400);
  g_assert_cmpuint (n_changes, ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (f->map), "map.clear", NULL);
  g_assert_true (gtk_bitset_is_empty (graft_feature_map_get_selection (f->map)));
  gtk_widget_activate_action (GTK_WIDGET (f->map), "map.select-all", NULL);
  assert_told (f->map, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
               "400 points selected. 200 source and 200 target points, epoch 1.7; "
               "silhouette by class 0.52; domains separable 65\u00a0%.");
}

static void
activated_cb (GraftFeatureMap *map, guint point, guint *activated)
{
  *activated = point;
}

static void
name_card_cb (GraftFeatureMap *map, guint point, GraftMapCard *card, gpointer data)
{
  g_free (card->title);
  card->title = g_strdup_printf ("point %u", point);
}

/* Arrow keys reach other points, each in the direction pressed; the page's words are
 * told. */
static void
test_keyboard (Fixture *f, gconstpointer data)
{
  graphene_point_t from, to;
  guint activated = 999;
  int first;

  graft_feature_map_set_describe (f->map, name_card_cb, NULL, NULL);
  gtk_widget_activate_action (GTK_WIDGET (f->map), "map.walk", "(ii)", 1, 0);
  first = graft_feature_map_get_hovered (f->map);
  g_assert_cmpint (first, >=, 0);
  for (guint i = 0; i < 4; i++)
    {
      int before = graft_feature_map_get_hovered (f->map);

      graft_feature_map_locate (f->map, (guint)before, &from);
      gtk_widget_activate_action (GTK_WIDGET (f->map), "map.walk", "(ii)", -1, 0);
      g_assert_cmpint (graft_feature_map_get_hovered (f->map), !=, before);
      graft_feature_map_locate (f->map, (guint)graft_feature_map_get_hovered (f->map),
                                &to);
      g_assert_cmpfloat (to.x, <, from.x);
    }
  graft_feature_map_set_hovered (f->map, 7);
  gtk_widget_activate_action (GTK_WIDGET (f->map), "map.toggle-point", NULL);
  g_assert_true (gtk_bitset_contains (graft_feature_map_get_selection (f->map), 7));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->map));
  gtk_widget_activate_action (GTK_WIDGET (f->map), "map.toggle-point", NULL);
  g_assert_true (gtk_bitset_is_empty (graft_feature_map_get_selection (f->map)));
  g_signal_connect (f->map, "point-activated", G_CALLBACK (activated_cb), &activated);
  gtk_widget_activate_action (GTK_WIDGET (f->map), "map.activate-point", NULL);
  g_assert_cmpuint (activated, ==, 7);
  gtk_widget_activate_action (GTK_WIDGET (f->map), "map.clear", NULL);
  g_assert_cmpint (graft_feature_map_get_hovered (f->map), ==, -1);
}

static void
test_split (Fixture *f, gconstpointer data)
{
  graphene_point_t after;
  guint before = graft_feature_map_get_n_pictures (f->map);
  int picked;

  g_object_set (f->map, "split", TRUE, "show-centroids", TRUE, "show-trajectories", TRUE,
                "color-by-prediction", TRUE, NULL);
  wait_for_picture (f, before);
  graft_feature_map_set_hovered (f->map, 250);
  while (!graft_feature_map_locate (f->map, 250, &after) ||
         after.x < gtk_widget_get_width (GTK_WIDGET (f->map)) / 2.0)
    g_main_context_iteration (NULL, TRUE);
  picked = graft_feature_map_pick (f->map, after.x, after.y, 2);
  g_assert_cmpint (picked, >=, 0);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (f->map));
}

/* A newer map with the same points: selection stays, and a following map ends at its last
 * frame; one that does not follow stays where it was. */
static void
test_follow (Fixture *f, gconstpointer data)
{
  g_autoptr (GraftMapView) more = synthetic_map_new (400, 7, 4, 1);
  g_autoptr (GraftMapView) most = synthetic_map_new (400, 9, 4, 1);
  g_autoptr (GraftMapView) other = synthetic_map_new (300, 2, 5, 2);
  g_autoptr (GtkBitset) points = gtk_bitset_new_range (3, 5);

  g_assert_cmpfloat (graft_feature_map_get_position (f->map), ==, 4);
  graft_feature_map_set_selection (f->map, points);
  graft_feature_map_set_view (f->map, more);
  while (graft_feature_map_get_position (f->map) < 6)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_bitset_equals (graft_feature_map_get_selection (f->map), points));
  graft_feature_map_set_follow (f->map, FALSE);
  graft_feature_map_set_position (f->map, 2.5);
  graft_feature_map_set_view (f->map, most);
  g_assert_cmpfloat (graft_feature_map_get_position (f->map), ==, 2.5);
  graft_feature_map_set_view (f->map, other);
  g_assert_cmpfloat (graft_feature_map_get_position (f->map), ==, 1);
  g_assert_true (gtk_bitset_is_empty (graft_feature_map_get_selection (f->map)));
  g_assert_cmpuint (graft_map_legend_get_n_chips (f->legend), ==, 7);
}

/* With animations the way is taken through frames of the clock. */
static void
test_glide (Fixture *f, gconstpointer data)
{
  g_autoptr (GraftMapView) more = synthetic_map_new (400, 7, 4, 1);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  graft_feature_map_set_view (f->map, more);
  g_assert_cmpfloat (graft_feature_map_get_position (f->map), <, 6);
  while (graft_feature_map_get_position (f->map) == 4)
    g_main_context_iteration (NULL, TRUE);
  while (graft_feature_map_get_position (f->map) < 6)
    g_main_context_iteration (NULL, TRUE);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static void
test_scrubber (Fixture *f, gconstpointer data)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (f->scrubber), "scrubber.play", NULL));
  g_assert_true (graft_map_scrubber_get_playing (f->scrubber));
  g_assert_cmpfloat (graft_feature_map_get_position (f->map), ==, 0);
  g_assert_false (graft_feature_map_get_follow (f->map));
  while (graft_map_scrubber_get_playing (f->scrubber))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (graft_feature_map_get_position (f->map), ==, 4);
  g_assert_true (graft_feature_map_get_follow (f->map));
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static void
drag_to (GtkWidget *scale, double position)
{
  gboolean handled;

  g_signal_emit_by_name (scale, "change-value", GTK_SCROLL_JUMP, position, &handled);
  g_assert_true (handled);
}

/* A hand near the end means the end, and the button leads back to it from anywhere. */
static void
test_now (Fixture *f, gconstpointer data)
{
  GtkWidget *scale = find (GTK_WIDGET (f->scrubber), GTK_TYPE_SCALE);

  g_assert_nonnull (scale);
  drag_to (scale, 3.95);
  g_assert_cmpfloat (graft_feature_map_get_position (f->map), ==, 3.95);
  g_assert_false (graft_feature_map_get_follow (f->map));
  drag_to (scale, 2);
  drag_to (scale, 3.95);
  g_assert_cmpfloat (graft_feature_map_get_position (f->map), ==, 4);
  g_assert_true (graft_feature_map_get_follow (f->map));
  drag_to (scale, 1);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (f->scrubber), "scrubber.now", NULL));
  g_assert_cmpfloat (graft_feature_map_get_position (f->map), ==, 4);
  g_assert_true (graft_feature_map_get_follow (f->map));
}

/* A class that was hidden is not pointed at any longer: the others are not dim. */
static void
test_hide_highlighted (Fixture *f, gconstpointer data)
{
  int highlighted = 0;

  graft_feature_map_set_highlight_class (f->map, 2);
  graft_feature_map_set_class_visible (f->map, 1, FALSE);
  g_object_get (f->map, "highlight-class", &highlighted, NULL);
  g_assert_cmpint (highlighted, ==, 2);
  graft_feature_map_set_class_visible (f->map, 2, FALSE);
  g_object_get (f->map, "highlight-class", &highlighted, NULL);
  g_assert_cmpint (highlighted, ==, -1);
}

/* Many classes do not make the page taller than they are at its usual width. */
static void
test_legend_height (Fixture *f, gconstpointer data)
{
  g_autoptr (GraftMapView) many = synthetic_map_new (400, 2, 10, 1);
  int any, narrow;

  graft_feature_map_set_view (f->map, many);
  gtk_widget_measure (GTK_WIDGET (f->legend), GTK_ORIENTATION_VERTICAL, -1, &any, NULL,
                      NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (f->legend), GTK_ORIENTATION_VERTICAL, 260, &narrow,
                      NULL, NULL, NULL);
  g_assert_cmpint (any, <, 90);
  g_assert_cmpint (narrow, >, any);
}

/* One snapshot is no way to go, but its track is there to be seen. */
static void
test_one_frame (Fixture *f, gconstpointer data)
{
  GtkWidget *scale = find (GTK_WIDGET (f->scrubber), GTK_TYPE_SCALE);
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (scale));

  g_assert_false (gtk_widget_get_sensitive (scale));
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), >, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==,
                     gtk_adjustment_get_upper (adjustment));
  g_assert_cmpfloat (graft_feature_map_get_position (f->map), ==, 0);
}

/* Zooming keeps the place under the pointer. */
static void
test_zoom (Fixture *f, gconstpointer data)
{
  graphene_point_t before, after;
  guint n = graft_feature_map_get_n_pictures (f->map);

  graft_feature_map_locate (f->map, 42, &before);
  graft_feature_map_zoom (f->map, 3, before.x, before.y);
  wait_for_picture (f, n);
  graft_feature_map_locate (f->map, 42, &after);
  g_assert_cmpfloat_with_epsilon (after.x, before.x, 0.1);
  g_assert_cmpfloat_with_epsilon (after.y, before.y, 0.1);
}

static void
test_meter (Fixture *f, gconstpointer data)
{
  g_autoptr (GraftFrameMeter) meter =
      graft_frame_meter_new (gtk_widget_get_frame_clock (f->window));
  GraftFrameFigures figures;

  for (guint i = 0; i < 5; i++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (f->map));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (f->map));
    }
  g_usleep (30000);
  g_main_context_iteration (NULL, FALSE);
  graft_frame_meter_read (meter, &figures);
  g_assert_cmpuint (figures.n_frames, >=, 4);
  g_assert_cmpfloat (figures.work_p50, >, 0);
  g_assert_cmpfloat (figures.work_p95, >=, figures.work_p50);
  g_assert_cmpfloat (figures.longest_stall, >=, 29);
  graft_frame_meter_reset (meter);
  graft_frame_meter_read (meter, &figures);
  g_assert_cmpuint (figures.n_frames, ==, 0);
}

static void
add (const char *name, guint n_frames, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, GUINT_TO_POINTER (n_frames), set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  add ("/ui/feature-map/empty", 0, test_empty);
  add ("/ui/feature-map/words", 5, test_words);
  add ("/ui/feature-map/pick", 5, test_pick);
  add ("/ui/feature-map/lasso", 5, test_lasso);
  add ("/ui/feature-map/keyboard", 5, test_keyboard);
  add ("/ui/feature-map/split", 5, test_split);
  add ("/ui/feature-map/follow", 5, test_follow);
  add ("/ui/feature-map/glide", 5, test_glide);
  add ("/ui/feature-map/scrubber", 5, test_scrubber);
  add ("/ui/feature-map/now", 5, test_now);
  add ("/ui/feature-map/one-frame", 1, test_one_frame);
  add ("/ui/feature-map/hide-highlighted", 5, test_hide_highlighted);
  add ("/ui/feature-map/legend-height", 5, test_legend_height);
  add ("/ui/feature-map/zoom", 5, test_zoom);
  add ("/ui/feature-map/meter", 5, test_meter);
  return g_test_run ();
}
