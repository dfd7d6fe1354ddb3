/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which table of kernels this processor gets: see kernels.h. */
#include "engine/tensor/kernels-private.h"

#if defined(__x86_64__) && !defined(GRAFT_DOUBLE)

const GraftKernels *
graft_kernels_find (const char *name)
{
  __builtin_cpu_init ();
  if (g_str_equal (name, "avx512") && __builtin_cpu_supports ("avx512f") &&
      __builtin_cpu_supports ("avx512bw") && __builtin_cpu_supports ("avx512vl") &&
      __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("fma"))
    return &graft_kernels_avx512;
  if (g_str_equal (name, "avx2") && __builtin_cpu_supports ("avx2") &&
      __builtin_cpu_supports ("fma"))
    return &graft_kernels_avx2;
  return NULL;
}

const GraftKernels *
graft_kernels_choose (void)
{
  const char *wish = g_getenv ("GRAFT_KERNELS");
  const GraftKernels *found = NULL;

  if (wish != NULL && g_str_equal (wish, "plain"))
    return NULL;
  if (wish != NULL)
    found = graft_kernels_find (wish);
  if (found == NULL)
    found = graft_kernels_find ("avx512");
  if (found == NULL)
    found = graft_kernels_find ("avx2");
  return found;
}

#else

const GraftKernels *
graft_kernels_find (const char *name)
{
  return NULL;
}

const GraftKernels *
graft_kernels_choose (void)
{
  return NULL;
}

#endif
