/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands on good input: what they print, and what they leave behind. */
#include "tests/cli/cli.h"

#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>

static const char *const small[] = { "--set", "epochs=20", "--set", "seeds=1", NULL };

static JsonObject *
parse (JsonParser *parser, const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
test_lists (Cli *self, gconstpointer data)
{
  g_assert_cmpint (cli_run (self, "demo", "--list", NULL), ==, 0);
  g_assert_nonnull (strstr (self->out, "digits-dann"));
  g_assert_nonnull (strstr (self->out, "moons-dann"));
  g_assert_cmpint (cli_run (self, "describe", NULL), ==, 0);
  g_assert_nonnull (strstr (self->out, "dann"));
  g_assert_cmpint (cli_run (self, "describe", "dann", NULL), ==, 0);
  g_assert_nonnull (strstr (self->out, "lambda_max"));
  g_assert_cmpint (cli_run (self, "bench", "--list", NULL), ==, 0);
  g_assert_nonnull (strstr (self->out, "lenet"));
  g_assert_cmpint (cli_run (self, "--version", NULL), ==, 0);
}

/* The text of an example is a good experiment file. */
static void
test_text (Cli *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  g_assert_cmpint (cli_run (self, "demo", "moons-dann", "--text", NULL), ==, 0);
  text = g_strdup (self->out);
  cli_write (self, "mine.experiment", text);
  g_assert_cmpint (cli_run (self, "run", "mine.experiment", "-q", small[0], small[1],
                            "--seeds=1", "--json", NULL),
                   ==, 0);
  g_assert_nonnull (strstr (self->out, "\"hash\""));
}

/* Lines as others read them: ok, FAIL or skip, a name, a reason; then the count. */
static void
test_golden (Cli *self, gconstpointer data)
{
  const char *holm = "{\"inputs\": {\"p\": {\"value\": [0.02, 0.5]}}, \"outputs\": "
                     "{\"adjusted\": {\"value\": [%s, 0.5]}}}";
  g_autofree char *right = g_strdup_printf (holm, "0.04");
  g_autofree char *wrong = g_strdup_printf (holm, "0.05");

  cli_write (self, "cases/holm_a/manifest.json", right);
  cli_write (self, "cases/quantum/manifest.json", "{\"inputs\": {}, \"outputs\": {}}");
  g_assert_cmpint (cli_run (self, "golden", "cases", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (self->out, "ok   holm_a "));
  g_assert_nonnull (strstr (self->out, "\nskip quantum "));
  g_assert_true (g_str_has_suffix (self->out, "\n1 passed, 0 failed, 1 skipped\n"));
  cli_write (self, "cases/holm_b/manifest.json", wrong);
  g_assert_cmpint (cli_run (self, "golden", "cases", "holm_b", NULL), ==, 1);
  g_assert_true (g_str_has_prefix (self->out, "FAIL holm_b "));
  g_assert_cmpint (cli_run (self, "golden", "cases", "--json", NULL), ==, 1);
  g_assert_true (
      g_str_has_suffix (self->out, "\n{\"passed\":1,\"failed\":1,\"skipped\":1}\n"));
}

static void
test_json (Cli *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root, *run;

  g_assert_cmpint (cli_run (self, "demo", "moons-dann", "-q", "--json", small[0],
                            small[1], "--seeds=2", NULL),
                   ==, 0);
  root = parse (parser, self->out);
  g_assert_cmpstr (json_object_get_string_member (root, "method"), ==, "dann");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "runs")),
                    ==, 2);
  run = json_array_get_object_element (json_object_get_array_member (root, "runs"), 0);
  for (guint i = 0; i < 3; i++)
    {
      static const char *const who[] = { "twin", "adapted", "oracle" };
      double target = json_object_get_double_member (
          json_object_get_object_member (run, who[i]), "target");

      g_assert_cmpfloat (target, >=, 0);
      g_assert_cmpfloat (target, <=, 1);
    }
}

/* One file that needs no other and asks nobody for anything. */
static void
test_report (Cli *self, gconstpointer data)
{
  g_autofree char *html = NULL, *json = NULL;

  g_assert_cmpint (cli_run (self, "demo", "moons-dann", "-q", small[0], small[1],
                            "--seeds=1", "--report", "report", NULL),
                   ==, 0);
  html = cli_read (self, "report/index.html");
  /* Curves and maps are in the page itself. */
  g_assert_nonnull (strstr (html, "src=\"data:image/"));
  g_assert_nonnull (strstr (html, "Two moons"));
  g_assert_null (strstr (html, "src=\"http"));
  g_assert_null (strstr (html, "<script"));
  g_assert_null (strstr (html, "<link"));
}

/* Same seed, same bits, at any number of threads. */
static void
test_threads (Cli *self, gconstpointer data)
{
  g_autofree char *hash = NULL;

  for (guint threads = 1; threads <= 3; threads++)
    {
      g_autofree char *option = g_strdup_printf ("--threads=%u", threads);
      g_autoptr (JsonParser) parser = json_parser_new ();
      const char *now;
      JsonObject *root;

      g_assert_cmpint (cli_run (self, "demo", "moons-dann", "-q", "--json", small[0],
                                small[1], "--seeds=1", option, NULL),
                       ==, 0);
      root = parse (parser, self->out);
      now = json_object_get_string_member (
          json_array_get_object_element (json_object_get_array_member (root, "runs"), 0),
          "hash");
      if (hash == NULL)
        hash = g_strdup (now);
      g_assert_cmpstr (hash, ==, now);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                              \
  g_test_add ("/commands/" name, Cli, NULL, cli_set_up, function, cli_tear_down)
  ADD ("lists", test_lists);
  ADD ("text", test_text);
  ADD ("golden", test_golden);
  ADD ("json", test_json);
  ADD ("report", test_report);
  ADD ("threads", test_threads);
  return g_test_run ();
}
