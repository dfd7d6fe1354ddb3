/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See cli.h. The program is named by the variable GRAFT_CLI. */
#include "tests/cli/cli.h"

#include "tests/support/temp-folder.h"

#include <string.h>
#include <sys/wait.h>

void
cli_set_up (Cli *self, gconstpointer data)
{
  self->folder = test_temp_folder_new ();
}

void
cli_tear_down (Cli *self, gconstpointer data)
{
  test_temp_folder_remove (self->folder);
  g_free (self->out);
  g_free (self->err);
}

void
cli_write (Cli *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

gboolean
cli_exists (Cli *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

char *
cli_read (Cli *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char *
cli_list (Cli *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, (gpointer)name);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **)names->pdata);
}

int
cli_run (Cli *self, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  const char *program = g_getenv ("GRAFT_CLI");
  va_list arguments;
  char *argument;
  int status;

  g_assert_nonnull (program);
  g_ptr_array_add (argv, (gpointer)program);
  va_start (arguments, self);
  while ((argument = va_arg (arguments, char *)) != NULL)
    g_ptr_array_add (argv, argument);
  va_end (arguments);
  g_ptr_array_add (argv, NULL);
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
  g_spawn_sync (self->folder, (char **)argv->pdata, NULL, 0, NULL, NULL, &self->out,
                &self->err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}
