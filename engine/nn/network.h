/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A network: a directed acyclic graph of nodes in topological order and one flat array of
 * weights. It knows nothing of batches or threads: a GraftPlan (plan.h) computes with it,
 * and several plans (training, evaluation) may share one network as long as only one of
 * them writes. */
#pragma once

#include "engine/base/rng.h"
#include "engine/nn/layer.h"

G_BEGIN_DECLS

typedef struct _GraftNetwork GraftNetwork;

GraftNetwork *graft_network_new (const GraftShape *input);
void graft_network_free (GraftNetwork *self);
/* Same graph, same weights. */
GraftNetwork *graft_network_dup (const GraftNetwork *self);

/**
 * graft_network_add:
 * @layer: id of a layer class
 * @attributes: "out=32;kernel=5", or %NULL for the defaults
 * @inputs: node numbers; 0 is the input of the network
 *
 * Adds a node to the current group, with the rows that all its inputs have in common.
 * Errors: GRAFT_NETWORK_ERROR_UNKNOWN_LAYER, GRAFT_NETWORK_ERROR_SHAPE,
 * GRAFT_PARAM_ERROR.
 *
 * Returns: the node's number, or 0 on error
 */
guint graft_network_add (GraftNetwork *self,
                         const char *layer,
                         const char *attributes,
                         const guint *inputs,
                         guint n_inputs,
                         GError **error);
/* The common case: one input. */
guint graft_network_append (GraftNetwork *self,
                            const char *layer,
                            const char *attributes,
                            guint input,
                            GError **error);
/* A chain written as in experiment files: "conv:32:5,relu,pool:2,dense:10" (see chain.h).
 */
guint graft_network_append_chain (GraftNetwork *self,
                                  const char *chain,
                                  guint input,
                                  GError **error);
/* Nodes added from now on belong to this group: "features", "label", "domain". */
void graft_network_begin_group (GraftNetwork *self, const char *name);
/* Nodes added from now on compute only these rows (until changed again). */
void graft_network_begin_rows (GraftNetwork *self, GraftRows rows);

guint graft_network_get_n_nodes (const GraftNetwork *self);
const GraftNode *graft_network_get_node (const GraftNetwork *self, guint index);
guint graft_network_get_n_groups (const GraftNetwork *self);
const char *graft_network_get_group (const GraftNetwork *self, guint index);
guint graft_network_find_group (const GraftNetwork *self, const char *name);

/* Freezes or frees all nodes of a group. */
void graft_network_set_group_frozen (GraftNetwork *self, guint group, gboolean frozen);
void graft_network_set_node_frozen (GraftNetwork *self, guint node, gboolean frozen);

/* All weights and states, in node order; may move while nodes are added. */
GraftReal *graft_network_peek_weights (const GraftNetwork *self);
gsize graft_network_get_n_weights (const GraftNetwork *self);
/* Trainable ones among them, for people: "94 k". */
gsize graft_network_get_n_parameters (const GraftNetwork *self);
/* The multiply-adds of one forward pass of one sample. */
double graft_network_get_macs (const GraftNetwork *self);

/* Draws every weight anew (methods 1.12): a function of the seed and the node's place
 * alone. */
void graft_network_initialise (GraftNetwork *self, guint64 seed);
/* SHA-256 over the weights as little-endian float32, hexadecimal. */
char *graft_network_hash (const GraftNetwork *self);

/* A weight between file layout (OIHW, [out, in]; others as they are) and inside layout.
 */
void
graft_weight_import (const GraftWeight *weight, const double *file, GraftReal *inside);
void
graft_weight_export (const GraftWeight *weight, const GraftReal *inside, double *file);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftNetwork, graft_network_free)

G_END_DECLS
