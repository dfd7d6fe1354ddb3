/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that describe the items of a set, kept in memory while the project is open:
 * only the first help with labelling waits for pictures to be decoded. */
#pragma once

#include "engine/project/assist-items.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftFeatureTable: immutable
 * @n: items that could be read, of those there are
 * @ids: [n] ascending; @x: [n, d]
 */
typedef struct _GraftFeatureTable GraftFeatureTable;
struct _GraftFeatureTable
{
  gsize n;
  gsize d;
  guint32 *ids;
  float *x;
};

void graft_feature_table_unref (GraftFeatureTable *self);

typedef struct _GraftFeatureCache GraftFeatureCache;

/* The project's own, made when needed. Main thread. */
GraftFeatureCache *graft_feature_cache_for (GraftProject *project);
GraftFeatureCache *graft_feature_cache_ref (GraftFeatureCache *self);
void graft_feature_cache_unref (GraftFeatureCache *self);

/**
 * graft_feature_cache_get:
 * @items: all of a set
 * @network: (nullable): name; %NULL: simple pixels
 *
 * Of every item whose picture can be read. Thread: worker; @sql is the caller's.
 * Errors: as graft_project_data_load(), graft_features_simple(),
 * graft_stored_network_read().
 */
GraftFeatureTable *graft_feature_cache_get (GraftFeatureCache *self,
                                            GraftSql *sql,
                                            const GraftAssistItems *items,
                                            const char *network,
                                            GCancellable *cancellable,
                                            GError **error);
/* The last one that was asked for, when it still fits @items; otherwise NULL. */
GraftFeatureTable *graft_feature_cache_find_last (GraftFeatureCache *self,
                                                  const GraftAssistItems *items);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftFeatureTable, graft_feature_table_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftFeatureCache, graft_feature_cache_unref)

G_END_DECLS
