/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one seed trains with: the networks side by side and the loaders of their batches.
 */
#include "engine/session/runner-private.h"

static GraftLearner *
make_learner (GraftRunner *self,
              const GraftMethodClass *method,
              gboolean uses_target,
              GError **error)
{
  GraftExperiment *experiment = self->setup.experiment;
  GraftLearnerSpec spec = { .method = method,
                            .preset = self->preset,
                            .layers = graft_experiment_get_layers (experiment),
                            .params = self->params,
                            .input = self->data.input,
                            .n_classes = self->data.n_classes,
                            .n_source = self->n_rows,
                            .n_target = uses_target ? self->n_rows : 0,
                            .seed = self->run.seed,
                            .cancellable = self->setup.stop };

  return graft_learner_new (&spec, self->workers, error);
}

static gboolean
uses_target (const GraftMethodClass *method)
{
  return (method->info.flags & GRAFT_METHOD_NEEDS_TARGET) &&
         !(method->info.flags & GRAFT_METHOD_BASELINE);
}

gboolean
graft_runner_make_learners (GraftRunner *self, GError **error)
{
  GraftRun *run = &self->run;
  gboolean baseline = (self->method->info.flags & GRAFT_METHOD_BASELINE) != 0;
  gboolean oracle = !baseline && self->data.oracle != NULL &&
                    graft_params_get (self->params, "oracle") != 0;
  gboolean twin = !baseline && graft_params_get (self->params, "twin") != 0;

  run->learners[GRAFT_ADAPTED] =
      make_learner (self, self->method, uses_target (self->method), error);
  if (run->learners[GRAFT_ADAPTED] == NULL)
    return FALSE;
  if (twin)
    run->learners[GRAFT_TWIN] =
        make_learner (self, graft_method_class_find ("source-only"), FALSE, error);
  if (oracle)
    run->learners[GRAFT_ORACLE] =
        make_learner (self, graft_method_class_find ("target-only"), FALSE, error);
  return (!twin || run->learners[GRAFT_TWIN] != NULL) &&
         (!oracle || run->learners[GRAFT_ORACLE] != NULL);
}

static GraftBatchLoader *
make_loader (GraftRunner *self,
             GraftDataset *source,
             GraftDataset *target,
             GError **error)
{
  GraftBatchPlan plan = { .source = source,
                          .target = target,
                          .n_source = self->n_rows,
                          .n_target = target != NULL ? self->n_rows : 0,
                          .seed = self->run.seed,
                          .first_step = self->run.step,
                          .normalisation = self->data.normalisation };

  if (graft_dataset_get_kind (source) == GRAFT_ITEM_IMAGE && self->augments)
    plan.augment = &self->augment;
  return graft_batch_loader_new (&plan, error);
}

gboolean
graft_runner_make_loaders (GraftRunner *self, GError **error)
{
  GraftRun *run = &self->run;
  gboolean on_target = (self->method->info.flags & GRAFT_METHOD_NEEDS_TARGET_LABELS) != 0;

  run->loader = make_loader (
      self, on_target ? self->data.oracle : self->data.train[GRAFT_SOURCE],
      uses_target (self->method) ? self->data.train[GRAFT_TARGET] : NULL, error);
  if (run->loader == NULL)
    return FALSE;
  if (run->learners[GRAFT_ORACLE] != NULL)
    {
      run->oracle_loader = make_loader (self, self->data.oracle, NULL, error);
      return run->oracle_loader != NULL;
    }
  return TRUE;
}

guint64
graft_runner_count_epoch_steps (GraftRunner *self)
{
  gsize n = graft_dataset_get_n (self->data.train[GRAFT_SOURCE]);

  if (self->data.train[GRAFT_TARGET] != NULL)
    n = MAX (n, graft_dataset_get_n (self->data.train[GRAFT_TARGET]));
  return MAX (1, n / self->n_rows);
}
