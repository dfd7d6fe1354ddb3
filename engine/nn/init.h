/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How weights start (methods 1.12). */
#pragma once

#include "engine/base/rng.h"
#include "engine/nn/layer.h"

G_BEGIN_DECLS

/**
 * graft_weight_initialise:
 * @weight: what to fill: its initialiser, fans, scale and size
 * @rng: a stream of its own, so that the values depend on the seed and the place alone
 * @values: [weight->size], overwritten
 *
 * Draws the starting values of one weight array.
 *
 * He (He et al. 2015, arXiv:1502.01852) keeps the variance through ReLU layers, Glorot
 * (Glorot and Bengio 2010) through tanh and sigmoid ones. Orthogonal blocks are for
 * recurrent weights (Saxe et al. 2014, arXiv:1312.6120). All are multiplied by
 * @weight->scale; a normal one has that as its standard deviation. Cost: O(size),
 * orthogonal O(size · width).
 */
void
graft_weight_initialise (const GraftWeight *weight, GraftRng *rng, GraftReal *values);

G_END_DECLS
