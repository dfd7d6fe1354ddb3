/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to choose from, as plain tables: methods, network presets, built-in
 * examples and the curves a run draws. The tables behind it are the registries; nothing
 * is listed twice. */
#pragma once

#include "engine/base/param.h"

G_BEGIN_DECLS

/* A cell of the landscape (methods 2); a method may fit several. */
typedef enum
{
  GRAFT_CELL_SOURCE_LABELLED_TARGET_LABELLED = 1 << 0,
  GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED = 1 << 1,
  GRAFT_CELL_SOURCE_UNLABELLED_TARGET_LABELLED = 1 << 2,
  GRAFT_CELL_SOURCE_UNLABELLED_TARGET_UNLABELLED = 1 << 3,
} GraftCell;

typedef enum
{
  GRAFT_METHOD_NONE = 0,
  GRAFT_METHOD_ADVERSARIAL = 1 << 0,  /* has a domain head: can step it alone */
  GRAFT_METHOD_BASELINE = 1 << 1,     /* a yardstick, not offered as adaptation */
  GRAFT_METHOD_NEEDS_TARGET = 1 << 2, /* unlabelled target items */
  GRAFT_METHOD_NEEDS_TARGET_LABELS = 1 << 3,
  GRAFT_METHOD_READS_FEATURES = 1 << 4, /* its loss looks at the features themselves */
} GraftMethodFlags;

/**
 * GraftMethodInfo:
 * @id: "dann"; @label: N_("Domain-adversarial (DANN)"); @summary: one sentence, N_()
 * @paper: "Ganin et al. 2016, arXiv:1505.07818"
 * @formula: the objective in plain Unicode, for the tooltip
 * @params: the method's own parameters (training parameters common to all come first in
 * the GraftParams of an experiment)
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *summary;
  const char *paper;
  const char *formula;
  guint cells; /* GraftCell */
  GraftMethodFlags flags;
  const GraftParam *params;
  gsize n_params;
} GraftMethodInfo;

typedef struct
{
  const char *id;    /* "dann-mnist" */
  const char *label; /* N_("Two convolutions, for 28×28 digits") */
  const char *description;
} GraftPresetInfo;

/* A complete experiment that needs no file: "digits-dann", "moons-dann". */
typedef struct
{
  const char *id;
  const char *label;       /* N_("Digits: printed → textured") */
  const char *description; /* one or two sentences on what to look at, N_() */
  const char *method;
  guint cell;       /* the GraftCell it stands in */
  const char *text; /* the experiment file */
} GraftExampleInfo;

/* In which of the curve panels a curve is drawn. */
typedef enum
{
  GRAFT_CURVES_ACCURACY,
  GRAFT_CURVES_LOSS,
  GRAFT_CURVES_DOMAIN,
  GRAFT_CURVES_RATE, /* λ and learning rate */
  GRAFT_N_CURVE_GROUPS
} GraftCurveGroup;

typedef enum
{
  GRAFT_CURVE_SOURCE_ACCURACY, /* on source test items */
  GRAFT_CURVE_TARGET_ACCURACY, /* on target test items; truth, shown but never selected on
                                */
  GRAFT_CURVE_TWIN_SOURCE_ACCURACY,
  GRAFT_CURVE_TWIN_TARGET_ACCURACY,
  GRAFT_CURVE_ORACLE_TARGET_ACCURACY,
  GRAFT_CURVE_LABEL_LOSS,
  GRAFT_CURVE_TWIN_LABEL_LOSS,
  GRAFT_CURVE_DOMAIN_LOSS,
  GRAFT_CURVE_DOMAIN_ACCURACY, /* of the adversary, on the batch */
  GRAFT_CURVE_LAMBDA,
  GRAFT_CURVE_LEARNING_RATE,
  GRAFT_N_CURVES
} GraftCurve;

typedef struct
{
  const char *id;    /* "target-accuracy" */
  const char *label; /* N_("Target accuracy") */
  GraftCurveGroup group;
  gboolean twin; /* drawn dashed */
} GraftCurveInfo;

const GraftMethodInfo *graft_catalogue_get_method (gsize index); /* NULL past the end */
const GraftMethodInfo *graft_catalogue_find_method (const char *id);
/* The parameters that every training run has, at their defaults. */
GraftParams *graft_catalogue_dup_training_params (void);
const GraftPresetInfo *graft_catalogue_get_preset (gsize index);
const GraftPresetInfo *graft_catalogue_find_preset (const char *id);
const GraftExampleInfo *graft_catalogue_get_example (gsize index);
const GraftExampleInfo *graft_catalogue_find_example (const char *id);
const GraftCurveInfo *graft_catalogue_get_curve (GraftCurve curve);

G_END_DECLS
