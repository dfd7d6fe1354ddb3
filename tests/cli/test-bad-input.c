/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person gets wrong: one clear line, exit status 3, and nothing left half-written.
 */
#include "tests/cli/cli.h"

#include <string.h>

/* An experiment that is right but for what a case changes: source, target, preset,
 * epochs, and one more line in [method]. */
static char *
experiment (const char *source,
            const char *target,
            const char *preset,
            const char *epochs,
            const char *more)
{
  return g_strdup_printf ("[experiment]\ntitle=T\nmethod=dann\n[source]\ndata=%s\n"
                          "[target]\ndata=%s\n[network]\npreset=%s\n[method]\nepochs=%s\n"
                          "%s\n",
                          source, target, preset, epochs, more);
}

/* Runs bad.experiment and expects @part in the one line it is refused with. */
static void
expect_refused (Cli *self, const char *text, const char *part)
{
  g_autofree char *before = NULL, *after = NULL;
  const char *end;

  cli_write (self, "bad.experiment", text);
  before = cli_list (self);
  g_assert_cmpint (
      cli_run (self, "run", "bad.experiment", "--report", "report", "-q", NULL), ==, 3);
  g_assert_cmpstr (self->out, ==, "");
  if (strstr (self->err, part) == NULL)
    g_error ("expected “%s” in: %s", part, self->err);
  end = strchr (self->err, '\n');
  g_assert_nonnull (end);
  g_assert_cmpstr (end, ==, "\n");
  after = cli_list (self);
  g_assert_cmpstr (before, ==, after);
}

static void
test_keys (Cli *self, gconstpointer data)
{
  const struct
  {
    const char *source;
    const char *target;
    const char *preset;
    const char *epochs;
    const char *more;
    const char *part;
  } cases[] = {
    { "builtin:moons-source", "builtin:moons-target", "moons-mlp", "2", "learnin_rate=1",
      "bad.experiment:12: there is no key “learnin_rate” in [method]; did you mean "
      "“learning_rate”?" },
    { "builtin:moons-source", "builtin:moons-target", "moons-mlp", "two", "",
      "bad.experiment:11: “epochs” is “two”; it must be a number" },
    { "builtin:moons-source", "builtin:moons-target", "moons-mlp", "2",
      "learning_rate=nan", "bad.experiment:12: “learning_rate” is not a finite number" },
    { "builtin:moons-source", "builtin:moons-target", "moons-mlp", "2",
      "learning_rate=-1",
      "bad.experiment:12: “learning_rate” is -1; it must lie between" },
    { "builtin:moons-source", "builtin:moons-target", "moonmlp", "2", "", "moons-mlp" },
    { "builtin:moon-source", "builtin:moons-target", "moons-mlp", "2", "",
      "bad.experiment:5: [source] data: there is no built-in data “moon-source”; did you "
      "mean “moons-source”?" },
    { "foo:bar", "builtin:moons-target", "moons-mlp", "2", "",
      "bad.experiment:5: [source] data: “foo:bar” is no kind of data" },
    { "idx:nowhere.gz", "builtin:moons-target", "moons-mlp", "2", "",
      "nowhere.gz cannot be read" },
    { "builtin:printed-digits", "builtin:moons-target", "dann-mnist", "2", "",
      "bad.experiment:7: [target] data: " },
    { "builtin:moons-source", "folder:empty", "moons-mlp", "2", "", "has no pictures" },
  };

  cli_write (self, "empty/a/none.txt", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
          experiment (cases[i].source, cases[i].target, cases[i].preset, cases[i].epochs,
                      cases[i].more);

      expect_refused (self, text, cases[i].part);
    }
}

static void
test_files (Cli *self, gconstpointer data)
{
  expect_refused (self, "hello", "bad.experiment:1: “hello” is neither a [group]");
  expect_refused (self, "", "bad.experiment");
  expect_refused (self, "[experiment]\ntitle=\xff\xfe\n", "is not text in UTF-8");
  g_assert_cmpint (cli_run (self, "run", "nowhere.experiment", NULL), ==, 3);
  g_assert_nonnull (strstr (self->err, "nowhere.experiment: cannot be read"));
}

/* One class, and labels out of range, in pictures written as TGA. */
static void
test_one_class (Cli *self, gconstpointer data)
{
  char picture[19] = { [2] = 3, [12] = 1, [14] = 1, [16] = 8, [18] = 'x' };
  g_autofree char *text = experiment ("folder:set", "folder:set", "mlp", "2", "");

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("set/only/%u.tga", i);
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      cli_write (self, name, "");
      g_assert_true (g_file_set_contents (path, picture, sizeof picture, NULL));
    }
  expect_refused (self, text, "are of one class, “only”; there must be at least two");
}

static void
test_usage (Cli *self, gconstpointer data)
{
  g_assert_cmpint (cli_run (self, "run", NULL), ==, 2);
  g_assert_cmpint (cli_run (self, "fly", NULL), ==, 2);
  g_assert_cmpint (cli_run (self, "demo", "nowhere", NULL), !=, 0);
  g_assert_cmpint (cli_run (self, "run", "--seeds=x", "a", NULL), ==, 2);
  g_assert_cmpint (cli_run (self, "golden", "nowhere", NULL), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                              \
  g_test_add ("/bad-input/" name, Cli, NULL, cli_set_up, function, cli_tear_down)
  ADD ("keys", test_keys);
  ADD ("files", test_files);
  ADD ("one-class", test_one_class);
  ADD ("usage", test_usage);
  return g_test_run ();
}
