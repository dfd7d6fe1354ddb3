/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a family of reference cases takes beyond the shapes and parameters of the shipped
 * ones. All numbers by hand. */
#include "tests/golden/fixture.h"

/* Numbers beyond what a form on screen takes; y and w_after by hand. */
static void
test_ranges (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "act_leaky_relu_a",
      "{\"params\": {\"alpha\": -2}, \"inputs\": {\"x\": {\"value\": [[3, -4]]}, "
      "\"dy\": {\"value\": [[1, 10]]}}, \"outputs\": {\"y\": {\"value\": [[3, 8]]}, "
      "\"d_x\": {\"value\": [[1, -20]]}}}" },
    { "opt_momentum_a",
      "{\"params\": {\"lr\": 1, \"momentum\": 1, \"weight_decay\": 2}, \"inputs\": "
      "{\"w0\": {\"value\": [1]}, \"grads\": {\"value\": [[1], [0]]}}, "
      "\"outputs\": {\"w_after\": {\"value\": [[-2], [-1]]}}}" },
    { "opt_adagrad_a",
      "{\"params\": {\"lr\": 1, \"eps\": 0}, \"inputs\": {\"w0\": {\"value\": [1]}, "
      "\"grads\": {\"value\": [[0.5]]}}, \"outputs\": {\"w_after\": {\"value\": "
      "[[0]]}}}" },
    { "schedules_a",
      "{\"params\": {\"total\": 4, \"base_lr\": 1, \"step_size\": 2, \"step_gamma\": "
      "3}, \"inputs\": {\"t\": {\"value\": [0, 2, 4]}}, \"outputs\": {\"step\": "
      "{\"value\": [1, 3, 9]}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

/* A softmax along any axis, and what works on elements with any number of axes. */
static void
test_axes (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "act_softmax_a",
      "{\"params\": {\"axis\": 0}, \"inputs\": {\"x\": {\"value\": [[0, 0], "
      "[1.0986122886681098, 0]]}, \"dy\": {\"value\": [[1, 0], [0, 0]]}}, "
      "\"outputs\": {\"y\": {\"value\": [[0.25, 0.5], [0.75, 0.5]]}, \"d_x\": "
      "{\"value\": [[0.1875, 0], [-0.1875, 0]]}}}" },
    { "act_softmax_b",
      "{\"params\": {\"axis\": -2}, \"inputs\": {\"x\": {\"value\": [[[0, 0], "
      "[1.0986122886681098, 0]]]}, \"dy\": {\"value\": [[[1, 0], [0, 0]]]}}, "
      "\"outputs\": {\"y\": {\"value\": [[[0.25, 0.5], [0.75, 0.5]]]}, \"d_x\": "
      "{\"value\": [[[0.1875, 0], [-0.1875, 0]]]}}}" },
    { "act_log_softmax_a",
      "{\"params\": {\"axis\": 2}, \"inputs\": {\"x\": {\"value\": [[[[0, 0], "
      "[1.0986122886681098, 0]]]]}}, \"outputs\": {\"y\": {\"value\": "
      "[[[[-1.3862943611198906, -0.6931471805599453], [-0.28768207245178096, "
      "-0.6931471805599453]]]]}}}" },
    { "softmax_extreme_a",
      "{\"params\": {\"axis\": 0}, \"inputs\": {\"x\": {\"value\": [[0, 0], "
      "[1.0986122886681098, 0]]}}, \"outputs\": {\"y\": {\"value\": [[0.25, "
      "0.5], [0.75, 0.5]]}, \"lse\": {\"value\": [1.3862943611198906, "
      "0.6931471805599453]}}}" },
    { "act_softmax_c",
      "{\"inputs\": {\"x\": {\"value\": [0, 1.0986122886681098]}}, \"outputs\": "
      "{\"y\": {\"value\": [0.25, 0.75]}}}" },
    { "act_relu_a",
      "{\"inputs\": {\"x\": {\"value\": [-1, 2]}, \"dy\": {\"value\": [5, 6]}}, "
      "\"outputs\": {\"y\": {\"value\": [0, 2]}, \"d_x\": {\"value\": [0, 6]}}}" },
    { "act_relu6_a",
      "{\"inputs\": {\"x\": {\"value\": [[[[[[7, -1]]]]]]}, \"dy\": {\"value\": "
      "[[[[[[1, 1]]]]]]}}, \"outputs\": {\"y\": {\"value\": [[[[[[6, 0]]]]]]}, "
      "\"d_x\": {\"value\": [[[[[[0, 0]]]]]]}}}" },
    { "gradient_reversal_a",
      "{\"params\": {\"lambda\": 3}, \"inputs\": {\"x\": {\"value\": "
      "[[[[[1]]]]]}, \"dy\": {\"value\": [[[[[2]]]]]}}, \"outputs\": {\"y\": "
      "{\"value\": [[[[[1]]]]]}, \"d_x\": {\"value\": [[[[[-6]]]]]}}}" },
    { "dropout_a",
      "{\"params\": {\"p_drop\": 0.5}, \"inputs\": {\"x\": {\"value\": [[[[[1, "
      "2]]]]]}, \"mask\": {\"value\": [[[[[0, 1]]]]]}}, \"outputs\": {\"y\": "
      "{\"value\": [[[[[0, 4]]]]]}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

/* Joined along any axis, with any number of axes. */
static void
test_joins (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "concat_channels_a",
      "{\"params\": {\"axis\": -1}, \"inputs\": {\"a\": {\"value\": [[[1, 2]], "
      "[[3, 4]]]}, \"b\": {\"value\": [[[5]], [[6]]]}, \"dy\": {\"value\": [[[1, "
      "2, 3]], [[4, 5, 6]]]}}, \"outputs\": {\"y\": {\"value\": [[[1, 2, 5]], "
      "[[3, 4, 6]]]}, \"d_a\": {\"value\": [[[1, 2]], [[4, 5]]]}, \"d_b\": "
      "{\"value\": [[[3]], [[6]]]}}}" },
    { "concat_channels_b",
      "{\"params\": {\"axis\": 0}, \"inputs\": {\"a\": {\"value\": [1]}, \"b\": "
      "{\"value\": [2, 3]}}, \"outputs\": {\"y\": {\"value\": [1, 2, 3]}}}" },
    { "residual_add_relu_a",
      "{\"inputs\": {\"a\": {\"value\": [1, -5]}, \"b\": {\"value\": [2, 3]}, "
      "\"dy\": {\"value\": [7, 8]}}, \"outputs\": {\"y\": {\"value\": [3, 0]}, "
      "\"d_a\": {\"value\": [7, 0]}, \"d_b\": {\"value\": [7, 0]}}}" },
    { "residual_add_relu_b",
      "{\"inputs\": {\"a\": {\"value\": [[[[[1, 2]]]]]}, \"b\": {\"value\": "
      "[[[[[1, -3]]]]]}}, \"outputs\": {\"y\": {\"value\": [[[[[2, 0]]]]]}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

/* Leading axes are samples, and ids have any. */
static void
test_samples (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "linear_a",
      "{\"inputs\": {\"x\": {\"value\": [[[1, 2]], [[3, 4]]]}, \"w\": "
      "{\"value\": [[1, 10]]}, \"b\": {\"value\": [100]}, \"dy\": {\"value\": "
      "[[[1]], [[2]]]}}, \"outputs\": {\"y\": {\"value\": [[[121]], [[143]]]}, "
      "\"d_x\": {\"value\": [[[1, 10]], [[2, 20]]]}, \"d_w\": {\"value\": [[7, "
      "10]]}, \"d_b\": {\"value\": [3]}}}" },
    { "linear_b",
      "{\"inputs\": {\"x\": {\"value\": [1, 2]}, \"w\": {\"value\": [[1, 10]]}}, "
      "\"outputs\": {\"y\": {\"value\": [21]}}}" },
    { "embedding_a",
      "{\"inputs\": {\"E\": {\"value\": [[1, 2], [3, 4]]}, \"ids\": {\"value\": "
      "[1, 1]}, \"dy\": {\"value\": [[1, 2], [10, 20]]}}, \"outputs\": {\"y\": "
      "{\"value\": [[3, 4], [3, 4]]}, \"d_E\": {\"value\": [[0, 0], [11, 22]]}}}" },
    { "embedding_b",
      "{\"inputs\": {\"E\": {\"value\": [[1, 2], [3, 4]]}, \"ids\": {\"value\": "
      "[[[0]], [[1]]]}}, \"outputs\": {\"y\": {\"value\": [[[[1, 2]]], [[[3, "
      "4]]]]}}}" },
    { "conv2d_a",
      "{\"inputs\": {\"x\": {\"value\": [[[[1, 2], [3, 4]]]]}, \"w\": "
      "{\"value\": [[[[1, 10]]]]}}, \"outputs\": {\"y\": {\"value\": [[[[21], "
      "[43]]]]}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

/* Cases that ask for no gradient. */
static void
test_forward (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "maxpool_a",
      "{\"inputs\": {\"x\": {\"value\": [[[[1, 2], [3, 4]]]]}}, \"outputs\": "
      "{\"y\": {\"value\": [[[[4]]]]}}}" },
    { "batchnorm1d_eval_a",
      "{\"params\": {\"eps\": 0}, \"inputs\": {\"x\": {\"value\": [[2], [4]]}, "
      "\"gamma\": {\"value\": [2]}, \"beta\": {\"value\": [1]}, "
      "\"running_mean\": {\"value\": [3]}, \"running_var\": {\"value\": [1]}}, "
      "\"outputs\": {\"y\": {\"value\": [[-1], [3]]}}}" },
    { "global_avgpool_a",
      "{\"inputs\": {\"x\": {\"value\": [[[[1, 2], [3, 4]]]]}}, \"outputs\": "
      "{\"y\": {\"value\": [[2.5]]}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

/* Losses of elements in any shape, and an ignored label beyond the classes. */
static void
test_losses (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "loss_mse_a",
      "{\"inputs\": {\"z\": {\"value\": [1, 2]}, \"t\": {\"value\": [0, 0]}}, "
      "\"outputs\": {\"loss\": {\"value\": 2.5}, \"d_z\": {\"value\": [1, 2]}}}" },
    { "loss_bce_logits_a",
      "{\"inputs\": {\"z\": {\"value\": [[[[0]]]]}, \"y\": {\"value\": "
      "[[[[1]]]]}}, \"outputs\": {\"loss\": {\"value\": 0.6931471805599453}, "
      "\"d_z\": {\"value\": [[[[-0.5]]]]}}}" },
    { "loss_smooth_l1_a",
      "{\"inputs\": {\"z\": {\"value\": [[[3]]]}, \"t\": {\"value\": [[[0]]]}}, "
      "\"outputs\": {\"loss\": {\"value\": 2.5}, \"d_z\": {\"value\": [[[1]]]}}}" },
    { "loss_softmax_ce_weighted_ignore_a",
      "{\"params\": {\"ignore_index\": 255}, \"inputs\": {\"z\": {\"value\": "
      "[[0, 0], [5, 1]]}, \"labels\": {\"value\": [1, 255]}}, \"outputs\": "
      "{\"loss\": {\"value\": 0.6931471805599453}, \"d_z\": {\"value\": [[0.5, "
      "-0.5], [0, 0]]}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

/* XOR comes back to where it began in every epoch, and never ends. */
static void
test_epochs (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "perceptron_a",
      "{\"inputs\": {\"X\": {\"value\": [[0, 0], [0, 1], [1, 0], [1, 1]]}, "
      "\"y\": {\"value\": [-1, 1, 1, -1]}}, \"outputs\": {\"w\": {\"value\": [0, "
      "0]}, \"b\": {\"value\": 0}, \"updates_per_epoch\": {\"value\": [4, 4]}, "
      "\"total_updates\": {\"value\": 8}}}" },
    { "perceptron_b",
      "{\"params\": {\"max_epochs\": 3}, \"inputs\": {\"X\": {\"value\": [[0, "
      "0], [0, 1], [1, 0], [1, 1]]}, \"y\": {\"value\": [-1, 1, 1, -1]}}, "
      "\"outputs\": {\"updates_per_epoch\": {\"value\": [4, 4, 4]}}}" },
    { "perceptron_c",
      "{\"inputs\": {\"X\": {\"value\": [[0, 0], [0, 1], [1, 0], [1, 1]]}, "
      "\"y\": {\"value\": [-1, 1, 1, -1]}}, \"outputs\": {\"total_updates\": "
      "{\"value\": 400}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

/* The rule of an optimiser by its name, its formula, its parameters. */
static void
test_rules (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "opt_AdamW_a",
      "{\"params\": {\"lr\": 0.1, \"beta1\": 0, \"beta2\": 0, \"eps\": 0, "
      "\"weight_decay\": 1}, \"inputs\": {\"w0\": {\"value\": [1]}, \"grads\": "
      "{\"value\": [[2]]}}, \"outputs\": {\"w_after\": {\"value\": [[0.8]]}}}" },
    { "opt_a", "{\"params\": {\"lr\": 0.1, \"beta1\": 0, \"beta2\": 0, \"eps\": 0, "
               "\"weight_decay\": 1}, \"formula\": \"decoupled: w *= 1-lr*wd, then "
               "adam\", \"inputs\": {\"w0\": {\"value\": [1]}, \"grads\": {\"value\": "
               "[[2]]}}, \"outputs\": {\"w_after\": {\"value\": [[0.8]]}}}" },
    { "opt_b", "{\"params\": {\"lr\": 0.1, \"beta1\": 0, \"beta2\": 0, \"eps\": 0, "
               "\"weight_decay\": 1}, \"inputs\": {\"w0\": {\"value\": [1]}, \"grads\": "
               "{\"value\": [[2]]}}, \"outputs\": {\"w_after\": {\"value\": [[0.9]]}}}" },
    { "opt_c", "{\"params\": {\"lr\": 0.1, \"alpha\": 0.75, \"eps\": 0}, \"inputs\": "
               "{\"w0\": {\"value\": [1]}, \"grads\": {\"value\": [[2]]}}, \"outputs\": "
               "{\"w_after\": {\"value\": [[0.8]]}}}" },
    { "opt_d", "{\"params\": {\"lr\": 0.1, \"eps\": 0}, \"inputs\": {\"w0\": {\"value\": "
               "[1]}, \"grads\": {\"value\": [[2]]}}, \"outputs\": {\"w_after\": "
               "{\"value\": [[0.9]]}}}" },
    { "opt_e", "{\"params\": {\"lr\": 0.1, \"momentum\": 0.5}, \"inputs\": {\"w0\": "
               "{\"value\": [1]}, \"grads\": {\"value\": [[1], [1]]}}, \"outputs\": "
               "{\"w_after\": {\"value\": [[0.9], [0.75]]}}}" },
    { "opt_nag", "{\"params\": {\"lr\": 0.1, \"momentum\": 0.5}, \"inputs\": {\"w0\": "
                 "{\"value\": [1]}, \"grads\": {\"value\": [[2]]}}, \"outputs\": "
                 "{\"w_after\": {\"value\": [[0.7]]}}}" },
    { "opt_f", "{\"params\": {\"lr\": 0.1}, \"inputs\": {\"w0\": {\"value\": [1]}, "
               "\"grads\": {\"value\": [[2]]}}, \"outputs\": {\"w_after\": {\"value\": "
               "[[0.8]]}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

/* Parameters and dimensions that the shipped cases do not vary. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "wilson_interval_a",
      "{\"params\": {\"z\": 0}, \"inputs\": {\"successes_n\": {\"value\": [[84, "
      "100]]}}, \"outputs\": {\"low_high\": {\"value\": [[0.84, 0.84]]}}}" },
    { "tsne_steps_a",
      "{\"params\": {\"exaggeration\": 3, \"eta\": 0.1, \"gain_add\": 0.5}, "
      "\"inputs\": {\"P\": {\"value\": [[0, 0.5], [0.5, 0]]}, \"Y\": {\"value\": "
      "[[0, 0], [1, 0]]}}, \"outputs\": {\"Y_after\": {\"value\": [[[-0.2, 0], "
      "[0.2, 0]]]}}}" },
    { "schedules_b", "{\"params\": {\"total\": 4, \"base_lr\": 1, \"warmup_steps\": 0}, "
                     "\"inputs\": {\"t\": {\"value\": [0, 2, 4]}}, \"outputs\": "
                     "{\"warmup_cosine\": {\"value\": [1, 0.5, 0]}}}" },
    { "procrustes_a",
      "{\"inputs\": {\"A\": {\"value\": [[0, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, "
      "0]]}, \"B\": {\"value\": [[0, 0, 0], [0, 0, 2], [0, 2, 0], [2, 0, 0]]}}, "
      "\"outputs\": {\"R\": {\"value\": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}, "
      "\"scale\": {\"value\": 0.5}, \"residual\": {\"value\": 0}}}" },
    { "trust_continuity_a",
      "{\"params\": {\"k\": 1}, \"inputs\": {\"X\": {\"value\": [[0], [1], "
      "[3]]}, \"Y\": {\"value\": [[0, 0, 0], [0, 0, 1], [0, 0, 3]]}}, "
      "\"outputs\": {\"trustworthiness\": {\"value\": 1}, \"continuity\": "
      "{\"value\": 1}}}" },
    { "classification_metrics_a",
      "{\"inputs\": {\"labels\": {\"value\": [0, 0]}, \"pred\": {\"value\": [0, "
      "1]}}, \"outputs\": {\"balanced_accuracy\": {\"value\": 0.25}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

/* Aids to labelling, as in tests/unit/test-label-*.c. */
static void
test_labelling (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "uncertainty_scores_a",
      "{\"inputs\": {\"P\": {\"value\": [[0.5, 0.25, 0.25], [0, 0, 1]]}}, "
      "\"outputs\": {\"least_confidence\": {\"value\": [0.5, 0]}, \"margin\":"
      " {\"value\": [0.25, 1]}, \"entropy\": {\"value\": [1.0397207708399179,"
      " 0]}}}" },
    { "bald_a", "{\"inputs\": {\"probs\": {\"value\": [[[1, 0], [0.5, 0.5]], [[0, 1], "
                "[0.5, 0.5]]]}}, \"outputs\": {\"bald\": {\"value\": "
                "[0.6931471805599453, 0]}}}" },
    { "kcenter_greedy_a",
      "{\"params\": {\"picks\": 3}, \"inputs\": {\"X\": {\"value\": [[0], "
      "[2], [4], [6], [10]]}, \"initial\": {\"value\": [0]}}, \"outputs\": "
      "{\"order\": {\"value\": [4, 2, 1]}, \"radius_before\": {\"value\": "
      "[10, 4, 2]}, \"radius_after\": {\"value\": 2}}}" },
    { "label_spreading_a",
      "{\"params\": {\"alpha\": 0.5}, \"inputs\": {\"X\": {\"value\": [[0], "
      "[1]]}, \"labels\": {\"value\": [0, -1]}}, \"outputs\": {\"F\": "
      "{\"value\": [[0.6666666666666666, 0], [0.3333333333333333, 0]]}, "
      "\"pred\": {\"value\": [0, 0]}}}" },
    { "label_propagation_a",
      "{\"params\": {\"sigma2\": 2}, \"inputs\": {\"X\": {\"value\": [[0], "
      "[1], [2]]}, \"labels\": {\"value\": [0, -1, 1]}}, \"outputs\": "
      "{\"unlabelled_index\": {\"value\": [1]}, \"F_u\": {\"value\": [[0.5, "
      "0.5]]}}}" },
    { "confident_learning_a",
      "{\"inputs\": {\"P\": {\"value\": [[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], "
      "[0.3, 0.7], [0.45, 0.55]]}, \"given\": {\"value\": [0, 0, 0, 1, 1]}}, "
      "\"outputs\": {\"thresholds\": {\"value\": [0.6, 0.625]}, "
      "\"confident_joint\": {\"value\": [[2, 1], [0, 1]]}, \"joint\": "
      "{\"value\": [[0.4, 0.2], [0, 0.4]]}, \"issues\": {\"value\": [2]}, "
      "\"top_losses\": {\"value\": [2, 4]}, \"estimated_noise\": {\"value\": "
      "0.2}}}" },
    { "cohen_kappa_a",
      "{\"inputs\": {\"a\": {\"value\": [0, 0, 1, 1]}, \"b\": {\"value\": [0,"
      " 0, 1, 0]}}, \"outputs\": {\"confusion\": {\"value\": [[2, 0], [1, "
      "1]]}, \"po\": {\"value\": 0.75}, \"pe\": {\"value\": 0.5}, \"kappa\": "
      "{\"value\": 0.5}}}" },
    { "ece_a", "{\"params\": {\"bins\": 2}, \"inputs\": {\"P\": {\"value\": [[0.5, "
               "0.5], [0.75, 0.25]]}, \"labels\": {\"value\": [0, 1]}}, \"outputs\": "
               "{\"bin_count\": {\"value\": [1, 1]}, \"bin_acc\": {\"value\": [1, 0]},"
               " \"bin_conf\": {\"value\": [0.5, 0.75]}, \"ece\": {\"value\": 0.625}, "
               "\"mce\": {\"value\": 0.75}, \"brier\": {\"value\": 0.8125}}}" },
    { "temperature_scaling_a",
      "{\"inputs\": {\"z\": {\"value\": [[3, -3], [3, -3], [3, -3], [3, "
      "-3]]}, \"labels\": {\"value\": [0, 0, 0, 1]}}, \"outputs\": {\"T\": "
      "{\"value\": 5.461435359761024}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

/* Each with something that does not fit: none is computed, none passes. */
static void
test_labelling_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "kcenter_greedy_a",
      "{\"params\": {\"picks\": 1}, \"inputs\": {\"X\": {\"value\": [[0], "
      "[2]]}, \"initial\": {\"value\": [2]}}, \"outputs\": {\"order\": "
      "{\"value\": [1]}}}" },
    { "kcenter_greedy_b",
      "{\"inputs\": {\"X\": {\"value\": [0, 2]}}, \"outputs\": {\"order\": "
      "{\"value\": [1]}}}" },
    { "label_spreading_a",
      "{\"params\": {\"sigma2\": 0}, \"inputs\": {\"X\": {\"value\": [[0], "
      "[1]]}, \"labels\": {\"value\": [0, -1]}}, \"outputs\": {\"F\": "
      "{\"value\": [[1], [1]]}}}" },
    { "label_propagation_a",
      "{\"inputs\": {\"X\": {\"value\": [[0], [1]]}, \"labels\": {\"value\": "
      "[0, 2000000000]}}, \"outputs\": {\"F_u\": {\"value\": [[1]]}}}" },
    { "confident_learning_a",
      "{\"inputs\": {\"P\": {\"value\": [[0.9, 0.1]]}, \"given\": {\"value\":"
      " [2]}}, \"outputs\": {\"margin\": {\"value\": [0]}}}" },
    { "cohen_kappa_a",
      "{\"inputs\": {\"a\": {\"value\": [0, 1]}, \"b\": {\"value\": [0]}}, "
      "\"outputs\": {\"kappa\": {\"value\": 1}}}" },
    { "cohen_kappa_b",
      "{\"inputs\": {\"a\": {\"value\": [0, 0]}, \"b\": {\"value\": [0, 0]}},"
      " \"outputs\": {\"kappa\": {\"value\": 1}}}" },
    { "ece_a", "{\"inputs\": {\"P\": {\"value\": [[1, 0]]}, \"labels\": {\"value\": "
               "[0, 1]}}, \"outputs\": {\"ece\": {\"value\": 0}}}" },
    { "temperature_scaling_a",
      "{\"inputs\": {\"z\": {\"value\": [1, 0]}, \"labels\": {\"value\": [0, "
      "1]}}, \"outputs\": {\"T\": {\"value\": 1}}}" },
    { "bald_a", "{\"inputs\": {\"probs\": {\"value\": [[1, 0]]}}, \"outputs\": "
                "{\"bald\": {\"value\": [0]}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_FAILED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                              \
  g_test_add ("/families/" name, Fixture, NULL, fixture_set_up, function,                \
              fixture_tear_down)
  ADD ("ranges", test_ranges);
  ADD ("axes", test_axes);
  ADD ("joins", test_joins);
  ADD ("samples", test_samples);
  ADD ("forward", test_forward);
  ADD ("losses", test_losses);
  ADD ("epochs", test_epochs);
  ADD ("rules", test_rules);
  ADD ("settings", test_settings);
  ADD ("labelling", test_labelling);
  ADD ("labelling/refused", test_labelling_refused);
  return g_test_run ();
}
