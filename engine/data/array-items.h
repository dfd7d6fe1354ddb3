/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data sets from arrays of numbers, whatever file they came in. */
#pragma once

#include "engine/data/dataset.h"
#include "engine/io/npy.h"

G_BEGIN_DECLS

/**
 * graft_array_to_items:
 * @name: what messages call @array
 * @shape: (out): of one item
 * @items: (out) (transfer full): as graft_dataset_new() wants them
 *
 * Bytes of three or four axes are images, other numbers of two axes are vectors; the
 * first axis counts items. Errors: `GRAFT_DATA_ERROR_MISMATCH`,
 * `GRAFT_DATA_ERROR_TOO_FEW`.
 */
gboolean graft_array_to_items (const GraftNpy *array,
                               const char *name,
                               GraftShape *shape,
                               GraftItemKind *kind,
                               GBytes **items,
                               GError **error);

/* An array, and where it came from, for messages. */
typedef struct
{
  const GraftNpy *array;
  const char *name;
} GraftNamedArray;

/**
 * graft_dataset_from_arrays:
 * @name: of the data set
 * @items: as graft_array_to_items() has them; or items along the last axis, as MATLAB's
 * users have them, where that has as many as there are labels and the first has not
 * @labels: (nullable): whole numbers, one an item, of one axis or with axes of 1 besides;
 * classes are found by graft_class_names_of()
 *
 * Errors: GRAFT_DATA_ERROR, GRAFT_IO_ERROR_UNSUPPORTED for labels that are not whole.
 */
GraftDataset *graft_dataset_from_arrays (const char *name,
                                         const GraftNamedArray *items,
                                         const GraftNamedArray *labels,
                                         GError **error);

G_END_DECLS
