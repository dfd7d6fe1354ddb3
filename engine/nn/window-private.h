/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The geometry of pooling windows (methods 1.5): attributes, output sizes, and which
 * pixels of the image a window covers. Private to engine/nn. */
#pragma once

#include "engine/nn/layer.h"

#include <glib/gi18n-lib.h>

G_BEGIN_DECLS

/* One axis: sizes in pixels. */
typedef struct
{
  gsize in;
  gsize out;
  gsize kernel;
  gsize stride;
  gsize before; /* padding */
  gsize after;
} GraftAxis;

typedef struct
{
  GraftAxis vertical;
  GraftAxis horizontal;
} GraftPooling;

/* Pixels [start, end) of the image under one window; @padded: its length counting
 * padding, but not what ceil mode lets hang over beyond it. */
typedef struct
{
  gsize start;
  gsize end;
  gsize padded;
} GraftSpan;

/* Reads GRAFT_WINDOW_ATTRIBUTES of a node with an image input. Errors:
 * GRAFT_NETWORK_ERROR_SHAPE when a window is larger than the padded image, or could lie
 * in the padding altogether. */
gboolean graft_window_read (GraftPooling *window, const GraftNode *node, GError **error);

static inline GraftSpan
graft_axis_span (const GraftAxis *axis, gsize index)
{
  gsize start = index * axis->stride; /* counted from the first pixel of padding */
  gsize end = MIN (start + axis->kernel, axis->before + axis->in + axis->after);

  return (GraftSpan){ .start = start > axis->before ? start - axis->before : 0,
                      .end = CLAMP (end, axis->before, axis->before + axis->in) -
                             axis->before,
                      .padded = end - start };
}

/* The attributes that graft_window_read() reads: the same names as of max-pool and
 * conv2d. */
#define GRAFT_WINDOW_SIZE(key, label, tooltip, least, value)                             \
  {                                                                                      \
    key, label, tooltip, GRAFT_PARAM_INTEGER, GRAFT_PARAM_NONE, least, 1024, value, NULL \
  }

/* clang-format off */
#define GRAFT_WINDOW_ATTRIBUTES \
  GRAFT_WINDOW_SIZE ("kernel", N_ ("Window"), N_ ("Height and width of the window."), 1, 2), \
  GRAFT_WINDOW_SIZE ("kernel_h", N_ ("Window height"), N_ ("0: as “kernel” says."), 0, 0), \
  GRAFT_WINDOW_SIZE ("kernel_w", N_ ("Window width"), N_ ("0: as “kernel” says."), 0, 0), \
  GRAFT_WINDOW_SIZE ("stride", N_ ("Stride"), N_ ("Step of the window; 0: the window's size."), 0, 0), \
  GRAFT_WINDOW_SIZE ("stride_h", N_ ("Vertical stride"), N_ ("0: as “stride” says."), 0, 0), \
  GRAFT_WINDOW_SIZE ("stride_w", N_ ("Horizontal stride"), N_ ("0: as “stride” says."), 0, 0), \
  GRAFT_WINDOW_SIZE ("pad", N_ ("Pad"), N_ ("Rows and columns of zeros around the image."), 0, 0), \
  GRAFT_WINDOW_SIZE ("pad_top", N_ ("Pad top"), N_ ("−1: as “pad” says."), -1, -1), \
  GRAFT_WINDOW_SIZE ("pad_bottom", N_ ("Pad bottom"), N_ ("−1: as “pad” says."), -1, -1), \
  GRAFT_WINDOW_SIZE ("pad_left", N_ ("Pad left"), N_ ("−1: as “pad” says."), -1, -1), \
  GRAFT_WINDOW_SIZE ("pad_right", N_ ("Pad right"), N_ ("−1: as “pad” says."), -1, -1), \
  { "ceil_mode", N_ ("Round up"), \
    N_ ("Also places a last window that reaches over the right or lower edge."), \
    GRAFT_PARAM_BOOLEAN, GRAFT_PARAM_NONE, 0, 1, 0, NULL }
/* clang-format on */

G_END_DECLS
