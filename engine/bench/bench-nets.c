/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The networks that are measured; to add one, add a row. */
#include "engine/bench/bench-private.h"

#include <string.h>

static const GraftBenchCase cases[] = {
  /* Ganin et al., "Domain-Adversarial Training of Neural Networks", JMLR 17, 2016, fig.
     4a. */
  { "dann-mnist",
    { 3, { 28, 28, 3 } },
    64,
    64,
    "conv2d out=32;kernel=5|relu|max-pool kernel=2|conv2d out=48;kernel=5|relu|"
    "max-pool kernel=2|flatten",
    "dense out=100|relu|dense out=100|relu|dense out=10",
    "grl|dense out=100|relu|dense out=2" },
  /* The same paper, fig. 4b. */
  { "dann-svhn",
    { 3, { 32, 32, 3 } },
    64,
    64,
    "conv2d out=64;kernel=5;pad=2|relu|max-pool kernel=3;stride=2|"
    "conv2d out=64;kernel=5;pad=2|relu|max-pool kernel=3;stride=2|"
    "conv2d out=128;kernel=5;pad=2|relu|flatten",
    "dense out=3072|relu|dense out=2048|relu|dense out=10",
    "grl|dense out=1024|relu|dense out=1024|relu|dense out=2" },
  /* Caffe's LeNet. */
  { "lenet",
    { 3, { 28, 28, 1 } },
    128,
    0,
    "conv2d out=20;kernel=5|max-pool kernel=2|conv2d out=50;kernel=5|max-pool kernel=2|"
    "flatten",
    "dense out=500|relu|dense out=10",
    NULL },
  { "mlp",
    { 1, { 784 } },
    128,
    0,
    "dense out=256|relu|dense out=256|relu",
    "dense out=10",
    NULL },
};

const GraftBenchCase *
graft_bench_case_get (gsize index)
{
  return index < G_N_ELEMENTS (cases) ? &cases[index] : NULL;
}

const GraftBenchCase *
graft_bench_case_find (const char *id)
{
  g_autofree char *name = g_strdelimit (g_strdup (id), "_", '-');

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (strcmp (cases[i].id, name) == 0)
      return &cases[i];
  return NULL;
}

/* Returns the last node, or 0 on error. */
static guint
append_chain (GraftNetwork *network, const char *chain, guint node, GError **error)
{
  g_auto (GStrv) layers = g_strsplit (chain, "|", -1);

  for (gsize i = 0; layers[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (layers[i], " ", 2);

      node = graft_network_append (network, words[0], words[1], node, error);
      if (node == 0)
        return 0;
    }
  return node;
}

GraftNetwork *
graft_bench_case_build (const GraftBenchCase *self,
                        guint *label_node,
                        guint *domain_node,
                        GError **error)
{
  g_autoptr (GraftNetwork) network = graft_network_new (&self->input);
  guint features;

  *domain_node = 0;
  graft_network_begin_group (network, "features");
  features = append_chain (network, self->features, 0, error);
  if (features == 0)
    return NULL;
  graft_network_begin_group (network, "label");
  graft_network_begin_rows (network,
                            self->n_target > 0 ? GRAFT_ROWS_SOURCE : GRAFT_ROWS_ALL);
  *label_node = append_chain (network, self->label, features, error);
  if (*label_node == 0)
    return NULL;
  if (self->domain != NULL)
    {
      graft_network_begin_group (network, "domain");
      graft_network_begin_rows (network, GRAFT_ROWS_ALL);
      *domain_node = append_chain (network, self->domain, features, error);
      if (*domain_node == 0)
        return NULL;
    }
  graft_network_initialise (network, 1);
  return g_steal_pointer (&network);
}
