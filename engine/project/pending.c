/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stand-ins for what other branches bring: weak, so that theirs win. To be removed as
 * soon as they are merged. */
#include "engine/project/assist.h"

#define WEAK __attribute__ ((weak))

WEAK void
graft_item_details_free (GraftItemDetails *self)
{
  g_free (self->file);
  g_free (self->hash);
  g_strfreev (self->tags);
  g_free (self);
}

WEAK void
graft_picture_free (GraftPicture *self)
{
  g_bytes_unref (self->pixels);
  g_free (self);
}

WEAK void
graft_project_get_details_async (GraftProject *project,
                                 guint32 item,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (project, cancellable, callback, user_data);
  GraftItemDetails *details = g_new0 (GraftItemDetails, 1);

  details->id = item;
  details->file = g_strdup_printf ("picture-%05u.png", item);
  details->hash = g_strdup ("0123456789abcdef0123456789abcdef");
  details->tags = g_new0 (char *, 1);
  g_task_return_pointer (task, details, (GDestroyNotify)graft_item_details_free);
}

WEAK GraftItemDetails *
graft_project_get_details_finish (GraftProject *project,
                                  GAsyncResult *result,
                                  GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

WEAK void
graft_project_search_async (GraftProject *project,
                            GraftProjectSet *set,
                            const char *text,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (project, cancellable, callback, user_data);

  g_task_return_pointer (task, g_bytes_new (NULL, 0), (GDestroyNotify)g_bytes_unref);
}

WEAK GBytes *
graft_project_search_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

WEAK void
graft_assist_similar_async (GraftProject *project,
                            GraftProjectSet *set,
                            guint32 item,
                            guint n,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  graft_project_search_async (project, set, "", cancellable, callback, user_data);
}

WEAK GBytes *
graft_assist_similar_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return graft_project_search_finish (project, result, error);
}

WEAK GraftPicture *
graft_project_load_picture (GraftProject *self,
                            guint32 item,
                            guint box,
                            GCancellable *cancellable,
                            GError **error)
{
  const guint width = 160, height = 120;
  guint8 *pixels = g_malloc (width * height * 4);
  GraftPicture *picture = g_new0 (GraftPicture, 1);

  for (guint i = 0; i < width * height; i++)
    {
      pixels[4 * i] = (guint8)(item * 37 + i % width);
      pixels[4 * i + 1] = (guint8)(item * 91 + i / width);
      pixels[4 * i + 2] = (guint8)(item * 53);
      pixels[4 * i + 3] = 255;
    }
  picture->width = width;
  picture->height = height;
  picture->pixels = g_bytes_new_take (pixels, width * height * 4);
  return picture;
}
