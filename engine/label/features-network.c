/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Features that a network has learnt: see graft_features_network(). */
#include "engine/label/features.h"

#include "engine/base/error.h"
#include "engine/nn/plan.h"

#include <math.h>
#include <string.h>

/* Enough to keep the workers busy, little enough to stop soon. */
#define BATCH 128
#define MOST_FEATURES ((gsize)1 << 28)

typedef struct
{
  const GraftNetworkFeatures *options;
  GraftDataset *dataset;
  GraftNetwork *network;
  guint node;
  GraftWorkers *workers;
  GraftPlan *plan;
  GraftReal *x; /* [BATCH, input] */
  GraftShape input;
} Running;

static void
running_clear (Running *self)
{
  g_clear_pointer (&self->plan, graft_plan_free);
  g_clear_pointer (&self->network, graft_network_free);
  g_clear_pointer (&self->workers, graft_workers_free);
  g_free (self->x);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Running, running_clear)

/* The last node of the group "features", 0 when there is none. */
static guint
find_features (const GraftNetwork *network)
{
  guint group = graft_network_find_group (network, "features"), found = 0;

  for (guint i = 1; i < graft_network_get_n_nodes (network); i++)
    if (graft_network_get_node (network, i)->group == group)
      found = i;
  return found;
}

static gboolean
prepare (Running *self, GError **error)
{
  GraftPlanOptions options = { .n_source = BATCH,
                               .n_outputs = 1,
                               .cancellable = self->options->cancellable };

  self->network = graft_network_dup (self->options->network);
  self->node =
      self->options->node != 0 ? self->options->node : find_features (self->network);
  if (self->node == 0 || self->node >= graft_network_get_n_nodes (self->network))
    {
      g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
                   "the network has no layer %u to take features from; choose a network "
                   "with a group of features, or one of its layers",
                   self->node);
      return FALSE;
    }
  options.outputs[0] = self->node;
  self->workers = graft_workers_new (self->options->n_threads);
  self->plan = graft_plan_new (self->network, &options, self->workers, error);
  self->input = graft_network_get_node (self->network, 0)->output;
  self->x = g_new (GraftReal, BATCH * graft_shape_size (&self->input));
  return self->plan != NULL;
}

static GraftFeatures *
allocate (const Running *self, GError **error)
{
  g_autoptr (GraftFeatures) features = g_new0 (GraftFeatures, 1);

  features->n = graft_dataset_get_n (self->dataset);
  features->d =
      graft_shape_size (&graft_network_get_node (self->network, self->node)->output);
  if (features->n <= MOST_FEATURES / MAX (features->d, 1))
    features->x = g_try_new (float, MAX (features->n * features->d, 1));
  if (features->x != NULL)
    return g_steal_pointer (&features);
  g_set_error (
      error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_MEMORY,
      "%" G_GSIZE_FORMAT " items with %" G_GSIZE_FORMAT
      " features each do not fit into memory; take a later layer, or fewer items",
      features->n, features->d);
  return NULL;
}

/* Items [first, first + rows) as the network wants them. */
static gboolean
fill (Running *self, gsize first, gsize rows, GError **error)
{
  g_autoptr (GraftDataset) part = NULL;
  g_autoptr (GraftDataset) converted = NULL;
  guint32 items[BATCH];

  if (graft_shape_equal (graft_dataset_get_shape (self->dataset), &self->input))
    {
      graft_normalise_items (self->dataset, self->options->normalisation, first, rows,
                             self->x);
      return TRUE;
    }
  for (gsize r = 0; r < rows; r++)
    items[r] = (guint32)(first + r);
  part = graft_dataset_subset (self->dataset, items, rows);
  converted = graft_dataset_convert (part, &self->input, error);
  if (converted == NULL)
    return FALSE;
  graft_normalise_items (converted, self->options->normalisation, 0, rows, self->x);
  return TRUE;
}

static gboolean
take (Running *self, gsize first, gsize rows, GraftFeatures *features, GError **error)
{
  const GraftReal *output = graft_plan_get_output (self->plan, self->node);
  float *x = features->x + first * features->d;

  for (gsize i = 0; i < rows * features->d; i++)
    {
      x[i] = (float)output[i];
      if (isfinite (x[i]))
        continue;
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE,
                   "%s: the network makes no finite numbers of item %" G_GSIZE_FORMAT
                   "; take weights from before training diverged",
                   graft_dataset_get_name (self->dataset), first + i / features->d);
      return FALSE;
    }
  return TRUE;
}

GraftFeatures *
graft_features_network (GraftDataset *dataset,
                        const GraftNetworkFeatures *options,
                        GError **error)
{
  g_auto (Running) self = { .options = options, .dataset = dataset };
  g_autoptr (GraftFeatures) features = NULL;

  if (!prepare (&self, error))
    return NULL;
  features = allocate (&self, error);
  if (features == NULL)
    return NULL;
  for (gsize first = 0; first < features->n; first += BATCH)
    {
      gsize rows = MIN (BATCH, features->n - first);

      if (g_cancellable_set_error_if_cancelled (options->cancellable, error) ||
          !fill (&self, first, rows, error))
        return NULL;
      graft_plan_forward (self.plan, self.x, rows, 0);
      if (g_cancellable_set_error_if_cancelled (options->cancellable, error) ||
          !take (&self, first, rows, features, error))
        return NULL;
    }
  return g_steal_pointer (&features);
}
