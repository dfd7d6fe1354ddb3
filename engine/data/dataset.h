/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An ordered set of items of one shape, with at most one class each. Immutable once made
 * and reference-counted with C11 atomics, so that threads share it freely. Images are
 * kept as bytes (NHWC), vectors as floats; batches are converted when they are cut
 * (batch-loader.h). */
#pragma once

#include "engine/tensor/shape.h"

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_LABEL_NONE (-1)

typedef enum
{
  GRAFT_ITEM_IMAGE,  /* guint8, height × width × channels (1 or 3) */
  GRAFT_ITEM_VECTOR, /* float */
} GraftItemKind;

typedef struct _GraftDataset GraftDataset;

/**
 * graft_dataset_new:
 * @name: shown to people
 * @shape: of one item
 * @items: [n, shape] guint8 or float as @kind says; taken over by reference
 * @labels: (nullable): [n] gint32, each GRAFT_LABEL_NONE or 0 … n_classes - 1; by
 * reference
 * @class_names: (nullable): n_classes strings, NULL-terminated; copied
 *
 * Errors: GRAFT_DATA_ERROR_TOO_FEW when @n is 0, GRAFT_DATA_ERROR_MISMATCH when sizes do
 * not agree, GRAFT_DATA_ERROR_RANGE for a label outside the class list (the message names
 * the item), GRAFT_DATA_ERROR_NOT_FINITE for a vector with NaN or infinity.
 */
GraftDataset *graft_dataset_new (const char *name,
                                 GraftItemKind kind,
                                 const GraftShape *shape,
                                 gsize n,
                                 GBytes *items,
                                 GBytes *labels,
                                 const char *const *class_names,
                                 GError **error);
GraftDataset *graft_dataset_ref (GraftDataset *self);
void graft_dataset_unref (GraftDataset *self);

const char *graft_dataset_get_name (const GraftDataset *self);
GraftItemKind graft_dataset_get_kind (const GraftDataset *self);
const GraftShape *graft_dataset_get_shape (const GraftDataset *self);
gsize graft_dataset_get_n (const GraftDataset *self);
guint graft_dataset_get_n_classes (const GraftDataset *self);
const char *graft_dataset_get_class_name (const GraftDataset *self, guint index);
gboolean graft_dataset_has_labels (const GraftDataset *self);
const gint32 *graft_dataset_peek_labels (const GraftDataset *self); /* [n] or NULL */
const guint8 *graft_dataset_peek_pixels (const GraftDataset *self); /* images only */
const float *graft_dataset_peek_vectors (const GraftDataset *self); /* vectors only */

/* The items at @indices, in that order. */
GraftDataset *graft_dataset_subset (GraftDataset *self, const guint32 *indices, gsize n);
/* A seeded subset: @limit items, or @per_class of each class (0: no limit); stratified,
 * stable. */
GraftDataset *
graft_dataset_sample (GraftDataset *self, gsize limit, gsize per_class, guint64 seed);
/* The same items without labels: what an adaptation method is given as its target. */
GraftDataset *graft_dataset_without_labels (GraftDataset *self);
/* Several data sets with the same shape and class list, one after the other. */
GraftDataset *
graft_dataset_join (GraftDataset *const *parts, gsize n_parts, GError **error);
/* Images resized (bilinear, half-pixel centres) and grey replicated or colour averaged to
 * the channels of @shape. Errors: GRAFT_DATA_ERROR_MISMATCH for vectors of another
 * length. */
GraftDataset *
graft_dataset_convert (GraftDataset *self, const GraftShape *shape, GError **error);
/* The same items with the classes of @like, found by name: folders of another set may
 * lack a class or come in another order. Errors: GRAFT_DATA_ERROR_MISMATCH, with the
 * name, for a class that @like has not; classes without items do not count. */
GraftDataset *
graft_dataset_match_classes (GraftDataset *self, GraftDataset *like, GError **error);
/* A random split that keeps class shares: @fraction of the items go to @first. */
void graft_dataset_split (GraftDataset *self,
                          double fraction,
                          guint64 seed,
                          GraftDataset **first,
                          GraftDataset **second);
/* SHA-256 over shape, items and labels, as hexadecimal text. */
char *graft_dataset_hash (const GraftDataset *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftDataset, graft_dataset_unref)

G_END_DECLS
