/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A case run through a network: the same plan, kernels and backward pass as training.
 * Private to engine/golden. */
#pragma once

#include "engine/golden/case.h"
#include "engine/nn/plan.h"

G_BEGIN_DECLS

/* From the shape [n, c, height, width] or [n, …] of a file to one sample's, channels
 * last. FALSE for ranks that no layer takes. */
gboolean graft_sample_shape (const GraftArray *array, GraftShape *shape);

/* Copies an input into a node's weight array, from the file's layout. Errors: no such
 * weight, another size. */
gboolean graft_case_set_weight (GraftCase *self,
                                const char *input,
                                GraftNetwork *network,
                                guint node,
                                const char *weight,
                                GError **error);
/* Compares a node's weight array, or its part of @gradients when not NULL. */
void graft_case_expect_weight (GraftCase *self,
                               const char *output,
                               const GraftNetwork *network,
                               guint node,
                               const char *weight,
                               const GraftReal *gradients);

/**
 * GraftGraphRun:
 * @training: batch statistics, kept inputs
 * @lambda: of gradient reversal
 * @plan: (out): made by run; outputs and gradients can be read from it
 *
 * One forward pass on input "x" and, where there is one, a backward pass of "dy".
 */
typedef struct
{
  GraftNetwork *network; /* owned */
  GraftWorkers *workers;
  GraftPlan *plan;
  GraftReal *x;
  gboolean training;
  double lambda;
} GraftGraphRun;

/* Starts a network for input "x". */
gboolean graft_graph_begin (GraftGraphRun *run, GraftCase *self, GError **error);
/* Adds a layer after the last; 0 with an error. */
guint graft_graph_append (GraftGraphRun *run,
                          const char *layer,
                          const char *attributes,
                          GError **error);
/* Runs it and compares output "y" and gradient "d_x". */
gboolean graft_graph_run (GraftGraphRun *run, GraftCase *self, GError **error);
void graft_graph_clear (GraftGraphRun *run);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GraftGraphRun, graft_graph_clear)

G_END_DECLS
