/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables that kernels.c chooses from. Each is in a library of its own, compiled for
 * its instruction set: nothing else may live there. */
#pragma once

#include "engine/tensor/kernels.h"

G_BEGIN_DECLS

extern const GraftKernels graft_kernels_avx2;
extern const GraftKernels graft_kernels_avx512;

G_END_DECLS
