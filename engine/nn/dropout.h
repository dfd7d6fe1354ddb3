/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of dropout with the mask given: the layer and the reference case share
 * it. */
#pragma once

#include "engine/tensor/real.h"

G_BEGIN_DECLS

/* to = from ⊙ mask / (1 − rate). @n_mask values of the mask repeat over @n values: one a
 * channel. */
void graft_dropout_apply (const GraftReal *from,
                          const guint8 *mask,
                          gsize n,
                          gsize n_mask,
                          double rate,
                          GraftReal *to);

G_END_DECLS
