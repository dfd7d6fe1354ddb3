/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records, the result object and the report, from a made-up session of two seeds. With the
 * variable GRAFT_TEST_REPORT the page is kept in that folder, to be looked at. */
#include "app/report/report.h"
#include "app/report/result-json.h"
#include "engine/session/map-private.h"
#include "engine/session/update-private.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define N_POINTS 400
#define N_FRAMES 3
#define N_CLASSES 5

/* A title and class names that would be markup if they were not escaped. */
static const char *const text
    = "[experiment]\ntitle=Tom & <b>Jerry</b>\nmethod=dann\nseed=1\nseeds=2\n"
      "[source]\ndata=builtin:moons-source\n[target]\ndata=builtin:\"moons\"-target\n"
      "[network]\npreset=moons-mlp\n[method]\nepochs=10\n";

static GraftExperiment *
make_experiment (void)
{
  g_autoptr (GError) error = NULL;
  GraftExperiment *experiment = graft_experiment_parse (text, "x.experiment", NULL, &error);

  g_assert_no_error (error);
  return experiment;
}

/* Clusters of two domains that start apart and meet. */
static GraftMap *
make_map (guint run)
{
  static const char *const names[] = { "<0>", "one", "two", "three", "four & more" };
  g_autofree guint8 *domains = g_new (guint8, N_POINTS);
  g_autofree gint16 *labels = g_new (gint16, N_POINTS);
  g_autofree guint32 *items = g_new (guint32, N_POINTS);
  g_autofree float *confidence = g_new (float, N_POINTS);
  g_autofree float *xy = g_new (float, N_FRAMES * N_POINTS * 2);
  g_autoptr (GRand) random = g_rand_new_with_seed (run + 1);
  GraftMapFrame frames[N_FRAMES] = { 0 };
  GraftMapProbe probe = { .run = run,
                          .n_points = N_POINTS,
                          .domains = domains,
                          .labels = labels,
                          .items = items,
                          .n_classes = N_CLASSES,
                          .class_names = names };

  for (guint i = 0; i < N_POINTS; i++)
    {
      double angle = 2 * G_PI * (i % N_CLASSES) / N_CLASSES;

      domains[i] = i % 2;
      labels[i] = (gint16) (i % N_CLASSES);
      items[i] = i;
      confidence[i] = 1;
      for (guint f = 0; f < N_FRAMES; f++)
        {
          double apart = domains[i] * 2.0 * (N_FRAMES - 1 - f) / (N_FRAMES - 1);

          xy[(f * N_POINTS + i) * 2]
              = (float) (cos (angle) + apart + g_rand_double_range (random, -0.2, 0.2));
          xy[(f * N_POINTS + i) * 2 + 1]
              = (float) (sin (angle) + g_rand_double_range (random, -0.2, 0.2));
        }
    }
  for (guint f = 0; f < N_FRAMES; f++)
    frames[f] = (GraftMapFrame){ .step = f * 100,
                                 .epoch = f * 5,
                                 .xy = xy + f * N_POINTS * 2,
                                 .prediction = labels,
                                 .confidence = confidence,
                                 .probe_accuracy = 0.97 - 0.2 * f,
                                 .silhouette_class = NAN,
                                 .silhouette_domain = NAN };
  return graft_map_new (GRAFT_PROJECTION_PCA, &probe, frames, N_FRAMES, "71 % of the variance");
}

static void
add_points (GraftUpdate *update, guint run)
{
  for (guint i = 0; i <= 100; i++)
    {
      double p = i / 100.0;
      double values[GRAFT_N_CURVES] = {
        [GRAFT_CURVE_SOURCE_ACCURACY] = 0.99 - 0.9 * exp (-8 * p),
        [GRAFT_CURVE_TARGET_ACCURACY] = 0.85 - 0.7 * exp (-4 * p) - 0.02 * run,
        [GRAFT_CURVE_TWIN_SOURCE_ACCURACY] = 0.985 - 0.9 * exp (-9 * p),
        [GRAFT_CURVE_TWIN_TARGET_ACCURACY] = 0.6 - 0.5 * exp (-6 * p),
        [GRAFT_CURVE_ORACLE_TARGET_ACCURACY] = 0.96 - 0.8 * exp (-7 * p),
        [GRAFT_CURVE_LABEL_LOSS] = 2.3 * exp (-5 * p),
        [GRAFT_CURVE_TWIN_LABEL_LOSS] = 2.3 * exp (-6 * p),
        [GRAFT_CURVE_DOMAIN_LOSS] = 0.69 - 0.3 * p * (1 - p),
        [GRAFT_CURVE_DOMAIN_ACCURACY] = 0.5 + 0.45 * exp (-3 * p),
        [GRAFT_CURVE_LAMBDA] = 2 / (1 + exp (-10 * p)) - 1,
        [GRAFT_CURVE_LEARNING_RATE] = 0.01 / pow (1 + 10 * p, 0.75),
      };

      for (guint c = 0; c < GRAFT_N_CURVES; c++)
        graft_update_add_point (update, &(GraftPoint){ i * 10, 10 * p, c, values[c] });
    }
}

static GraftFigure
figure (double value)
{
  return (GraftFigure){ value, value - 0.01, value + 0.01, 1000 };
}

static void
add_result (GraftUpdate *update, guint run)
{
  char *warnings[] = { (char *) "The classes are <unbalanced>.", NULL };
  GraftVerdict verdict;
  GraftRunResult result = { .run = run,
                            .seed = 1 + run,
                            .steps = 1000,
                            .seconds = 12.5,
                            .peak_mib = 40 + run,
                            .threads = 2,
                            .hash = (char *) "00ff",
                            .verdict = &verdict };

  graft_verdict_init (&verdict);
  verdict.source = figure (0.99);
  verdict.target = figure (0.84 - 0.02 * run);
  verdict.twin_source = figure (0.985);
  verdict.twin_target = figure (0.60);
  verdict.oracle_target = run == 0 ? figure (0.96) : (GraftFigure){ 0 };
  verdict.gap_closed = run == 0 ? 0.66 : NAN;
  verdict.a_before = 1.9;
  verdict.a_after = 0.7;
  verdict.sign = GRAFT_TRANSFER_POSITIVE;
  verdict.sentence = (char *) "Adaptation helped: 60 % became 84 %.";
  verdict.discriminator = (char *) "The domain head is at chance & a fresh one finds little.";
  verdict.warnings = warnings;
  verdict.final = TRUE;
  graft_update_add_result (update, &result);
}

static GraftRecord *
make_record (void)
{
  g_autoptr (GraftExperiment) experiment = make_experiment ();
  GraftRecord *record = graft_record_new (experiment);

  for (guint run = 0; run < 2; run++)
    {
      GraftProgress progress = { .run = run, .n_runs = 2, .seed = 1 + run };
      g_autoptr (GraftUpdate) update
          = graft_update_new (run == 1 ? GRAFT_STATE_FINISHED : GRAFT_STATE_RUNNING, &progress);
      g_autoptr (GraftMap) map = make_map (run);

      add_points (update, run);
      graft_update_set_map (update, map);
      add_result (update, run);
      graft_record_take (record, update);
    }
  graft_record_close (record, "journal: <line>\n");
  return record;
}

static void
test_record (void)
{
  g_autoptr (GraftRecord) record = make_record ();
  GraftSummary target = graft_record_summarise (record, GRAFT_FIGURE_TARGET);
  GraftSummary gap = graft_record_summarise (record, GRAFT_FIGURE_GAP_CLOSED);
  gsize n;

  g_assert_cmpuint (graft_record_get_n_runs (record), ==, 2);
  g_assert_cmpuint (graft_record_get_n_results (record), ==, 2);
  g_assert_cmpint (graft_record_get_state (record), ==, GRAFT_STATE_FINISHED);
  graft_record_get_points (record, 1, &n);
  g_assert_cmpuint (n, ==, 101 * GRAFT_N_CURVES);
  g_assert_nonnull (graft_record_get_map (record, 1, GRAFT_PROJECTION_PCA));
  g_assert_null (graft_record_get_map (record, 1, GRAFT_PROJECTION_TSNE));
  g_assert_null (graft_record_get_map (record, 7, GRAFT_PROJECTION_PCA));
  /* By hand: mean of 0.84 and 0.82; sd (n − 1) = 0.01 · √2. */
  g_assert_cmpuint (target.n, ==, 2);
  g_assert_cmpfloat_with_epsilon (target.mean, 0.83, 1e-12);
  g_assert_cmpfloat_with_epsilon (target.sd, 0.014142135623730951, 1e-12);
  g_assert_cmpuint (gap.n, ==, 1);
  g_assert_cmpfloat (gap.mean, ==, 0.66);
  g_assert_true (isnan (gap.sd));
  g_assert_cmpfloat (graft_record_get_latest (record, GRAFT_CURVE_LAMBDA), >, 0.99);
}

static JsonObject *
get_run (JsonObject *root, guint index)
{
  return json_array_get_object_element (json_object_get_array_member (root, "runs"), index);
}

static void
test_json (void)
{
  g_autoptr (GraftRecord) record = make_record ();
  g_autofree char *json = graft_result_to_json (record, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json, &error);
  JsonObject *root, *first, *second;

  g_assert_no_error (error);
  g_assert_null (strchr (json, '\n'));
  root = json_node_get_object (node);
  first = get_run (root, 0);
  second = get_run (root, 1);
  g_assert_cmpstr (json_object_get_string_member (root, "title"), ==, "Tom & <b>Jerry</b>");
  g_assert_cmpstr (json_object_get_string_member (root, "method"), ==, "dann");
  g_assert_cmpint (json_object_get_int_member (root, "threads"), ==, 2);
  g_assert_cmpfloat (json_object_get_double_member (root, "peak_mib"), ==, 41);
  g_assert_cmpint (json_object_get_int_member (first, "steps"), ==, 1000);
  g_assert_cmpfloat (
      json_object_get_double_member (json_object_get_object_member (first, "adapted"), "target"),
      ==, 0.84);
  g_assert_cmpfloat (
      json_object_get_double_member (json_object_get_object_member (first, "a_distance"), "after"),
      ==, 0.7);
  g_assert_cmpuint (
      json_array_get_length (json_object_get_array_member (first, "warnings")), ==, 1);
  g_assert_true (json_object_get_null_member (second, "oracle"));
  g_assert_true (json_object_get_null_member (second, "gap_closed"));
  g_assert_cmpfloat_with_epsilon (
      json_object_get_double_member (json_object_get_object_member (root, "mean"), "adapted"), 0.83,
      1e-12);
  g_assert_true (
      json_object_get_null_member (json_object_get_object_member (root, "sd"), "oracle"));
}

static void
check_file (const char *folder, const char *name, const char *has, const char *has_not)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (contents, has));
  if (has_not != NULL)
    g_assert_null (strstr (contents, has_not));
}

static void
remove_report (const char *folder)
{
  static const char *const names[]
      = { "index.html", "curves.csv", "result.json", "experiment.experiment", "journal.txt" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  /* Fails when the report left anything else behind. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_report (void)
{
  g_autoptr (GraftRecord) record = make_record ();
  g_autofree char *parent = g_dir_make_tmp ("graft-report-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (parent, "a", "b", NULL);
  g_autofree char *middle = g_path_get_dirname (folder);
  g_autoptr (GError) error = NULL;

  g_assert_true (graft_report_write (record, folder, "graft-cli run 'a<b'", &error));
  g_assert_no_error (error);
  check_file (folder, "index.html", "Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;", "<b>Jerry");
  check_file (folder, "index.html", "&lt;0&gt;", "<unbalanced>");
  check_file (folder, "index.html", "data:image/png;base64,", "http:");
  check_file (folder, "index.html", "data:image/svg+xml;base64,", ">nan");
  check_file (folder, "index.html", "83.0 ± 1.4 %", "nan ");
  check_file (folder, "index.html", "prefers-color-scheme: dark", NULL);
  check_file (folder, "curves.csv", "run,step,epoch,curve,value\n0,0,0,source-accuracy,0.09", NULL);
  check_file (folder, "curves.csv", "\n1,1000,10,learning-rate,0.00165", NULL);
  check_file (folder, "experiment.experiment", "[experiment]\ntitle=Tom & <b>Jerry</b>\n", NULL);
  check_file (folder, "journal.txt", "journal: <line>\n", NULL);
  check_file (folder, "result.json", "\"gap_closed\"", NULL);
  remove_report (folder);
  g_rmdir (middle);
  g_assert_cmpint (g_rmdir (parent), ==, 0);
}

static void
test_no_folder (void)
{
  g_autoptr (GraftRecord) record = make_record ();
  g_autofree char *file = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("graft-report-XXXXXX", &file, NULL);

  g_assert_true (g_close (fd, NULL));
  folder = g_build_filename (file, "below-a-file", NULL);
  g_assert_false (graft_report_write (record, folder, NULL, &error));
  g_assert_nonnull (strstr (error->message, folder));
  g_unlink (file);
}

/* A run that failed before its first result still has a page that says why. */
static void
test_failed (void)
{
  g_autoptr (GraftExperiment) experiment = make_experiment ();
  g_autoptr (GraftRecord) record = graft_record_new (experiment);
  g_autoptr (GraftUpdate) update = graft_update_new (GRAFT_STATE_FAILED, &(GraftProgress){ 0 });
  g_autoptr (GError) cause
      = g_error_new_literal (GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_DIVERGED, "diverged at step 7");
  g_autofree char *parent = g_dir_make_tmp ("graft-report-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (parent, "r", NULL);
  g_autoptr (GError) error = NULL;

  graft_update_set_error (update, cause);
  graft_record_take (record, update);
  graft_record_close (record, "");
  g_assert_error (graft_record_get_error (record), GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_DIVERGED);
  g_assert_true (graft_report_write (record, folder, NULL, &error));
  check_file (folder, "index.html", "diverged at step 7", NULL);
  remove_report (folder);
  g_assert_cmpint (g_rmdir (parent), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("GRAFT_TEST_REPORT") != NULL)
    {
      g_autoptr (GraftRecord) record = make_record ();

      return !graft_report_write (record, g_getenv ("GRAFT_TEST_REPORT"), "graft-cli demo", NULL);
    }
  g_test_add_func ("/report/record", test_record);
  g_test_add_func ("/report/json", test_json);
  g_test_add_func ("/report/report", test_report);
  g_test_add_func ("/report/no-folder", test_no_folder);
  g_test_add_func ("/report/failed", test_failed);
  return g_test_run ();
}
