/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number the engine computes with: float, or double in the build that checks
 * gradients (the meson target graft-engine-double). Reductions of more than 1024 terms
 * accumulate in double either way. */
#pragma once

#include <glib.h>
#include <math.h>

#ifdef GRAFT_DOUBLE
typedef double GraftReal;
#define GRAFT_REAL(value) value
#define graft_real_exp exp
#define graft_real_log log
#define graft_real_log1p log1p
#define graft_real_sqrt sqrt
#define graft_real_tanh tanh
#define graft_real_abs fabs
#else
typedef float GraftReal;
#define GRAFT_REAL(value) value##f
#define graft_real_exp expf
#define graft_real_log logf
#define graft_real_log1p log1pf
#define graft_real_sqrt sqrtf
#define graft_real_tanh tanhf
#define graft_real_abs fabsf
#endif
