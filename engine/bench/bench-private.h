/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is measured: bench-nets.c builds networks, bench.c trains them, bench-tsne.c draws
 * maps. */
#pragma once

#include "engine/bench/bench.h"
#include "engine/nn/network.h"

G_BEGIN_DECLS

/**
 * GraftBenchCase:
 * @n_source, @n_target: rows of a step; without target rows there is no domain head
 * @features, @label, @domain: chains of "LAYER ATTRIBUTES" separated by "|"
 */
typedef struct
{
  const char *id;
  GraftShape input;
  gsize n_source;
  gsize n_target;
  const char *features;
  const char *label;
  const char *domain;
} GraftBenchCase;

const GraftBenchCase *graft_bench_case_get (gsize index); /* NULL past the end */
const GraftBenchCase *
graft_bench_case_find (const char *id); /* "dann-mnist", "dann_mnist" */
/* @label_node, @domain_node: the heads' outputs; @domain_node is 0 without one. */
GraftNetwork *graft_bench_case_build (const GraftBenchCase *self,
                                      guint *label_node,
                                      guint *domain_node,
                                      GError **error);

/* "tsne-1000" */
gboolean graft_bench_tsne_parse (const char *id, gsize *n);
gboolean graft_bench_tsne_run (
    gsize n, const char *data, guint threads, GraftBenchResult *out, GError **error);
/* Sorts @values, and fills the median, the spread and their like. */
void graft_bench_sum_up (GraftBenchResult *result,
                         double *values,
                         guint n_values,
                         const char *unit);

G_END_DECLS
