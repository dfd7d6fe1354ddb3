/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Killed at random moments while it labels: what was said to be on the disk is there. */
#include "tests/support/project-fixture.h"
#include "tests/support/temp-folder.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS 20 /* or what GRAFT_KILLS says */

static const char *const classes[] = { "cat", "dog", "horse", NULL };

static guint32
get_id (GraftProjectSet *set, guint at)
{
  return graft_project_set_peek_items (set, NULL)[at].id;
}

static void
label_one (GraftProject *project, GraftProjectSet *set, guint at, int class)
{
  guint32 id = get_id (set, at);

  graft_project_label (project, set, &id, 1, class);
}

/* Labels one item after the other, three classes in turn, and says on @out how many are
 * on the disk. Never ends by itself. */
static int
label_until_killed (const char *path)
{
  GraftProject *project = graft_project_open (path, GRAFT_PROJECT_OPEN, NULL);
  GraftProjectSet *set;

  if (project == NULL)
    return 1;
  set = graft_project_find_set (project, "photos");
  for (guint32 n = (guint32)graft_project_set_get_n_labelled (set);; n++)
    {
      gsize all = graft_project_set_get_n_items (set);

      label_one (project, set, (guint)(n % all), (int)(n % 3));
      /* Sometimes several in one transaction. */
      if (n % 5 == 4)
        continue;
      if (!graft_project_flush (project, NULL) ||
          write (STDOUT_FILENO, &n, sizeof n) != sizeof n)
        return 1;
    }
}

static void
start_child (const char *path, GPid *child, int *out)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  char *argv[] = { self, (char *)"--label-until-killed", (char *)path, NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_async_with_pipes (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            child, NULL, out, NULL, &error);
  g_assert_no_error (error);
}

/* The last number the child wrote before it was killed after @n of them. */
static guint32
kill_after (GPid child, int out, guint n)
{
  guint32 last = 0, number;
  int status;

  for (guint i = 0; read (out, &number, sizeof number) == sizeof number; i++)
    {
      last = number;
      if (i == n)
        kill (child, SIGKILL);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  close (out);
  return last;
}

static void
test_kill (void)
{
  ProjectFixture fixture;
  g_autoptr (GError) error = NULL;
  const char *text = g_getenv ("GRAFT_KILLS");
  guint kills = text != NULL ? (guint)g_ascii_strtoull (text, NULL, 10) : KILLS;

  project_fixture_init (&fixture);
  project_fixture_add_set (&fixture, "photos", 20000, classes);
  g_assert_finalize_object (fixture.project);
  for (guint round = 0; round < kills; round++)
    {
      GraftProjectSet *set;
      GPid child;
      guint32 last;
      int out;

      start_child (fixture.path, &child, &out);
      last = kill_after (child, out, (guint)g_test_rand_int_range (0, 15));
      fixture.project = graft_project_open (fixture.path, GRAFT_PROJECT_OPEN, &error);
      g_assert_no_error (error);
      g_assert_false (graft_project_get_read_only (fixture.project));
      set = graft_project_find_set (fixture.project, "photos");
      g_assert_cmpuint (graft_project_set_get_n_labelled (set), >=, last + 1);
      for (guint i = 0; i <= last; i++)
        g_assert_cmpint (graft_project_set_peek_items (set, NULL)[i].label, ==,
                         (int)(i % 3));
      /* Every label is a step of its own. */
      last = (guint32)graft_project_set_get_n_labelled (set);
      graft_project_undo (fixture.project);
      project_fixture_flush (&fixture);
      g_assert_cmpuint (graft_project_set_get_n_labelled (set), ==, last - 1);
      g_assert_finalize_object (fixture.project);
    }
  fixture.project = NULL;
  project_fixture_clear (&fixture);
}

int
main (int argc, char **argv)
{
  char *home;
  int result;

  if (argc == 3 && g_str_equal (argv[1], "--label-until-killed"))
    return label_until_killed (argv[2]);
  g_test_init (&argc, &argv, NULL);
  home = test_temp_home_new ();
  g_test_add_func ("/project/kill", test_kill);
  result = g_test_run ();
  test_temp_folder_remove (home);
  return result;
}
