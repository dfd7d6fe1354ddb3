/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every layer class of the registry with every sample it names: gradients by its inputs
 * and weights in training against central differences, for one row, for five, and for
 * more than two shards. */
#include "tests/support/gradient-check.h"

#include <string.h>

typedef struct
{
  const GraftLayerClass *klass;
  const GraftLayerSample *sample;
} Case;

/* Several inputs are cut out of the network's one input by dense layers, each then its
 * own. */
static guint
add_layer (GraftNetwork *network, const Case *it, GError **error)
{
  guint inputs[3];
  guint n = it->sample->n_inputs;

  inputs[0] = 0;
  for (guint k = 1; k < n; k++)
    {
      const GraftShape *shape = &it->sample->inputs[k];
      g_autofree char *dense =
          g_strdup_printf ("out=%" G_GSIZE_FORMAT, graft_shape_size (shape));
      g_autofree char *reshape =
          g_strdup_printf ("height=%" G_GSIZE_FORMAT ";width=%" G_GSIZE_FORMAT
                           ";channels=%" G_GSIZE_FORMAT,
                           shape->rank > 2 ? shape->dim[0] : 0,
                           shape->rank > 1 ? shape->dim[shape->rank - 2] : 0,
                           graft_shape_channels (shape));

      inputs[k] = graft_network_append (network, "flatten", NULL, 0, error);
      inputs[k] = graft_network_append (network, "dense", dense, inputs[k], error);
      inputs[k] = graft_network_append (network, "reshape", reshape, inputs[k], error);
      g_assert_cmpuint (inputs[k], !=, 0);
    }
  return graft_network_add (network, it->klass->id, it->sample->attributes, inputs, n,
                            error);
}

/* Gradient reversal is the one layer whose gradient is not its slope: −λ · scale times
 * it. */
static void
check_reversal (GraftProbe *probe, const char *what, guint node)
{
  const GraftNode *grl = graft_network_get_node (probe->network, node);
  double factor = -0.7 * graft_params_get (grl->attributes, "scale");

  graft_probe_backward (probe, 0.7);
  for (gsize i = 0; i < probe->batch * graft_shape_size (&grl->output); i++)
    graft_probe_compare (what, i, graft_plan_get_input_gradient (probe->plan)[i],
                         factor * graft_probe_difference (probe, probe->x + i, FALSE),
                         FALSE);
}

static void
check_rows (const Case *it, gsize rows, guint64 seed)
{
  g_autoptr (GError) error = NULL;
  GraftNetwork *network = graft_network_new (&it->sample->inputs[0]);
  guint node = add_layer (network, it, &error);
  g_autofree char *what = g_strdup_printf ("%s “%s”, %" G_GSIZE_FORMAT " rows",
                                           it->klass->id, it->sample->attributes, rows);
  GraftPlanOptions options = { .n_source = rows,
                               .training = TRUE,
                               .outputs = { node },
                               .n_outputs = 1,
                               .input_gradient = TRUE,
                               .seed = seed };
  GraftProbe probe;

  g_assert_no_error (error);
  graft_probe_init (&probe, network, &options, 1, seed);
  if (strcmp (it->klass->id, "grl") == 0)
    check_reversal (&probe, what, node);
  else
    graft_probe_check (&probe, what, 1, (it->klass->flags & GRAFT_LAYER_KINKED) != 0);
  graft_probe_clear (&probe);
}

static void
check_sample (gconstpointer data)
{
  check_rows (data, 1, 1);
  check_rows (data, 5, 2);
  check_rows (data, 35, 3);
}

/* A class without a sample would never be checked, and nobody would notice. */
static void
test_samples (void)
{
  const GraftLayerClass *klass;

  for (gsize i = 0; (klass = graft_layer_class_get (i)) != NULL; i++)
    if (klass->samples == NULL || klass->samples[0].n_inputs == 0)
      g_error ("%s names no sample: its gradients are not checked", klass->id);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func (g_free);
  const GraftLayerClass *klass;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grad/layers-have-samples", test_samples);
  for (gsize i = 0; (klass = graft_layer_class_get (i)) != NULL; i++)
    for (gsize s = 0; klass->samples != NULL && klass->samples[s].n_inputs > 0; s++)
      {
        g_autofree char *path =
            g_strdup_printf ("/grad/layer/%s/%" G_GSIZE_FORMAT, klass->id, s);
        Case *it = g_new (Case, 1);

        *it = (Case){ klass, &klass->samples[s] };
        g_ptr_array_add (cases, it);
        g_test_add_data_func (path, it, check_sample);
      }
  return g_test_run ();
}
