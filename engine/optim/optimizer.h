/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Optimisers (methods 1.10): from gradients to steps. A rule is one file ending in a
 * const GraftOptimizerClass and one line in optim/meson.build (sgd.c is the template); a
 * GraftOptimizer is a rule at work on one network, with its state. */
#pragma once

#include "engine/base/workers.h"
#include "engine/nn/network.h"

G_BEGIN_DECLS

#define GRAFT_OPTIMIZER_MAX_SLOTS 2

/**
 * GraftStep:
 * One update of one piece of a weight array, for a rule's update().
 * @weights: [n], to be changed
 * @gradients: [n], clipped already; may be overwritten
 * @slots: [n_slots][n], the rule's memory of these weights; starts at zero
 * @rate: learning rate times the group's scale
 * @decay: λ, 0 for weights that do not decay
 * @count: which step of these weights this is, from 1
 * @params: values of the rule's own parameters, in the order of its list
 */
typedef struct
{
  gsize n;
  GraftReal *weights;
  GraftReal *gradients;
  GraftReal *slots[GRAFT_OPTIMIZER_MAX_SLOTS];
  double rate;
  double decay;
  double count;
  const double *params;
} GraftStep;

/**
 * GraftOptimizerClass:
 * @decay: λ when the run does not say
 * @n_slots: reals a weight that are kept from step to step
 * @update: applies the rule; element by element, so that it may run in pieces on any
 * thread
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *summary;
  const char *formula;
  const GraftParam *params;
  gsize n_params;
  double decay;
  guint n_slots;
  void (*update) (const GraftStep *step);
} GraftOptimizerClass;

/* The registry, made by optim/meson.build. */
const GraftOptimizerClass *
graft_optimizer_class_get (gsize index); /* NULL past the end */
const GraftOptimizerClass *graft_optimizer_class_find (const char *id);

typedef struct _GraftOptimizer GraftOptimizer;

/**
 * graft_optimizer_new:
 * @id: of the class: "sgd"
 * @params: (nullable): where values are looked up by key: those of the rule's own list,
 *     "weight_decay", "clip_norm" (0: no clipping) and "max_norm" (0: none); what is not
 * there has its default
 * @workers: the team that runs steps; like @network it must outlive the optimiser
 *
 * Errors: GRAFT_PARAM_ERROR_UNKNOWN, naming the nearest optimiser there is.
 */
GraftOptimizer *graft_optimizer_new (const char *id,
                                     const GraftNetwork *network,
                                     const GraftParams *params,
                                     GraftWorkers *workers,
                                     GError **error);
void graft_optimizer_free (GraftOptimizer *self);

/* Multiplies the learning rate of a group. At 0 it stands still: no update, no decay, no
 * momentum. */
void graft_optimizer_set_group_scale (GraftOptimizer *self, guint group, double scale);

/**
 * graft_optimizer_step:
 * @weights, @gradients: [graft_network_get_n_weights()]; gradients may be overwritten
 *
 * One step of every weight that is neither STATE, nor of a frozen node, nor of a group
 * that stands still. Clips the common norm of their gradients first and bounds the norm
 * of each output unit's weights afterwards, when asked to. The same bits at any number of
 * threads.
 */
void graft_optimizer_step (GraftOptimizer *self,
                           GraftReal *weights,
                           GraftReal *gradients,
                           double learning_rate);

/* All that has to be stored to go on later: slots and the steps each node has made.
 * Writable. */
GraftReal *graft_optimizer_peek_state (GraftOptimizer *self, gsize *n);
/* Steps made by the whole optimiser. */
guint64 graft_optimizer_get_count (const GraftOptimizer *self);
void graft_optimizer_set_count (GraftOptimizer *self, guint64 count);
/* Norm of the gradients of the last step before clipping; 0 when nothing clips. */
double graft_optimizer_get_gradient_norm (const GraftOptimizer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftOptimizer, graft_optimizer_free)

/**
 * graft_clip_gradient_norm:
 * @gradients: [n], scaled by min(1, most / ‖gradients‖)
 *
 * Returns: the norm before clipping, summed in double and in order
 */
double graft_clip_gradient_norm (GraftReal *gradients, gsize n, double most);

G_END_DECLS
