/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See temp-folder.h. */
#include "tests/support/temp-folder.h"

#include <glib/gstdio.h>

char *
test_temp_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("graft-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

char *
test_temp_home_new (void)
{
  char *path = test_temp_folder_new ();

  g_setenv ("XDG_DATA_HOME", path, TRUE);
  g_setenv ("XDG_CACHE_HOME", path, TRUE);
  return path;
}

static void
remove_all (const char *path)
{
  /* What a link points at is somebody else's. */
  gboolean link = g_file_test (path, G_FILE_TEST_IS_SYMLINK);
  g_autoptr (GDir) dir = link ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

void
test_temp_folder_remove (char *path)
{
  remove_all (path);
  g_free (path);
}
