/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli import and export, as people and scripts use them. */
#include "tests/cli/cli.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Pictures: some eight transactions. */
#define MANY 2000

/* A picture of 8 × 8 pixels of noise as BMP; another @seed is another picture. */
static void
write_picture (Cli *self, const char *name, guint32 seed)
{
  guint8 file[54 + 192] = {
    'B', 'M', 246, [10] = 54, [14] = 40, [18] = 8, [22] = 8, [26] = 1, [28] = 24
  };
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 54; i < sizeof file; i++)
    {
      seed = seed * 1664525 + 1013904223;
      file[i] = (guint8)(seed >> 24);
    }
  g_assert_cmpint (g_mkdir_with_parents (folder, 0777), ==, 0);
  g_assert_true (g_file_set_contents (path, (const char *)file, sizeof file, NULL));
}

static JsonObject *
parse (JsonParser *parser, const char *text)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
fill (Cli *self)
{
  write_picture (self, "photos/cat/a.bmp", 1);
  write_picture (self, "photos/cat/b.bmp", 2);
  write_picture (self, "photos/dog/c.bmp", 3);
}

static void
test_import (Cli *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *root, *file;

  fill (self);
  cli_write (self, "photos/dog/bad.png", "no picture");
  g_assert_cmpint (cli_run (self, "import", "p.graft", "photos", "--json", NULL), ==, 0);
  root = parse (parser, self->out);
  g_assert_cmpint (json_object_get_int_member (root, "taken"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (root, "skipped"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (root, "refused"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (root, "duplicates"), ==, 0);
  file = json_array_get_object_element (json_object_get_array_member (root, "files"), 0);
  g_assert_true (
      g_str_has_suffix (json_object_get_string_member (file, "file"), "bad.png"));
  g_assert_nonnull (json_object_get_string_member (file, "reason"));
  /* Again, for people. */
  g_assert_cmpint (cli_run (self, "import", "p.graft", "photos", NULL), ==, 0);
  g_assert_nonnull (strstr (self->out, "0 taken, 3 skipped, 1 refused"));
  g_assert_nonnull (strstr (self->err, "bad.png"));
}

static void
test_options (Cli *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  fill (self);
  cli_write (self, "truth.csv", "file,label\na.bmp,Tom\nb.bmp,\"Felix, the cat\"\n");
  g_assert_cmpint (cli_run (self, "import", "p.graft", "photos", "--set", "mine",
                            "--embed", "--unlabelled", "--labels", "truth.csv", NULL),
                   ==, 0);
  g_assert_cmpint (cli_run (self, "export", "p.graft", "--labels", "out.csv", NULL), ==,
                   0);
  text = cli_read (self, "out.csv");
  g_assert_true (g_str_has_prefix (text, "file,label,"));
  g_assert_nonnull (strstr (text, "\r\ncat/a.bmp,Tom,"));
  g_assert_nonnull (strstr (text, "\r\ncat/b.bmp,\"Felix, the cat\","));
  g_assert_nonnull (strstr (text, "\r\ndog/c.bmp,\"\","));
}

static void
test_export (Cli *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  fill (self);
  g_assert_cmpint (
      cli_run (self, "import", "p.graft", "photos", "builtin:moons-source", NULL), ==, 0);
  g_assert_cmpint (
      cli_run (self, "export", "p.graft", "-f", "folders", "-o", "out", NULL), ==, 3);
  g_assert_nonnull (strstr (self->err, "photos, moons-source"));
  g_assert_cmpint (cli_run (self, "export", "p.graft", "photos", "-f", "folders", "-o",
                            "out", "--json", NULL),
                   ==, 0);
  g_assert_cmpint (json_object_get_int_member (parse (parser, self->out), "written"), ==,
                   3);
  g_assert_true (cli_exists (self, "out/dog/c.bmp"));
  g_assert_cmpint (cli_run (self, "export", "p.graft", "photos", "-f", "idx", "-o", "idx",
                            "--size", "4", NULL),
                   ==, 0);
  g_assert_true (cli_exists (self, "idx/photos-labels-idx1-ubyte"));
  g_assert_cmpint (cli_run (self, "export", "p.graft", "moons-source", "-f", "npz", "-o",
                            "m.npz", NULL),
                   ==, 0);
  g_assert_true (cli_exists (self, "m.npz"));
}

static void
test_wrong (Cli *self, gconstpointer data)
{
  fill (self);
  g_assert_cmpint (cli_run (self, "import", "p.graft", NULL), ==, 2);
  g_assert_cmpint (cli_run (self, "import", "p.graft", "nowhere", NULL), ==, 3);
  g_assert_nonnull (strstr (self->err, "nowhere"));
  cli_write (self, "bad.png", "no picture");
  g_assert_cmpint (cli_run (self, "import", "p.graft", "bad.png", NULL), ==, 3);
  cli_write (self, "text.graft", "this is no project, whatever its name says");
  g_assert_cmpint (cli_run (self, "import", "text.graft", "photos", NULL), ==, 3);
  g_assert_cmpint (cli_run (self, "export", "none.graft", "--labels", "x.csv", NULL), ==,
                   3);
  g_assert_cmpint (cli_run (self, "export", "p.graft", NULL), ==, 2);
  g_assert_cmpint (
      cli_run (self, "export", "p.graft", "--format", "xls", "--output", "x", NULL), ==,
      2);
  g_assert_nonnull (strstr (self->err, "csv, json, folders"));
  g_assert_false (cli_exists (self, "none.graft"));
}

/* Starts an import of many pictures and sends it @signal once something was committed;
 * its exit status as waitpid() has it. */
static int
interrupt (Cli *self, int signal, char **out)
{
  const char *const argv[] = {
    g_getenv ("GRAFT_CLI"), "import", "p.graft", "photos", "--json", NULL
  };
  g_autofree char *journal = g_build_filename (self->folder, "p.graft-wal", NULL);
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[4096];
  GStatBuf status = { 0 };
  GPid child;
  int result, output;
  gssize n;

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("photos/%s/%u.bmp", i % 2 ? "a" : "b", i);

      write_picture (self, name, i);
    }
  g_spawn_async_with_pipes (self->folder, (char **)argv, NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                            NULL, &child, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  /* The tables take less. */
  while ((g_stat (journal, &status) != 0 || status.st_size < 400000) &&
         g_get_monotonic_time () < deadline)
    g_usleep (1000);
  g_assert_cmpint (kill (child, signal), ==, 0);
  while ((n = read (output, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, n);
  close (output);
  g_assert_cmpint (waitpid (child, &result, 0), ==, child);
  if (out != NULL)
    *out = g_strdup (text->str);
  return result;
}

/* Killed: what was committed is whole, and the rest comes with the next import. */
static void
test_killed (Cli *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  int status = interrupt (self, SIGKILL, NULL);
  JsonObject *root;
  gint64 there;

  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (cli_run (self, "verify", "p.graft", NULL), ==, 0);
  g_assert_cmpint (cli_run (self, "import", "p.graft", "photos", "--json", NULL), ==, 0);
  root = parse (parser, self->out);
  there = json_object_get_int_member (root, "skipped");
  g_assert_cmpint (there, >, 0);
  g_assert_cmpint (there, <, MANY);
  g_assert_cmpint (there + json_object_get_int_member (root, "taken"), ==, MANY);
}

/* Ctrl+C: a report of what was taken, which stays. */
static void
test_interrupted (Cli *self, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *out = NULL;
  int status = interrupt (self, SIGINT, &out);
  JsonObject *root = parse (parser, out);
  gint64 taken = json_object_get_int_member (root, "taken");

  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 1);
  g_assert_true (json_object_get_boolean_member (root, "cancelled"));
  g_assert_cmpint (taken, >, 0);
  g_assert_cmpint (taken, <, MANY);
  g_assert_cmpint (cli_run (self, "import", "p.graft", "photos", "--json", NULL), ==, 0);
  root = parse (parser, self->out);
  g_assert_cmpint (json_object_get_int_member (root, "skipped"), ==, taken);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                              \
  g_test_add ("/import/" name, Cli, NULL, cli_set_up, function, cli_tear_down)
  ADD ("import", test_import);
  ADD ("options", test_options);
  ADD ("export", test_export);
  ADD ("wrong", test_wrong);
  ADD ("killed", test_killed);
  ADD ("interrupted", test_interrupted);
  return g_test_run ();
}
