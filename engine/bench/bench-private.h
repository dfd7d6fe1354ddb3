/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The measured networks: bench-nets.c builds them, bench.c trains them. */
#pragma once

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

G_END_DECLS
