/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Families of networks with a name (methods 5.2): features, a label head and a domain
 * head, each a chain (chain.h). To add one, add a row to the table in preset.c. */
#pragma once

#include "engine/nn/network.h"
#include "engine/transfer/catalogue.h"

G_BEGIN_DECLS

/**
 * GraftPreset:
 * @info: what people see
 * @input: the shape it was made for; others work as long as its windows fit
 * @features: chain that ends in a vector
 * @label_head, @domain_head: chains between the features and the last dense layer; "" is
 * none
 * @label_init, @domain_init: (nullable): how the weights of the last dense layer start;
 * as the layer says without
 */
typedef struct
{
  GraftPresetInfo info;
  GraftShape input;
  const char *features;
  const char *label_head;
  const char *domain_head;
  const char *label_init;
  const char *domain_init;
} GraftPreset;

const GraftPreset *graft_preset_get (gsize index); /* NULL past the end */
const GraftPreset *graft_preset_find (const char *id);

/**
 * graft_preset_add_features:
 *
 * Appends the features to the input of @network, in its current group and rows.
 * Errors: GRAFT_NETWORK_ERROR_SHAPE when the input is too small for a window, naming the
 * preset.
 *
 * Returns: the node whose output is the features, or 0
 */
guint graft_preset_add_features (const GraftPreset *self,
                                 GraftNetwork *network,
                                 GError **error);
/* Returns the node with the logits, [n_classes], or 0. */
guint graft_preset_add_label_head (const GraftPreset *self,
                                   GraftNetwork *network,
                                   guint features,
                                   guint n_classes,
                                   GError **error);
/* @features is the gradient reversal. Returns the node with the one logit of the domain,
 * or 0. */
guint graft_preset_add_domain_head (const GraftPreset *self,
                                    GraftNetwork *network,
                                    guint features,
                                    GError **error);

G_END_DECLS
