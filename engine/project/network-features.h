/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A network that a run left in the project, as far as its features, with weights of its
 * own: it works while the run, or another, trains on. */
#pragma once

#include "engine/label/features.h"
#include "engine/project/sql-private.h"

G_BEGIN_DECLS

/**
 * GraftStoredNetwork:
 * @features: the node that gives them
 * @input: of one item; @hash: of its weights
 */
typedef struct
{
  GraftNetwork *network;
  guint features;
  GraftShape input;
  GraftNormalisation normalisation;
  char *name;
  char *hash;
} GraftStoredNetwork;

/* Errors: GRAFT_PARAM_ERROR_UNKNOWN when there is none of that name,
 * GRAFT_IO_ERROR_FORMAT when weights and description do not go together. */
GraftStoredNetwork *
graft_stored_network_read (GraftSql *sql, const char *name, GError **error);
void graft_stored_network_free (GraftStoredNetwork *self);

/* Of all items of @dataset, on all cores. Thread: any. Errors: as
 * graft_features_network(). */
GraftFeatures *graft_stored_network_compute (const GraftStoredNetwork *self,
                                             GraftDataset *dataset,
                                             GCancellable *cancellable,
                                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftStoredNetwork, graft_stored_network_free)

G_END_DECLS
