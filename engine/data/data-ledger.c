/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See data-ledger.h. Parts are stored as a serialised GVariant, compressed: ids that
 * follow each other and few different labels shrink to a few bytes an item. */
#include "engine/data/data-ledger.h"

#include "engine/base/error.h"

#include <string.h>

/* items, labels, class names */
#define PARTS_TYPE "a(auaias)"
/* What a million items take, several times over. */
#define MOST_BYTES ((gsize)256 << 20)

typedef struct
{
  char *role;
  char *name;
  char *hash;
  GPtrArray *parts; /* GraftLedgerPart */
} Role;

struct _GraftDataLedger
{
  GPtrArray *roles; /* Role */
  gboolean replay;
  Role *open; /* borrowed from roles */
  guint next; /* part of the open role */
};

void
graft_ledger_part_free (GraftLedgerPart *self)
{
  g_array_unref (self->items);
  g_array_unref (self->labels);
  g_strfreev (self->class_names);
  g_free (self);
}

void
graft_ledger_entry_free (GraftLedgerEntry *self)
{
  g_free (self->role);
  g_free (self->name);
  g_free (self->hash);
  g_bytes_unref (self->parts);
  g_free (self);
}

static void
role_free (gpointer data)
{
  Role *role = data;

  g_free (role->role);
  g_free (role->name);
  g_free (role->hash);
  g_ptr_array_unref (role->parts);
  g_free (role);
}

static Role *
add_role (GraftDataLedger *self, const char *name)
{
  Role *role = g_new0 (Role, 1);

  role->role = g_strdup (name);
  role->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)graft_ledger_part_free);
  g_ptr_array_add (self->roles, role);
  return role;
}

static Role *
find_role (const GraftDataLedger *self, const char *name)
{
  for (guint i = 0; i < self->roles->len; i++)
    {
      Role *role = self->roles->pdata[i];

      if (strcmp (role->role, name) == 0)
        return role;
    }
  return NULL;
}

GraftDataLedger *
graft_data_ledger_new (void)
{
  GraftDataLedger *self = g_new0 (GraftDataLedger, 1);

  self->roles = g_ptr_array_new_with_free_func (role_free);
  return self;
}

void
graft_data_ledger_free (GraftDataLedger *self)
{
  g_ptr_array_unref (self->roles);
  g_free (self);
}

gboolean
graft_data_ledger_is_replay (const GraftDataLedger *self)
{
  return self->replay;
}

gboolean
graft_data_ledger_has_role (const GraftDataLedger *self, const char *role)
{
  return find_role (self, role) != NULL;
}

void
graft_data_ledger_open (GraftDataLedger *self, const char *role)
{
  self->open = self->replay ? find_role (self, role) : add_role (self, role);
  self->next = 0;
}

void
graft_data_ledger_note (GraftDataLedger *self, GraftLedgerPart *part)
{
  g_assert (!self->replay && self->open != NULL);
  g_ptr_array_add (self->open->parts, part);
}

const GraftLedgerPart *
graft_data_ledger_next (GraftDataLedger *self)
{
  g_assert (self->replay);
  if (self->open == NULL || self->next == self->open->parts->len)
    return NULL;
  return self->open->parts->pdata[self->next++];
}

gboolean
graft_data_ledger_close (GraftDataLedger *self,
                         const char *name,
                         GraftDataset *dataset,
                         GError **error)
{
  g_autofree char *hash = graft_dataset_hash (dataset);
  Role *role = g_steal_pointer (&self->open);

  if (!self->replay)
    {
      role->name = g_strdup (name);
      role->hash = g_steal_pointer (&hash);
      return TRUE;
    }
  if (role != NULL && strcmp (role->hash, hash) == 0)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
               "%s holds other data than when the run was trained; put them back, or "
               "train a new run",
               name);
  return FALSE;
}

/* ---- storing ---- */

static GBytes *
convert (GConverter *converter, GBytes *bytes, gsize most, GError **error)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) stream = g_converter_input_stream_new (memory, converter);
  g_autoptr (GByteArray) result = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (1 << 16);
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, 1 << 16, NULL, error)) > 0)
    {
      if (result->len + (gsize)n > most)
        {
          g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_TOO_LARGE,
                       "the list of items takes more than %u MiB; it is not one of Graft",
                       (guint)(most >> 20));
          return NULL;
        }
      g_byte_array_append (result, buffer, (guint)n);
    }
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&result));
}

static GVariant *
pack_part (const GraftLedgerPart *part)
{
  GVariant *items = g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, part->items->data,
                                               part->items->len, sizeof (guint32));
  GVariant *labels = g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, part->labels->data,
                                                part->labels->len, sizeof (gint32));

  return g_variant_new ("(@au@ai@as)", items, labels,
                        g_variant_new_strv ((const char *const *)part->class_names, -1));
}

static GBytes *
pack_parts (const Role *role)
{
  g_autoptr (GConverter) converter =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));
  g_autoptr (GVariant) packed = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GVariantBuilder builder;

  if (role->parts->len == 0)
    return g_bytes_new_static ("", 0);
  g_variant_builder_init (&builder, G_VARIANT_TYPE (PARTS_TYPE));
  for (guint i = 0; i < role->parts->len; i++)
    g_variant_builder_add_value (&builder, pack_part (role->parts->pdata[i]));
  packed = g_variant_ref_sink (g_variant_builder_end (&builder));
  bytes = g_variant_get_data_as_bytes (packed);
  return convert (converter, bytes, G_MAXSIZE, NULL);
}

GPtrArray *
graft_data_ledger_pack (const GraftDataLedger *self)
{
  GPtrArray *entries =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_ledger_entry_free);

  for (guint i = 0; i < self->roles->len; i++)
    {
      const Role *role = self->roles->pdata[i];
      GraftLedgerEntry *entry = g_new0 (GraftLedgerEntry, 1);

      entry->role = g_strdup (role->role);
      entry->name = g_strdup (role->name);
      entry->hash = g_strdup (role->hash);
      entry->parts = pack_parts (role);
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

static GArray *
copy_array (GVariant *packed, gsize size)
{
  gsize n;
  const void *values = g_variant_get_fixed_array (packed, &n, size);
  GArray *array = g_array_sized_new (FALSE, FALSE, (guint)size, (guint)n);

  return g_array_append_vals (array, values, (guint)n);
}

/* NULL when labels and items do not go together. */
static GraftLedgerPart *
unpack_part (GVariant *packed)
{
  g_autoptr (GVariant) items = g_variant_get_child_value (packed, 0);
  g_autoptr (GVariant) labels = g_variant_get_child_value (packed, 1);
  g_autoptr (GVariant) names = g_variant_get_child_value (packed, 2);
  g_autoptr (GraftLedgerPart) part = g_new0 (GraftLedgerPart, 1);
  gsize n_classes;

  part->items = copy_array (items, sizeof (guint32));
  part->labels = copy_array (labels, sizeof (gint32));
  part->class_names = g_variant_dup_strv (names, &n_classes);
  if (part->items->len != part->labels->len)
    return NULL;
  for (guint i = 0; i < part->labels->len; i++)
    {
      gint32 label = g_array_index (part->labels, gint32, i);

      if (label < GRAFT_LABEL_NONE || (label >= 0 && (gsize)label >= n_classes))
        return NULL;
    }
  return g_steal_pointer (&part);
}

static gboolean
unpack_parts (Role *role, GBytes *compressed, GError **error)
{
  g_autoptr (GConverter) converter =
      G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr (GBytes) bytes = convert (converter, compressed, MOST_BYTES, error);
  g_autoptr (GVariant) packed = NULL;
  GVariantIter iter;
  GVariant *child;
  gboolean fine = TRUE;

  if (bytes == NULL)
    return FALSE;
  packed = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (PARTS_TYPE), bytes, FALSE));
  g_variant_iter_init (&iter, packed);
  while (fine && (child = g_variant_iter_next_value (&iter)) != NULL)
    {
      GraftLedgerPart *part = unpack_part (child);

      g_variant_unref (child);
      fine = part != NULL;
      if (fine)
        g_ptr_array_add (role->parts, part);
    }
  if (!fine)
    g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                 "items and labels of “%s” do not go together", role->role);
  return fine;
}

gboolean
graft_data_ledger_add_packed (GraftDataLedger *self,
                              const GraftLedgerEntry *entry,
                              GError **error)
{
  Role *role = add_role (self, entry->role);

  self->replay = TRUE;
  role->name = g_strdup (entry->name);
  role->hash = g_strdup (entry->hash);
  if (g_bytes_get_size (entry->parts) == 0 || unpack_parts (role, entry->parts, error))
    return TRUE;
  g_prefix_error (error, "the record of what a run was trained on is damaged: ");
  return FALSE;
}
