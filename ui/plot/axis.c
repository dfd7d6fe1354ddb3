/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nice ticks (1, 2, 5 times a power of ten) and number texts. Pure arithmetic; the
 * drawing of axes is in line-draw.c. */
#include "ui/plot/axis.h"

#include <math.h>
#include <string.h>

#define NO_BREAK_SPACE "\u00a0"
#define NARROW_NO_BREAK_SPACE "\u202f"
#define MINUS "\u2212"

/* The smallest of 1, 2, 5 · 10^k that is not below @rough (> 0). */
static double
nice_step (double rough)
{
  double power = pow (10, floor (log10 (rough)));
  double fraction = rough / power;

  /* One part in a million of slack: 0.2/0.1 must count as 2. */
  if (fraction <= 1.000001)
    return power;
  if (fraction <= 2.000001)
    return 2 * power;
  return fraction <= 5.000001 ? 5 * power : 10 * power;
}

/**
 * graft_ticks_init:
 * @ticks: to fill
 * @low, @high: range of the axis; an empty or infinite range has no ticks
 * @max_ticks: ≥ 2
 *
 * Chooses round ticks inside the range, at most @max_ticks of them.
 */
void
graft_ticks_init (GraftTicks *ticks, double low, double high, guint max_ticks)
{
  double slack, last;

  memset (ticks, 0, sizeof *ticks);
  if (!isfinite (low) || !isfinite (high) || !(high > low) || max_ticks < 2)
    return;
  /* Ranges beyond a double's digits, such as 1e16 … 1e16 + 1, have no ticks to tell
   * apart. */
  if (high - low < 1e-12 * MAX (fabs (low), fabs (high)))
    return;

  ticks->step = nice_step ((high - low) / (max_ticks - 1));
  slack = 1e-9 * ticks->step;
  ticks->first = ceil ((low - slack) / ticks->step) * ticks->step;
  last = floor ((high + slack) / ticks->step) * ticks->step;
  ticks->n = (guint)MAX (0, lround ((last - ticks->first) / ticks->step) + 1);
  ticks->decimals = (guint)CLAMP (-floor (log10 (ticks->step) + 1e-9), 0, 12);
}

double
graft_ticks_get (const GraftTicks *ticks, guint index)
{
  double value = ticks->first + index * ticks->step;

  /* −0.0 and 1e-17 are zero on an axis. */
  return fabs (value) < 1e-9 * ticks->step ? 0 : value;
}

void
graft_axis_pad (double *low, double *high)
{
  double step;

  if (!(*high > *low))
    {
      double margin = *low != 0 ? fabs (*low) * 0.1 : 1;

      *low -= margin;
      *high += margin;
      return;
    }
  step = nice_step ((*high - *low) / 5);
  *low = floor (*low / step + 1e-9) * step;
  *high = ceil (*high / step - 1e-9) * step;
}

/* ASCII text from g_ascii_formatd with a real minus sign. */
static char *
write_number (char *buffer, const char *format, double value)
{
  char digits[GRAFT_NUMBER_SIZE - 8];

  if (isnan (value))
    g_strlcpy (buffer, "\u2013", GRAFT_NUMBER_SIZE);
  else if (isinf (value))
    g_strlcpy (buffer, value > 0 ? "∞" : MINUS "∞", GRAFT_NUMBER_SIZE);
  else
    {
      g_ascii_formatd (digits, sizeof digits, format, fabs (value));
      /* What rounds to zero has no sign. */
      gboolean negative = value < 0 && strpbrk (digits, "123456789") != NULL;

      g_strlcpy (buffer, negative ? MINUS : "", GRAFT_NUMBER_SIZE);
      g_strlcat (buffer, digits, GRAFT_NUMBER_SIZE);
    }
  return buffer;
}

/* "8.6·10⁻⁶": three digits of the fraction, and none of its zeros at the end. */
static char *
write_scientific (char *buffer, double value)
{
  static const char *const digits[] = {
    "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"
  };
  char text[G_ASCII_DTOSTR_BUF_SIZE], fraction[GRAFT_NUMBER_SIZE];
  char *exponent;

  if (!isfinite (value))
    return write_number (buffer, "%.0f", value);
  /* Rounding may carry into the next power, so the exponent is read off the text. */
  g_ascii_formatd (text, sizeof text, "%.2e", value);
  exponent = strchr (text, 'e');
  *exponent++ = '\0';
  write_number (fraction, "%.3g", g_ascii_strtod (text, NULL));
  g_snprintf (buffer, GRAFT_NUMBER_SIZE, "%s·10%s", fraction,
              *exponent == '-' ? "⁻" : "");
  for (exponent += strspn (exponent, "+-0"); *exponent != '\0'; exponent++)
    g_strlcat (buffer, digits[*exponent - '0'], GRAFT_NUMBER_SIZE);
  return buffer;
}

char *
graft_format_fixed (char *buffer, double value, guint decimals)
{
  char format[16];

  /* A fixed notation of 1e300 would not fit, nor be read. */
  if (fabs (value) >= 1e15)
    return write_scientific (buffer, value);
  g_snprintf (format, sizeof format, "%%.%uf", MIN (decimals, 15));
  return write_number (buffer, format, value);
}

char *
graft_format_value (char *buffer, double value)
{
  double size = fabs (value);
  int decimals;

  if (size != 0 && (size < 1e-4 || size >= 1e6))
    return write_scientific (buffer, value);
  decimals = size > 0 ? 2 - (int)floor (log10 (size)) : 2;
  return graft_format_fixed (buffer, value, (guint)CLAMP (decimals, 0, 6));
}

char *
graft_format_percent (char *buffer, double fraction, guint decimals)
{
  graft_format_fixed (buffer, 100 * fraction, decimals);
  if (isfinite (fraction))
    g_strlcat (buffer, NO_BREAK_SPACE "%", GRAFT_NUMBER_SIZE);
  return buffer;
}

char *
graft_format_count (char *buffer, guint64 count)
{
  char digits[24];
  gsize length = (gsize)g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, count);

  buffer[0] = '\0';
  for (gsize i = 0; i < length; i++)
    {
      char one[2] = { digits[i], '\0' };

      if (i > 0 && (length - i) % 3 == 0)
        g_strlcat (buffer, NARROW_NO_BREAK_SPACE, GRAFT_NUMBER_SIZE);
      g_strlcat (buffer, one, GRAFT_NUMBER_SIZE);
    }
  return buffer;
}
