/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Experiment files: what a good one says, what is said of a bad one, and that writing one
 * and reading it again changes nothing. */
#include "engine/base/error.h"
#include "engine/graft-engine.h"
#include "engine/session/key-text.h"
#include "engine/session/experiment-private.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

#define GOOD                                                                             \
  "# "                                                                                   \
  "comment\n[experiment]\nmethod=dann\n\n[source]\ndata=builtin:a\n[target]\ndata="      \
  "builtin:b\n"                                                                          \
  "[network]\npreset=dann-mnist\n"

static GraftExperiment *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  GraftExperiment *experiment =
      graft_experiment_parse (text, "x.experiment", "/data", &error);

  g_assert_no_error (error);
  return experiment;
}

static void
test_defaults (void)
{
  g_autoptr (GraftExperiment) experiment = parse (GOOD);
  const GraftExperimentData *source =
      graft_experiment_peek_domain (experiment, GRAFT_SOURCE);
  GraftShape input;

  g_assert_cmpstr (graft_experiment_get_title (experiment), ==, "x");
  g_assert_cmpstr (graft_experiment_get_method (experiment), ==, "dann");
  g_assert_cmpstr (graft_experiment_get_preset (experiment), ==, "dann-mnist");
  g_assert_cmpstr (graft_experiment_get_data (experiment, GRAFT_TARGET), ==, "builtin:b");
  g_assert_cmpstr (graft_experiment_get_folder (experiment), ==, "/data");
  g_assert_cmpuint (graft_experiment_get_seed (experiment), ==, 1);
  g_assert_cmpuint (graft_experiment_get_seeds (experiment), ==, 1);
  g_assert_cmpuint (graft_experiment_get_snapshots (experiment), ==, 20);
  g_assert_cmpuint (graft_experiment_get_probe (experiment), ==, 1000);
  g_assert_cmpuint (source->limit, ==, 0);
  g_assert_cmpuint (source->line, ==, 6);
  g_assert_null (source->test);
  g_assert_false (graft_experiment_get_input (experiment, &input));
  g_assert_null (graft_experiment_get_layers (experiment));
}

/* Every key, and values with everything that needs an escape. */
static const char *const full =
    "[experiment]\ntitle=Über \\\\ \\s\ndescription=a\\nb\nmethod=dann\nseed=7\nseeds=3\n"
    "[source]\ndata=idx:a;idx:b\\;c\nlabels=l\ntest=t\ntest_labels=tl\nphotos=p\nlimit="
    "5\n"
    "test_limit=6\nper_class=2\n[target]\ndata=npy:x.npy\nlimit=9\n"
    "[network]\nlayers=conv:32:5,relu\ninput=28x28x3\n"
    "[method]\nepochs=3\nlearning_rate=0.05\noptimizer=adam\ntwin=false\nlambda_max=0.5\n"
    "[report]\nsnapshots=4\nprobe=100\n";

static void
test_full (void)
{
  g_autoptr (GraftExperiment) experiment = parse (full);
  const GraftExperimentData *source =
      graft_experiment_peek_domain (experiment, GRAFT_SOURCE);
  const GraftParams *params = graft_experiment_get_params (experiment);
  GraftShape input, expected = graft_shape_image (28, 28, 3);

  g_assert_cmpstr (graft_experiment_get_title (experiment), ==, "Über \\  ");
  g_assert_cmpstr (graft_experiment_get_description (experiment), ==, "a\nb");
  g_assert_cmpstr (source->data, ==, "idx:a;idx:b\\;c");
  g_assert_cmpuint (source->per_class, ==, 2);
  g_assert_cmpuint (source->test_limit, ==, 6);
  g_assert_true (graft_experiment_get_input (experiment, &input));
  g_assert_true (graft_shape_equal (&input, &expected));
  g_assert_cmpint (graft_params_get_int (params, "epochs"), ==, 3);
  g_assert_cmpfloat (graft_params_get (params, "lambda_max"), ==, 0.5);
  g_assert_cmpfloat (graft_params_get (params, "twin"), ==, 0);
}

static void
check_round_trip (const char *text)
{
  g_autoptr (GraftExperiment) first = parse (text);
  g_autofree char *once = graft_experiment_to_text (first);
  g_autoptr (GraftExperiment) second = parse (once);
  g_autofree char *twice = graft_experiment_to_text (second);
  g_autoptr (GraftExperiment) copy = graft_experiment_dup (first);
  g_autofree char *copied = graft_experiment_to_text (copy);

  g_assert_cmpstr (once, ==, twice);
  g_assert_cmpstr (once, ==, copied);
}

static void
test_round_trip (void)
{
  g_autoptr (GraftExperiment) experiment = parse (full);
  g_autofree char *text = graft_experiment_to_text (experiment);

  check_round_trip (GOOD);
  check_round_trip (full);
  g_assert_nonnull (strstr (text, "description=a\\nb\n"));
  g_assert_nonnull (strstr (text, "lambda_max=0.5\n"));
  g_assert_null (strstr (text, "momentum"));
}

/* What Graft writes is a key file to GLib too, with the same values. */
static void
test_is_a_key_file (void)
{
  g_autoptr (GraftExperiment) experiment = parse (full);
  g_autofree char *text = graft_experiment_to_text (experiment);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  g_key_file_load_from_data (file, text, (gsize)-1, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  title = g_key_file_get_string (file, "experiment", "title", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (title, ==, graft_experiment_get_title (experiment));
  g_assert_cmpfloat (g_key_file_get_double (file, "method", "learning_rate", NULL), ==,
                     0.05);
}

static void
test_examples (void)
{
  const GraftExampleInfo *info;

  for (gsize i = 0; (info = graft_catalogue_get_example (i)) != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GraftExperiment) experiment =
          graft_experiment_example (info->id, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (graft_experiment_get_title (experiment), ==, info->label);
      g_assert_cmpstr (graft_experiment_get_description (experiment), ==,
                       info->description);
      g_assert_cmpstr (graft_experiment_get_method (experiment), ==, info->method);
      check_round_trip (info->text);
    }
  g_assert_cmpuint (2, <=,
                    (guint)(graft_catalogue_find_example ("moons-dann") != NULL) +
                        (graft_catalogue_find_example ("digits-dann") != NULL));
}

/* A bad file, the line that is to blame and a word of the remedy. */
typedef struct
{
  const char *name;
  const char *text;
  guint line;
  const char *says;
} BadFile;

#define WITH(lines) GOOD lines
static const BadFile bad_files[] = {
  { "unknown-key", WITH ("[method]\nlearning_rat=1\n"), 12, "“learning_rate”" },
  { "unknown-key-without-neighbour", WITH ("[report]\nxyzzyxyzzy=1\n"), 12,
    "snapshots, probe" },
  { "key-in-wrong-group", WITH ("[report]\nepochs=1\n"), 12, "belongs into [method]" },
  { "unknown-group", WITH ("[metod]\nepochs=1\n"), 11, "[method]" },
  { "group-twice", WITH ("[source]\nlimit=1\n"), 11, "since line 5" },
  { "key-twice", WITH ("[method]\nepochs=1\nepochs=2\n"), 13, "in line 12" },
  { "wrong-type", WITH ("[method]\nepochs=many\n"), 12, "a number between 1 and 100000" },
  { "fraction", WITH ("[method]\nepochs=1.5\n"), 12, "whole number" },
  { "out-of-range", WITH ("[method]\nepochs=0\n"), 12, "between 1 and" },
  { "nan", WITH ("[method]\nlearning_rate=nan\n"), 12, "finite" },
  { "infinite", WITH ("[method]\nlearning_rate=1e999\n"), 12, "finite" },
  { "comma", WITH ("[method]\nlearning_rate=0,1\n"), 12, "a number between" },
  { "choice", WITH ("[method]\noptimizer=magic\n"), 12, "one of sgd, adam" },
  { "boolean", WITH ("[method]\ntwin=maybe\n"), 12, "true or false" },
  { "comment-behind", WITH ("[method]\nepochs=10 # ten\n"), 12, "lines of their own" },
  { "seed", WITH ("[method]\n[report]\nprobe=-1\n"), 13, "between 10 and 2000" },
  { "shape", "[experiment]\nmethod=dann\n[network]\ninput=28x28\n", 4, "28x28x3" },
  { "huge-shape", "[experiment]\nmethod=dann\n[network]\ninput=4096x4096x4096\n", 4,
    "28x28x3" },
  { "preset", "[experiment]\nmethod=dann\n[network]\npreset=dann-mnis\n", 4,
    "“dann-mnist”" },
  { "preset-and-layers", WITH ("layers=relu\n"), 11, "leave one" },
  { "method", "[experiment]\nmethod=dan\n", 2, "“dann”" },
  { "method-list", "[experiment]\nmethod=dann;source-only\n", 2, "name one method" },
  { "no-method", "[experiment]\ntitle=a\n", 1, "method=dann" },
  { "no-experiment", "[source]\ndata=builtin:a\n", 2, "method=dann" },
  { "misspelt-method", "[experiment]\nmetod=dann\n", 2, "“method”" },
  { "no-source", "[experiment]\nmethod=dann\n[source]\nlimit=1\n", 3, "data=" },
  { "no-target", "[experiment]\nmethod=dann\n[source]\ndata=a\n", 4, "[target]" },
  { "no-network", "[experiment]\nmethod=dann\n[source]\ndata=a\n[target]\ndata=b\n", 6,
    "preset=" },
  { "empty-value", "[experiment]\nmethod=dann\n[source]\ndata=\n", 4, "no value" },
  { "no-key-file", "method=dann\n", 1, "[experiment]" },
  { "half-a-line", "[experiment]\nmethod\n", 2, "key=value" },
  { "open-group", "[experiment\n", 1, "[name]" },
  { "escape", "[experiment]\ntitle=a\\q\n", 2, "backslash" },
  { "only-comment", "# nothing\n", 1, "method=dann" },
};

static void
test_bad_file (gconstpointer data)
{
  const BadFile *bad = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *place = g_strdup_printf ("x.experiment:%u: ", bad->line);

  g_assert_null (graft_experiment_parse (bad->text, "x.experiment", NULL, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, place));
  g_assert_nonnull (strstr (error->message, bad->says));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (error->domain == GRAFT_PARAM_ERROR || error->domain == GRAFT_IO_ERROR);
}

typedef struct
{
  char *folder;
  char *path;
} Disk;

static void
set_up (Disk *disk, gconstpointer data)
{
  disk->folder = g_dir_make_tmp ("graft-experiment-XXXXXX", NULL);
  disk->path = g_build_filename (disk->folder, "a.experiment", NULL);
}

static void
tear_down (Disk *disk, gconstpointer data)
{
  g_unlink (disk->path);
  g_rmdir (disk->folder);
  g_free (disk->path);
  g_free (disk->folder);
}

static void
check_load_fails (Disk *disk, const char *contents, gsize length, const char *says)
{
  g_autoptr (GError) error = NULL;

  if (contents != NULL)
    g_assert_true (g_file_set_contents (disk->path, contents, (gssize)length, NULL));
  g_assert_null (graft_experiment_load (disk->path, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, disk->path));
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_disk (Disk *disk, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (1024 * 1024 + 1, '#');
  g_autoptr (GraftExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;

  check_load_fails (disk, NULL, 0, "cannot be read");
  check_load_fails (disk, "", 0, "is empty");
  check_load_fails (disk, " \n\n", 3, "is empty");
  check_load_fails (disk, "\xff\xfe[", 3, "UTF-8");
  check_load_fails (disk, "[a]\0b=", 6, "UTF-8");
  check_load_fails (disk, huge, 1024 * 1024 + 1, "1 MiB");
  g_assert_true (g_file_set_contents (disk->path, "\xef\xbb\xbf" GOOD, -1, NULL));
  experiment = graft_experiment_load (disk->path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (graft_experiment_get_folder (experiment), ==, disk->folder);
  g_assert_cmpstr (graft_experiment_get_title (experiment), ==, "a");
}

static void
test_folder_is_no_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (graft_experiment_load (g_get_tmp_dir (), &error));
  g_assert_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED);
}

static void
test_windows_lines (void)
{
  g_autoptr (GraftExperiment) experiment = parse (
      "[experiment]\r\nmethod = dann\r\n[source]\r\ndata=a\r\n[target]\r\ndata=b\r\n"
      "[network]\r\npreset=dann-mnist\r\n");

  g_assert_cmpstr (graft_experiment_get_data (experiment, GRAFT_SOURCE), ==, "a");
}

static void
test_set (void)
{
  g_autoptr (GraftExperiment) experiment = parse (GOOD);
  g_autoptr (GError) error = NULL;

  g_assert_true (graft_experiment_set (experiment, "epochs", "4", &error));
  g_assert_true (graft_experiment_set (experiment, "method.lambda_max", "0.25", &error));
  g_assert_true (graft_experiment_set (experiment, "seed", "9", &error));
  g_assert_true (graft_experiment_set (experiment, "target.limit", "30", &error));
  g_assert_true (graft_experiment_set (experiment, "network.layers", "relu", &error));
  g_assert_no_error (error);
  g_assert_cmpint (
      graft_params_get_int (graft_experiment_get_params (experiment), "epochs"), ==, 4);
  g_assert_cmpuint (graft_experiment_get_seed (experiment), ==, 9);
  g_assert_cmpuint (graft_experiment_peek_domain (experiment, GRAFT_TARGET)->limit, ==,
                    30);
  g_assert_null (graft_experiment_get_preset (experiment));
}

static void
check_set_fails (const char *key, const char *text, const char *says)
{
  g_autoptr (GraftExperiment) experiment = parse (GOOD);
  g_autofree char *before = graft_experiment_to_text (experiment);
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL;

  g_assert_false (graft_experiment_set (experiment, key, text, &error));
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, says));
  after = graft_experiment_to_text (experiment);
  g_assert_cmpstr (before, ==, after);
}

static void
test_set_bad (void)
{
  check_set_fails ("epoch", "4", "“epochs”");
  check_set_fails ("epochs", "nan", "finite");
  check_set_fails ("limit", "4", "source.limit");
  check_set_fails ("report.epochs", "4", "[method]");
  check_set_fails ("metod.epochs", "4", "[method]");
  check_set_fails ("method", "dannn", "“dann”");
  check_set_fails ("seed", "-1", "whole number");
  check_set_fails ("seed", "9999999999999999999999", "between 0 and 9007199254740991");
}

/* Both methods have "epochs"; lambda_max is DANN's own. */
static void
test_set_method (void)
{
  g_autoptr (GraftExperiment) experiment = parse (full);
  g_autoptr (GraftParams) kept = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (graft_experiment_set_method (experiment, "source-only", &error));
  kept = graft_params_dup (graft_experiment_get_params (experiment));
  g_assert_null (graft_params_find (kept, "lambda_max"));
  g_assert_true (graft_experiment_set_method (experiment, "dann", &error));
  g_assert_cmpint (graft_params_get_int (kept, "epochs"), ==, 3);
  g_assert_cmpfloat (
      graft_params_get (graft_experiment_get_params (experiment), "lambda_max"), ==, 1);
}

/* A first byte that promises more than there is: counting by it would go on behind the
 * text, into what happens to lie there. */
static void
test_broken_excerpt (void)
{
  char text[160];
  g_autofree char *excerpt = NULL;

  memset (text, 'b', sizeof text);
  memset (text, 'a', 59);
  text[59] = (char)0xfc;
  text[60] = '\0';
  text[sizeof text - 1] = '\0';
  excerpt = graft_key_text_excerpt (text);
  g_assert_true (g_utf8_validate (excerpt, -1, NULL));
  g_assert_null (strchr (excerpt, 'b'));
}

static void
test_one_line (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftExperiment) experiment =
      graft_experiment_parse ("[experiment]\nmethod=d\\nann\n", "file", NULL, &error);

  g_assert_null (experiment);
  g_assert_nonnull (strstr (error->message, "d ann"));
  g_assert_null (strchr (error->message, '\n'));
}

int
main (int argc, char **argv)
{
  /* Numbers are read and written the same where commas are decimal. */
  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/experiment/defaults", test_defaults);
  g_test_add_func ("/experiment/full", test_full);
  g_test_add_func ("/experiment/round-trip", test_round_trip);
  g_test_add_func ("/experiment/is-a-key-file", test_is_a_key_file);
  g_test_add_func ("/experiment/examples", test_examples);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_files); i++)
    {
      g_autofree char *path = g_strconcat ("/experiment/bad/", bad_files[i].name, NULL);

      g_test_add_data_func (path, &bad_files[i], test_bad_file);
    }
  g_test_add ("/experiment/disk", Disk, NULL, set_up, test_disk, tear_down);
  g_test_add_func ("/experiment/folder-is-no-file", test_folder_is_no_file);
  g_test_add_func ("/experiment/windows-lines", test_windows_lines);
  g_test_add_func ("/experiment/set", test_set);
  g_test_add_func ("/experiment/set-bad", test_set_bad);
  g_test_add_func ("/experiment/set-method", test_set_method);
  g_test_add_func ("/experiment/broken-excerpt", test_broken_excerpt);
  g_test_add_func ("/experiment/one-line", test_one_line);
  return g_test_run ();
}
