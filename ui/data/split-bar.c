/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See split-bar.h. The parts have a fixed order and each its name below, so that colour
 * does not stand alone. */
#include "ui/data/split-bar.h"

#include "graft-config.h"
#include "ui/plot/axis.h"
#include "ui/plot/plot-theme.h"
#include "ui/plot/text-draw.h"

#include <glib/gi18n.h>
#include <math.h>

#define BAR 14.0
#define GAP 2.0
#define TEXT_GAP 4.0
#define LEAST 4.0 /* pixels of a part that is not empty */

struct _GraftSplitBar
{
  GtkWidget parent_instance;
  gsize counts[GRAFT_N_SPLITS];
};

G_DEFINE_FINAL_TYPE (GraftSplitBar, graft_split_bar, GTK_TYPE_WIDGET)

/* From left to right. */
static const GraftSplit part_order[GRAFT_N_SPLITS] = {
  GRAFT_SPLIT_TRAIN,
  GRAFT_SPLIT_VALIDATION,
  GRAFT_SPLIT_TEST,
  GRAFT_SPLIT_NONE,
};

void
graft_split_bar_set_counts (GraftSplitBar *self,
                            const gsize counts[GRAFT_N_SPLITS],
                            const char *words)
{
  g_return_if_fail (GRAFT_IS_SPLIT_BAR (self));

  for (guint i = 0; i < GRAFT_N_SPLITS; i++)
    self->counts[i] = counts[i];
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GraftColor
part_color (const GraftPlotStyle *style, GraftSplit split)
{
  switch (split)
    {
    case GRAFT_SPLIT_TRAIN:
      return style->accent;
    case GRAFT_SPLIT_VALIDATION:
      return graft_palette_get_role_color (style, GRAFT_COLOR_LAMBDA);
    case GRAFT_SPLIT_TEST:
      return graft_palette_get_role_color (style, GRAFT_COLOR_TARGET);
    default:
      return style->track;
    }
}

static char *
part_text (GraftSplit split, gsize count)
{
  char number[GRAFT_NUMBER_SIZE];

  graft_format_count (number, count);
  switch (split)
    {
    case GRAFT_SPLIT_TRAIN:
      return g_strdup_printf (_ ("train %s"), number);
    case GRAFT_SPLIT_VALIDATION:
      return g_strdup_printf (_ ("val %s"), number);
    case GRAFT_SPLIT_TEST:
      return g_strdup_printf (_ ("test %s"), number);
    default:
      return g_strdup_printf (_ ("undecided %s"), number);
    }
}

typedef struct
{
  GraftSplit split;
  double x;
  double width;
} Part;

/* Parts that are not empty, as wide as their share but never too thin to be seen. */
static guint
lay_out (GraftSplitBar *self, double width, Part parts[GRAFT_N_SPLITS])
{
  double total = 0, x = 0, sum = 0, scale;
  guint n = 0;

  for (guint i = 0; i < GRAFT_N_SPLITS; i++)
    total += (double)self->counts[i];
  for (guint i = 0; i < GRAFT_N_SPLITS; i++)
    {
      GraftSplit split = part_order[i];

      if (self->counts[split] == 0)
        continue;
      parts[n].split = split;
      parts[n].width = MAX (LEAST, width * (double)self->counts[split] / total);
      sum += parts[n++].width;
    }
  scale = n > 0 ? (width - GAP * (n - 1)) / sum : 1;
  for (guint i = 0; i < n; i++)
    {
      parts[i].width *= scale;
      parts[i].x = x;
      x += parts[i].width + GAP;
    }
  return n;
}

static void
draw_parts (cairo_t *cr, const GraftPlotStyle *style, const Part *parts, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      graft_rounded_rectangle (cr, parts[i].x, 0, parts[i].width, BAR, 3);
      graft_set_source_color (cr, part_color (style, parts[i].split));
      cairo_fill (cr);
    }
}

/* Names stand below the middle of their parts and give way to each other. */
static void
draw_texts (GraftSplitBar *self,
            cairo_t *cr,
            const GraftPlotStyle *style,
            const Part *parts,
            guint n,
            double width)
{
  double x = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = part_text (parts[i].split, self->counts[parts[i].split]);
      GraftText label = { .text = text, .color = style->dim };
      double text_width, rest = 0, place;

      graft_text_measure (cr, style, &label, &text_width, NULL);
      for (guint k = i + 1; k < n; k++)
        {
          g_autofree char *later =
              part_text (parts[k].split, self->counts[parts[k].split]);
          double later_width;

          graft_text_measure (cr, style, &(GraftText){ .text = later }, &later_width,
                              NULL);
          rest += later_width + 6;
        }
      place = parts[i].x + parts[i].width / 2 - text_width / 2;
      place = MAX (x, MIN (place, width - rest - text_width));
      graft_text_draw (cr, style, &label, place, BAR + TEXT_GAP);
      x = place + text_width + 6;
    }
}

static void
graft_split_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GraftSplitBar *self = GRAFT_SPLIT_BAR (widget);
  double width = gtk_widget_get_width (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)gtk_widget_get_height (widget)));
  GraftPlotStyle style;
  Part parts[GRAFT_N_SPLITS];
  guint n = lay_out (self, width, parts);

  graft_plot_style_init_for_widget (&style, widget);
  draw_parts (cr, &style, parts, n);
  draw_texts (self, cr, &style, parts, n, width);
  cairo_destroy (cr);
}

static void
graft_split_bar_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  GraftPlotStyle style;

  graft_plot_style_init_for_widget (&style, widget);
  *minimum = orientation == GTK_ORIENTATION_VERTICAL
                 ? (int)ceil (BAR + TEXT_GAP + 1.5 * style.font_size)
                 : 120;
  *natural = *minimum;
}

static void
graft_split_bar_class_init (GraftSplitBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = graft_split_bar_snapshot;
  widget_class->measure = graft_split_bar_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "splitbar");
}

static void
graft_split_bar_init (GraftSplitBar *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Items in each split"), -1);
}
