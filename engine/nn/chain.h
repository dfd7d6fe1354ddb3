/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks written as one line of text:
 *
 *   chain     = element { "," element }
 *   element   = name | name ":" value { ":" value } | name "(" [ pair { ";" pair } ] ")"
 *   pair      = key "=" value
 *
 * as in
 * "conv:32:5,relu,pool:2,conv2d(out=48;kernel=5;padding=same),relu,flatten,dense:100".
 * Blanks around names and values do not count. Every layer class with one input can be
 * named by its id; shorter names and what the values after a colon mean:
 *
 *   conv, conv2d        outputs : kernel : stride
 *   pool, max-pool      window : stride            avg-pool likewise
 *   dense               outputs
 *   dropout             rate
 *   leaky-relu          slope
 *   embedding           vocabulary : size
 *   bn, batch-norm      gap, global-avg-pool       gmp, global-max-pool
 *
 * A dense layer right behind an image gets a flatten in between.
 * graft_network_append_chain() of network.h reads chains; this header has the pieces that
 * tests and forms need. */
#pragma once

#include "engine/nn/network.h"

G_BEGIN_DECLS

/**
 * graft_chain_element_read:
 * @element: one element of a chain
 * @attributes: (out): "key=value;…" for graft_network_add(); free with g_free()
 *
 * Errors: GRAFT_NETWORK_ERROR_UNKNOWN_LAYER naming the nearest layer there is,
 * GRAFT_PARAM_ERROR for more values than the layer has.
 *
 * Returns: (nullable): the layer's class
 */
const GraftLayerClass *
graft_chain_element_read (const char *element, char **attributes, GError **error);

G_END_DECLS
