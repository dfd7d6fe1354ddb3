/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The 95 % interval of a share (methods 10.2). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Wilson's score interval, z = 1.959963984540054. With @n 0: 0 and 1. */
void graft_wilson_interval (gsize successes, gsize n, double *low, double *high);

G_END_DECLS
