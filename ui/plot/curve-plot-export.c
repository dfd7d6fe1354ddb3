/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Curves as files: SVG, PDF, PNG and CSV, always on white paper. Everything is made in
 * memory and then replaces the file in one move. */
#include "engine/graft-engine.h"
#include "ui/plot/curve-plot-private.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define PAPER_WIDTH 800.0
#define PAPER_HEIGHT 400.0
#define PAPER_MARGIN 12.0
#define PNG_SCALE 2

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* The range on screen, without pointer and "now" line. */
static void
draw_on_paper (GraftCurvePlot *self, cairo_t *cr)
{
  g_autofree GraftLine *lines = g_new0 (GraftLine, self->curves->len + 1);
  GraftLineChart chart;
  GraftPlotStyle style;

  graft_plot_style_init (&style, FALSE, FALSE);
  graft_curve_plot_fill_chart (self, &chart, lines);
  chart.crosshair = NAN;
  chart.now = NAN;
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, PAPER_MARGIN, PAPER_MARGIN);
  graft_line_draw (cr, &chart, PAPER_WIDTH - 2 * PAPER_MARGIN,
                   PAPER_HEIGHT - 2 * PAPER_MARGIN, &style);
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
paper_new (Format format, GByteArray *out)
{
  if (format == FORMAT_SVG)
    return cairo_svg_surface_create_for_stream (collect, out, PAPER_WIDTH, PAPER_HEIGHT);
  if (format == FORMAT_PDF)
    return cairo_pdf_surface_create_for_stream (collect, out, PAPER_WIDTH, PAPER_HEIGHT);
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)PAPER_WIDTH * PNG_SCALE,
                                     (int)PAPER_HEIGHT * PNG_SCALE);
}

static GByteArray *
export_picture (GraftCurvePlot *self, Format format)
{
  GByteArray *out = g_byte_array_new ();
  cairo_surface_t *paper = paper_new (format, out);
  cairo_t *cr = cairo_create (paper);

  if (format == FORMAT_PNG)
    cairo_scale (cr, PNG_SCALE, PNG_SCALE);
  draw_on_paper (self, cr);
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
append_curve (GString *text, const GraftPlotCurve *curve)
{
  const GraftSeriesPoint *raw = graft_series_peek_raw (curve->series);
  const GraftSeriesPoint *smooth = graft_series_peek_smooth (curve->series);
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (gsize i = 0; i < graft_series_get_n_points (curve->series); i++)
    {
      append_field (text, curve->id);
      g_string_append_c (text, ',');
      g_string_append (text, g_ascii_dtostr (number, sizeof number, raw[i].x));
      g_string_append_c (text, ',');
      g_string_append (text, g_ascii_dtostr (number, sizeof number, raw[i].y));
      g_string_append_c (text, ',');
      g_string_append (text, g_ascii_dtostr (number, sizeof number, smooth[i].y));
      g_string_append_c (text, '\n');
    }
}

/* A line a point, all points whatever the zoom: curves need not share their epochs. */
static GByteArray *
export_table (GraftCurvePlot *self)
{
  GString *text = g_string_new ("curve,");
  gsize length;

  append_field (text, self->x_label);
  g_string_append (text, ",value,smoothed\n");
  for (guint i = 0; i < self->curves->len; i++)
    append_curve (text, self->curves->pdata[i]);
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
 * graft_curve_plot_export:
 * @self: a curve plot
 * @path: file to write; its ending says what: .svg, .pdf, .png or .csv
 * @error: return location
 *
 * Writes the curves as they are zoomed now, or all points as a table with the columns
 * curve, epoch, value and smoothed. The file is replaced in one move or not at all.
 *
 * Errors: `GRAFT_IO_ERROR_UNSUPPORTED` for another ending, `GRAFT_IO_ERROR_FAILED` when
 * the system refuses.
 *
 * Returns: %TRUE when the file stands
 */
gboolean
graft_curve_plot_export (GraftCurvePlot *self, const char *path, GError **error)
{
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GError) local = NULL;
  Format format;

  g_return_val_if_fail (GRAFT_IS_CURVE_PLOT (self) && path != NULL, FALSE);

  format = format_of_path (path);
  if (format == N_FORMATS)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_UNSUPPORTED,
                   _ ("%s ends in no format that curves can be saved in; use .svg, .pdf, "
                      ".png or .csv."),
                   path);
      return FALSE;
    }
  bytes = format == FORMAT_CSV ? export_table (self) : export_picture (self, format);
  if (g_file_set_contents_full (path, (const char *)bytes->data, bytes->len,
                                G_FILE_SET_CONTENTS_CONSISTENT, 0666, &local))
    return TRUE;
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
               _ ("%s was not written: %s. Choose another folder or free some space."),
               path, local->message);
  return FALSE;
}

static void
chooser_cb (GtkNativeDialog *dialog, int response, GraftCurvePlot *self)
{
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path == NULL)
    return;
  graft_curve_plot_export (self, path, &error);
  g_signal_emit_by_name (self, "export-done", path,
                         error != NULL ? error->message : NULL);
}

static void
export_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GraftCurvePlot *self = GRAFT_CURVE_PLOT (widget);
  const char *format = name + strlen ("plot.export-");
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *file =
      g_strdup_printf ("%s.%s", self->title != NULL ? self->title : _ ("Curves"), format);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (
      _ ("Save Curves"), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
      GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

void
graft_curve_plot_class_init_export (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "plot.export-svg", NULL, export_action);
  gtk_widget_class_install_action (klass, "plot.export-pdf", NULL, export_action);
  gtk_widget_class_install_action (klass, "plot.export-png", NULL, export_action);
  gtk_widget_class_install_action (klass, "plot.export-csv", NULL, export_action);
}
