/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reference cases, where there are any, in this precision; and that the runner tells
 * right from wrong, on cases worked out by hand. */
#include "engine/base/error.h"
#include "engine/golden/golden.h"
#include "engine/io/npy.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  guint count[GRAFT_GOLDEN_SKIPPED + 1];
  char *detail; /* of the last case */
} Tally;

static void
case_cb (const char *name, GraftGoldenOutcome outcome, const char *detail, gpointer data)
{
  Tally *tally = data;

  tally->count[outcome]++;
  g_free (tally->detail);
  tally->detail = g_strdup (detail);
  if (outcome == GRAFT_GOLDEN_FAILED)
    g_test_message ("%s: %s", name, detail);
}

static void
test_reference (void)
{
  const char *shared = g_getenv ("GRAFT_SHARED");
  g_autofree char *folder = shared != NULL && *shared != '\0'
                                ? g_build_filename (shared, "golden", NULL)
                                : NULL;
  g_autoptr (GError) error = NULL;
  Tally tally = { 0 };

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("no reference cases: GRAFT_SHARED names no folder that has them");
      return;
    }
  g_assert_true (graft_golden_run (folder, NULL, case_cb, &tally, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_FAILED], ==, 0);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_PASSED], >=, 74);
  g_free (tally.detail);
}

/* ---- cases made here ---- */

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("graft-golden-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_all (fixture->folder);
  g_free (fixture->folder);
}

static void
write_text (Fixture *fixture, const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, folder, NULL);
  g_autofree char *file = g_build_filename (path, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
}

static void
write_case (Fixture *fixture, const char *name, const char *manifest)
{
  g_autofree char *index = g_strdup_printf ("{\"cases\": [{\"case\": \"%s\"}]}", name);

  write_text (fixture, "", "index.json", index);
  write_text (fixture, name, "manifest.json", manifest);
}

static Tally
run (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  Tally tally = { 0 };

  g_assert_true (graft_golden_run (fixture->folder, NULL, case_cb, &tally, &error));
  g_assert_no_error (error);
  return tally;
}

/* 2 × 2 image, 1 × 2 kernel (1, 10), stride 1: 1 + 20, 3 + 40; dy of ones. */
#define CONVOLUTION(y)                                                                   \
  "{\"params\": {\"stride\": [1, 1], \"pad_tblr\": [0, 0, 0, 0]},"                       \
  " \"inputs\": {\"x\": {\"value\": [[[[1, 2], [3, 4]]]]},"                              \
  "  \"w\": {\"value\": [[[[1, 10]]]]}, \"dy\": {\"value\": [[[[1], [1]]]]}},"           \
  " \"outputs\": {\"y\": {\"value\": [[[[21], [" y "]]]]},"                              \
  "  \"d_x\": {\"value\": [[[[1, 10], [1, 10]]]]},"                                      \
  "  \"d_w\": {\"value\": [[[[4, 6]]]]}}}"

static void
test_right (Fixture *fixture, gconstpointer data)
{
  Tally tally;

  write_case (fixture, "conv2d_by_hand", CONVOLUTION ("43"));
  tally = run (fixture);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_PASSED], ==, 1);
  g_free (tally.detail);
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  Tally tally;

  write_case (fixture, "conv2d_by_hand", CONVOLUTION ("44"));
  tally = run (fixture);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_FAILED], ==, 1);
  g_assert_true (g_str_has_prefix (tally.detail, "y[1] is 43"));
  g_free (tally.detail);
}

static void
test_skipped (Fixture *fixture, gconstpointer data)
{
  Tally tally;

  write_case (fixture, "quantum_layer", "{\"inputs\": {}, \"outputs\": {}}");
  tally = run (fixture);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_SKIPPED], ==, 1);
  g_free (tally.detail);
}

/* An output that Graft does not compute must not pass for one that is right. */
static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  Tally tally;

  write_case (fixture, "holm_more",
              "{\"inputs\": {\"p\": {\"value\": [0.5]}}, \"outputs\": "
              "{\"adjusted\": {\"value\": [0.5]}, \"unheard\": {\"value\": 1}}}");
  tally = run (fixture);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_FAILED], ==, 1);
  g_assert_nonnull (strstr (tally.detail, "unheard"));
  g_free (tally.detail);
}

static void
expect_all (Fixture *fixture,
            const char *const (*manifests)[2],
            gsize n,
            GraftGoldenOutcome outcome)
{
  for (gsize i = 0; i < n; i++)
    {
      Tally tally;

      write_case (fixture, manifests[i][0], manifests[i][1]);
      tally = run (fixture);
      if (tally.count[outcome] != 1)
        g_error ("%s: %s", manifests[i][0], tally.detail);
      /* One line a case. */
      g_assert_null (strchr (tally.detail, '\n'));
      g_free (tally.detail);
    }
}

/* Each fails by itself, with one line; none takes the program along. */
static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "conv2d_a", "{" },
    { "conv2d_b", "[]" },
    { "conv2d_c", "{\"inputs\": {\"x\": {\"value\": \"1\"}}, \"outputs\": {}}" },
    { "conv2d_d", "{\"inputs\": {\"x\": {\"value\": [[1], [1, 2]]}}, \"outputs\": {}}" },
    { "conv2d_e", "{\"inputs\": {\"x\": {\"file\": \"../x.npy\"}}, \"outputs\": {}}" },
    { "conv2d_f",
      "{\"inputs\": {\"x\": {\"value\": [[[[1]]]]}, \"w\": {\"value\": [[[[1, 2, 3]]]]}, "
      "\"dy\": {\"value\": [[[[1]]]]}}, \"outputs\": {}}" },
    { "conv2d_g",
      "{\"inputs\": {\"x\": {\"value\": [[[[1]]]]}, \"w\": {\"value\": [[[[1]]]]}, "
      "\"dy\": {\"value\": [[[[1, 2]]]]}}, \"outputs\": {}}" },
    { "loss_softmax_ce_a",
      "{\"inputs\": {\"z\": {\"value\": [[1, 2]]}, \"labels\": {\"value\": [7]}}, "
      "\"outputs\": {}}" },
    { "concat_channels_a",
      "{\"params\": {\"axis\": 2}, \"inputs\": {\"a\": {\"value\": [[1]]}, "
      "\"b\": {\"value\": [[1]]}}, \"outputs\": {}}" },
    { "concat_channels_b",
      "{\"inputs\": {\"a\": {\"value\": [[1]]}, \"b\": {\"value\": [[1, 2], [3, "
      "4]]}}, \"outputs\": {}}" },
    { "bootstrap_paired_a",
      "{\"inputs\": {\"labels\": {\"value\": [1]}, \"pred_a\": {\"value\": [1]}, "
      "\"pred_b\": {\"value\": [1]}, \"indices\": {\"value\": [[9]]}}, \"outputs\": "
      "{}}" },
    { "opt_sgd_a",
      "{\"inputs\": {\"w0\": {\"value\": [1]}, \"grads\": {\"value\": [[1, 2]]}}, "
      "\"outputs\": {}}" },
    { "embedding_a",
      "{\"inputs\": {\"E\": {\"value\": [[1]]}, \"ids\": {\"value\": [[5]]}, "
      "\"dy\": {\"value\": [[[1, 1]]]}}, \"outputs\": {}}" },
  };

  expect_all (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_FAILED);
}

/* As Python's json.dumps() writes them: NaN equals NaN, and infinity itself alone. */
static void
test_special (Fixture *fixture, gconstpointer data)
{
  static const char *const right[][2] = {
    { "holm_a",
      "{\"notes\": \"a \\\"NaN\\\" in a string\", \"params\": {\"q\": -Infinity}, "
      "\"inputs\": {\"p\": {\"value\": [0.5]}}, \"outputs\": {\"adjusted\": "
      "{\"value\": [0.5]}}}" },
    { "act_tanh_a",
      "{\"inputs\": {\"x\": {\"value\": [[NaN, Infinity, -Infinity]]}, \"dy\": "
      "{\"value\": [[1, 1, 1]]}}, \"outputs\": {\"y\": {\"value\": [[NaN, 1, -1]]}}}" },
    { "act_relu_a",
      "{\"inputs\": {\"x\": {\"value\": [[Infinity, -Infinity]]}, \"dy\": {\"value\": "
      "[[1, 1]]}}, \"outputs\": {\"y\": {\"value\": [[Infinity, 0]]}}}" },
  };
  static const char *const wrong[][2] = {
    { "act_tanh_b",
      "{\"inputs\": {\"x\": {\"value\": [[0]]}, \"dy\": {\"value\": [[1]]}}, "
      "\"outputs\": {\"y\": {\"value\": [[NaN]]}}}" },
    { "act_relu_b",
      "{\"inputs\": {\"x\": {\"value\": [[5]]}, \"dy\": {\"value\": [[1]]}}, "
      "\"outputs\": {\"y\": {\"value\": [[Infinity]]}}}" },
    { "act_relu_c",
      "{\"inputs\": {\"x\": {\"value\": [[NaN]]}, \"dy\": {\"value\": [[1]]}}, "
      "\"outputs\": {\"y\": {\"value\": [[5]]}}}" },
    { "holm_b",
      "{\"inputs\": {\"p\": {\"value\": [\"nan\"]}}, \"outputs\": {\"adjusted\": "
      "{\"value\": [NaN]}}}" },
  };

  expect_all (fixture, right, G_N_ELEMENTS (right), GRAFT_GOLDEN_PASSED);
  expect_all (fixture, wrong, G_N_ELEMENTS (wrong), GRAFT_GOLDEN_FAILED);
}

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

  expect_all (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
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

  expect_all (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
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

  expect_all (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
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

  expect_all (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
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

  expect_all (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
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

  expect_all (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
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

  expect_all (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

static void
test_no_index (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Tally tally = { 0 };

  g_assert_false (graft_golden_run (fixture->folder, NULL, case_cb, &tally, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_false (graft_golden_run ("/nowhere", NULL, case_cb, &tally, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
}

/* Folders are cases too, and patterns choose among them. */
static void
test_folders (Fixture *fixture, gconstpointer data)
{
  const char *const some[] = { "conv2d_b*", "conv2d_a", NULL };
  const char *const none[] = { "dense*", NULL };
  g_autoptr (GError) error = NULL;
  Tally tally;

  write_text (fixture, "conv2d_b", "manifest.json", CONVOLUTION ("43"));
  write_text (fixture, "conv2d_a", "manifest.json", CONVOLUTION ("44"));
  write_text (fixture, "conv2d_c", "manifest.json", CONVOLUTION ("43"));
  write_text (fixture, "notes", "readme.txt", "");
  tally = run (fixture);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_PASSED], ==, 2);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_FAILED], ==, 1);
  g_free (tally.detail);
  tally = (Tally){ 0 };
  g_assert_true (graft_golden_run (fixture->folder, some, case_cb, &tally, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_PASSED], ==, 1);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_FAILED], ==, 1);
  g_free (tally.detail);
  g_assert_false (graft_golden_run (fixture->folder, none, case_cb, &tally, &error));
  g_assert_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/golden/reference", test_reference);
#define ADD(name, function)                                                              \
  g_test_add ("/golden/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("right", test_right);
  ADD ("wrong", test_wrong);
  ADD ("skipped", test_skipped);
  ADD ("forgotten", test_forgotten);
  ADD ("malformed", test_malformed);
  ADD ("special", test_special);
  ADD ("ranges", test_ranges);
  ADD ("axes", test_axes);
  ADD ("joins", test_joins);
  ADD ("samples", test_samples);
  ADD ("forward", test_forward);
  ADD ("losses", test_losses);
  ADD ("epochs", test_epochs);
  ADD ("no-index", test_no_index);
  ADD ("folders", test_folders);
  return g_test_run ();
}
