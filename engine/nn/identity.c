/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing at all: a name for a place in the graph. A view, so it costs nothing. */
#include "engine/nn/layer-private.h"

#include <glib/gi18n-lib.h>

static const GraftLayerSample samples[] = {
  { "", 1, { { 1, { 7 } } } },
  { "", 1, { { 3, { 3, 5, 2 } } } },
  { "", 1, { { 2, { 4, 3 } } } },
  { 0 },
};

const GraftLayerClass graft_layer_identity = {
  .id = "identity",
  .label = N_ ("Identity"),
  .summary = N_ ("Passes its input on unchanged."),
  .flags = GRAFT_LAYER_VIEW,
  .min_inputs = 1,
  .max_inputs = 1,
  .configure = graft_configure_same,
  .samples = samples,
};
