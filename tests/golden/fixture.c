/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See fixture.h. */
#include "tests/golden/fixture.h"

#include "tests/support/temp-folder.h"

#include <string.h>

void
tally_cb (const char *name, GraftGoldenOutcome outcome, const char *detail, gpointer data)
{
  Tally *tally = data;

  tally->count[outcome]++;
  g_free (tally->detail);
  tally->detail = g_strdup (detail);
  if (outcome == GRAFT_GOLDEN_FAILED)
    g_test_message ("%s: %s", name, detail);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = test_temp_folder_new ();
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  test_temp_folder_remove (fixture->folder);
}

void
fixture_write (Fixture *fixture, const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, folder, NULL);
  g_autofree char *file = g_build_filename (path, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, text, -1, NULL));
}

void
fixture_write_case (Fixture *fixture, const char *name, const char *manifest)
{
  g_autofree char *index = g_strdup_printf ("{\"cases\": [{\"case\": \"%s\"}]}", name);

  fixture_write (fixture, "", "index.json", index);
  fixture_write (fixture, name, "manifest.json", manifest);
}

Tally
fixture_run (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  Tally tally = { 0 };

  g_assert_true (graft_golden_run (fixture->folder, NULL, tally_cb, &tally, &error));
  g_assert_no_error (error);
  return tally;
}

void
fixture_expect (Fixture *fixture,
                const char *const (*manifests)[2],
                gsize n,
                GraftGoldenOutcome outcome)
{
  for (gsize i = 0; i < n; i++)
    {
      Tally tally;

      fixture_write_case (fixture, manifests[i][0], manifests[i][1]);
      tally = fixture_run (fixture);
      if (tally.count[outcome] != 1)
        g_error ("%s: %s", manifests[i][0], tally.detail);
      /* One line a case. */
      g_assert_null (strchr (tally.detail, '\n'));
      g_free (tally.detail);
    }
}
