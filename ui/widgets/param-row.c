/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See param-row.h. */
#include "ui/widgets/param-row.h"

#include "graft-config.h"
#include "ui/widgets/children.h"
#include "ui/widgets/drop-down.h"
#include "ui/widgets/focus-hint.h"
#include "ui/widgets/wheel.h"

#include <glib/gi18n.h>
#include <math.h>

/* Sliders move in this many steps from end to end. */
#define SLIDER_STEPS 100

struct _GraftParamRow
{
  GtkWidget parent_instance;
  GraftParam param;
  double value;
  gboolean running;
  gboolean live;     /* the value is that of a schedule: three digits say enough */
  gboolean updating; /* the controls change by program, not by a person */
  GtkWidget *label;
  GtkWidget *reset;
  GtkWidget *control; /* entry, spin button, switch or drop-down */
  GtkWidget *slider;  /* or NULL */
  GtkWidget *refusal; /* what is wrong with the text in the entry */
  GtkWidget *hint;    /* the tooltip, for who comes by keyboard */
};

enum
{
  CHANGED,
  RESET,
  N_SIGNALS
};

/* Written once by class_init. */
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftParamRow, graft_param_row, GTK_TYPE_WIDGET)

static gboolean
is_log (GraftParamRow *self)
{
  return (self->param.flags & GRAFT_PARAM_LOG) != 0 && self->param.min > 0;
}

static double
to_slider (GraftParamRow *self, double value)
{
  return is_log (self) ? log10 (MAX (value, self->param.min)) : value;
}

static double
from_slider (GraftParamRow *self, double position)
{
  return is_log (self) ? pow (10, position) : position;
}

static char *
shown_text (GraftParamRow *self)
{
  return g_strdup_printf (self->live ? "%.3g" : "%.6g", self->value);
}

/* Not by colour alone: a sentence says what would be taken. */
static void
show_refusal (GraftParamRow *self, gboolean refused)
{
  gtk_widget_set_visible (self->refusal, refused);
  if (refused)
    gtk_widget_add_css_class (self->control, "error");
  else
    gtk_widget_remove_css_class (self->control, "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->control), GTK_ACCESSIBLE_STATE_INVALID,
      refused ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
show_in_entry (GraftParamRow *self)
{
  g_autofree char *text = shown_text (self);

  gtk_editable_set_text (GTK_EDITABLE (self->control), text);
  show_refusal (self, FALSE);
}

/* A logarithmic slider would be read as the exponent it stands at. */
static void
show_on_slider (GraftParamRow *self)
{
  g_autofree char *text = shown_text (self);

  gtk_range_set_value (GTK_RANGE (self->slider), to_slider (self, self->value));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
show_value (GraftParamRow *self)
{
  self->updating = TRUE;
  if (GTK_IS_SPIN_BUTTON (self->control))
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->control), self->value);
  else if (GTK_IS_SWITCH (self->control))
    gtk_switch_set_active (GTK_SWITCH (self->control), self->value != 0);
  else if (GTK_IS_DROP_DOWN (self->control))
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->control), (guint)self->value);
  else if (GTK_IS_ENTRY (self->control))
    show_in_entry (self);
  if (self->slider != NULL)
    show_on_slider (self);
  self->updating = FALSE;
}

static void
change (GraftParamRow *self, double value)
{
  if (self->updating || value == self->value)
    return;
  self->value = value;
  show_value (self);
  g_signal_emit (self, signals[CHANGED], 0, value);
}

static char *
range_text (GraftParamRow *self)
{
  return g_strdup_printf (_ ("Between %g and %g."), self->param.min, self->param.max);
}

/* For the pointer, for assistive technology, and, while the keyboard is here, to read. */
static void
update_tooltip (GraftParamRow *self)
{
  const GraftParam *param = &self->param;
  const char *text = param->tooltip != NULL ? _ (param->tooltip) : "";
  g_autofree char *range = range_text (self);
  g_autofree char *tooltip = NULL;
  gboolean numeric =
      param->type == GRAFT_PARAM_REAL || param->type == GRAFT_PARAM_INTEGER;

  if (self->running && (param->flags & GRAFT_PARAM_LIVE) == 0)
    tooltip = g_strdup_printf (
        "%s\n%s", text,
        _ ("Stands still while a run is under way; stop it to change this."));
  else
    tooltip = g_strdup_printf ("%s%s%s", text, numeric ? "\n" : "", numeric ? range : "");
  g_strstrip (tooltip);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_label_set_label (GTK_LABEL (self->hint), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
  if (self->slider != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
}

static void
update_label (GraftParamRow *self, gboolean live)
{
  g_autofree char *text = NULL;

  /* Translators: a parameter's name, while the value beside it is the present one of a
   * schedule */
  text = live ? g_strdup_printf (_ ("%s, now"), _ (self->param.label))
              : g_strdup (_ (self->param.label));
  if (g_strcmp0 (text, gtk_label_get_text (GTK_LABEL (self->label))) != 0)
    gtk_label_set_text (GTK_LABEL (self->label), text);
}

static void
slider_cb (GraftParamRow *self)
{
  double value;

  if (self->updating)
    return;
  value = from_slider (self, gtk_range_get_value (GTK_RANGE (self->slider)));
  change (self, CLAMP (value, self->param.min, self->param.max));
}

static void
spin_cb (GraftParamRow *self)
{
  change (self, gtk_spin_button_get_value (GTK_SPIN_BUTTON (self->control)));
}

static void
switch_cb (GraftParamRow *self)
{
  change (self, gtk_switch_get_active (GTK_SWITCH (self->control)));
}

static void
selected_cb (GraftParamRow *self)
{
  change (self, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->control)));
}

static gboolean
parse (GraftParamRow *self, const char *text, double *value)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  char *end = NULL;

  /* Understands the decimal sign of the locale and the point. */
  *value = g_strtod (stripped, &end);
  if (end == stripped || *end != '\0' || !isfinite (*value))
    return FALSE;
  if (self->param.type == GRAFT_PARAM_INTEGER && *value != floor (*value))
    return FALSE;
  return *value >= self->param.min && *value <= self->param.max;
}

gboolean
graft_param_row_enter_text (GraftParamRow *self, const char *text)
{
  double value = 0;

  g_return_val_if_fail (GRAFT_IS_PARAM_ROW (self), FALSE);

  if (!parse (self, text, &value))
    return FALSE;
  change (self, value);
  show_value (self);
  return TRUE;
}

static void
activate_cb (GraftParamRow *self)
{
  gboolean taken = graft_param_row_enter_text (
      self, gtk_editable_get_text (GTK_EDITABLE (self->control)));

  show_refusal (self, !taken);
}

static void
entry_left_cb (GraftParamRow *self)
{
  g_autofree char *shown = shown_text (self);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->control));

  /* What is shown is rounded: leaving it as it is must not change the value. */
  if (g_strcmp0 (shown, text) != 0 && !graft_param_row_enter_text (self, text))
    show_value (self);
}

static void
reset_cb (GraftParamRow *self)
{
  g_signal_emit (self, signals[RESET], 0);
}

static GtkWidget *
make_entry (GraftParamRow *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 7);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 7);
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_EMOJI);
  gtk_widget_add_css_class (entry, "param-value");
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (entry_left_cb), self);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static GtkWidget *
make_spin (GraftParamRow *self)
{
  const GraftParam *param = &self->param;
  GtkWidget *spin = gtk_spin_button_new_with_range (param->min, param->max, 1);

  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 4);
  gtk_editable_set_alignment (GTK_EDITABLE (spin), 1);
  gtk_widget_add_css_class (spin, "param-value");
  graft_widget_ignore_wheel_without_focus (spin);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (spin_cb), self);
  return spin;
}

static GtkWidget *
make_switch (GraftParamRow *self)
{
  GtkWidget *control = gtk_switch_new ();

  g_signal_connect_swapped (control, "notify::active", G_CALLBACK (switch_cb), self);
  return control;
}

static GtkWidget *
make_choice (GraftParamRow *self)
{
  GtkStringList *words = gtk_string_list_new (NULL);
  GtkWidget *control;

  for (gsize i = 0; self->param.choices[i] != NULL; i++)
    gtk_string_list_append (words, _ (self->param.choices[i]));
  control = gtk_drop_down_new (G_LIST_MODEL (words), NULL);
  graft_drop_down_set_name (control, _ (self->param.label));
  g_signal_connect_swapped (control, "notify::selected", G_CALLBACK (selected_cb), self);
  return control;
}

static GtkWidget *
make_control (GraftParamRow *self)
{
  switch (self->param.type)
    {
    case GRAFT_PARAM_INTEGER:
      return make_spin (self);
    case GRAFT_PARAM_BOOLEAN:
      return make_switch (self);
    case GRAFT_PARAM_CHOICE:
      return make_choice (self);
    case GRAFT_PARAM_REAL:
    default:
      return make_entry (self);
    }
}

static void
make_slider (GraftParamRow *self)
{
  double low = to_slider (self, self->param.min),
         high = to_slider (self, self->param.max);

  self->slider = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, low, high,
                                           (high - low) / SLIDER_STEPS);
  gtk_scale_set_draw_value (GTK_SCALE (self->slider), FALSE);
  gtk_widget_add_css_class (self->slider, "param-slider");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ (self->param.label),
                                  -1);
  graft_widget_ignore_wheel (self->slider);
  g_signal_connect_swapped (self->slider, "value-changed", G_CALLBACK (slider_cb), self);
  gtk_widget_set_parent (self->slider, GTK_WIDGET (self));
}

static void
make_reset (GraftParamRow *self)
{
  self->reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_set_tooltip_text (self->reset, _ ("Follow the schedule again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Follow the schedule again"), -1);
  gtk_widget_add_css_class (self->reset, "flat");
  gtk_widget_add_css_class (self->reset, "param-reset");
  gtk_widget_set_visible (self->reset, FALSE);
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (reset_cb), self);
}

static GtkWidget *
make_note (const char *text, const char *css_class)
{
  GtkWidget *note = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (note), 0);
  gtk_label_set_wrap (GTK_LABEL (note), TRUE);
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, css_class);
  gtk_widget_set_visible (note, FALSE);
  return note;
}

static void
make_refusal (GraftParamRow *self)
{
  g_autofree char *text = NULL;

  if (self->param.type == GRAFT_PARAM_INTEGER)
    text = g_strdup_printf (_ ("Not taken: this has to be a whole number from %g to %g."),
                            self->param.min, self->param.max);
  else
    text = g_strdup_printf (_ ("Not taken: this has to be a number from %g to %g."),
                            self->param.min, self->param.max);
  self->refusal = make_note (text, "error");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->control),
                                  GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, self->refusal,
                                  -1);
}

static void
build (GraftParamRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (self->label, TRUE);
  make_reset (self);
  self->control = make_control (self);
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->control),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ (self->param.label),
                                  -1);
  gtk_box_append (GTK_BOX (line), self->label);
  gtk_box_append (GTK_BOX (line), self->reset);
  gtk_box_append (GTK_BOX (line), self->control);
  gtk_widget_set_parent (line, GTK_WIDGET (self));
  if (self->param.type == GRAFT_PARAM_REAL && (self->param.flags & GRAFT_PARAM_LIVE) != 0)
    make_slider (self);
  make_refusal (self);
  self->hint = make_note (NULL, "dim-label");
  gtk_widget_set_parent (self->refusal, GTK_WIDGET (self));
  gtk_widget_set_parent (self->hint, GTK_WIDGET (self));
  graft_focus_hint_watch (GTK_WIDGET (self), self->hint);
  update_label (self, FALSE);
  update_tooltip (self);
}

const GraftParam *
graft_param_row_get_param (GraftParamRow *self)
{
  g_return_val_if_fail (GRAFT_IS_PARAM_ROW (self), NULL);
  return &self->param;
}

double
graft_param_row_get_value (GraftParamRow *self)
{
  g_return_val_if_fail (GRAFT_IS_PARAM_ROW (self), 0);
  return self->value;
}

void
graft_param_row_set_value (GraftParamRow *self, double value)
{
  g_return_if_fail (GRAFT_IS_PARAM_ROW (self));

  self->value = value;
  self->live = FALSE;
  show_value (self);
  update_label (self, FALSE);
  gtk_widget_set_visible (self->reset, FALSE);
}

void
graft_param_row_set_running (GraftParamRow *self, gboolean running)
{
  g_return_if_fail (GRAFT_IS_PARAM_ROW (self));

  if (self->running == running)
    return;
  self->running = running;
  gtk_widget_set_sensitive (self->control,
                            !running || (self->param.flags & GRAFT_PARAM_LIVE) != 0);
  update_tooltip (self);
}

static gboolean
is_typing (GraftParamRow *self)
{
  return (gtk_widget_get_state_flags (self->control) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

void
graft_param_row_show_live (GraftParamRow *self, double value, gboolean overridden)
{
  g_return_if_fail (GRAFT_IS_PARAM_ROW (self));

  gtk_widget_set_visible (self->reset, overridden);
  update_label (self, TRUE);
  /* A person who is typing or has taken over is not to be disturbed. */
  if (overridden || is_typing (self))
    return;
  self->value = value;
  self->live = TRUE;
  show_value (self);
}

static void
graft_param_row_dispose (GObject *object)
{
  graft_widget_remove_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (graft_param_row_parent_class)->dispose (object);
}

static void
graft_param_row_class_init (GraftParamRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_param_row_dispose;
  signals[CHANGED] = g_signal_new ("changed", GRAFT_TYPE_PARAM_ROW, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[RESET] = g_signal_new ("reset", GRAFT_TYPE_PARAM_ROW, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "paramrow");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
graft_param_row_init (GraftParamRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
graft_param_row_new (const GraftParam *param)
{
  GraftParamRow *self = g_object_new (GRAFT_TYPE_PARAM_ROW, NULL);

  self->param = *param;
  self->value = param->value;
  build (self);
  show_value (self);
  return GTK_WIDGET (self);
}
