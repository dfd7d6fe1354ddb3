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

/* The same values, lent, under a shape that layers take, whatever the rank:
 * [first axis, the rest]: for what works element by element */
GraftArray graft_array_as_rows (const GraftArray *array);
/* [all other axes, last axis] */
GraftArray graft_array_as_vectors (const GraftArray *array);
/* [axes before, @axis, axes behind]: @axis is where the channels are; below 0 it counts
 * from the end. FALSE when there is no such axis. */
gboolean graft_array_around_axis (const GraftArray *array, int axis, GraftArray *around);

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
 * One forward pass and, where there is a "dy", a backward pass of it.
 */
typedef struct
{
  GraftNetwork *network; /* owned */
  GraftWorkers *workers;
  GraftPlan *plan;
  GraftArray input; /* values lent */
  GraftReal *x;
  gboolean training;
  double lambda;
} GraftGraphRun;

/* Starts a network for input "x" as it is, or for @input. */
gboolean graft_graph_begin (GraftGraphRun *run, GraftCase *self, GError **error);
gboolean graft_graph_begin_with (GraftGraphRun *run,
                                 GraftCase *self,
                                 const GraftArray *input,
                                 GError **error);
/* Adds a layer after the last; 0 with an error. */
guint graft_graph_append (GraftGraphRun *run,
                          const char *layer,
                          const char *attributes,
                          GError **error);
/* Plans and runs the forward pass alone; @backward: keeps what a backward pass needs. */
gboolean graft_graph_forward (GraftGraphRun *run, gboolean backward, GError **error);
/* What the last layer put out, in the order of files. Free with g_free(). */
double *graft_graph_dup_output (const GraftGraphRun *run);
/* Runs it and compares output "y" and, with a "dy", gradient "d_x". */
gboolean graft_graph_run (GraftGraphRun *run, GraftCase *self, GError **error);
/* Compares the gradient of a node's weight array, where the case has a "dy". */
void graft_graph_expect_gradient (GraftGraphRun *run,
                                  GraftCase *self,
                                  const char *output,
                                  guint node,
                                  const char *weight);
void graft_graph_clear (GraftGraphRun *run);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GraftGraphRun, graft_graph_clear)

G_END_DECLS
