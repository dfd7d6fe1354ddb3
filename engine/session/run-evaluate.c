/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking at what has been learnt: curves, snapshots for the map, the verdict, early
 * stopping. Nothing here changes a weight, except going back to the best ones. */
#include "engine/session/runner-private.h"

#include "engine/stats/proxy-a-distance.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Items of each domain that the fresh classifiers are given. */
#define DISTANCE_ITEMS 1000

void
graft_runner_fill_shelf (GraftRunner *self)
{
  GraftShelf *shelf = self->setup.shelf;

  pthread_mutex_lock (&shelf->lock);
  for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
    if (self->data.probe[d] != NULL)
      shelf->items[d] = graft_dataset_ref (self->data.probe[d]);
  pthread_mutex_unlock (&shelf->lock);
}

/* ---- answers ---- */

static gboolean
ask (GraftRunner *self,
     GraftLearner *learner,
     GraftDataset *dataset,
     GraftAnswers *answers)
{
  gsize n;
  g_autofree gint16 *prediction = NULL;
  GraftLook look = { 0 };

  graft_answers_clear (answers);
  if (learner == NULL || dataset == NULL)
    return TRUE;
  n = graft_dataset_get_n (dataset);
  prediction = g_new (gint16, n);
  look.prediction = prediction;
  if (!graft_learner_look (learner, dataset, &self->data.normalisation, n,
                           self->setup.stop, &look))
    return FALSE;
  graft_answers_take (answers, dataset, g_steal_pointer (&prediction), n);
  return TRUE;
}

typedef struct
{
  GraftAnswers answers[GRAFT_CHECKPOINT_LEARNERS][GRAFT_N_DOMAINS];
} Answers;

static void
clear_answers (Answers *self)
{
  for (guint l = 0; l < GRAFT_CHECKPOINT_LEARNERS; l++)
    for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
      graft_answers_clear (&self->answers[l][d]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answers, clear_answers)

static gboolean
ask_all (GraftRunner *self, GraftDataset *const *datasets, Answers *all)
{
  for (guint l = 0; l < GRAFT_CHECKPOINT_LEARNERS; l++)
    for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
      if (!ask (self, self->run.learners[l], datasets[d], &all->answers[l][d]))
        return FALSE;
  return TRUE;
}

static void
draw_accuracies (GraftRunner *self, const Answers *all)
{
  static const GraftCurve curves[GRAFT_CHECKPOINT_LEARNERS][GRAFT_N_DOMAINS] = {
    [GRAFT_ADAPTED] = { GRAFT_CURVE_SOURCE_ACCURACY, GRAFT_CURVE_TARGET_ACCURACY },
    [GRAFT_TWIN] = { GRAFT_CURVE_TWIN_SOURCE_ACCURACY, GRAFT_CURVE_TWIN_TARGET_ACCURACY },
    [GRAFT_ORACLE] = { GRAFT_N_CURVES, GRAFT_CURVE_ORACLE_TARGET_ACCURACY },
  };

  for (guint l = 0; l < GRAFT_CHECKPOINT_LEARNERS; l++)
    for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
      if (self->run.learners[l] != NULL && all->answers[l][d].n > 0 &&
          curves[l][d] != GRAFT_N_CURVES)
        graft_runner_add_point (self, curves[l][d],
                                graft_answers_figure (&all->answers[l][d]).value);
}

static double *
count_prior (GraftRunner *self)
{
  const gint32 *labels = graft_dataset_peek_labels (self->data.train[GRAFT_SOURCE]);
  gsize n = graft_dataset_get_n (self->data.train[GRAFT_SOURCE]);
  double *prior = g_new0 (double, self->data.n_classes);

  for (gsize i = 0; i < n; i++)
    if (labels[i] >= 0)
      prior[labels[i]] += 1.0 / (double)n;
  return prior;
}

/* While training: what the mapper's fresh classifiers said of the probe sample. */
static void
glance_at_distances (GraftRunner *self, GraftEvidence *evidence)
{
  GraftProxyADistance first, newest;

  if (!graft_mapper_get_distances (self->run.mapper, &first, &newest))
    return;
  evidence->a_before = first.mean;
  evidence->a_before_sd = first.sd;
  evidence->a_after = newest.mean;
  evidence->a_after_sd = newest.sd;
}

static void
judge (GraftRunner *self, const Answers *all, gboolean final)
{
  GraftRun *run = &self->run;
  g_autofree double *prior = count_prior (self);
  GraftEvidence evidence = {
    .adapted = all->answers[GRAFT_ADAPTED],
    .twin = run->learners[GRAFT_TWIN] != NULL ? all->answers[GRAFT_TWIN] : NULL,
    .oracle = run->learners[GRAFT_ORACLE] != NULL ? all->answers[GRAFT_ORACLE] : NULL,
    .n_classes = self->data.n_classes,
    .source_prior = prior,
    .domain_accuracy = run->memory.domain_accuracy,
    .lambda = run->lambda,
    .a_before = run->verdict.a_before,
    .a_before_sd = run->verdict.a_before_sd,
    .a_after = run->verdict.a_after,
    .a_after_sd = run->verdict.a_after_sd,
    .final = final,
    .seed = run->seed,
  };

  if (!final)
    glance_at_distances (self, &evidence);
  graft_verdict_clear (&run->verdict);
  graft_verdict_init (&run->verdict);
  graft_judge (&evidence, &run->verdict);
  graft_mailbox_set_verdict (self->setup.mailbox, &run->verdict);
}

void
graft_runner_glance (GraftRunner *self)
{
  g_auto (Answers) all = { 0 };

  if (!ask_all (self, self->data.glance, &all))
    return;
  draw_accuracies (self, &all);
  judge (self, &all, FALSE);
}

/* ---- the map ---- */

static guint
count_probe (GraftRunner *self)
{
  guint n = 0;

  for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
    if (self->data.probe[d] != NULL)
      n += (guint)graft_dataset_get_n (self->data.probe[d]);
  return n;
}

static void
describe_points (GraftRunner *self, guint8 *domains, gint16 *labels, guint32 *items)
{
  gsize at = 0;

  for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
    {
      GraftDataset *probe = self->data.probe[d];
      gsize n = probe != NULL ? graft_dataset_get_n (probe) : 0;
      const gint32 *known = n > 0 ? graft_dataset_peek_labels (probe) : NULL;

      for (gsize i = 0; i < n; i++, at++)
        {
          domains[at] = (guint8)d;
          labels[at] = known != NULL ? (gint16)known[i] : GRAFT_LABEL_NONE;
          items[at] = (guint32)i;
        }
    }
}

void
graft_runner_start_map (GraftRunner *self)
{
  guint n = count_probe (self);
  g_autofree guint8 *domains = g_new (guint8, n);
  g_autofree gint16 *labels = g_new (gint16, n);
  g_autofree guint32 *items = g_new (guint32, n);
  g_autofree const char **names = g_new (const char *, self->data.n_classes);
  GraftMapProbe probe = { .run = self->run.index,
                          .n_points = n,
                          .domains = domains,
                          .labels = labels,
                          .items = items,
                          .n_classes = self->data.n_classes,
                          .class_names = names };

  describe_points (self, domains, labels, items);
  for (guint k = 0; k < self->data.n_classes; k++)
    names[k] = graft_dataset_get_class_name (self->data.train[GRAFT_SOURCE], k);
  self->run.mapper = graft_mapper_new (
      self->setup.mailbox, &probe,
      graft_learner_get_n_features (self->run.learners[GRAFT_ADAPTED]), self->run.seed);
  if (self->wants_tsne)
    graft_mapper_want (self->run.mapper, GRAFT_PROJECTION_TSNE);
}

void
graft_runner_snapshot (GraftRunner *self)
{
  GraftLearner *learner = self->run.learners[GRAFT_ADAPTED];
  gsize d = graft_learner_get_n_features (learner);
  guint n = count_probe (self);
  g_autofree float *features = g_new (float, (gsize)n *d);
  g_autofree gint16 *prediction = g_new (gint16, n);
  g_autofree float *confidence = g_new (float, n);
  gsize at = 0;

  for (guint domain = 0; domain < GRAFT_N_DOMAINS; domain++)
    {
      GraftDataset *probe = self->data.probe[domain];
      GraftLook look = { prediction + at, confidence + at, features + at * d, NULL };

      if (probe == NULL)
        continue;
      if (!graft_learner_look (learner, probe, &self->data.normalisation,
                               graft_dataset_get_n (probe), self->setup.stop, &look))
        return;
      at += graft_dataset_get_n (probe);
    }
  graft_mapper_add (self->run.mapper, self->run.step,
                    (double)self->run.step / (double)self->epoch_steps,
                    g_steal_pointer (&features), g_steal_pointer (&prediction),
                    g_steal_pointer (&confidence));
}

/* ---- the end ---- */

/* Proxy A-distance between the domains in one learner's features, by fresh classifiers.
 */
static gboolean
measure_distance (GraftRunner *self, GraftLearner *learner, double *mean, double *sd)
{
  gsize d = graft_learner_get_n_features (learner);
  float *features[GRAFT_N_DOMAINS] = { NULL };
  gsize n[GRAFT_N_DOMAINS] = { 0 };
  gboolean fine = TRUE;

  for (guint domain = 0; fine && domain < GRAFT_N_DOMAINS; domain++)
    {
      GraftDataset *dataset = self->data.glance[domain];
      GraftLook look = { 0 };

      n[domain] = MIN (graft_dataset_get_n (dataset), DISTANCE_ITEMS);
      look.features = features[domain] = g_new (float, n[domain] * d);
      fine = graft_learner_look (learner, dataset, &self->data.normalisation, n[domain],
                                 self->setup.stop, &look);
    }
  if (fine)
    {
      GraftProxyADistance result;

      fine = graft_proxy_a_distance (features[GRAFT_SOURCE], n[GRAFT_SOURCE],
                                     features[GRAFT_TARGET], n[GRAFT_TARGET], d,
                                     self->run.seed, self->setup.stop, &result, NULL);
      *mean = result.mean;
      *sd = result.sd;
    }
  for (guint domain = 0; domain < GRAFT_N_DOMAINS; domain++)
    g_free (features[domain]);
  return fine;
}

static void
measure_distances (GraftRunner *self)
{
  GraftRun *run = &self->run;
  double mean, sd;

  /* Those of the time of training were of the probe sample. */
  run->verdict.a_before = run->verdict.a_before_sd = NAN;
  run->verdict.a_after = run->verdict.a_after_sd = NAN;
  if (self->data.glance[GRAFT_TARGET] == NULL)
    return;
  if (run->learners[GRAFT_TWIN] != NULL &&
      measure_distance (self, run->learners[GRAFT_TWIN], &mean, &sd))
    {
      run->verdict.a_before = mean;
      run->verdict.a_before_sd = sd;
    }
  if (measure_distance (self, run->learners[GRAFT_ADAPTED], &mean, &sd))
    {
      run->verdict.a_after = mean;
      run->verdict.a_after_sd = sd;
    }
}

void
graft_runner_finish (GraftRunner *self)
{
  g_auto (Answers) all = { 0 };

  measure_distances (self);
  if (!ask_all (self, self->data.test, &all))
    return;
  draw_accuracies (self, &all);
  judge (self, &all, TRUE);
  graft_mapper_wait (self->run.mapper, self->setup.stop);
}

/* ---- early stopping (methods 1.13) ---- */

static double
validation_loss (GraftRunner *self)
{
  double loss = NAN;
  GraftLook look = { .loss = &loss };

  graft_learner_look (
      self->run.learners[GRAFT_ADAPTED], self->data.validation, &self->data.normalisation,
      graft_dataset_get_n (self->data.validation), self->setup.stop, &look);
  return loss;
}

gboolean
graft_runner_wants_early_stop (GraftRunner *self)
{
  GraftRun *run = &self->run;
  GraftRunMemory *memory = &run->memory;
  guint64 patience = (guint64)graft_params_get_int (self->params, "patience");
  GraftNetwork *network = graft_learner_get_network (run->learners[GRAFT_ADAPTED]);
  gsize bytes = graft_network_get_n_weights (network) * sizeof (GraftReal);
  double loss;

  if (patience == 0 || self->data.validation == NULL)
    return FALSE;
  loss = validation_loss (self);
  if (loss < memory->best_loss)
    {
      memory->best_loss = loss;
      memory->best_step = run->step;
      g_free (memory->best_weights);
      memory->best_weights = g_memdup2 (graft_network_peek_weights (network), bytes);
      return FALSE;
    }
  if (run->step - memory->best_step < patience * self->epoch_steps &&
      run->step < self->n_steps)
    return FALSE;
  if (memory->best_weights != NULL)
    memcpy (graft_network_peek_weights (network), memory->best_weights, bytes);
  graft_runner_say (self,
                    _ ("Stopped early: source validation loss was best after epoch %.0f"),
                    (double)memory->best_step / (double)self->epoch_steps);
  return TRUE;
}
