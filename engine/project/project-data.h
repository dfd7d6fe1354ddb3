/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of a project as a data set to train on: what "project:FILE.graft#SET" in an
 * experiment means. Reads through a connection of its own, while the window writes. */
#pragma once

#include "engine/data/data-source.h"

G_BEGIN_DECLS

/**
 * GraftProjectDataOrder:
 * @path: of the project; @set: name
 * @part: training items are all that are neither of the test nor of the validation split
 * @labelled: leave out items without a label
 * @size: (nullable): pictures are brought to this shape; without it all must have one
 * @replay: (nullable): these items with these labels, whatever they are now
 * @lenient: with @replay: what cannot be read is left out, as without it
 *
 * Excluded items are always left out.
 */
typedef struct
{
  const char *path;
  const char *set;
  GraftDataPart part;
  gboolean labelled;
  const GraftShape *size;
  const GraftLedgerPart *replay;
  gboolean lenient;
} GraftProjectDataOrder;

/**
 * graft_project_data_load:
 * @note: (out) (optional): what was read, to be done again
 *
 * Pictures are decoded on all cores. Missing, changed or damaged ones are left out and
 * named in @messages; in a replay they are an error. A set without test items gives all
 * of them as @part GRAFT_DATA_TEST. Errors: GRAFT_IO_ERROR, GRAFT_DATA_ERROR,
 * GRAFT_PARAM_ERROR_UNKNOWN for a set that is not there, G_IO_ERROR_CANCELLED.
 */
GraftDataset *graft_project_data_load (const GraftProjectDataOrder *order,
                                       GCancellable *cancellable,
                                       GPtrArray *messages,
                                       GraftLedgerPart **note,
                                       GError **error);
/* FALSE, too, when the project cannot be read: loading will say so. */
gboolean
graft_project_data_has_part (const char *path, const char *set, GraftDataPart part);

G_END_DECLS
