/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The crossfade scrubber. The map's position is the only state; the scale shows it, a
 * hand on the scale sets it, and playing moves it with the frame clock. */
#include "ui/plot/axis.h"
#include "ui/plot/map-scrubber.h"
#include "ui/plot/plot-theme.h"

#include "plot-resources.h"

#include <glib/gi18n.h>
#include <math.h>

/* The whole run in six seconds, but not slower than one snapshot in half a second. */
#define PLAY_SECONDS 6.0
#define LEAST_FRAMES_A_SECOND 2.0
/* A hand that arrives this near the right end, as a share of the track, means the end. */
#define SNAP 0.02

struct _GraftMapScrubber
{
  GtkWidget parent_instance;

  GtkWidget *play;
  GtkWidget *scale;
  GtkAdjustment *adjustment;
  GtkWidget *now;
  GtkWidget *epoch;
  GraftFeatureMap *map;
  guint play_id;
  gint64 play_time; /* frame time of the last step */
};

G_DEFINE_FINAL_TYPE (GraftMapScrubber, graft_map_scrubber, GTK_TYPE_WIDGET)

static GraftMapView *
get_view (GraftMapScrubber *self)
{
  GraftMapView *view = self->map != NULL ? graft_feature_map_get_view (self->map) : NULL;

  return view != NULL && view->n_frames > 0 ? view : NULL;
}

static double
last_position (GraftMapScrubber *self)
{
  GraftMapView *view = get_view (self);

  return view != NULL ? view->n_frames - 1.0 : 0;
}

static void
show_position (GraftMapScrubber *self)
{
  GraftMapView *view = get_view (self);
  double position = view != NULL ? graft_feature_map_get_position (self->map) : 0;
  char number[GRAFT_NUMBER_SIZE];
  g_autofree char *text = NULL;

  if (view != NULL)
    text = g_strdup_printf (
        _ ("epoch %s"),
        graft_format_fixed (number, graft_map_view_get_epoch (view, position), 1));
  gtk_label_set_label (GTK_LABEL (self->epoch), text != NULL ? text : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text != NULL ? text : _ ("no snapshots yet"), -1);
  /* The only snapshot is the newest one: the knob rests at the end of its track. */
  gtk_adjustment_set_value (self->adjustment, last_position (self) > 0 ? position : 1);
}

/* The button leads back to the newest snapshot; there is nothing to press when the map
 * stays with it already. */
static void
show_follow (GraftMapScrubber *self)
{
  gboolean away = last_position (self) > 0 && !graft_feature_map_get_follow (self->map);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scrubber.now", away);
  if (away)
    gtk_widget_remove_css_class (self->now, "dim-label");
  else
    gtk_widget_add_css_class (self->now, "dim-label");
}

static void
view_changed_cb (GraftMapScrubber *self)
{
  gboolean several = last_position (self) > 0;

  /* A scale without a range has no track to see. */
  gtk_adjustment_set_upper (self->adjustment, MAX (last_position (self), 1));
  gtk_widget_set_sensitive (self->scale, several);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "scrubber.play", several);
  if (!several)
    graft_map_scrubber_set_playing (self, FALSE);
  show_position (self);
  show_follow (self);
}

/* A hand at the right end means "stay with the newest"; anywhere else it means "stay
 * here". */
static void
move_map (GraftMapScrubber *self, double position)
{
  if (get_view (self) == NULL)
    return;
  position = CLAMP (position, 0, last_position (self));
  graft_feature_map_set_position (self->map, position);
  graft_feature_map_set_follow (self->map, position >= last_position (self) - 1e-6);
}

/* Only on the way to the end: a hand or a wheel that leaves it is not held back. */
static gboolean
change_value_cb (GtkRange *range,
                 GtkScrollType scroll,
                 double value,
                 GraftMapScrubber *self)
{
  double last = last_position (self);

  graft_map_scrubber_set_playing (self, FALSE);
  if (value >= (1 - SNAP) * last && get_view (self) != NULL &&
      value > graft_feature_map_get_position (self->map))
    value = last;
  move_map (self, value);
  return GDK_EVENT_STOP;
}

/* ---- playing ---- */

static gboolean
play_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  GraftMapScrubber *self = GRAFT_MAP_SCRUBBER (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = (double)(now - self->play_time) / G_USEC_PER_SEC;
  double speed = MAX (last_position (self) / PLAY_SECONDS, LEAST_FRAMES_A_SECOND);
  double position = graft_feature_map_get_position (self->map) + speed * seconds;

  self->play_time = now;
  move_map (self, position);
  if (position < last_position (self))
    return G_SOURCE_CONTINUE;
  graft_map_scrubber_set_playing (self, FALSE);
  return G_SOURCE_CONTINUE;
}

static void
show_playing (GraftMapScrubber *self)
{
  gboolean playing = self->play_id != 0;
  const char *text = playing ? _ ("Pause") : _ ("Play from before to now");

  gtk_button_set_icon_name (GTK_BUTTON (self->play),
                            playing ? "media-playback-pause-symbolic"
                                    : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (self->play, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * graft_map_scrubber_set_playing:
 * @self: a scrubber
 * @playing: start or stop
 *
 * Playing starts again at the first snapshot when the map stands at the last one.
 */
void
graft_map_scrubber_set_playing (GraftMapScrubber *self, gboolean playing)
{
  GdkFrameClock *clock;

  g_return_if_fail (GRAFT_IS_MAP_SCRUBBER (self));

  if (playing == (self->play_id != 0))
    return;
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  if (!playing)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->play_id);
      self->play_id = 0;
    }
  else if (clock != NULL && last_position (self) > 0)
    {
      if (graft_feature_map_get_position (self->map) >= last_position (self) - 1e-6)
        move_map (self, 0);
      self->play_time = gdk_frame_clock_get_frame_time (clock);
      self->play_id =
          gtk_widget_add_tick_callback (GTK_WIDGET (self), play_cb, NULL, NULL);
    }
  show_playing (self);
}

gboolean
graft_map_scrubber_get_playing (GraftMapScrubber *self)
{
  g_return_val_if_fail (GRAFT_IS_MAP_SCRUBBER (self), FALSE);

  return self->play_id != 0;
}

static void
play_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftMapScrubber *self = GRAFT_MAP_SCRUBBER (widget);

  graft_map_scrubber_set_playing (self, !graft_map_scrubber_get_playing (self));
}

static void
now_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftMapScrubber *self = GRAFT_MAP_SCRUBBER (widget);

  graft_map_scrubber_set_playing (self, FALSE);
  if (self->map != NULL)
    graft_feature_map_set_follow (self->map, TRUE);
}

void
graft_map_scrubber_set_map (GraftMapScrubber *self, GraftFeatureMap *map)
{
  g_return_if_fail (GRAFT_IS_MAP_SCRUBBER (self));

  if (self->map == map)
    return;
  graft_map_scrubber_set_playing (self, FALSE);
  if (self->map != NULL)
    g_signal_handlers_disconnect_by_data (self->map, self);
  g_set_object (&self->map, map);
  if (map != NULL)
    {
      g_signal_connect_object (map, "view-changed", G_CALLBACK (view_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (map, "notify::position", G_CALLBACK (show_position), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (map, "notify::follow", G_CALLBACK (show_follow), self,
                               G_CONNECT_SWAPPED);
    }
  view_changed_cb (self);
}

/* ---- life ---- */

static void
graft_map_scrubber_dispose (GObject *object)
{
  GraftMapScrubber *self = GRAFT_MAP_SCRUBBER (object);
  GtkWidget *child;

  if (self->play_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->play_id);
  self->play_id = 0;
  if (self->map != NULL)
    g_signal_handlers_disconnect_by_data (self->map, self);
  g_clear_object (&self->map);
  /* gtk_widget_dispose_template() came with GTK 4.8; it leaves bound children to it
   * alone. */
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_MAP_SCRUBBER);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (graft_map_scrubber_parent_class)->dispose (object);
}

static void
graft_map_scrubber_class_init (GraftMapScrubberClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_map_scrubber_dispose;
  /* Naming the resource pulls its object out of the static library. */
  g_resources_register (graft_plot_get_resource ());
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/plot/map-scrubber.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftMapScrubber, play);
  gtk_widget_class_bind_template_child (widget_class, GraftMapScrubber, scale);
  gtk_widget_class_bind_template_child (widget_class, GraftMapScrubber, adjustment);
  gtk_widget_class_bind_template_child (widget_class, GraftMapScrubber, now);
  gtk_widget_class_bind_template_child (widget_class, GraftMapScrubber, epoch);
  gtk_widget_class_bind_template_callback (widget_class, change_value_cb);
  gtk_widget_class_install_action (widget_class, "scrubber.play", NULL, play_action);
  gtk_widget_class_install_action (widget_class, "scrubber.now", NULL, now_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "scrubber.play",
                                       NULL);
  gtk_widget_class_set_css_name (widget_class, "mapscrubber");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
graft_map_scrubber_init (GraftMapScrubber *self)
{
  graft_plot_load_css (gtk_widget_get_display (GTK_WIDGET (self)));
  gtk_widget_init_template (GTK_WIDGET (self));
  show_playing (self);
  view_changed_cb (self);
}

GtkWidget *
graft_map_scrubber_new (void)
{
  return g_object_new (GRAFT_TYPE_MAP_SCRUBBER, NULL);
}
