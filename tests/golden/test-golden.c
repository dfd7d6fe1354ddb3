/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reference cases, where there are any, in this precision; and that the runner tells
 * right from wrong, on cases worked out by hand. */
#include "engine/base/error.h"
#include "tests/golden/fixture.h"

#include <string.h>

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
  g_assert_true (graft_golden_run (folder, NULL, tally_cb, &tally, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_FAILED], ==, 0);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_PASSED], >=, 82);
  g_free (tally.detail);
}

/* ---- cases made here ---- */

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

  fixture_write_case (fixture, "conv2d_by_hand", CONVOLUTION ("43"));
  tally = fixture_run (fixture);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_PASSED], ==, 1);
  g_free (tally.detail);
}

static void
test_wrong (Fixture *fixture, gconstpointer data)
{
  Tally tally;

  fixture_write_case (fixture, "conv2d_by_hand", CONVOLUTION ("44"));
  tally = fixture_run (fixture);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_FAILED], ==, 1);
  g_assert_true (g_str_has_prefix (tally.detail, "y[1] is 43"));
  g_free (tally.detail);
}

/* An output that Graft does not compute must not pass for one that is right. */
static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  Tally tally;

  fixture_write_case (fixture, "holm_more",
                      "{\"inputs\": {\"p\": {\"value\": [0.5]}}, \"outputs\": "
                      "{\"adjusted\": {\"value\": [0.5]}, \"unheard\": {\"value\": 1}}}");
  tally = fixture_run (fixture);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_FAILED], ==, 1);
  g_assert_nonnull (strstr (tally.detail, "unheard"));
  g_free (tally.detail);
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

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_FAILED);
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

  fixture_expect (fixture, right, G_N_ELEMENTS (right), GRAFT_GOLDEN_PASSED);
  fixture_expect (fixture, wrong, G_N_ELEMENTS (wrong), GRAFT_GOLDEN_FAILED);
}

/* Neither an unknown operator nor one whose name has a known word in it. */
static void
test_skipped (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "quantum_layer", "{\"inputs\": {}, \"outputs\": {}}" },
    { "coral_linear",
      "{\"inputs\": {\"Xs\": {\"value\": [[1]]}, \"Xt\": {\"value\": [[1]]}}, "
      "\"outputs\": {}}" },
    { "case_2", "{\"formula\": \"softmax\", \"inputs\": {\"z\": {\"value\": [[1]]}}, "
                "\"outputs\": {}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_SKIPPED);
}

/* A stem inside the name, another spelling, the formula, in any letters. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const manifests[][2] = {
    { "hidden_act_relu_2",
      "{\"inputs\": {\"x\": {\"value\": [[-1, 2]]}}, \"outputs\": {\"y\": "
      "{\"value\": [[0, 2]]}}}" },
    { "Activation-ReLU",
      "{\"inputs\": {\"x\": {\"value\": [[-1, 2]]}}, \"outputs\": {\"y\": "
      "{\"value\": [[0, 2]]}}}" },
    { "case_1", "{\"formula\": \"ReLU\", \"inputs\": {\"x\": {\"value\": [[-1, 2]]}}, "
                "\"outputs\": {\"y\": {\"value\": [[0, 2]]}}}" },
    { "max_pool_a",
      "{\"inputs\": {\"x\": {\"value\": [[[[1, 2], [3, 4]]]]}}, \"outputs\": "
      "{\"y\": {\"value\": [[[[4]]]]}}}" },
    { "gap_a", "{\"inputs\": {\"x\": {\"value\": [[[[1, 2], [3, 4]]]]}}, \"outputs\": "
               "{\"y\": {\"value\": [[2.5]]}}}" },
    { "avg_pool_a",
      "{\"params\": {\"kernel\": 2, \"stride\": 1, \"pad\": [0, 1, 0, 1]}, "
      "\"formula\": \"avgpool_exclude_pad\", \"inputs\": {\"x\": {\"value\": "
      "[[[[4]]]]}}, \"outputs\": {\"y\": {\"value\": [[[[4]]]]}}}" },
    { "bn2d_a", "{\"params\": {\"eps\": 0, \"momentum\": 0.5}, \"inputs\": {\"x\": "
                "{\"value\": [[2], [4]]}, \"gamma\": {\"value\": [2]}, \"beta\": "
                "{\"value\": [1]}, \"running_mean_in\": {\"value\": [0]}, "
                "\"running_var_in\": {\"value\": [1]}}, \"outputs\": {\"y\": {\"value\": "
                "[[-1], [3]]}, \"running_mean_out\": {\"value\": [1.5]}}}" },
    { "batchnorm_train_then_frozen",
      "{\"params\": {\"eps\": 0}, \"inputs\": {\"x\": {\"value\": [[2], [4]]}, "
      "\"gamma\": {\"value\": [2]}, \"beta\": {\"value\": [1]}, "
      "\"running_mean\": {\"value\": [4]}, \"running_var\": {\"value\": [1]}}, "
      "\"outputs\": {\"y\": {\"value\": [[-3], [1]]}}}" },
  };

  fixture_expect (fixture, manifests, G_N_ELEMENTS (manifests), GRAFT_GOLDEN_PASSED);
}

static void
test_no_index (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Tally tally = { 0 };

  g_assert_false (graft_golden_run (fixture->folder, NULL, tally_cb, &tally, &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_false (graft_golden_run ("/nowhere", NULL, tally_cb, &tally, &error));
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

  fixture_write (fixture, "conv2d_b", "manifest.json", CONVOLUTION ("43"));
  fixture_write (fixture, "conv2d_a", "manifest.json", CONVOLUTION ("44"));
  fixture_write (fixture, "conv2d_c", "manifest.json", CONVOLUTION ("43"));
  fixture_write (fixture, "notes", "readme.txt", "");
  tally = fixture_run (fixture);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_PASSED], ==, 2);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_FAILED], ==, 1);
  g_free (tally.detail);
  tally = (Tally){ 0 };
  g_assert_true (graft_golden_run (fixture->folder, some, tally_cb, &tally, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_PASSED], ==, 1);
  g_assert_cmpuint (tally.count[GRAFT_GOLDEN_FAILED], ==, 1);
  g_free (tally.detail);
  g_assert_false (graft_golden_run (fixture->folder, none, tally_cb, &tally, &error));
  g_assert_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/golden/reference", test_reference);
#define ADD(name, function)                                                              \
  g_test_add ("/golden/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("right", test_right);
  ADD ("wrong", test_wrong);
  ADD ("skipped", test_skipped);
  ADD ("forgotten", test_forgotten);
  ADD ("malformed", test_malformed);
  ADD ("special", test_special);
  ADD ("names", test_names);
  ADD ("no-index", test_no_index);
  ADD ("folders", test_folders);
  return g_test_run ();
}
