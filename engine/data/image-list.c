/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See image-list.h. */
#include "engine/data/image-list.h"

#include "engine/base/error.h"
#include "engine/io/image-file.h"

#include <string.h>

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_folder (const char *folder, gboolean folders, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &failure);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  if (dir == NULL)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED, "%s", failure->message);
      return NULL;
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (folders ? name[0] != '.' && g_file_test (path, G_FILE_TEST_IS_DIR)
                  : graft_image_has_known_name (name) &&
                        g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

GPtrArray *
graft_image_list (const char *folder, GError **error)
{
  return list_folder (folder, FALSE, error);
}

GPtrArray *
graft_folder_list (const char *folder, GError **error)
{
  return list_folder (folder, TRUE, error);
}
