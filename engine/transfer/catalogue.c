/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The registries as people see them; examples are in examples.c. */
#include "engine/transfer/catalogue.h"

#include "engine/transfer/method.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const GraftCurveInfo curves[GRAFT_N_CURVES] = {
  [GRAFT_CURVE_SOURCE_ACCURACY]
  = { "source-accuracy", N_ ("Source accuracy"), GRAFT_CURVES_ACCURACY, FALSE },
  [GRAFT_CURVE_TARGET_ACCURACY]
  = { "target-accuracy", N_ ("Target accuracy"), GRAFT_CURVES_ACCURACY, FALSE },
  [GRAFT_CURVE_TWIN_SOURCE_ACCURACY]
  = { "twin-source-accuracy", N_ ("Twin, source accuracy"), GRAFT_CURVES_ACCURACY, TRUE },
  [GRAFT_CURVE_TWIN_TARGET_ACCURACY]
  = { "twin-target-accuracy", N_ ("Twin, target accuracy"), GRAFT_CURVES_ACCURACY, TRUE },
  [GRAFT_CURVE_ORACLE_TARGET_ACCURACY]
  = { "oracle-target-accuracy", N_ ("Oracle, target accuracy"), GRAFT_CURVES_ACCURACY, TRUE },
  [GRAFT_CURVE_LABEL_LOSS] = { "label-loss", N_ ("Label loss"), GRAFT_CURVES_LOSS, FALSE },
  [GRAFT_CURVE_TWIN_LABEL_LOSS]
  = { "twin-label-loss", N_ ("Twin, label loss"), GRAFT_CURVES_LOSS, TRUE },
  [GRAFT_CURVE_DOMAIN_LOSS] = { "domain-loss", N_ ("Domain loss"), GRAFT_CURVES_LOSS, FALSE },
  [GRAFT_CURVE_DOMAIN_ACCURACY]
  = { "domain-accuracy", N_ ("Domain accuracy"), GRAFT_CURVES_DOMAIN, FALSE },
  [GRAFT_CURVE_LAMBDA] = { "lambda", N_ ("λ"), GRAFT_CURVES_RATE, FALSE },
  [GRAFT_CURVE_LEARNING_RATE]
  = { "learning-rate", N_ ("Learning rate"), GRAFT_CURVES_RATE, FALSE },
};

const GraftMethodInfo *
graft_catalogue_get_method (gsize index)
{
  const GraftMethodClass *klass = graft_method_class_get (index);

  return klass != NULL ? &klass->info : NULL;
}

const GraftMethodClass *
graft_method_class_find (const char *id)
{
  const GraftMethodClass *klass;

  for (gsize i = 0; (klass = graft_method_class_get (i)) != NULL; i++)
    if (strcmp (klass->info.id, id) == 0)
      return klass;
  return NULL;
}

const GraftMethodInfo *
graft_catalogue_find_method (const char *id)
{
  const GraftMethodClass *klass = graft_method_class_find (id);

  return klass != NULL ? &klass->info : NULL;
}

GraftParams *
graft_catalogue_dup_training_params (void)
{
  return graft_params_new (graft_training_params, graft_n_training_params);
}

const GraftPresetInfo *
graft_catalogue_get_preset (gsize index)
{
  const GraftPreset *preset = graft_preset_get (index);

  return preset != NULL ? &preset->info : NULL;
}

const GraftPresetInfo *
graft_catalogue_find_preset (const char *id)
{
  const GraftPreset *preset = graft_preset_find (id);

  return preset != NULL ? &preset->info : NULL;
}

const GraftCurveInfo *
graft_catalogue_get_curve (GraftCurve curve)
{
  g_return_val_if_fail (curve < GRAFT_N_CURVES, NULL);
  return &curves[curve];
}
