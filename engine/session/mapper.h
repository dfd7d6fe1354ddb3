/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the feature map on a thread of its own: takes the probe sample's features at
 * stored moments, projects and aligns them, draws density contours, asks fresh
 * classifiers, and drops each new GraftMap into the mailbox. Training never waits for it
 * except at the very end. */
#pragma once

#include "engine/session/mailbox.h"
#include "engine/session/map-private.h"
#include "engine/stats/proxy-a-distance.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GraftMapper GraftMapper;

/* @probe is copied. @n_features: width of the feature layer. */
GraftMapper *graft_mapper_new (GraftMailbox *mailbox,
                               const GraftMapProbe *probe,
                               gsize n_features,
                               guint64 seed);
/* Ends what is under way within milliseconds and drops what is queued. */
void graft_mapper_free (GraftMapper *self);

/* Takes over all three arrays: [n_points, n_features], [n_points], [n_points]. */
void graft_mapper_add (GraftMapper *self,
                       guint64 step,
                       double epoch,
                       float *features,
                       gint16 *prediction,
                       float *confidence);
/* Makes this projection too, of all frames, stored ones first. */
void graft_mapper_want (GraftMapper *self, GraftProjection projection);
/* How far apart fresh classifiers found the domains on the first frame and on the newest
 * one that is done; FALSE before there is any. */
gboolean graft_mapper_get_distances (GraftMapper *self,
                                     GraftProxyADistance *first,
                                     GraftProxyADistance *newest);
/* The newest map of principal components; NULL before there is one. */
GraftMap *graft_mapper_dup_map (GraftMapper *self);
/* Waits until every queued frame is on the map, or @cancellable says stop. */
void graft_mapper_wait (GraftMapper *self, GCancellable *cancellable);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftMapper, graft_mapper_free)

G_END_DECLS
