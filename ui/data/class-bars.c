/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See class-bars.h. */
#include "ui/data/class-bars.h"

#include "graft-config.h"
#include "ui/plot/axis.h"
#include "ui/plot/class-mark.h"
#include "ui/plot/plot-theme.h"
#include "ui/plot/text-draw.h"

#include <glib/gi18n.h>
#include <math.h>

#define MARK 4.5
#define GAP 6.0
#define NAME_SHARE 0.4 /* of the width */

struct _GraftClassBars
{
  GtkWidget parent_instance;
  GArray *bars; /* GraftClassBar */
  char *words;
};

G_DEFINE_FINAL_TYPE (GraftClassBars, graft_class_bars, GTK_TYPE_WIDGET)

/* ---- what is shown ---- */

static void
clear_bar (gpointer data)
{
  g_free (((GraftClassBar *)data)->name);
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const GraftClassBar *x = a, *y = b;

  if (x->count != y->count)
    return x->count < y->count ? 1 : -1;
  return x->index - y->index;
}

static void
sum_up (GArray *bars)
{
  GraftClassBar rest = { .index = -1 };
  guint n_others = bars->len - (GRAFT_CLASS_BARS_MOST - 1);

  g_array_sort (bars, compare_counts);
  for (guint i = GRAFT_CLASS_BARS_MOST - 1; i < bars->len; i++)
    rest.count += g_array_index (bars, GraftClassBar, i).count;
  rest.name = g_strdup_printf (ngettext ("%u other", "%u others", n_others), n_others);
  g_array_set_size (bars, GRAFT_CLASS_BARS_MOST - 1);
  g_array_append_val (bars, rest);
}

GArray *
graft_class_bars_collect (GraftProjectSet *set)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (GraftClassBar));

  g_array_set_clear_func (bars, clear_bar);
  for (guint i = 0; set != NULL && i < graft_project_set_get_n_classes (set); i++)
    {
      GraftClassBar bar = { (int)i, g_strdup (graft_project_set_get_class_name (set, i)),
                            graft_project_set_get_class_count (set, i) };

      g_array_append_val (bars, bar);
    }
  if (bars->len > GRAFT_CLASS_BARS_MOST)
    sum_up (bars);
  return bars;
}

/* ---- drawing ---- */

static void
draw_row (cairo_t *cr,
          const GraftPlotStyle *style,
          const GraftClassBar *bar,
          double share,
          const double box[4])
{
  char number[GRAFT_NUMBER_SIZE];
  double middle = box[1] + box[3] / 2, name_end = box[0] + box[2] * NAME_SHARE;
  double number_width, left, most;
  GraftText count = { .text = graft_format_count (number, bar->count),
                      .color = style->dim,
                      .align_x = 1,
                      .align_y = 0.5 };
  GraftText name = { .text = bar->name, .color = style->foreground, .align_y = 0.5 };

  graft_class_mark_draw (cr, style, bar->index, GRAFT_CLASS_MARK_SOLID, box[0] + MARK + 1,
                         middle, MARK);
  name.max_width = name_end - box[0] - 2 * MARK - 1 - GAP;
  graft_text_draw (cr, style, &name, box[0] + 2 * MARK + 1 + GAP, middle);
  graft_text_measure (cr, style, &(GraftText){ .text = "8 888" }, &number_width, NULL);
  graft_text_draw (cr, style, &count, box[0] + box[2], middle);
  left = name_end + GAP;
  most = box[0] + box[2] - number_width - GAP - left;
  if (bar->count == 0)
    return;
  graft_rounded_rectangle (cr, left, middle - 4, MAX (1, most * share), 8, 2);
  graft_set_source_color (cr, graft_palette_get_class_color (style, bar->index));
  cairo_fill (cr);
}

void
graft_class_bars_draw (cairo_t *cr,
                       const GraftPlotStyle *style,
                       const GraftClassBar *bars,
                       guint n,
                       double width,
                       double height)
{
  gsize most = 1;

  for (guint i = 0; i < n; i++)
    most = MAX (most, bars[i].count);
  for (guint i = 0; i < n; i++)
    draw_row (cr, style, &bars[i], (double)bars[i].count / (double)most,
              (double[]){ 0, height * i / n, width, height / n });
}

static void
graft_class_bars_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GraftClassBars *self = GRAFT_CLASS_BARS (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  GraftPlotStyle style;

  graft_plot_style_init_for_widget (&style, widget);
  graft_class_bars_draw (cr, &style, (const GraftClassBar *)(gpointer)self->bars->data,
                         self->bars->len, width, height);
  cairo_destroy (cr);
}

static void
graft_class_bars_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  GraftClassBars *self = GRAFT_CLASS_BARS (widget);
  GraftPlotStyle style;

  graft_plot_style_init_for_widget (&style, widget);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = (int)ceil (self->bars->len * style.font_size * 1.6);
  else
    *minimum = 140;
  *natural = *minimum;
}

/* ---- the widget ---- */

static char *
make_words (const GArray *bars)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < bars->len; i++)
    {
      const GraftClassBar *bar = &g_array_index (bars, GraftClassBar, i);
      char number[GRAFT_NUMBER_SIZE];

      g_string_append_printf (words, "%s%s %s", i > 0 ? ", " : "", bar->name,
                              graft_format_count (number, bar->count));
    }
  return g_string_free (words, FALSE);
}

void
graft_class_bars_set_set (GraftClassBars *self, GraftProjectSet *set)
{
  guint before;

  g_return_if_fail (GRAFT_IS_CLASS_BARS (self));

  before = self->bars->len;
  g_array_unref (self->bars);
  self->bars = graft_class_bars_collect (set);
  g_free (self->words);
  self->words = make_words (self->bars);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->words, -1);
  if (self->bars->len != before)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
graft_class_bars_get_words (GraftClassBars *self)
{
  g_return_val_if_fail (GRAFT_IS_CLASS_BARS (self), NULL);
  return self->words;
}

/* Names that did not fit are told here. */
static gboolean
graft_class_bars_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GraftClassBars *self = GRAFT_CLASS_BARS (widget);
  int height = gtk_widget_get_height (widget);
  const GraftClassBar *bar;
  char number[GRAFT_NUMBER_SIZE];
  g_autofree char *text = NULL;

  if (self->bars->len == 0 || height == 0 || y < 0 || y >= height)
    return FALSE;
  bar = &g_array_index (self->bars, GraftClassBar, y * (int)self->bars->len / height);
  /* Translators: name of a class and how many items have it */
  text =
      g_strdup_printf (_ ("%s: %s"), bar->name, graft_format_count (number, bar->count));
  gtk_tooltip_set_text (tooltip, keyboard ? self->words : text);
  return TRUE;
}

static void
graft_class_bars_finalize (GObject *object)
{
  GraftClassBars *self = GRAFT_CLASS_BARS (object);

  g_array_unref (self->bars);
  g_free (self->words);
  G_OBJECT_CLASS (graft_class_bars_parent_class)->finalize (object);
}

static void
graft_class_bars_class_init (GraftClassBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = graft_class_bars_finalize;
  widget_class->snapshot = graft_class_bars_snapshot;
  widget_class->measure = graft_class_bars_measure;
  widget_class->query_tooltip = graft_class_bars_query_tooltip;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "classbars");
}

static void
graft_class_bars_init (GraftClassBars *self)
{
  self->bars = graft_class_bars_collect (NULL);
  self->words = g_strdup ("");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Items in each class"), -1);
}
