/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Class colours, roles and styles. The first ten class colours start from the hues of
 * Okabe and Ito, "Color Universal Design" (2008), with brown, grey, olive and violet
 * beside them; their lightness was then spread by a random search that maximised the
 * least OKLab distance of any pair as seen with full colour vision, protanopia and
 * deuteranopia, at 3.1:1 against the background. tests/unit/test-palette.c holds the
 * bounds. */
#include "ui/plot/palette.h"

#include <math.h>
#include <string.h>

#define RGB(hex)                                                                         \
  {                                                                                      \
    ((hex) >> 16 & 255) / 255.0, ((hex) >> 8 & 255) / 255.0, ((hex)&255) / 255.0, 1      \
  }

static const GraftColor light_classes[GRAFT_PALETTE_N_BASE] = {
  RGB (0x1b5fd9), RGB (0xed6a56), RGB (0x539d82), RGB (0xae48ab), RGB (0x8d6d1c),
  RGB (0x3a9bc8), RGB (0x7d270c), RGB (0x666867), RGB (0x809106), RGB (0x5324a2),
};
static const GraftColor dark_classes[GRAFT_PALETTE_N_BASE] = {
  RGB (0x65a4fc), RGB (0xbe6e02), RGB (0x4ed97a), RGB (0xfea2cd), RGB (0xfcaa03),
  RGB (0x2cd5fe), RGB (0xe87169), RGB (0x9797a5), RGB (0xe4e92d), RGB (0x9867fc),
};
static const GraftColor light_roles[GRAFT_N_COLOR_ROLES] = {
  [GRAFT_COLOR_SOURCE] = RGB (0x74747c),  [GRAFT_COLOR_TARGET] = RGB (0xd35400),
  [GRAFT_COLOR_ORACLE] = RGB (0x1a8a5a),  [GRAFT_COLOR_DOMAIN] = RGB (0x0072b2),
  [GRAFT_COLOR_LAMBDA] = RGB (0x813d9c),  [GRAFT_COLOR_RATE] = RGB (0x986a14),
  [GRAFT_COLOR_OTHER] = RGB (0xb0488c),   [GRAFT_COLOR_GOOD] = RGB (0x26a269),
  [GRAFT_COLOR_WARNING] = RGB (0xc64600),
};
static const GraftColor dark_roles[GRAFT_N_COLOR_ROLES] = {
  [GRAFT_COLOR_SOURCE] = RGB (0xb4b4bc),  [GRAFT_COLOR_TARGET] = RGB (0xf6772a),
  [GRAFT_COLOR_ORACLE] = RGB (0x33c98a),  [GRAFT_COLOR_DOMAIN] = RGB (0x62b0ea),
  [GRAFT_COLOR_LAMBDA] = RGB (0xc78be0),  [GRAFT_COLOR_RATE] = RGB (0xe0b050),
  [GRAFT_COLOR_OTHER] = RGB (0xe58bc4),   [GRAFT_COLOR_GOOD] = RGB (0x57e389),
  [GRAFT_COLOR_WARNING] = RGB (0xff9a4d),
};

static const GraftPlotStyle light_style = {
  .background = RGB (0xffffff),
  .foreground = RGB (0x303030),
  .dim = RGB (0x707070),
  .grid = RGB (0xdcdcdc),
  .track = RGB (0xdadada),
  .accent = RGB (0x3584e4),
};
static const GraftPlotStyle dark_style = {
  .dark = TRUE,
  .background = RGB (0x363636),
  .foreground = RGB (0xf2f2f2),
  .dim = RGB (0xa8a8a8),
  .grid = RGB (0x4c4c4c),
  .track = RGB (0x505050),
  .accent = RGB (0x78aeed),
};

void
graft_plot_style_init (GraftPlotStyle *style, gboolean dark, gboolean high_contrast)
{
  *style = dark ? dark_style : light_style;
  style->high_contrast = high_contrast;
  g_strlcpy (style->font, "Cantarell, sans-serif", sizeof style->font);
  style->font_size = 12;
  if (!high_contrast)
    return;
  style->foreground = (GraftColor){ dark, dark, dark, 1 };
  style->dim = graft_color_ensure_contrast (style->dim, style->background, 7);
  style->grid = graft_color_ensure_contrast (style->grid, style->background, 2);
  style->track = graft_color_ensure_contrast (style->track, style->background, 3);
  style->accent = graft_color_ensure_contrast (style->accent, style->background, 4.5);
}

/* ---- colour arithmetic ---- */

static double
to_linear (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
from_linear (double value)
{
  value = CLAMP (value, 0, 1);
  return value <= 0.0031308 ? 12.92 * value : 1.055 * pow (value, 1 / 2.4) - 0.055;
}

static double
luminance (GraftColor color)
{
  return 0.2126 * to_linear (color.r) + 0.7152 * to_linear (color.g) +
         0.0722 * to_linear (color.b);
}

double
graft_color_contrast (GraftColor a, GraftColor b)
{
  double first = luminance (a) + 0.05, second = luminance (b) + 0.05;

  return MAX (first, second) / MIN (first, second);
}

typedef struct
{
  double lightness;
  double a;
  double b;
} OkLab;

/* Ottosson, "A perceptual color space for image processing" (2020), from linear sRGB. */
static OkLab
to_oklab (GraftColor color)
{
  double r = to_linear (color.r), g = to_linear (color.g), b = to_linear (color.b);
  double l = cbrt (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  double m = cbrt (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  double s = cbrt (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);

  return (OkLab){ 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
                  1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
                  0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s };
}

static GraftColor
from_oklab (OkLab lab, double alpha)
{
  double l = pow (lab.lightness + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
  double m = pow (lab.lightness - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
  double s = pow (lab.lightness - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);

  return (GraftColor){
    from_linear (4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    from_linear (-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    from_linear (-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s), alpha
  };
}

GraftColor
graft_color_ensure_contrast (GraftColor color, GraftColor background, double ratio)
{
  OkLab lab = to_oklab (color);
  double step = luminance (background) > 0.18 ? -0.01 : 0.01;
  double chroma = 1;

  for (int i = 0; i < 100 && graft_color_contrast (color, background) < ratio; i++)
    {
      lab.lightness = CLAMP (lab.lightness + step, 0, 1);
      /* Near white and black there is no room for chroma: let it go there. */
      chroma = MIN (1, 8 * MIN (lab.lightness, 1 - lab.lightness));
      color =
          from_oklab ((OkLab){ lab.lightness, lab.a * chroma, lab.b * chroma }, color.a);
    }
  return color;
}

GraftColor
graft_color_flatten (GraftColor over, GraftColor under)
{
  double rest = 1 - over.a;

  return (GraftColor){ over.r * over.a + under.r * rest, over.g * over.a + under.g * rest,
                       over.b * over.a + under.b * rest, 1 };
}

GraftColor
graft_color_with_alpha (GraftColor color, double alpha)
{
  color.a = alpha;
  return color;
}

guint32
graft_color_to_argb32 (GraftColor color)
{
  double alpha = CLAMP (color.a, 0, 1) * 255;
  guint32 a = (guint32)lround (alpha);
  guint32 r = (guint32)lround (CLAMP (color.r, 0, 1) * alpha);
  guint32 g = (guint32)lround (CLAMP (color.g, 0, 1) * alpha);
  guint32 b = (guint32)lround (CLAMP (color.b, 0, 1) * alpha);

  /* Premultiplied: no channel above alpha, or blending would overflow into the next one.
   */
  return a << 24 | MIN (r, a) << 16 | MIN (g, a) << 8 | MIN (b, a);
}

/* ---- choice ---- */

/* Beyond the ten: the golden angle keeps any run of hues far apart, and lightness takes
 * turns. */
static GraftColor
generate_class_color (const GraftPlotStyle *style, int index)
{
  static const double light_levels[] = { 0.62, 0.45, 0.54 };
  static const double dark_levels[] = { 0.78, 0.66, 0.88 };
  double hue = 2.399963229728653 * index;
  double chroma = 0.13 - 0.02 * (index / 3 % 3);
  double lightness = style->dark ? dark_levels[index % 3] : light_levels[index % 3];

  return from_oklab ((OkLab){ lightness, chroma * cos (hue), chroma * sin (hue) }, 1);
}

GraftColor
graft_palette_get_class_color (const GraftPlotStyle *style, int index)
{
  double ratio = style->high_contrast ? 4.5 : 3;
  GraftColor color;

  if (index < 0)
    color = style->dim;
  else if (index < GRAFT_PALETTE_N_BASE)
    color = style->dark ? dark_classes[index] : light_classes[index];
  else
    color = generate_class_color (style, index);
  return graft_color_ensure_contrast (color, style->background, ratio);
}

GraftColor
graft_palette_get_role_color (const GraftPlotStyle *style, GraftColorRole role)
{
  GraftColor color;

  g_return_val_if_fail (role < GRAFT_N_COLOR_ROLES, style->foreground);
  color = style->dark ? dark_roles[role] : light_roles[role];
  return graft_color_ensure_contrast (color, style->background,
                                      style->high_contrast ? 4.5 : 3);
}
