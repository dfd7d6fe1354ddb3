/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue and the experiments of the engine stand-in: see fake-engine.c. */
#include "tests/ui/fake-engine.h"

#include <glib/gi18n.h>
#include <string.h>

static const char *const optimizers[] = { "momentum", "adam", NULL };
static const GraftParam training[] = {
  { "epochs", N_ ("Epochs"), N_ ("Passes over the source."), GRAFT_PARAM_INTEGER, 0, 1,
    1000, 12 },
  { "learning_rate", N_ ("Learning rate"), N_ ("Step length η₀."), GRAFT_PARAM_REAL,
    GRAFT_PARAM_LIVE | GRAFT_PARAM_LOG, 1e-6, 1, 0.01 },
  { "batch_size", N_ ("Batch"), N_ ("Items of each domain in a step."),
    GRAFT_PARAM_INTEGER, 0, 1, 4096, 64 },
  { "optimizer", N_ ("Optimiser"), N_ ("How weights move."), GRAFT_PARAM_CHOICE, 0, 0, 1,
    0, optimizers },
  { "augment", N_ ("Shift pictures"), N_ ("Moves by up to two pixels."),
    GRAFT_PARAM_BOOLEAN, GRAFT_PARAM_ADVANCED, 0, 1, 0 },
  { "weight_decay", N_ ("Weight decay"), N_ ("λ‖w‖²/2."), GRAFT_PARAM_REAL,
    GRAFT_PARAM_ADVANCED, 0, 1, 0 },
};
static const GraftParam dann[] = {
  { "lambda_max", N_ ("λ at the end"), N_ ("Weight of the reversed gradient."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_LIVE, 0, 2, 1 },
  { "gamma", N_ ("Steepness γ"), N_ ("λ = 2/(1+exp(−γp)) − 1."), GRAFT_PARAM_REAL,
    GRAFT_PARAM_ADVANCED, 0, 100, 10 },
};

static const GraftMethodInfo methods[] = {
  { "source-only", N_ ("Source only"),
    N_ ("Trains on the source and hopes for the best."), "methods 5.1", "L = CE(y, ŷ)",
    GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED, GRAFT_METHOD_BASELINE, NULL, 0 },
  { "dann", N_ ("Domain-adversarial (DANN)"),
    N_ ("Features that hide where a picture came from."),
    "Ganin et al. 2016, arXiv:1505.07818", "min L_y − λ L_d",
    GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED,
    GRAFT_METHOD_ADVERSARIAL | GRAFT_METHOD_NEEDS_TARGET, dann, G_N_ELEMENTS (dann) },
};
static const GraftPresetInfo presets[] = {
  { "dann-mnist", N_ ("Two convolutions, for 28×28 digits"), "" },
};
static const GraftExampleInfo examples[] = {
  { "digits-dann", N_ ("Digits: printed → textured"),
    N_ ("Printed digits teach a network to read digits on textures. Watch the clouds "
        "meet."),
    "dann", GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED, "[experiment]\n" },
  { "moons-dann", N_ ("Two moons"),
    N_ ("Two half moons, the target turned by 35 degrees."), "dann",
    GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED, "[experiment]\n" },
};
static const GraftCurveInfo curves[GRAFT_N_CURVES] = {
  { "source-accuracy", N_ ("Source accuracy"), GRAFT_CURVES_ACCURACY, FALSE },
  { "target-accuracy", N_ ("Target accuracy"), GRAFT_CURVES_ACCURACY, FALSE },
  { "twin-source-accuracy", N_ ("Source accuracy, twin"), GRAFT_CURVES_ACCURACY, TRUE },
  { "twin-target-accuracy", N_ ("Target accuracy, twin"), GRAFT_CURVES_ACCURACY, TRUE },
  { "oracle-target-accuracy", N_ ("Target accuracy, oracle"), GRAFT_CURVES_ACCURACY,
    TRUE },
  { "label-loss", N_ ("Label loss"), GRAFT_CURVES_LOSS, FALSE },
  { "twin-label-loss", N_ ("Label loss, twin"), GRAFT_CURVES_LOSS, TRUE },
  { "domain-loss", N_ ("Domain loss"), GRAFT_CURVES_LOSS, FALSE },
  { "domain-accuracy", N_ ("Domain accuracy"), GRAFT_CURVES_DOMAIN, FALSE },
  { "lambda", N_ ("λ"), GRAFT_CURVES_RATE, FALSE },
  { "learning-rate", N_ ("Learning rate"), GRAFT_CURVES_RATE, FALSE },
};

const GraftMethodInfo *
graft_catalogue_get_method (gsize index)
{
  return index < G_N_ELEMENTS (methods) ? &methods[index] : NULL;
}

const GraftMethodInfo *
graft_catalogue_find_method (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (methods[i].id, id) == 0)
      return &methods[i];
  return NULL;
}

const GraftPresetInfo *
graft_catalogue_get_preset (gsize index)
{
  return index < G_N_ELEMENTS (presets) ? &presets[index] : NULL;
}

const GraftPresetInfo *
graft_catalogue_find_preset (const char *id)
{
  return strcmp (id, presets[0].id) == 0 ? &presets[0] : NULL;
}

const GraftExampleInfo *
graft_catalogue_get_example (gsize index)
{
  return index < G_N_ELEMENTS (examples) ? &examples[index] : NULL;
}

const GraftExampleInfo *
graft_catalogue_find_example (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (examples); i++)
    if (strcmp (examples[i].id, id) == 0)
      return &examples[i];
  return NULL;
}

const GraftCurveInfo *
graft_catalogue_get_curve (GraftCurve curve)
{
  return &curves[curve];
}

/* --- experiments --- */

struct _GraftExperiment
{
  guint refs;
  char *title;
  char *method;
  GraftParam list[G_N_ELEMENTS (training) + G_N_ELEMENTS (dann)];
  GraftParams *params;
};

static GraftExperiment *
fake_experiment_new (const char *title, const char *method)
{
  GraftExperiment *self = g_new0 (GraftExperiment, 1);
  const GraftMethodInfo *info = graft_catalogue_find_method (method);

  self->refs = 1;
  self->title = g_strdup (title);
  self->method = g_strdup (method);
  memcpy (self->list, training, sizeof training);
  if (info->n_params > 0)
    memcpy (self->list + G_N_ELEMENTS (training), info->params,
            info->n_params * sizeof *info->params);
  self->params = graft_params_new (self->list, G_N_ELEMENTS (training) + info->n_params);
  return self;
}

GraftExperiment *
graft_experiment_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return NULL;
  return graft_experiment_parse (text, path, NULL, error);
}

GraftExperiment *
graft_experiment_parse (const char *text,
                        const char *name,
                        const char *folder,
                        GError **error)
{
  if (strstr (text, "[experiment]") != NULL)
    return fake_experiment_new (name, "dann");
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_MISSING,
               "%s:1: there is no [experiment] group; add one with method=", name);
  return NULL;
}

GraftExperiment *
graft_experiment_example (const char *id, GError **error)
{
  const GraftExampleInfo *info = graft_catalogue_find_example (id);

  if (info != NULL)
    return fake_experiment_new (info->label, info->method);
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN, "no example “%s”",
               id);
  return NULL;
}

GraftExperiment *
graft_experiment_ref (GraftExperiment *self)
{
  self->refs++;
  return self;
}

GraftExperiment *
graft_experiment_dup (GraftExperiment *self)
{
  GraftExperiment *copy = fake_experiment_new (self->title, self->method);

  for (gsize i = 0; i < graft_params_get_n (self->params); i++)
    {
      const char *key = graft_params_peek (self->params, i)->key;

      graft_params_set (copy->params, key, graft_params_get (self->params, key), NULL);
    }
  return copy;
}

void
graft_experiment_unref (GraftExperiment *self)
{
  if (--self->refs > 0)
    return;
  graft_params_free (self->params);
  g_free (self->title);
  g_free (self->method);
  g_free (self);
}

char *
graft_experiment_to_text (GraftExperiment *self)
{
  return g_strdup_printf ("[experiment]\ntitle=%s\nmethod=%s\n", self->title,
                          self->method);
}

const char *
graft_experiment_get_title (GraftExperiment *self)
{
  return self->title;
}

const char *
graft_experiment_get_method (GraftExperiment *self)
{
  return self->method;
}

const char *
graft_experiment_get_preset (GraftExperiment *self)
{
  return "dann-mnist";
}

const char *
graft_experiment_get_data (GraftExperiment *self, GraftDomain domain)
{
  return domain == GRAFT_SOURCE ? "builtin:printed-digits" : "builtin:textured-digits";
}

guint64
graft_experiment_get_seed (GraftExperiment *self)
{
  return 1;
}

guint
graft_experiment_get_seeds (GraftExperiment *self)
{
  return 1;
}

GraftParams *
graft_experiment_get_params (GraftExperiment *self)
{
  return self->params;
}

gboolean
graft_experiment_set_method (GraftExperiment *self, const char *id, GError **error)
{
  g_autoptr (GraftExperiment) other = NULL;

  if (graft_catalogue_find_method (id) == NULL)
    {
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN, "no method “%s”",
                   id);
      return FALSE;
    }
  other = fake_experiment_new (self->title, id);
  for (gsize i = 0; i < graft_params_get_n (other->params); i++)
    {
      const char *key = graft_params_peek (other->params, i)->key;

      if (graft_params_find (self->params, key) != NULL)
        graft_params_set (other->params, key, graft_params_get (self->params, key), NULL);
    }
  memcpy (self->list, other->list, sizeof self->list);
  graft_params_free (self->params);
  self->params = graft_params_new (self->list, graft_params_get_n (other->params));
  for (gsize i = 0; i < graft_params_get_n (other->params); i++)
    graft_params_set (self->params, self->list[i].key,
                      graft_params_get (other->params, self->list[i].key), NULL);
  g_free (self->method);
  self->method = g_strdup (id);
  return TRUE;
}

gboolean
graft_experiment_set (GraftExperiment *self,
                      const char *key,
                      const char *text,
                      GError **error)
{
  return graft_params_set_text (self->params, key, text, error);
}
