/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stand-ins for what other branches bring: weak, so that theirs win. To be removed as
 * soon as they are merged. */
#include "engine/io/image-scale.h"
#include "engine/project/assist.h"
#include "engine/project/project-items.h"
#include "engine/project/project-jobs.h"

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

static GraftImage *
read_image (GraftSql *sql, guint32 item, GError **error)
{
  g_auto (GraftItemSource) source = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  GraftImage *image;

  if (!graft_project_read_source (sql, item, &source, error))
    return NULL;
  if (source.format == GRAFT_FORMAT_FILE)
    return graft_image_load (source.path, error);
  bytes = graft_project_read_content (sql, source.hash, error);
  if (bytes == NULL)
    return NULL;
  image = g_new0 (GraftImage, 1);
  image->width = source.width;
  image->height = source.height;
  image->channels = source.channels;
  image->pixels = g_memdup2 (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return image;
}

WEAK GraftPicture *
graft_project_load_picture (GraftProject *self,
                            guint32 item,
                            guint box,
                            GCancellable *cancellable,
                            GError **error)
{
  GraftSql *sql = graft_project_take_reader (self, error);
  g_autoptr (GraftImage) image = NULL, small = NULL;
  GraftPicture *picture;
  guint8 *pixels;

  if (sql == NULL)
    return NULL;
  image = read_image (sql, item, error);
  graft_project_give_reader (self, sql);
  if (image == NULL)
    return NULL;
  small = graft_image_scale_to_fit (image, box > 0 ? box : 4096, box > 0 ? box : 4096);
  pixels = g_malloc (small->width * small->height * 4);
  for (gsize i = 0; i < small->width * small->height; i++)
    {
      const guint8 *from = small->pixels + i * small->channels;

      pixels[4 * i] = from[0];
      pixels[4 * i + 1] = from[small->channels > 2 ? 1 : 0];
      pixels[4 * i + 2] = from[small->channels > 2 ? 2 : 0];
      pixels[4 * i + 3] = 255;
    }
  picture = g_new0 (GraftPicture, 1);
  picture->width = (guint)small->width;
  picture->height = (guint)small->height;
  picture->pixels = g_bytes_new_take (pixels, small->width * small->height * 4);
  return picture;
}
