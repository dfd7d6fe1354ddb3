/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks up colours and the font of the running theme. */
#include "ui/plot/plot-theme.h"

#include "plot-resources.h"

#include <adwaita.h>
#include <pango/pangocairo.h>

GdkRGBA
graft_color_to_rgba (GraftColor color)
{
  return (GdkRGBA){ (float)color.r, (float)color.g, (float)color.b, (float)color.a };
}

static gboolean
lookup (GtkWidget *widget, const char *name, GraftColor *color)
{
  GdkRGBA rgba;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name,
                                       &rgba))
    return FALSE;
  *color = (GraftColor){ rgba.red, rgba.green, rgba.blue, rgba.alpha };
  return TRUE;
}

/* Tick texts stand a little below the interface's own size, never below 9 pixels. */
static void
take_font (GraftPlotStyle *style, GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double resolution = pango_cairo_context_get_resolution (context);
  double size = (double)pango_font_description_get_size (font) / PANGO_SCALE;
  const char *family = pango_font_description_get_family (font);

  if (!pango_font_description_get_size_is_absolute (font))
    size *= (resolution > 0 ? resolution : 96) / 72;
  if (family != NULL)
    g_strlcpy (style->font, family, sizeof style->font);
  if (size > 0)
    style->font_size = MAX (size * 0.84, 9);
}

void
graft_plot_style_init_for_widget (GraftPlotStyle *style, GtkWidget *widget)
{
  AdwStyleManager *manager =
      adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  GraftColor window, card, accent;
  gboolean dark = adw_style_manager_get_dark (manager);
  gboolean contrast = adw_style_manager_get_high_contrast (manager);

  graft_plot_style_init (style, dark, contrast);
  if (lookup (widget, "window_bg_color", &window) &&
      lookup (widget, "card_bg_color", &card))
    style->background = graft_color_flatten (card, window);
  if (lookup (widget, "accent_color", &accent))
    style->accent = graft_color_ensure_contrast (accent, style->background, 3);
  take_font (style, widget);
}

/* Once a display: the mark on it is the only place to remember that. */
void
graft_plot_load_css (GdkDisplay *display)
{
  g_autoptr (GtkCssProvider) provider = NULL;

  if (g_object_get_data (G_OBJECT (display), "graft-plot-css") != NULL)
    return;
  /* Naming the resource pulls its object out of the static library. */
  g_resources_register (graft_plot_get_resource ());
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, "/org/graft/Graft/plot/plot.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION -
                                                  1);
  g_object_set_data (G_OBJECT (display), "graft-plot-css", GINT_TO_POINTER (1));
}

gboolean
graft_plot_animations_enabled (GtkWidget *widget)
{
  gboolean enabled = TRUE;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &enabled,
                NULL);
  return enabled;
}

void
graft_plot_snapshot_focus (GtkWidget *widget,
                           GtkSnapshot *snapshot,
                           const GraftPlotStyle *style)
{
  GdkRGBA color = graft_color_to_rgba (graft_color_with_alpha (style->accent, 0.7));
  float widths[4] = { 2, 2, 2, 2 };
  GskRoundedRect ring;

  if (!(gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_VISIBLE) ||
      !gtk_widget_is_focus (widget))
    return;
  gsk_rounded_rect_init_from_rect (&ring,
                                   &GRAPHENE_RECT_INIT (0, 0,
                                                        gtk_widget_get_width (widget),
                                                        gtk_widget_get_height (widget)),
                                   6);
  gtk_snapshot_append_border (snapshot, &ring, widths,
                              (GdkRGBA[]){ color, color, color, color });
}
