/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the ticks of an axis stand and how its numbers are written. The decimal point is
 * a point in every locale: the figures are those of reports, CSV files and papers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Tick i stands at first + i · step, for i < n. */
typedef struct
{
  double first;
  double step;
  guint n;
  guint decimals; /* enough to tell neighbouring ticks apart */
} GraftTicks;

#define GRAFT_NUMBER_SIZE 48

void graft_ticks_init (GraftTicks *ticks, double low, double high, guint max_ticks);
double graft_ticks_get (const GraftTicks *ticks, guint index);
/* Widens low … high to whole steps, so that curves do not touch the frame. */
void graft_axis_pad (double *low, double *high);

/* These write into @buffer, GRAFT_NUMBER_SIZE bytes, and return it. */
char *graft_format_fixed (char *buffer, double value, guint decimals);
char *graft_format_value (char *buffer, double value); /* three digits, or "8.6·10⁻⁶" */
char *graft_format_percent (char *buffer, double fraction, guint decimals); /* "81.4 %" */
char *graft_format_count (char *buffer, guint64 count);                     /* "12 000" */

G_END_DECLS
