/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items as arrays of numbers: NPY, NPZ and IDX. Pictures are brought to one size and
 * number of channels, vectors are written as they are. Excluded items are left out. */
#include "engine/base/error.h"
#include "engine/io/idx.h"
#include "engine/io/image-scale.h"
#include "engine/io/npz.h"
#include "engine/project/export-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

/**
 * Arrays:
 * @used: (element-type GraftExportItem): those that are not excluded; lent
 * @dim: [rank]: items first
 * @data: dim[0] × … elements of @type
 * @labels: [n], -1 for none
 */
typedef struct
{
  GPtrArray *used;
  GraftNpyType type;
  guint rank;
  gsize dim[4];
  guint8 *data;
  gint32 *labels;
  gboolean has_labels;
  guint n_unlabelled;
} Arrays;

static void
arrays_clear (Arrays *self)
{
  g_clear_pointer (&self->used, g_ptr_array_unref);
  g_clear_pointer (&self->data, g_free);
  g_clear_pointer (&self->labels, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arrays, arrays_clear)

static gboolean
fail_mismatch (GError **error, char *message)
{
  g_set_error_literal (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH, message);
  g_free (message);
  return FALSE;
}

static gboolean
choose_items (const GraftExport *self, Arrays *out, GError **error)
{
  out->used = g_ptr_array_new ();
  out->labels = g_new (gint32, MAX (self->items->len, 1));
  for (guint i = 0; i < self->items->len; i++)
    {
      GraftExportItem *item = &g_array_index (self->items, GraftExportItem, i);

      if (item->excluded)
        continue;
      out->labels[out->used->len] = item->class;
      out->n_unlabelled += item->class == GRAFT_CLASS_NONE;
      g_ptr_array_add (out->used, item);
    }
  out->has_labels = out->n_unlabelled < out->used->len;
  out->dim[0] = out->used->len;
  if (out->used->len > 0)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
               _ ("The set “%s” has no items that are not excluded; import some first."),
               self->name);
  return FALSE;
}

/* Memory for all items, each of @item_bytes. */
static gboolean
make_room (const GraftExport *self, Arrays *out, gsize item_bytes, GError **error)
{
  if (item_bytes <= GRAFT_NPY_MAX_BYTES / out->dim[0])
    out->data = g_try_malloc (out->dim[0] * item_bytes);
  if (out->data != NULL)
    return TRUE;
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_TOO_LARGE,
               _ ("The set “%s” would take %.1f GiB as an array; give a smaller size or "
                  "export folders."),
               self->name, (double)out->dim[0] * (double)item_bytes / 0x1p30);
  return FALSE;
}

/* --- vectors --- */

static gboolean
read_vector (GraftExport *self,
             const GraftExportItem *item,
             Arrays *out,
             gsize index,
             GError **error)
{
  g_auto (GraftItemSource) source = { GRAFT_FORMAT_FILE };
  g_autoptr (GBytes) bytes = graft_export_read_bytes (self, item, &source, error);
  gsize size;

  if (bytes == NULL)
    return FALSE;
  size = g_bytes_get_size (bytes);
  if (index == 0)
    {
      out->rank = 2;
      out->dim[1] = size / sizeof (float);
      if (!make_room (self, out, MAX (size, 1), error))
        return FALSE;
    }
  if (size != out->dim[1] * sizeof (float))
    return fail_mismatch (
        error,
        g_strdup_printf (_ ("“%s” has %u features where others have %u; export "
                            "sets of one kind of features."),
                         item->name, (guint)(size / sizeof (float)), (guint)out->dim[1]));
  memcpy (out->data + index * size, g_bytes_get_data (bytes, NULL), size);
  if (G_BYTE_ORDER == G_BIG_ENDIAN)
    {
      guint32 *words = (guint32 *)(gpointer)(out->data + index * size);

      for (gsize i = 0; i < out->dim[1]; i++)
        words[i] = GUINT32_SWAP_LE_BE (words[i]);
    }
  return TRUE;
}

/* --- pictures --- */

/* As sizes are known, 0 where items differ; TRUE: there are grey and coloured ones. */
static gboolean
find_channels (GraftExport *self, gsize *channels, GError **error)
{
  gint64 most;

  if (!graft_sql_get_int (
          self->sql, "SELECT max (channels) FROM item WHERE dataset=?1 AND NOT excluded",
          GRAFT_SQL_VALUES (graft_sql_int (self->id)), 1, &most, error))
    return FALSE;
  *channels = most > 1 ? 3 : 1;
  return TRUE;
}

/* [height, width, channels] to @out; grey becomes three equal colours. */
static void
copy_pixels (const GraftImage *image, gsize channels, guint8 *out)
{
  gsize n = image->height * image->width;

  if (image->channels == channels)
    memcpy (out, image->pixels, n * channels);
  else
    for (gsize i = 0; i < n; i++)
      memset (out + 3 * i, image->pixels[i], 3);
}

static gboolean
read_picture (GraftExport *self,
              const GraftExportItem *item,
              Arrays *out,
              gsize index,
              GError **error)
{
  g_autoptr (GraftImage) image = graft_export_read_image (self, item, error);
  gsize channels = out->dim[3];

  if (image == NULL)
    return FALSE;
  if (self->size > 0 && (image->height != self->size || image->width != self->size))
    {
      GraftImage *scaled = graft_image_scale (image, self->size, self->size);

      graft_image_free (image);
      image = scaled;
    }
  if (index == 0)
    {
      out->rank = channels == 1 ? 3 : 4;
      out->dim[1] = image->height;
      out->dim[2] = image->width;
      if (!make_room (self, out, image->height * image->width * channels, error))
        return FALSE;
    }
  if (image->height != out->dim[1] || image->width != out->dim[2] ||
      image->channels > channels)
    return fail_mismatch (
        error,
        g_strdup_printf (_ ("“%s” has %u × %u pixels where others have %u × %u; give a "
                            "size to which all are brought."),
                         item->name, (guint)image->width, (guint)image->height,
                         (guint)out->dim[2], (guint)out->dim[1]));
  copy_pixels (image, channels, out->data + index * out->dim[1] * out->dim[2] * channels);
  return TRUE;
}

static gboolean
read_arrays (GraftExport *self, Arrays *out, GError **error)
{
  gboolean vectors = self->kind == GRAFT_SET_VECTORS;

  if (self->kind == GRAFT_SET_SENTENCES)
    return fail_mismatch (error,
                          g_strdup_printf (_ ("The set “%s” has sentences, which are no "
                                              "array; export its labels as CSV."),
                                           self->name));
  if (!choose_items (self, out, error) || !find_channels (self, &out->dim[3], error))
    return FALSE;
  out->type = vectors ? GRAFT_NPY_F4 : GRAFT_NPY_U1;
  for (guint i = 0; i < out->used->len; i++)
    if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
        !(vectors ? read_vector (self, out->used->pdata[i], out, i, error)
                  : read_picture (self, out->used->pdata[i], out, i, error)))
      return FALSE;
  self->n_written = out->used->len;
  return TRUE;
}

/* --- files --- */

gboolean
graft_export_write_npy (GraftExport *self, GError **error)
{
  g_auto (Arrays) arrays = { NULL };
  g_autofree char *stem = g_strdup (self->path);
  g_autofree char *labels = NULL;

  if (g_str_has_suffix (stem, ".npy"))
    stem[strlen (stem) - 4] = '\0';
  labels = g_strconcat (stem, "-labels.npy", NULL);
  if (!read_arrays (self, &arrays, error) ||
      !graft_npy_save (self->path, arrays.type, arrays.data, arrays.dim, arrays.rank,
                       error))
    return FALSE;
  return !arrays.has_labels ||
         graft_npy_save (labels, GRAFT_NPY_I4, arrays.labels, arrays.dim, 1, error);
}

/* [n_classes, longest]: UTF-8, filled up with zeros; NPZ has no text that needs no
 * pickle. */
static guint8 *
pack_names (const GPtrArray *classes, gsize *longest)
{
  guint8 *names;

  *longest = 1;
  for (guint k = 0; k < classes->len; k++)
    *longest = MAX (*longest, strlen (classes->pdata[k]));
  names = g_malloc0 (classes->len * *longest);
  for (guint k = 0; k < classes->len; k++)
    memcpy (names + k * *longest, classes->pdata[k], strlen (classes->pdata[k]));
  return names;
}

gboolean
graft_export_write_npz (GraftExport *self, GError **error)
{
  g_auto (Arrays) arrays = { NULL };
  g_autofree guint8 *names = NULL;
  GraftNpzArray members[3] = { { .name = "x" }, { .name = "y" }, { "class_names" } };
  gsize longest;

  if (!read_arrays (self, &arrays, error))
    return FALSE;
  members[0].type = arrays.type;
  members[0].data = arrays.data;
  members[0].rank = arrays.rank;
  memcpy (members[0].dim, arrays.dim, sizeof arrays.dim);
  members[1].type = GRAFT_NPY_I4;
  members[1].data = arrays.labels;
  members[1].rank = 1;
  members[1].dim[0] = arrays.dim[0];
  names = pack_names (self->classes, &longest);
  members[2].type = GRAFT_NPY_U1;
  members[2].data = names;
  members[2].rank = 2;
  members[2].dim[0] = self->classes->len;
  members[2].dim[1] = longest;
  return graft_npz_write (self->path, members, self->classes->len > 0 ? 3 : 1, error);
}

/* Bytes hold 256 classes, and nothing for an item without one. */
static gboolean
check_idx (const GraftExport *self, const Arrays *arrays, GError **error)
{
  if (self->kind != GRAFT_SET_IMAGES)
    return fail_mismatch (
        error, g_strdup_printf (_ ("The set “%s” has no pictures, which is all that IDX "
                                   "holds; choose NPY or NPZ."),
                                self->name));
  if (arrays->has_labels && arrays->n_unlabelled > 0)
    return fail_mismatch (
        error,
        g_strdup_printf (ngettext ("%u item has no label, which IDX cannot say; label or "
                                   "exclude it, or choose NPZ.",
                                   "%u items have no label, which IDX cannot say; label "
                                   "or exclude them, or choose NPZ.",
                                   arrays->n_unlabelled),
                         arrays->n_unlabelled));
  if (self->classes->len > 256)
    return fail_mismatch (error,
                          g_strdup_printf (_ ("The set “%s” has %u classes and IDX holds "
                                              "256; choose NPZ."),
                                           self->name, self->classes->len));
  return TRUE;
}

gboolean
graft_export_write_idx (GraftExport *self, GError **error)
{
  g_auto (Arrays) arrays = { NULL };
  g_autofree char *name = graft_export_safe_name (self->name);
  g_autofree char *images_name = NULL, *images = NULL;
  g_autofree char *labels_name = g_strconcat (name, "-labels-idx1-ubyte", NULL);
  g_autofree char *labels = g_build_filename (self->path, labels_name, NULL);
  g_autofree guint8 *bytes = NULL;

  if (!check_idx (self, &arrays, error) || !read_arrays (self, &arrays, error) ||
      !check_idx (self, &arrays, error))
    return FALSE;
  if (g_mkdir_with_parents (self->path, 0777) != 0)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
                   _ ("%s cannot be made (%s); choose another folder."), self->path,
                   g_strerror (errno));
      return FALSE;
    }
  images_name = g_strdup_printf ("%s-images-idx%u-ubyte", name, arrays.rank);
  images = g_build_filename (self->path, images_name, NULL);
  bytes = g_malloc (arrays.dim[0]);
  for (gsize i = 0; i < arrays.dim[0]; i++)
    bytes[i] = (guint8)arrays.labels[i];
  return graft_idx_write (images, arrays.data, arrays.dim, arrays.rank, error) &&
         (!arrays.has_labels || graft_idx_write (labels, bytes, arrays.dim, 1, error));
}
