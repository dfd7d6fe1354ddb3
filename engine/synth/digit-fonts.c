/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See digit-fonts.h. */
#include "engine/synth/digit-fonts.h"

#include "engine/base/error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define SIZE GRAFT_GLYPH_SIZE
#define AREA (SIZE * SIZE)
#define MOST_FONTS 48
#define INK_SHARE 0.75         /* of the mask's height that a digit fills */
#define LEAST_INK (AREA / 100) /* pixels */
#define LEAST_LIKENESS 0.6     /* to the mean of all fonts: digits have 0.75 and more */

/* ---- drawing by Pango ---- */

/* Text without what a screen would do to it: the same on every computer. */
static PangoLayout *
make_layout (PangoFontMap *map, const PangoFontDescription *font, guint digit)
{
  PangoContext *context = pango_font_map_create_context (map);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoLayout *layout;
  char text[2] = { (char)('0' + digit), 0 };

  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  cairo_font_options_destroy (options);
  layout = pango_layout_new (context);
  g_object_unref (context);
  /* A font that lacks a digit must not borrow it from another. */
  pango_attr_list_insert (attributes, pango_attr_fallback_new (FALSE));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, 1);
  return layout;
}

/* The ink of @layout in the middle of @mask; FALSE when it does not fit or is not there.
 */
static gboolean
draw_layout (PangoLayout *layout, guint8 *mask)
{
  gint stride = cairo_format_stride_for_width (CAIRO_FORMAT_A8, SIZE);
  g_autofree guint8 *pixels = g_malloc0 ((gsize)stride * SIZE);
  cairo_surface_t *surface;
  PangoRectangle ink;
  cairo_t *cr;
  gsize n_ink = 0;

  if (pango_layout_get_unknown_glyphs_count (layout) > 0)
    return FALSE;
  pango_layout_get_extents (layout, &ink, NULL);
  if (ink.width <= 0 || ink.height <= 0 || ink.width > SIZE * PANGO_SCALE ||
      ink.height > SIZE * PANGO_SCALE)
    return FALSE;
  surface =
      cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_A8, SIZE, SIZE, stride);
  cr = cairo_create (surface);
  cairo_move_to (cr, SIZE / 2.0 - (ink.x + ink.width / 2.0) / PANGO_SCALE,
                 SIZE / 2.0 - (ink.y + ink.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  cairo_surface_destroy (surface);
  for (gsize y = 0; y < SIZE; y++)
    memcpy (mask + y * SIZE, pixels + y * stride, SIZE);
  for (gsize i = 0; i < AREA; i++)
    n_ink += mask[i] > 127;
  return n_ink >= LEAST_INK;
}

/* The font size, in pixels, at which an 8 is as high as we want all digits to be. */
static double
fit_size (PangoFontMap *map, PangoFontDescription *font)
{
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle ink;

  pango_font_description_set_absolute_size (font, SIZE * PANGO_SCALE);
  layout = make_layout (map, font, 8);
  pango_layout_get_extents (layout, &ink, NULL);
  if (ink.height <= 0)
    return 0;
  return SIZE * INK_SHARE * SIZE * PANGO_SCALE / ink.height;
}

/* Ten masks at @masks; FALSE when this is no font of digits. */
static gboolean
draw_face (PangoFontMap *map, PangoFontDescription *font, guint8 *masks)
{
  double size = fit_size (map, font);

  if (!(size > 0) || size > 4 * SIZE)
    return FALSE;
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  for (guint digit = 0; digit < 10; digit++)
    {
      g_autoptr (PangoLayout) layout = make_layout (map, font, digit);

      if (!draw_layout (layout, masks + digit * AREA))
        return FALSE;
      for (guint other = 0; other < digit; other++)
        if (memcmp (masks + digit * AREA, masks + other * AREA, AREA) == 0)
          return FALSE;
    }
  return TRUE;
}

/* ---- choosing faces ---- */

/* Upright, of normal width, regular or bold: the rest is bent by us. */
static gboolean
is_wanted (const PangoFontDescription *font)
{
  PangoWeight weight = pango_font_description_get_weight (font);

  return pango_font_description_get_style (font) == PANGO_STYLE_NORMAL &&
         pango_font_description_get_stretch (font) == PANGO_STRETCH_NORMAL &&
         (weight == PANGO_WEIGHT_NORMAL || weight == PANGO_WEIGHT_BOLD);
}

static int
compare_fonts (gconstpointer a, gconstpointer b)
{
  g_autofree char *x =
      pango_font_description_to_string (*(PangoFontDescription *const *)a);
  g_autofree char *y =
      pango_font_description_to_string (*(PangoFontDescription *const *)b);

  return strcmp (x, y);
}

static GPtrArray *
list_faces (PangoFontMap *map)
{
  GPtrArray *fonts =
      g_ptr_array_new_with_free_func ((GDestroyNotify)pango_font_description_free);
  PangoFontFamily **families;
  int n_families;

  pango_font_map_list_families (map, &families, &n_families);
  for (int f = 0; f < n_families; f++)
    {
      PangoFontFace **faces;
      int n_faces;

      pango_font_family_list_faces (families[f], &faces, &n_faces);
      for (int i = 0; i < n_faces; i++)
        {
          PangoFontDescription *font = pango_font_face_describe (faces[i]);

          if (!pango_font_face_is_synthesized (faces[i]) && is_wanted (font))
            g_ptr_array_add (fonts, font);
          else
            pango_font_description_free (font);
        }
      g_free (faces);
    }
  g_free (families);
  g_ptr_array_sort (fonts, compare_fonts);
  return fonts;
}

/* A face that looks like one we have is the same font under another name. */
static gboolean
is_known (const GraftDigitFonts *self, const guint8 *masks)
{
  for (guint i = 0; i < self->n; i++)
    if (memcmp (self->masks + (gsize)i * 10 * AREA, masks, 10 * AREA) == 0)
      return TRUE;
  return FALSE;
}

/* ---- symbol fonts ---- */

/* Cosine of the angle between two pictures. */
static double
likeness (const double *a, const guint8 *b)
{
  double both = 0, square_a = 0, square_b = 0;

  for (gsize i = 0; i < AREA; i++)
    {
      both += a[i] * b[i];
      square_a += a[i] * a[i];
      square_b += (double)b[i] * b[i];
    }
  return both / sqrt (MAX (1, square_a * square_b));
}

static void
forget (GraftDigitFonts *self, guint font)
{
  g_ptr_array_remove_index (self->names, font);
  self->n--;
  memmove (self->masks + (gsize)font * 10 * AREA,
           self->masks + (gsize)(font + 1) * 10 * AREA,
           (gsize)(self->n - font) * 10 * AREA);
}

/* A font of arrows and crosses has something to draw for every digit too. What it draws
 * looks like nobody else's digits: it is told by the mean of all. */
static void
drop_symbols (GraftDigitFonts *self)
{
  g_autofree double *mean = g_new0 (double, 10 * AREA);

  for (gsize i = 0; i < (gsize)self->n * 10 * AREA; i++)
    mean[i % (10 * AREA)] += self->masks[i];
  for (guint font = self->n; self->n > 2 && font-- > 0;)
    {
      double sum = 0;

      for (guint digit = 0; digit < 10; digit++)
        sum += likeness (mean + digit * AREA, graft_digit_fonts_peek (self, font, digit));
      if (sum / 10 < LEAST_LIKENESS)
        forget (self, font);
    }
}

GraftDigitFonts *
graft_digit_fonts_load (GCancellable *cancellable, GError **error)
{
  g_autoptr (PangoFontMap) map = pango_cairo_font_map_new ();
  g_autoptr (GPtrArray) faces = list_faces (map);
  g_autoptr (GraftDigitFonts) self = g_new0 (GraftDigitFonts, 1);

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->masks = g_malloc ((gsize)MOST_FONTS * 10 * AREA);
  for (guint i = 0; i < faces->len && self->n < MOST_FONTS; i++)
    {
      PangoFontDescription *font = g_ptr_array_index (faces, i);
      guint8 *masks = self->masks + (gsize)self->n * 10 * AREA;
      g_autofree char *name = pango_font_description_to_string (font);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!draw_face (map, font, masks) || is_known (self, masks))
        continue;
      g_ptr_array_add (self->names, g_steal_pointer (&name));
      self->n++;
    }
  drop_symbols (self);
  if (self->n == 0)
    {
      g_set_error (
          error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
          _ ("no installed font has the digits 0 to 9 that the built-in pictures are "
             "drawn from: install one, such as the package fonts-dejavu-core"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
graft_digit_fonts_free (GraftDigitFonts *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->masks);
  g_free (self);
}

const guint8 *
graft_digit_fonts_peek (const GraftDigitFonts *self, guint font, guint digit)
{
  return self->masks + ((gsize)font * 10 + digit) * AREA;
}

/* ---- bending ---- */

static float
look_up (const guint8 *mask, double x, double y)
{
  double floor_x = floor (x), floor_y = floor (y);
  gint at_x = (gint)floor_x, at_y = (gint)floor_y;
  float part_x = (float)(x - floor_x), part_y = (float)(y - floor_y);
  const guint8 *p = mask + at_y * SIZE + at_x;

  if (at_x < 0 || at_y < 0 || at_x >= SIZE - 1 || at_y >= SIZE - 1)
    return 0;
  return ((float)p[0] * (1 - part_x) + (float)p[1] * part_x) * (1 - part_y) +
         ((float)p[SIZE] * (1 - part_x) + (float)p[SIZE + 1] * part_x) * part_y;
}

/* Nine looks a pixel, each made sharp around an edge that @weight moves outwards. */
void
graft_digit_draw (
    const guint8 *mask, const GraftPose *pose, gsize height, gsize width, float *ink)
{
  double unit = SIZE * INK_SHARE / pose->height, c = cos (pose->angle),
         s = sin (pose->angle);
  float edge = (float)(127.5 - 90 * pose->weight), steep = 1.0f / 60;

  for (gsize y = 0; y < height; y++)
    for (gsize x = 0; x < width; x++)
      {
        float sum = 0;

        for (gint look = 0; look < 9; look++)
          {
            double dx = (double)x + (look % 3 - 1) / 3.0 - pose->x;
            double dy = (double)y + (look / 3 - 1) / 3.0 - pose->y;
            double up = -s * dx + c * dy, along = c * dx + s * dy + pose->shear * up;
            float value = look_up (mask, SIZE / 2.0 - 0.5 + along * unit / pose->stretch,
                                   SIZE / 2.0 - 0.5 + up * unit);

            sum += CLAMP (0.5f + (value - edge) * steep, 0, 1);
          }
        ink[y * width + x] = MAX (ink[y * width + x], sum / 9);
      }
}
