/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See learner.h. The loop around it is engine/session/runner.c. */
#include "engine/transfer/learner.h"

#include "engine/base/error.h"
#include "engine/nn/loss.h"

#include <math.h>
#include <string.h>

/* Items a look computes at once: enough to keep the workers busy, little enough to stop
 * soon. */
#define LOOK_ROWS 128

struct _GraftLearner
{
  const GraftMethodClass *method;
  const GraftParams *params; /* the run's; not owned */
  guint n_classes;
  GraftWorkers *workers;
  GraftNetwork *network;
  GraftHeads heads;
  GraftPlan *training;
  GraftPlan *looking;
  GraftOptimizer *optimizer;
  GCancellable *cancellable;     /* may be NULL; not owned */
  gboolean computed;             /* a step is computed and not applied */
  GraftReal *scratch;            /* the method's; NULL when it wants none */
  GraftReal *look_x;             /* [LOOK_ROWS, input] */
  GraftReal *look_probabilities; /* [n_classes] */
};

static GraftPlan *
make_plan (GraftLearner *self,
           const GraftLearnerSpec *spec,
           gboolean training,
           GError **error)
{
  GraftPlanOptions options = { .training = training,
                               .seed = spec->seed,
                               .cancellable = spec->cancellable };

  options.n_source = training ? spec->n_source : LOOK_ROWS;
  options.n_target = training ? spec->n_target : 0;
  options.outputs[options.n_outputs++] = self->heads.label;
  if (!training || (self->method->info.flags & GRAFT_METHOD_READS_FEATURES))
    options.outputs[options.n_outputs++] = self->heads.features;
  if (training && self->heads.domain != 0)
    options.outputs[options.n_outputs++] = self->heads.domain;
  return graft_plan_new (self->network, &options, self->workers, error);
}

static gboolean
build_network (GraftLearner *self, const GraftLearnerSpec *spec, GError **error)
{
  self->network = graft_network_new (&spec->input);
  graft_network_begin_group (self->network, "features");
  if (spec->layers != NULL)
    self->heads.features =
        graft_network_append_chain (self->network, spec->layers, 0, error);
  else
    self->heads.features = graft_preset_add_features (spec->preset, self->network, error);
  if (self->heads.features == 0)
    return FALSE;
  return spec->method->build (self->network, spec->preset, spec->n_classes, spec->params,
                              &self->heads, error);
}

GraftLearner *
graft_learner_new (const GraftLearnerSpec *spec, GraftWorkers *workers, GError **error)
{
  g_autoptr (GraftLearner) self = g_new0 (GraftLearner, 1);
  const GraftParam *optimizer = graft_params_find (spec->params, "optimizer");

  self->method = spec->method;
  self->params = spec->params;
  self->n_classes = spec->n_classes;
  self->workers = workers;
  self->cancellable = spec->cancellable;
  if (!build_network (self, spec, error))
    return NULL;
  graft_network_initialise (self->network, spec->seed);
  self->training = make_plan (self, spec, TRUE, error);
  self->looking = self->training != NULL ? make_plan (self, spec, FALSE, error) : NULL;
  if (self->looking == NULL)
    return NULL;
  self->optimizer = graft_optimizer_new (
      optimizer->choices[graft_params_get_int (spec->params, "optimizer")], self->network,
      spec->params, workers, error);
  if (self->optimizer == NULL)
    return NULL;
  if (spec->method->scratch != NULL)
    self->scratch =
        g_new (GraftReal, spec->method->scratch (spec->n_source, spec->n_target,
                                                 graft_learner_get_n_features (self)));
  self->look_x = g_new (GraftReal, LOOK_ROWS * graft_shape_size (&spec->input));
  self->look_probabilities = g_new (GraftReal, spec->n_classes);
  return g_steal_pointer (&self);
}

void
graft_learner_free (GraftLearner *self)
{
  g_clear_pointer (&self->optimizer, graft_optimizer_free);
  g_clear_pointer (&self->training, graft_plan_free);
  g_clear_pointer (&self->looking, graft_plan_free);
  g_clear_pointer (&self->network, graft_network_free);
  g_free (self->scratch);
  g_free (self->look_x);
  g_free (self->look_probabilities);
  g_free (self);
}

static void
choose_groups (GraftLearner *self, GraftMove move, double lambda)
{
  guint domain = graft_network_find_group (self->network, "domain");
  double domain_rate =
      self->method->domain_rate != NULL ? self->method->domain_rate (lambda) : 1;

  for (guint g = 0; g < graft_network_get_n_groups (self->network); g++)
    {
      gboolean moves =
          move == GRAFT_MOVE_ALL || (g == domain) == (move == GRAFT_MOVE_DOMAIN_HEAD);

      graft_optimizer_set_group_scale (self->optimizer, g,
                                       !moves        ? 0
                                       : g == domain ? domain_rate
                                                     : 1);
    }
}

static gboolean
check_figures (const GraftLearner *self,
               const GraftBatch *batch,
               const GraftStepFigures *figures,
               double learning_rate,
               GError **error)
{
  gboolean has_domain_loss =
      self->heads.domain != 0 || (self->method->info.flags & GRAFT_METHOD_READS_FEATURES);

  if (isfinite (figures->label_loss) &&
      (!has_domain_loss || isfinite (figures->domain_loss)))
    return TRUE;
  g_set_error (
      error, GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_DIVERGED,
      "training diverged at step %" G_GUINT64_FORMAT
      ": the loss is no longer a finite number. Lower the learning rate (now %g)",
      batch->step, learning_rate);
  return FALSE;
}

gboolean
graft_learner_compute (GraftLearner *self,
                       const GraftBatch *batch,
                       double progress,
                       double lambda,
                       double learning_rate,
                       GraftStepFigures *figures,
                       GError **error)
{
  GraftStepContext context = { .plan = self->training,
                               .heads = &self->heads,
                               .batch = batch,
                               .params = self->params,
                               .n_classes = self->n_classes,
                               .n_features = graft_learner_get_n_features (self),
                               .progress = progress,
                               .lambda = lambda,
                               .learning_rate = learning_rate,
                               .scratch = self->scratch };

  *figures = (GraftStepFigures){ NAN, NAN, NAN };
  self->computed = TRUE;
  graft_plan_forward (self->training, batch->x, 0, batch->step);
  self->method->loss (&context, figures);
  /* First of all: the figures of an abandoned pass mean nothing. */
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !check_figures (self, batch, figures, learning_rate, error))
    return FALSE;
  graft_plan_backward (self->training, (GraftReal)lambda);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

void
graft_learner_apply (GraftLearner *self,
                     double lambda,
                     double learning_rate,
                     GraftMove move)
{
  self->computed = FALSE;
  choose_groups (self, move, lambda);
  graft_optimizer_step (self->optimizer, graft_network_peek_weights (self->network),
                        graft_plan_get_gradients (self->training), learning_rate);
}

void
graft_learner_forget (GraftLearner *self)
{
  if (self->computed)
    graft_plan_restore_states (self->training);
  self->computed = FALSE;
}

gboolean
graft_learner_step (GraftLearner *self,
                    const GraftBatch *batch,
                    double progress,
                    double lambda,
                    double learning_rate,
                    GraftMove move,
                    GraftStepFigures *figures,
                    GError **error)
{
  if (!graft_learner_compute (self, batch, progress, lambda, learning_rate, figures,
                              error))
    {
      graft_learner_forget (self);
      return FALSE;
    }
  graft_learner_apply (self, lambda, learning_rate, move);
  return TRUE;
}

/* Softmax of one row; returns the most probable class. */
static guint
classify (GraftLearner *self, const GraftReal *logits, double *probability)
{
  guint best = 0;
  double sum = 0;

  for (guint k = 1; k < self->n_classes; k++)
    if (logits[k] > logits[best])
      best = k;
  for (guint k = 0; k < self->n_classes; k++)
    sum += exp ((double)(logits[k] - logits[best]));
  *probability = 1 / sum;
  return best;
}

static double
cross_entropy (GraftLearner *self, const GraftReal *logits, gint32 label)
{
  double probability;
  guint best = classify (self, logits, &probability);

  return (double)(logits[best] - logits[label]) - log (probability);
}

static void
take_rows (GraftLearner *self,
           const gint32 *labels,
           gsize first,
           gsize n,
           const GraftLook *look,
           double *loss_sum,
           gsize *n_labelled)
{
  const GraftReal *logits = graft_plan_get_output (self->looking, self->heads.label);
  const GraftReal *features = graft_plan_get_output (self->looking, self->heads.features);
  gsize d = graft_learner_get_n_features (self);

  for (gsize i = 0; i < n; i++)
    {
      const GraftReal *row = logits + i * self->n_classes;
      double probability;
      guint best = classify (self, row, &probability);

      if (look->prediction != NULL)
        look->prediction[first + i] = (gint16)best;
      if (look->confidence != NULL)
        look->confidence[first + i] = (float)probability;
      if (labels != NULL && labels[first + i] >= 0)
        {
          *loss_sum += cross_entropy (self, row, labels[first + i]);
          *n_labelled += 1;
        }
    }
  if (look->features != NULL)
    for (gsize i = 0; i < n * d; i++)
      look->features[first * d + i] = (float)features[i];
}

gboolean
graft_learner_look (GraftLearner *self,
                    GraftDataset *dataset,
                    const GraftNormalisation *normalisation,
                    gsize n,
                    GCancellable *cancellable,
                    const GraftLook *look)
{
  const gint32 *labels = graft_dataset_peek_labels (dataset);
  double loss_sum = 0;
  gsize n_labelled = 0;

  n = MIN (n, graft_dataset_get_n (dataset));
  for (gsize first = 0; first < n; first += LOOK_ROWS)
    {
      gsize rows = MIN (LOOK_ROWS, n - first);

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      graft_normalise_items (dataset, normalisation, first, rows, self->look_x);
      graft_plan_forward (self->looking, self->look_x, rows, 0);
      if (graft_plan_is_abandoned (self->looking))
        return FALSE;
      take_rows (self, labels, first, rows, look, &loss_sum, &n_labelled);
    }
  if (look->loss != NULL)
    *look->loss = n_labelled > 0 ? loss_sum / (double)n_labelled : (double)NAN;
  return TRUE;
}

GraftNetwork *
graft_learner_get_network (GraftLearner *self)
{
  return self->network;
}

GraftOptimizer *
graft_learner_get_optimizer (GraftLearner *self)
{
  return self->optimizer;
}

const GraftHeads *
graft_learner_get_heads (GraftLearner *self)
{
  return &self->heads;
}

gsize
graft_learner_get_n_features (GraftLearner *self)
{
  return graft_shape_size (
      &graft_network_get_node (self->network, self->heads.features)->output);
}

gsize
graft_learner_get_bytes (GraftLearner *self)
{
  return graft_plan_get_bytes (self->training) + graft_plan_get_bytes (self->looking) +
         3 * graft_network_get_n_weights (self->network) * sizeof (GraftReal);
}
