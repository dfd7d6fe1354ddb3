/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See image-write.h. */
#include "engine/io/image-write.h"

#define STBI_WRITE_NO_STDIO
#include <stb_image_write.h>

static void
append_cb (void *context, void *data, int size)
{
  g_byte_array_append (context, data, (guint)size);
}

GBytes *
graft_image_build_jpeg (const GraftImage *image, int quality)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_return_val_if_fail (graft_image_fits (image->width, image->height), NULL);
  if (!stbi_write_jpg_to_func (append_cb, bytes, (int)image->width, (int)image->height,
                               (int)image->channels, image->pixels, quality))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
