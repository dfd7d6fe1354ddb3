/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "usps:FILE": the USPS digits, 16 × 16 grey, white ink on black as in MNIST. */
#include "engine/data/class-names.h"
#include "engine/data/data-source.h"

#include "engine/io/usps.h"

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  g_autofree char *path = graft_data_source_resolve (source, rest);
  g_autofree char *name = g_path_get_basename (rest);
  g_autoptr (GraftUsps) usps = graft_usps_load (path, error);
  const GraftShape shape = { 3, { GRAFT_USPS_SIDE, GRAFT_USPS_SIDE, 1 } };
  g_auto (GStrv) class_names = NULL;

  if (usps == NULL)
    return NULL;
  class_names = graft_class_names_for (g_bytes_get_data (usps->labels, NULL), usps->n, 10,
                                       path, error);
  if (class_names == NULL)
    return NULL;
  return graft_dataset_new (name, GRAFT_ITEM_IMAGE, &shape, usps->n, usps->pixels,
                            usps->labels, (const char *const *)class_names, error);
}

const GraftDataKind graft_data_kind_usps = {
  .kind = "usps",
  .usage = "usps:FILE",
  .load = load,
};
