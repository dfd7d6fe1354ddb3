/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The USPS digits as text: a line an image, the label first, then 16 × 16 values from −1
 * (paper) to 1 (ink). Source: Hastie, Tibshirani, Friedman, "The Elements of Statistical
 * Learning", data page. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_USPS_SIDE 16

/**
 * GraftUsps:
 * @n: images
 * @pixels: [n, 16, 16], 0 paper to 255 ink
 * @labels: [n] gint32, 0 to 9
 */
typedef struct
{
  gsize n;
  GBytes *pixels;
  GBytes *labels;
} GraftUsps;

/**
 * graft_usps_load:
 * @path: plain or gzipped
 *
 * Errors: GRAFT_IO_ERROR, all codes; the message starts with @path and names the line.
 */
GraftUsps *graft_usps_load (const char *path, GError **error);
/* The same from memory, unpacked; @name is what messages call it. */
GraftUsps *graft_usps_parse (GBytes *bytes, const char *name, GError **error);
void graft_usps_free (GraftUsps *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftUsps, graft_usps_free)

G_END_DECLS
