/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See matrix-plot.h; what is drawn is in matrix-draw.c. */
#include "ui/plot/matrix-plot.h"

#include "ui/plot/axis.h"
#include "ui/plot/matrix-draw.h"
#include "ui/plot/plot-theme.h"

#include <glib/gi18n.h>
#include <math.h>

/* Pixels. */
#define MIN_SIDE 180
#define MAX_SIDE 480

struct _GraftMatrixPlot
{
  GtkWidget parent_instance;

  guint *counts; /* [n, n] */
  char **names;  /* [n] */
  guint n;
  int row; /* −1: none */
  int column;
  char *cell_text;
  char *summary;
};

enum
{
  PROP_CELL_TEXT = 1,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (GraftMatrixPlot, graft_matrix_plot, GTK_TYPE_WIDGET)

static GraftMatrix
matrix_of (GraftMatrixPlot *self)
{
  return (GraftMatrix){ .counts = self->counts,
                        .n = self->n,
                        .names = (const char *const *)self->names,
                        .row_title = _ ("true class"),
                        .column_title = _ ("taken for"),
                        .share_title = _ ("of the true class"),
                        .row = self->row,
                        .column = self->column };
}

/* ---- words ---- */

static char *
cell_words (GraftMatrixPlot *self, guint row, guint column)
{
  const GraftMatrix matrix = matrix_of (self);
  guint total = graft_matrix_get_total (&matrix, row);
  guint count = self->counts[row * self->n + column];
  char of[GRAFT_NUMBER_SIZE], part[GRAFT_NUMBER_SIZE];

  if (total == 0)
    return g_strdup_printf (_ ("There are no items of class %s."), self->names[row]);
  graft_format_count (part, count);
  graft_format_count (of, total);
  if (row == column)
    /* Translators: 37 of 100 items of class 3 …; the verb goes with the first number */
    return g_strdup_printf (ngettext ("%s of %s items of class %s was recognised.",
                                      "%s of %s items of class %s were recognised.",
                                      count),
                            part, of, self->names[row]);
  /* Translators: 37 of 100 items of class 3 were taken for 5 */
  return g_strdup_printf (ngettext ("%s of %s items of class %s was taken for %s.",
                                    "%s of %s items of class %s were taken for %s.",
                                    count),
                          part, of, self->names[row], self->names[column]);
}

/* The commonest confusion by its share, which is what the colours show. */
static char *
worst_words (GraftMatrixPlot *self)
{
  const GraftMatrix matrix = matrix_of (self);
  guint worst_row = 0, worst_column = 0;
  g_autofree char *words = NULL;
  double worst = 0;

  for (guint row = 0; row < self->n; row++)
    for (guint column = 0; column < self->n; column++)
      if (row != column && graft_matrix_get_share (&matrix, row, column) > worst)
        {
          worst = graft_matrix_get_share (&matrix, row, column);
          worst_row = row;
          worst_column = column;
        }
  if (worst == 0)
    return g_strdup (_ ("No class is taken for another."));
  words = cell_words (self, worst_row, worst_column);
  /* Translators: a whole sentence follows: 37 of 100 items of class 3 were taken for 5.
   */
  return g_strdup_printf (_ ("The commonest mistake: %s"), words);
}

static char *
summary_words (GraftMatrixPlot *self)
{
  guint total = 0, right = 0;
  char all[GRAFT_NUMBER_SIZE], share[GRAFT_NUMBER_SIZE];
  g_autofree char *worst = NULL, *first = NULL;

  for (guint row = 0; row < self->n; row++)
    for (guint column = 0; column < self->n; column++)
      {
        total += self->counts[row * self->n + column];
        right += row == column ? self->counts[row * self->n + column] : 0;
      }
  if (total == 0)
    return g_strdup (_ ("There is nothing to count yet."));
  graft_format_count (all, total);
  graft_format_percent (share, (double)right / total, 1);
  worst = worst_words (self);
  /* Translators: a percentage, then how many items in how many classes */
  first =
      g_strdup_printf (ngettext ("%s of %s item is recognised, in %u classes.",
                                 "%s of %s items are recognised, in %u classes.", total),
                       share, all, self->n);
  return g_strdup_printf ("%s %s", first, worst);
}

static void
tell (GraftMatrixPlot *self)
{
  g_free (self->cell_text);
  self->cell_text = NULL;
  if (self->row >= 0 && self->column >= 0)
    self->cell_text = cell_words (self, (guint)self->row, (guint)self->column);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      self->cell_text != NULL ? self->cell_text : self->summary, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CELL_TEXT]);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
graft_matrix_plot_get_cell_text (GraftMatrixPlot *self)
{
  g_return_val_if_fail (GRAFT_IS_MATRIX_PLOT (self), NULL);
  return self->cell_text;
}

const char *
graft_matrix_plot_get_summary (GraftMatrixPlot *self)
{
  g_return_val_if_fail (GRAFT_IS_MATRIX_PLOT (self), NULL);
  return self->summary;
}

/* ---- contents ---- */

void
graft_matrix_plot_set_counts (GraftMatrixPlot *self,
                              const guint *counts,
                              guint n,
                              const char *const *names)
{
  g_return_if_fail (GRAFT_IS_MATRIX_PLOT (self));
  g_return_if_fail (n == 0 || (counts != NULL && names != NULL));

  g_free (self->counts);
  g_strfreev (self->names);
  self->n = n;
  self->counts = n > 0 ? g_memdup2 (counts, (gsize)n * n * sizeof *counts) : NULL;
  self->names = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->names[i] = g_strdup (names[i]);
  if (self->row >= (int)n || self->column >= (int)n)
    self->row = self->column = -1;
  g_free (self->summary);
  self->summary = summary_words (self);
  tell (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
graft_matrix_plot_set_cell (GraftMatrixPlot *self, int row, int column)
{
  g_return_if_fail (GRAFT_IS_MATRIX_PLOT (self));

  if (row < 0 || column < 0 || row >= (int)self->n || column >= (int)self->n)
    row = column = -1;
  if (row == self->row && column == self->column)
    return;
  self->row = row;
  self->column = column;
  tell (self);
}

void
graft_matrix_plot_get_cell (GraftMatrixPlot *self, int *row, int *column)
{
  g_return_if_fail (GRAFT_IS_MATRIX_PLOT (self));

  *row = self->row;
  *column = self->column;
}

/* ---- pointer and keys ---- */

static void
motion_cb (GtkEventControllerMotion *controller,
           double x,
           double y,
           GraftMatrixPlot *self)
{
  cairo_surface_t *paper = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cairo_t *cr = cairo_create (paper); /* texts are measured, nothing is drawn */
  const GraftMatrix matrix = matrix_of (self);
  GraftMatrixLayout layout;
  GraftPlotStyle style;
  int row, column;

  graft_plot_style_init_for_widget (&style, GTK_WIDGET (self));
  graft_matrix_layout_init (&layout, cr, &matrix,
                            gtk_widget_get_width (GTK_WIDGET (self)),
                            gtk_widget_get_height (GTK_WIDGET (self)), &style);
  cairo_destroy (cr);
  cairo_surface_destroy (paper);
  if (graft_matrix_layout_find (&layout, &matrix, x, y, &row, &column))
    graft_matrix_plot_set_cell (self, row, column);
}

static void
leave_cb (GtkEventController *controller, GraftMatrixPlot *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    graft_matrix_plot_set_cell (self, -1, -1);
}

static void
focus_in_cb (GtkEventController *controller, GraftMatrixPlot *self)
{
  if (self->row < 0)
    graft_matrix_plot_set_cell (self, 0, 0);
}

static void
focus_out_cb (GtkEventController *controller, GraftMatrixPlot *self)
{
  graft_matrix_plot_set_cell (self, -1, -1);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *self)
{
  gtk_widget_grab_focus (self);
}

static void
move_action (GtkWidget *widget, const char *name, GVariant *target)
{
  GraftMatrixPlot *self = GRAFT_MATRIX_PLOT (widget);
  int down, right, last = (int)self->n - 1;

  g_variant_get (target, "(ii)", &down, &right);
  if (self->row < 0)
    graft_matrix_plot_set_cell (self, 0, 0);
  else
    graft_matrix_plot_set_cell (self, CLAMP (self->row + down, 0, last),
                                CLAMP (self->column + right, 0, last));
}

static void
hide_action (GtkWidget *widget, const char *name, GVariant *target)
{
  graft_matrix_plot_set_cell (GRAFT_MATRIX_PLOT (widget), -1, -1);
}

static void
install_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    int down;
    int right;
  } moves[] = {
    { GDK_KEY_Up, 0, -1, 0 },
    { GDK_KEY_Down, 0, 1, 0 },
    { GDK_KEY_Left, 0, 0, -1 },
    { GDK_KEY_Right, 0, 0, 1 },
    { GDK_KEY_Home, 0, 0, -G_MAXINT16 },
    { GDK_KEY_End, 0, 0, G_MAXINT16 },
    { GDK_KEY_Home, GDK_CONTROL_MASK, -G_MAXINT16, -G_MAXINT16 },
    { GDK_KEY_End, GDK_CONTROL_MASK, G_MAXINT16, G_MAXINT16 },
  };

  gtk_widget_class_install_action (klass, "matrix.move", "(ii)", move_action);
  gtk_widget_class_install_action (klass, "matrix.hide", NULL, hide_action);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding_action (klass, moves[i].key, moves[i].modifiers,
                                         "matrix.move", "(ii)", moves[i].down,
                                         moves[i].right);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "matrix.hide", NULL);
}

static void
add_controllers (GraftMatrixPlot *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (focus_in_cb), self);
  g_signal_connect (focus, "leave", G_CALLBACK (focus_out_cb), self);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

/* ---- widget ---- */

static void
graft_matrix_plot_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const GraftMatrix matrix = matrix_of (GRAFT_MATRIX_PLOT (widget));
  GraftPlotStyle style;
  cairo_t *cr =
      gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  graft_plot_style_init_for_widget (&style, widget);
  graft_matrix_draw (cr, &matrix, width, height, &style);
  cairo_destroy (cr);
  graft_plot_snapshot_focus (widget, snapshot, &style);
}

/* About as high as wide, within bounds: a page scrolls, and a matrix of a whole screen
 * says no more. */
static void
graft_matrix_plot_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  /* Names, titles and the scale take about this much beside the cells. */
  const int largest =
      MIN (MAX_SIDE, (int)GRAFT_MATRIX_PLOT (widget)->n * GRAFT_MATRIX_MAX_CELL + 90);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_SIDE;
      *natural = MAX_SIDE;
    }
  else
    *minimum = *natural =
        CLAMP (for_size < 0 ? largest : for_size, MIN_SIDE, MAX (largest, MIN_SIDE));
}

static GtkSizeRequestMode
graft_matrix_plot_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
graft_matrix_plot_get_property (GObject *object,
                                guint id,
                                GValue *value,
                                GParamSpec *pspec)
{
  if (id == PROP_CELL_TEXT)
    g_value_set_string (value, GRAFT_MATRIX_PLOT (object)->cell_text);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
graft_matrix_plot_finalize (GObject *object)
{
  GraftMatrixPlot *self = GRAFT_MATRIX_PLOT (object);

  g_free (self->counts);
  g_strfreev (self->names);
  g_free (self->cell_text);
  g_free (self->summary);
  G_OBJECT_CLASS (graft_matrix_plot_parent_class)->finalize (object);
}

static void
graft_matrix_plot_class_init (GraftMatrixPlotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = graft_matrix_plot_get_property;
  object_class->finalize = graft_matrix_plot_finalize;
  widget_class->snapshot = graft_matrix_plot_snapshot;
  widget_class->measure = graft_matrix_plot_measure;
  widget_class->get_request_mode = graft_matrix_plot_get_request_mode;
  properties[PROP_CELL_TEXT] = g_param_spec_string (
      "cell-text", NULL, NULL, NULL,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "matrixplot");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
graft_matrix_plot_init (GraftMatrixPlot *self)
{
  self->row = self->column = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Confusion matrix"), -1);
  add_controllers (self);
  graft_matrix_plot_set_counts (self, NULL, 0, NULL);
}

GtkWidget *
graft_matrix_plot_new (void)
{
  return g_object_new (GRAFT_TYPE_MATRIX_PLOT, NULL);
}
