/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See class-chip.h. */
#include "ui/data/class-chip.h"

#include "graft-config.h"
#include "ui/plot/axis.h"
#include "ui/plot/class-mark.h"
#include "ui/plot/plot-theme.h"

#include <glib/gi18n.h>

#define MARK 12
#define N_KEYS 9

struct _GraftClassChip
{
  GtkButton parent_instance;
  guint index;
  GtkWidget *mark;
  GtkWidget *name;
  GtkWidget *count;
};

enum
{
  DROPPED,
  MENU,
  N_SIGNALS
};

/* Written once by class_init. */
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftClassChip, graft_class_chip, GTK_TYPE_BUTTON)

guint
graft_class_chip_get_index (GraftClassChip *self)
{
  g_return_val_if_fail (GRAFT_IS_CLASS_CHIP (self), 0);
  return self->index;
}

static char *
spoken_text (GraftClassChip *self, const char *name, const char *count)
{
  if (self->index < N_KEYS)
    /* Translators: name of a class, the key that stands for it, how many items it has */
    return g_strdup_printf (_ ("%s, key %u, %s labelled"), name, self->index + 1, count);
  /* Translators: name of a class, how many items it has */
  return g_strdup_printf (_ ("%s, %s labelled"), name, count);
}

void
graft_class_chip_show (GraftClassChip *self,
                       const char *name,
                       gsize count,
                       gboolean chosen)
{
  char number[GRAFT_NUMBER_SIZE];
  g_autofree char *spoken = NULL, *tooltip = NULL;

  g_return_if_fail (GRAFT_IS_CLASS_CHIP (self));

  graft_format_count (number, count);
  spoken = spoken_text (self, name, number);
  tooltip = g_strdup_printf (
      _ ("%s\nLabels the selected items; with none selected, shows this class alone"),
      name);
  gtk_label_set_label (GTK_LABEL (self->name), name);
  gtk_label_set_label (GTK_LABEL (self->count), number);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
      chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  if (chosen)
    gtk_widget_add_css_class (GTK_WIDGET (self), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "chosen");
}

static void
draw_mark_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer chip)
{
  GraftClassChip *self = chip;
  GraftPlotStyle style;

  graft_plot_style_init_for_widget (&style, GTK_WIDGET (area));
  graft_class_mark_draw (cr, &style, (int)self->index, GRAFT_CLASS_MARK_SOLID,
                         width / 2.0, height / 2.0, MARK / 2.0 - 1);
}

/* ---- the menu ---- */

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, GraftClassChip *self)
{
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[MENU], 0);
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *target)
{
  g_signal_emit (widget, signals[MENU], 0);
}

static gboolean
drop_cb (
    GtkDropTarget *target, const GValue *value, double x, double y, GraftClassChip *self)
{
  g_signal_emit (self, signals[DROPPED], 0, g_value_get_boxed (value));
  return TRUE;
}

/* ---- life ---- */

/* Here and not where the actions are, so that a key is never about a class that does not
 * have the focus. */
static void
add_keys (GtkWidgetClass *widget_class)
{
  const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_Menu, 0, "chip.menu" },
    { GDK_KEY_F10, GDK_SHIFT_MASK, "chip.menu" },
    { GDK_KEY_F2, 0, "classes.rename" },
    { GDK_KEY_Delete, 0, "classes.delete" },
    { GDK_KEY_Left, GDK_ALT_MASK, "classes.move-left" },
    { GDK_KEY_Right, GDK_ALT_MASK, "classes.move-right" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
}

static void
graft_class_chip_class_init (GraftClassChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[DROPPED] =
      g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, GRAFT_TYPE_ITEM_DRAG);
  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (widget_class, "chip.menu", NULL, menu_action);
  add_keys (widget_class);
}

static void
add_key (GraftClassChip *self, GtkWidget *box)
{
  g_autofree char *key = g_strdup_printf ("%u", self->index + 1);
  GtkWidget *label = gtk_label_new (key);

  gtk_widget_add_css_class (label, "graft-key");
  gtk_box_append (GTK_BOX (box), label);
}

static void
graft_class_chip_init (GraftClassChip *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkDropTarget *drop =
      gtk_drop_target_new (GRAFT_TYPE_ITEM_DRAG, GDK_ACTION_COPY | GDK_ACTION_MOVE);

  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  gtk_widget_add_css_class (GTK_WIDGET (self), "graft-class-chip");
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
graft_class_chip_new (guint index)
{
  GraftClassChip *self = g_object_new (GRAFT_TYPE_CLASS_CHIP, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->index = index;
  self->mark = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (self->mark), MARK);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (self->mark), MARK);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->mark), draw_mark_cb, self,
                                  NULL);
  gtk_widget_set_valign (self->mark, GTK_ALIGN_CENTER);
  self->name = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->name), 20);
  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  gtk_box_append (GTK_BOX (box), self->mark);
  gtk_box_append (GTK_BOX (box), self->name);
  if (index < N_KEYS)
    add_key (self, box);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_button_set_child (GTK_BUTTON (self), box);
  return GTK_WIDGET (self);
}
