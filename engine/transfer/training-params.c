/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parameters that every training run has, whatever the method. */
#include "engine/transfer/method.h"

#include <glib/gi18n-lib.h>

static const char *const optimizers[] = { "sgd",     "adam",    "adamw",
                                          "rmsprop", "adagrad", NULL };
static const char *const schedules[] = { "dann",          "constant",  "step", "cosine",
                                         "warmup-cosine", "one-cycle", NULL };

const GraftParam graft_training_params[] = {
  { "epochs", N_ ("Epochs"),
    N_ ("How often the larger of the two training sets is gone through. One epoch is "
        "max(source, target) / (batch / 2) steps."),
    GRAFT_PARAM_INTEGER, GRAFT_PARAM_NONE, 1, 100000, 10, NULL },
  { "batch", N_ ("Batch, source + target"),
    N_ ("Items in a mini-batch: one half labelled source, one half unlabelled target."),
    GRAFT_PARAM_INTEGER, GRAFT_PARAM_NONE, 2, 4096, 128, NULL },
  { "learning_rate", N_ ("Learning rate"),
    N_ ("μ₀, the step length before the schedule. DANN's schedule divides it by (1 + 10 "
        "p)^0.75 "
        "(Ganin et al. 2016)."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_LIVE | GRAFT_PARAM_LOG, 1e-6, 10, 0.01, NULL },
  { "schedule", N_ ("Learning-rate schedule"),
    N_ ("How the learning rate changes over the run."), GRAFT_PARAM_CHOICE,
    GRAFT_PARAM_ADVANCED, 0, G_N_ELEMENTS (schedules) - 2, 0, schedules },
  { "optimizer", N_ ("Optimiser"), N_ ("The rule that turns gradients into steps."),
    GRAFT_PARAM_CHOICE, GRAFT_PARAM_ADVANCED, 0, G_N_ELEMENTS (optimizers) - 2, 0,
    optimizers },
  { "momentum", N_ ("Momentum"),
    N_ ("v ← momentum · v + gradient; weight ← weight − rate · v. Used by sgd and "
        "rmsprop."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_ADVANCED, 0, 0.999, 0.9, NULL },
  { "weight_decay", N_ ("Weight decay"),
    N_ ("Adds decay · weight to the gradient of every weight matrix, never to biases."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_ADVANCED, 0, 1, 0, NULL },
  { "clip_norm", N_ ("Clip gradient norm"),
    N_ ("Scales the gradient of all weights together down to this length; 0 turns it "
        "off."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_ADVANCED, 0, 1e6, 0, NULL },
  { "twin", N_ ("Train the source-only twin"),
    N_ ("The same network, batches and seed without adaptation, trained beside: the "
        "yardstick."),
    GRAFT_PARAM_BOOLEAN, GRAFT_PARAM_ADVANCED, 0, 1, 1, NULL },
  { "oracle", N_ ("Train the oracle"),
    N_ ("The same network trained on target labels, where there are any: the ceiling, "
        "which no "
        "method without target labels can use."),
    GRAFT_PARAM_BOOLEAN, GRAFT_PARAM_ADVANCED, 0, 1, 1, NULL },
  { "validation", N_ ("Validation share"),
    N_ ("Share of the source training items kept aside for early stopping."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_ADVANCED, 0, 0.5, 0, NULL },
  { "patience", N_ ("Early stopping patience"),
    N_ ("Stop after so many epochs without a better source validation loss and go back "
        "to the "
        "best weights; 0 trains to the end. Needs a validation share."),
    GRAFT_PARAM_INTEGER, GRAFT_PARAM_ADVANCED, 0, 1000, 0, NULL },
  { "crop_padding", N_ ("Random crops"),
    N_ ("Reflection padding in pixels before a random crop of the original size; 0: "
        "none."),
    GRAFT_PARAM_INTEGER, GRAFT_PARAM_ADVANCED, 0, 32, 0, NULL },
  { "rotation", N_ ("Random rotation"), N_ ("Largest angle in degrees; 0: none."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_ADVANCED, 0, 180, 0, NULL },
  { "colour_jitter", N_ ("Random colours"),
    N_ ("Strength of random brightness, contrast and saturation; 0.2 means factors of "
        "0.8 to 1.2."),
    GRAFT_PARAM_REAL, GRAFT_PARAM_ADVANCED, 0, 1, 0, NULL },
  { "flip", N_ ("Random mirror images"),
    N_ ("Mirrors one image in two. Never for digits, letters or traffic signs."),
    GRAFT_PARAM_BOOLEAN, GRAFT_PARAM_ADVANCED, 0, 1, 0, NULL },
};
const gsize graft_n_training_params = G_N_ELEMENTS (graft_training_params);
