/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether two pictures look the same: a second opinion for perceptual hashes, which are
 * too coarse for letters and digits on a blank page. */
#pragma once

#include "engine/data/dataset.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Grey thumbnails of 16 × 16, 264 bytes an item. */
typedef struct _GraftLooks GraftLooks;

/* NULL only when cancelled. @dataset: of images. Cost: the pixels once. */
GraftLooks *
graft_looks_new (GraftDataset *dataset, GCancellable *cancellable, GError **error);
void graft_looks_free (GraftLooks *self);

/**
 * graft_looks_alike:
 * @looks: a #GraftLooks
 *
 * A #GraftAlikeFunc: the thumbnails of @a and @b have a correlation of 0.99 or more, so
 * that scaling, compression and other brightness do not matter; of two without any
 * structure, the grey differs by 4 of 256 at most. Cost: 256 products.
 */
gboolean graft_looks_alike (guint32 a, guint32 b, gpointer looks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftLooks, graft_looks_free)

G_END_DECLS
