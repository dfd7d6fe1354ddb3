/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of place: where a target accuracy stands between source-only and oracle. */
#pragma once

#include "engine/graft-engine.h"
#include "ui/plot/palette.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Accuracies 0 … 1; NaN is unknown and not drawn. low … high is the interval of value.
 * The sign gives the run its colour: a difference that may be chance has none. */
typedef struct
{
  double twin;
  double value;
  double low;
  double high;
  double oracle;
  const char *twin_label;   /* "Source only" */
  const char *oracle_label; /* "Oracle" */
  GraftTransferSign sign;
} GraftPlaceReading;

/* The part of 0 … 1 that the line shows: all figures, with room at both sides. */
void graft_place_range (const GraftPlaceReading *reading, double *low, double *high);
void graft_place_draw (cairo_t *cr,
                       const GraftPlaceReading *reading,
                       double width,
                       double height,
                       const GraftPlotStyle *style);

G_END_DECLS
