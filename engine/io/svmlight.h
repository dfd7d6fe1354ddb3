/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sparse features as text: a line an item, its label first, then INDEX:VALUE with growing
 * indices; "# comment" and "qid:N" are passed over. Source: Joachims, "SVMlight",
 * svmlight.joachims.org. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Indices beyond are refused, and so are tables of more values than 2^28 (1 GiB). */
#define GRAFT_SVMLIGHT_MAX_FEATURES ((gsize)1 << 20)
#define GRAFT_SVMLIGHT_MAX_VALUES ((gsize)1 << 28)
#define GRAFT_SVMLIGHT_MAX_FILE ((guint64)1 << 30)

/**
 * GraftSvmlight:
 * @n: items
 * @n_features: as many as the largest index asks for
 * @first_index: 0 or 1: what the first feature is called
 * @values: [n, n_features], 0 where nothing was written
 * @labels: [n]
 */
typedef struct
{
  gsize n;
  gsize n_features;
  guint first_index;
  float *values;
  gint64 *labels;
} GraftSvmlight;

typedef enum
{
  GRAFT_SVMLIGHT_AUTO, /* from 0 when an index 0 occurs */
  GRAFT_SVMLIGHT_FROM_0,
  GRAFT_SVMLIGHT_FROM_1,
} GraftSvmlightBase;

/**
 * graft_svmlight_load:
 * @path: plain or gzipped
 * @n_features: at least so many; 0: as many as the file has. Two files of one set may
 * differ in their largest index
 *
 * Errors: GRAFT_IO_ERROR, all codes; the message starts with @path and names the line.
 */
GraftSvmlight *graft_svmlight_load (const char *path,
                                    GraftSvmlightBase base,
                                    gsize n_features,
                                    GError **error);
/* The same from memory, unpacked; @name is what messages call it. */
GraftSvmlight *graft_svmlight_parse (GBytes *bytes,
                                     const char *name,
                                     GraftSvmlightBase base,
                                     gsize n_features,
                                     GError **error);
void graft_svmlight_free (GraftSvmlight *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftSvmlight, graft_svmlight_free)

G_END_DECLS
