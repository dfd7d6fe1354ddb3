/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two interleaved half circles (methods 5.3), for the built-in data and for tests that
 * want other counts or angles. */
#pragma once

#include "engine/data/dataset.h"

G_BEGIN_DECLS

/**
 * graft_moons_new:
 * @per_class: points on each half circle
 * @degrees: counter-clockwise rotation after centring and scaling; 0 for the source
 * @stream: draws of different streams are independent
 *
 * Upper moon (cos t, sin t), lower (1 − cos t, ½ − sin t), t evenly in [0, π], noise sd
 * 0.05; minus the mean of the noise-free moons, times 2, then rotated. Classes alternate
 * item by item. Source: Ganin et al., JMLR 17, 2016, section 5.1.1.
 */
GraftDataset *graft_moons_new (
    const char *name, gsize per_class, double degrees, guint64 seed, guint64 stream);

G_END_DECLS
