/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves as files: SVG, PDF, PNG and CSV, always on white paper, several plots below each
 * other. Everything is made in memory and then replaces the file in one move. The dialog
 * is in curve-plot-save.c. */
#include "engine/graft-engine.h"
#include "ui/plot/curve-plot-private.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define PAPER_WIDTH 800.0
#define PAPER_HEIGHT 400.0 /* of a single plot */
#define PAPER_SHARE 280.0  /* of each, where there are several */
#define CSV_FORMAT "%.9g"  /* all that a float32 holds, and none of the double's noise */
#define PAPER_MARGIN 12.0
#define PNG_SCALE 2

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

typedef struct
{
  GraftCurvePlot *const *plots;
  guint n;
} PlotList;

static double
paper_height (const PlotList *list)
{
  return list->n > 1 ? PAPER_SHARE : PAPER_HEIGHT;
}

/* The range on screen, without pointer and "now" line. */
static void
draw_on_paper (GraftCurvePlot *self, cairo_t *cr, double height)
{
  g_autofree GraftLine *lines = g_new0 (GraftLine, self->curves->len + 1);
  GraftLineChart chart;
  GraftPlotStyle style;

  graft_plot_style_init (&style, FALSE, FALSE);
  graft_curve_plot_fill_chart (self, &chart, lines);
  chart.crosshair = NAN;
  chart.now = NAN;
  graft_line_draw (cr, &chart, PAPER_WIDTH - 2 * PAPER_MARGIN, height - 2 * PAPER_MARGIN,
                   &style);
}

static void
draw_all (const PlotList *list, cairo_t *cr)
{
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, PAPER_MARGIN, PAPER_MARGIN);
  for (guint i = 0; i < list->n; i++)
    {
      draw_on_paper (list->plots[i], cr, paper_height (list));
      cairo_translate (cr, 0, paper_height (list));
    }
}

typedef enum
{
  FORMAT_SVG,
  FORMAT_PDF,
  FORMAT_PNG,
  FORMAT_CSV,
  N_FORMATS
} Format;

static const char *
format_suffix (Format format)
{
  static const char *const suffixes[N_FORMATS] = { ".svg", ".pdf", ".png", ".csv" };

  return suffixes[format];
}

static cairo_surface_t *
paper_new (Format format, double height, GByteArray *out)
{
  if (format == FORMAT_SVG)
    return cairo_svg_surface_create_for_stream (collect, out, PAPER_WIDTH, height);
  if (format == FORMAT_PDF)
    return cairo_pdf_surface_create_for_stream (collect, out, PAPER_WIDTH, height);
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)PAPER_WIDTH * PNG_SCALE,
                                     (int)height * PNG_SCALE);
}

static GByteArray *
export_picture (const PlotList *list, Format format)
{
  GByteArray *out = g_byte_array_new ();
  cairo_surface_t *paper = paper_new (format, list->n * paper_height (list), out);
  cairo_t *cr = cairo_create (paper);

  if (format == FORMAT_PNG)
    cairo_scale (cr, PNG_SCALE, PNG_SCALE);
  draw_all (list, cr);
  cairo_destroy (cr);
  if (format == FORMAT_PNG)
    cairo_surface_write_to_png_stream (paper, collect, out);
  cairo_surface_finish (paper);
  cairo_surface_destroy (paper);
  return out;
}

/* RFC 4180: a field with a comma, a quote or a line end stands in quotes, quotes doubled.
 */
static void
append_field (GString *text, const char *field)
{
  if (strpbrk (field, ",\"\r\n") == NULL)
    {
      g_string_append (text, field);
      return;
    }
  g_string_append_c (text, '"');
  for (; *field != '\0'; field++)
    {
      if (*field == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *field);
    }
  g_string_append_c (text, '"');
}

static void
append_number (GString *text, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c (text, ',');
  g_string_append (text, g_ascii_formatd (number, sizeof number, CSV_FORMAT, value));
}

static void
append_curve (GString *text, const GraftPlotCurve *curve)
{
  const GraftSeriesPoint *raw = graft_series_peek_raw (curve->series);
  const GraftSeriesPoint *smooth = graft_series_peek_smooth (curve->series);

  for (gsize i = 0; i < graft_series_get_n_points (curve->series); i++)
    {
      append_field (text, curve->id);
      append_number (text, raw[i].x);
      append_number (text, raw[i].y);
      append_number (text, smooth[i].y);
      g_string_append_c (text, '\n');
    }
}

/* A line a point, all points whatever the zoom: curves need not share their epochs. */
static GByteArray *
export_table (const PlotList *list)
{
  GString *text = g_string_new ("curve,");
  gsize length;

  append_field (text, list->plots[0]->x_label);
  g_string_append (text, ",value,smoothed\n");
  for (guint i = 0; i < list->n; i++)
    for (guint c = 0; c < list->plots[i]->curves->len; c++)
      append_curve (text, list->plots[i]->curves->pdata[c]);
  length = text->len;
  return g_byte_array_new_take ((guint8 *)g_string_free (text, FALSE), length);
}

static Format
format_of_path (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  Format format = 0;

  while (format < N_FORMATS && !g_str_has_suffix (lower, format_suffix (format)))
    format++;
  return format;
}

/**
 * graft_curve_plot_path_with_ending:
 * @path: what a person typed
 * @format: "svg", "pdf", "png" or "csv", as asked for
 *
 * Returns: (transfer full): @path, with the ending of @format where it has none of a
 * format that curves can be saved in
 */
char *
graft_curve_plot_path_with_ending (const char *path, const char *format)
{
  if (format_of_path (path) != N_FORMATS)
    return g_strdup (path);
  return g_strconcat (path, g_str_has_suffix (path, ".") ? "" : ".", format, NULL);
}

/**
 * graft_curve_plots_export:
 * @plots: (array length=n_plots): curve plots
 * @n_plots: ≥ 1
 * @path: file to write; its ending says what: .svg, .pdf, .png or .csv
 * @error: return location
 *
 * Writes the curves as they are zoomed now, plot below plot, or all points as one table
 * with the columns curve, epoch, value and smoothed. The file is replaced in one move or
 * not at all.
 *
 * Errors: `GRAFT_IO_ERROR_UNSUPPORTED` for another ending, `GRAFT_IO_ERROR_FAILED` when
 * the system refuses.
 *
 * Returns: %TRUE when the file stands
 */
gboolean
graft_curve_plots_export (GraftCurvePlot *const *plots,
                          guint n_plots,
                          const char *path,
                          GError **error)
{
  const PlotList list = { plots, n_plots };
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GError) local = NULL;
  Format format;

  g_return_val_if_fail (n_plots > 0 && path != NULL, FALSE);

  format = format_of_path (path);
  if (format == N_FORMATS)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_UNSUPPORTED,
                   _ ("%s ends in no format that curves can be saved in; use .svg, .pdf, "
                      ".png or .csv."),
                   path);
      return FALSE;
    }
  bytes = format == FORMAT_CSV ? export_table (&list) : export_picture (&list, format);
  if (g_file_set_contents_full (path, (const char *)bytes->data, bytes->len,
                                G_FILE_SET_CONTENTS_CONSISTENT, 0666, &local))
    return TRUE;
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
               _ ("%s was not written: %s. Choose another folder or free some space."),
               path, local->message);
  return FALSE;
}
