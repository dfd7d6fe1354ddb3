/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-fixture.h. */
#include "tests/support/project-fixture.h"

#include "engine/project/project-jobs.h"
#include "tests/support/finalize.h"
#include "tests/support/temp-folder.h"

void
project_fixture_init (ProjectFixture *self)
{
  g_autoptr (GError) error = NULL;

  self->folder = test_temp_folder_new ();
  self->path = g_build_filename (self->folder, "animals.graft", NULL);
  self->project = graft_project_open (self->path, GRAFT_PROJECT_CREATE, &error);
  g_assert_no_error (error);
}

void
project_fixture_clear (ProjectFixture *self)
{
  if (self->project != NULL)
    test_finalize (self->project);
  self->project = NULL;
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->folder, test_temp_folder_remove);
}

void
project_fixture_reopen (ProjectFixture *self)
{
  g_autoptr (GError) error = NULL;

  test_finalize (self->project);
  self->project = graft_project_open (self->path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
}

void
project_fixture_result_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

GAsyncResult *
project_fixture_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

void
project_fixture_flush (ProjectFixture *self)
{
  g_autoptr (GError) error = NULL;

  graft_project_flush (self->project, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *name;
  guint n;
  const char *const *classes;
} Plan;

/* A picture that no other item has. */
static GBytes *
draw (guint32 set, guint index)
{
  guint8 pixels[16];

  for (guint i = 0; i < sizeof pixels; i++)
    pixels[i] = (guint8)(set * 31 + (index >> (8 * (i % 4))) + i * 7);
  return g_bytes_new (pixels, sizeof pixels);
}

static void
describe (GraftNewItem *item, guint index, char *name, GBytes *content)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = sizeof item->hash;

  g_checksum_update (sum, g_bytes_get_data (content, NULL),
                     (gssize)g_bytes_get_size (content));
  *item = (GraftNewItem){ .format = GRAFT_FORMAT_PIXELS,
                          .name = name,
                          .width = 4,
                          .height = 4,
                          .channels = 1,
                          .bytes = 16,
                          .content = content };
  g_checksum_get_digest (sum, item->hash, &size);
}

static gboolean
add_cb (GraftProjectFile *file, gpointer data, GError **error)
{
  const Plan *plan = data;
  const GraftNewSet set = { plan->name, GRAFT_SET_IMAGES, 4, 4, 1, "made up" };
  gint64 class;
  guint32 id;

  if (!graft_project_file_add_set (file, &set, &id, error))
    return FALSE;
  for (guint i = 0; plan->classes != NULL && plan->classes[i] != NULL; i++)
    if (!graft_project_file_need_class (file, id, plan->classes[i], &class, error))
      return FALSE;
  for (guint i = 0; i < plan->n; i++)
    {
      g_autofree char *name = g_strdup_printf ("picture-%05u.png", i);
      g_autoptr (GBytes) content = draw (id, i);
      GraftNewItem item;

      describe (&item, i, name, content);
      if (!graft_project_file_add_items (file, id, &item, 1, NULL, error))
        return FALSE;
    }
  return TRUE;
}

GraftProjectSet *
project_fixture_add_set (ProjectFixture *self,
                         const char *name,
                         guint n,
                         const char *const *classes)
{
  Plan plan = { name, n, classes };
  g_autofree char *what = g_strdup_printf ("import\t%s", name);
  const GraftProjectStep step = { .what = what, .n = n };

  graft_project_submit (self->project, &step, add_cb, &plan, NULL, NULL);
  project_fixture_flush (self);
  return graft_project_find_set (self->project, name);
}
