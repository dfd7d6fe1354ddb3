/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projects from the command line: what they hold, and whether they are whole. */
#include "tests/cli/cli.h"

#include "engine/project/project-jobs.h"
#include "tests/support/project-fixture.h"
#include "tests/support/temp-folder.h"

#include <glib/gstdio.h>

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char *const classes[] = { "cat", "dog", NULL };

/* "animals.graft" with one set of five items, the first two of them cats. */
static ProjectFixture
make_project (void)
{
  ProjectFixture fixture;
  GraftProjectSet *set;
  guint32 ids[2];

  project_fixture_init (&fixture);
  set = project_fixture_add_set (&fixture, "photos", 5, classes);
  for (guint i = 0; i < 2; i++)
    ids[i] = graft_project_set_peek_items (set, NULL)[i].id;
  graft_project_label (fixture.project, set, ids, 2, 0);
  project_fixture_flush (&fixture);
  return fixture;
}

static void
test_describe (Cli *self, gconstpointer data)
{
  ProjectFixture fixture = make_project ();

  /* Open in this process meanwhile: reading disturbs nobody. */
  g_assert_cmpint (cli_run (self, "describe", fixture.path, NULL), ==, 0);
  g_assert_nonnull (strstr (self->out, "photos: images, 5 items, 2 labelled"));
  g_assert_cmpint (cli_run (self, "describe", fixture.path, "--json", NULL), ==, 0);
  g_assert_nonnull (strstr (self->out, "{\"name\":\"cat\",\"items\":2}"));
  project_fixture_clear (&fixture);
}

static void
test_verify (Cli *self, gconstpointer data)
{
  ProjectFixture fixture = make_project ();
  g_autofree char *noise = NULL;
  int fd;

  g_assert_cmpint (cli_run (self, "verify", fixture.path, "--json", NULL), ==, 0);
  g_assert_nonnull (strstr (self->out, "\"items\":5,\"missing\":0,\"damaged\":0"));
  g_assert_nonnull (strstr (self->out, "\"label\":2"));
  graft_project_close (fixture.project);
  g_assert_cmpint (cli_run (self, "verify", fixture.path, NULL), ==, 0);
  fd = g_open (fixture.path, O_WRONLY, 0);
  noise = g_malloc0 (9000);
  g_assert_cmpint (pwrite (fd, noise, 9000, 3 * 4096), ==, 9000);
  close (fd);
  g_assert_cmpint (cli_run (self, "verify", fixture.path, NULL), ==, 3);
  g_assert_nonnull (strstr (self->err, "damaged"));
  g_assert_cmpint (cli_run (self, "verify", "gone.graft", NULL), ==, 3);
  g_assert_cmpint (cli_run (self, "verify", NULL), ==, 2);
  project_fixture_clear (&fixture);
}

static gboolean
spoil_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  return graft_sql_exec (
      graft_project_file_peek_sql (file),
      "UPDATE content SET bytes=zeroblob (16)"
      " WHERE hash=(SELECT hash FROM item WHERE name='picture-00003.png')",
      error);
}

static gboolean
lose_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  gint64 root;

  return graft_project_file_need_root (file, "/nowhere", &root, error) &&
         graft_sql_exec (graft_project_file_peek_sql (file),
                         "UPDATE item SET format=0, root=1, path=CAST (name AS BLOB)"
                         " WHERE name='picture-00001.png'",
                         error);
}

static void
test_verify_contents (Cli *self, gconstpointer data)
{
  const GraftProjectStep quiet = { NULL };
  ProjectFixture fixture = make_project ();

  graft_project_submit (fixture.project, &quiet, lose_cb, NULL, NULL, NULL);
  project_fixture_flush (&fixture);
  g_assert_cmpint (cli_run (self, "verify", fixture.path, NULL), ==, 1);
  g_assert_nonnull (strstr (self->out, "missing: /nowhere/picture-00001.png"));
  graft_project_submit (fixture.project, &quiet, spoil_cb, NULL, NULL, NULL);
  project_fixture_flush (&fixture);
  g_assert_cmpint (cli_run (self, "verify", fixture.path, NULL), ==, 3);
  g_assert_nonnull (strstr (self->out, "damaged: picture-00003.png"));
  project_fixture_clear (&fixture);
}

#define ADD(path, test) g_test_add (path, Cli, NULL, cli_set_up, test, cli_tear_down)

int
main (int argc, char **argv)
{
  char *home;
  int result;

  g_test_init (&argc, &argv, NULL);
  home = test_temp_home_new ();
  ADD ("/cli/project/describe", test_describe);
  ADD ("/cli/project/verify", test_verify);
  ADD ("/cli/project/verify-contents", test_verify_contents);
  result = g_test_run ();
  test_temp_folder_remove (home);
  return result;
}
