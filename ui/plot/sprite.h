/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks of the feature map, drawn once and then blended wherever a point stands. The
 * shape is the domain: a filled circle for source, an open triangle for target. */
#pragma once

#include "ui/plot/palette.h"

G_BEGIN_DECLS

typedef enum
{
  GRAFT_MARK_CIRCLE,
  GRAFT_MARK_TRIANGLE,
  GRAFT_N_MARKS
} GraftMark;

/* Sub-pixel places a side: gliding marks move by a quarter of a pixel, not by whole ones.
 */
#define GRAFT_SPRITE_PHASES 4

/**
 * GraftSprite:
 * @size: side in pixels, odd
 * @pixels: [phases², size, size] premultiplied ARGB; phase (i, j) has its middle at
 *     (size / 2 + i / phases, size / 2 + j / phases), rounded down
 */
typedef struct
{
  int size;
  guint32 *pixels;
} GraftSprite;

/* @radius in pixels; @alpha 0 … 1 fades the whole mark. The halo takes the background's
 * colour, so that marks stay apart where they overlap. */
void graft_sprite_init (GraftSprite *sprite,
                        GraftMark mark,
                        double radius,
                        GraftColor color,
                        GraftColor background,
                        double alpha);
void graft_sprite_clear (GraftSprite *sprite);

/* Opaque pixels being drawn on, premultiplied ARGB in host order. */
typedef struct
{
  guint32 *data;
  int width;
  int height;
  int stride; /* in pixels */
} GraftPixels;

/* Blends @sprite with its middle at x, y (pixel i covers i … i + 1), clipped to @pixels.
 */
void graft_sprite_blend (const GraftSprite *sprite,
                         const GraftPixels *pixels,
                         float x,
                         float y);
/* A thin antialiased line, clipped. @color: premultiplied. */
void graft_pixels_line (const GraftPixels *pixels,
                        const float from[2],
                        const float to[2],
                        guint32 color);
void graft_pixels_fill (const GraftPixels *pixels, guint32 color);

G_END_DECLS
