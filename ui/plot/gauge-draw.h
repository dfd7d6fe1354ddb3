/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The half circle of the proxy A-distance: 0, the domains cannot be told apart, to 2. Its
 * colour and its arrow say which way the domains went. */
#pragma once

#include "ui/plot/palette.h"

#include <cairo.h>

G_BEGIN_DECLS

#define GRAFT_GAUGE_MAX 2.0

/* NaN is unknown and not drawn. Values outside 0 … 2 stand at the end. */
typedef struct
{
  double value;
  double before; /* a ring on the arc */
} GraftGaugeReading;

/* −1: the domains came closer, 1: they moved apart, 0: neither, or not known. */
int graft_gauge_direction (const GraftGaugeReading *reading);

void graft_gauge_draw (cairo_t *cr,
                       const GraftGaugeReading *reading,
                       double width,
                       double height,
                       const GraftPlotStyle *style);

G_END_DECLS
