/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See about.h. */
#include "engine/session/about.h"

#include "engine/tensor/kernels.h"
#include "graft-config.h"

#include <glib.h>

/* Of OpenBLAS; its header is for tensor/gemm and tensor/linalg alone. */
extern char *openblas_get_config (void);

char **
graft_about_build (void)
{
  const GraftKernels *kernels = graft_kernels_choose ();
  g_autoptr (GStrvBuilder) pairs = g_strv_builder_new ();
  g_autofree char *glib = g_strdup_printf ("%u.%u.%u", glib_major_version, glib_minor_version,
                                           glib_micro_version);

  g_strv_builder_add_many (pairs, "Graft", GRAFT_VERSION, "GLib", glib, "OpenBLAS",
                           openblas_get_config (), "Kernels",
                           kernels != NULL ? kernels->name : "plain", NULL);
  return g_strv_builder_end (pairs);
}
