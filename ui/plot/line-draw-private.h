/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by line-draw.c and line-labels.c. */
#pragma once

#include "ui/plot/line-draw.h"
#include "ui/plot/text-draw.h"

G_BEGIN_DECLS

#define LABEL_GAP 8.0 /* between a line's end and its name */
#define TICK_GAP 6.0  /* between a tick's text and the plot */

/* Names and values at the lines' ends; @right: where the picture ends. */
void graft_line_draw_labels (cairo_t *cr,
                             const GraftLineChart *chart,
                             const GraftLineLayout *layout,
                             const GraftPlotStyle *style,
                             double right);

G_END_DECLS
