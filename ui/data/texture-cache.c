/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See texture-cache.h. */
#include "ui/data/texture-cache.h"

typedef struct
{
  GList link; /* in the queue; its data is the entry */
  guint64 key;
  gsize bytes;
  GdkTexture *texture;
} Entry;

struct _GraftTextureCache
{
  GHashTable *entries; /* key → Entry, owned */
  GQueue queue;        /* newest first */
  gsize bytes;
  gsize max_bytes;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->texture);
  g_free (entry);
}

GraftTextureCache *
graft_texture_cache_new (gsize max_bytes)
{
  GraftTextureCache *self = g_new0 (GraftTextureCache, 1);

  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, entry_free);
  self->max_bytes = max_bytes;
  g_queue_init (&self->queue);
  return self;
}

void
graft_texture_cache_free (GraftTextureCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

static void
drop (GraftTextureCache *self, Entry *entry)
{
  g_queue_unlink (&self->queue, &entry->link);
  self->bytes -= entry->bytes;
  g_hash_table_remove (self->entries, &entry->key);
}

GdkTexture *
graft_texture_cache_peek (GraftTextureCache *self, guint64 key)
{
  Entry *entry = g_hash_table_lookup (self->entries, &key);

  if (entry == NULL)
    return NULL;
  g_queue_unlink (&self->queue, &entry->link);
  g_queue_push_head_link (&self->queue, &entry->link);
  return entry->texture;
}

void
graft_texture_cache_add (GraftTextureCache *self, guint64 key, GdkTexture *texture)
{
  gsize bytes = (gsize)gdk_texture_get_width (texture) *
                (gsize)gdk_texture_get_height (texture) * 4;
  Entry *entry = g_hash_table_lookup (self->entries, &key);

  if (entry != NULL)
    drop (self, entry);
  if (bytes > self->max_bytes / 4)
    return;
  while (self->bytes + bytes > self->max_bytes && self->queue.tail != NULL)
    drop (self, self->queue.tail->data);
  entry = g_new0 (Entry, 1);
  entry->link.data = entry;
  entry->key = key;
  entry->bytes = bytes;
  entry->texture = g_object_ref (texture);
  g_hash_table_insert (self->entries, &entry->key, entry);
  g_queue_push_head_link (&self->queue, &entry->link);
  self->bytes += bytes;
}

gsize
graft_texture_cache_get_bytes (GraftTextureCache *self)
{
  return self->bytes;
}
