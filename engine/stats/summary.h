/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A figure measured with several seeds. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GraftSummary:
 * @n: runs
 * @mean: their mean
 * @sd: standard deviation with n − 1; 0 below two runs
 * @half: half the width of the 95 % t-interval of the mean; infinite below two runs
 */
typedef struct
{
  gsize n;
  double mean;
  double sd;
  double half;
} GraftSummary;

/* @values: [n] */
GraftSummary graft_summary (const double *values, gsize n);

G_END_DECLS
