/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-data.h. Which items: data-rows.c; here they become pixels or numbers. Rows
 * of the project are read one at a time, pictures are decoded side by side. */
#include "engine/project/project-data.h"

#include "engine/base/error.h"
#include "engine/base/workers.h"
#include "engine/io/image-file.h"
#include "engine/io/image-scale.h"
#include "engine/project/data-rows-private.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

/* Reasons told in full; the rest is counted. */
#define MOST_REASONS 3
/* All items together. */
#define MOST_BYTES ((guint64)4 << 30)

typedef struct
{
  const GraftProjectDataOrder *order;
  GraftDataRows *rows;
  GCancellable *cancellable;
  GraftShape shape;
  gsize item_bytes;
  guint8 *items;  /* [n rows, item_bytes] */
  char **reasons; /* [n rows]: why it was left out; NULL: it was read */
  GraftSql *sql;  /* guarded by lock */
  pthread_mutex_t lock;
} Reader;

/* ---- one item ---- */

static gboolean
check_hash (const GraftItemSource *source, GBytes *bytes, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size, n = sizeof digest;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_checksum_update (checksum, data, (gssize)size);
  g_checksum_get_digest (checksum, digest, &n);
  if (memcmp (digest, source->hash, sizeof digest) == 0)
    return TRUE;
  g_set_error (
      error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
      "%s: the file is not the one that was imported; bring that back, or import "
      "it anew",
      source->name);
  return FALSE;
}

static GBytes *
read_file (const GraftItemSource *source, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize size;

  if (source->bytes > GRAFT_IMAGE_MAX_FILE)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_TOO_LARGE,
                   "%s: the file is too large for a picture; leave it out", source->name);
      return NULL;
    }
  if (!g_file_get_contents (source->path, &data, &size, &failure))
    {
      g_autofree char *shown = g_utf8_make_valid (failure->message, -1);

      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
                   "%s: the file is missing (%s); find it again with “Find…”",
                   source->name, shown);
      return NULL;
    }
  bytes = g_bytes_new_take (data, size);
  return check_hash (source, bytes, error) ? g_steal_pointer (&bytes) : NULL;
}

/* Where the item is, and its bytes when the project has them. */
static gboolean
look_up (
    Reader *self, guint32 id, GraftItemSource *source, GBytes **content, GError **error)
{
  gboolean fine;

  pthread_mutex_lock (&self->lock);
  fine = graft_project_read_source (self->sql, id, source, error);
  if (fine && source->format != GRAFT_FORMAT_FILE)
    {
      *content = graft_project_read_content (self->sql, source->hash, error);
      fine = *content != NULL;
    }
  pthread_mutex_unlock (&self->lock);
  return fine;
}

/* Smaller by means of areas, which keeps what bilinear sampling would miss. */
static GraftImage *
shrink (const Reader *self, GraftImage *image)
{
  gsize height = MIN (image->height, self->shape.dim[0]);
  gsize width = MIN (image->width, self->shape.dim[1]);
  GraftImage *smaller;

  if (height == image->height && width == image->width)
    return image;
  smaller = graft_image_scale (image, height, width);
  graft_image_free (image);
  return smaller;
}

static gboolean
place_image (const Reader *self,
             const GraftImage *image,
             const char *name,
             guint8 *place,
             GError **error)
{
  const GraftShape own = { 3, { image->height, image->width, image->channels } };
  g_autoptr (GBytes) bytes =
      g_bytes_new (image->pixels, image->height * image->width * image->channels);
  g_autoptr (GraftDataset) one =
      graft_dataset_new (name, GRAFT_ITEM_IMAGE, &own, 1, bytes, NULL, NULL, error);
  g_autoptr (GraftDataset) shaped =
      one != NULL ? graft_dataset_convert (one, &self->shape, error) : NULL;

  if (shaped == NULL)
    return FALSE;
  memcpy (place, graft_dataset_peek_pixels (shaped), self->item_bytes);
  return TRUE;
}

static GraftImage *
decode (const GraftItemSource *source, GBytes *content, GError **error)
{
  g_autoptr (GBytes) bytes =
      content != NULL ? g_bytes_ref (content) : read_file (source, error);
  GraftImage *image;
  gsize size;

  if (bytes == NULL || source->format != GRAFT_FORMAT_PIXELS)
    return bytes != NULL ? graft_image_parse (bytes, source->name, error) : NULL;
  size = (gsize)source->height * source->width * source->channels;
  if ((source->channels != 1 && source->channels != 3) ||
      g_bytes_get_size (bytes) != size || size == 0)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                   "%s: its pixels are damaged; go back to a backup of the project",
                   source->name);
      return NULL;
    }
  image = g_new0 (GraftImage, 1);
  image->height = source->height;
  image->width = source->width;
  image->channels = source->channels;
  /* As graft_image_free() frees it. */
  image->pixels = g_memdup2 (g_bytes_get_data (bytes, NULL), size);
  return image;
}

static gboolean
read_image (Reader *self, guint32 id, guint8 *place, GError **error)
{
  g_auto (GraftItemSource) source = { 0 };
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GraftImage) image = NULL;

  if (!look_up (self, id, &source, &content, error))
    return FALSE;
  image = decode (&source, content, error);
  if (image == NULL)
    return FALSE;
  image = shrink (self, g_steal_pointer (&image));
  return place_image (self, image, source.name, place, error);
}

static gboolean
read_vector (Reader *self, guint32 id, guint8 *place, GError **error)
{
  g_auto (GraftItemSource) source = { 0 };
  g_autoptr (GBytes) content = NULL;

  if (!look_up (self, id, &source, &content, error))
    return FALSE;
  if (content == NULL || g_bytes_get_size (content) != self->item_bytes)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                   "%s: its numbers are damaged; go back to a backup of the project",
                   source.name);
      return FALSE;
    }
  memcpy (place, g_bytes_get_data (content, NULL), self->item_bytes);
  return TRUE;
}

static void
item_worker (guint task, guint worker, gpointer data)
{
  Reader *self = data;
  const GraftDataRow *row = &g_array_index (self->rows->rows, GraftDataRow, task);
  guint8 *place = self->items + task * self->item_bytes;
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!(self->rows->kind == GRAFT_SET_VECTORS
            ? read_vector (self, row->id, place, &error)
            : read_image (self, row->id, place, &error)))
    self->reasons[task] = g_strdup (error->message);
}

/* ---- all of them ---- */

/* The shape that all items get. */
static gboolean
choose_shape (Reader *self, GError **error)
{
  const GArray *rows = self->rows->rows;
  const GraftDataRow *first = &g_array_index (rows, GraftDataRow, 0);
  gsize channels = 1;

  if (self->rows->kind == GRAFT_SET_VECTORS)
    {
      self->shape = graft_shape_vector (first->width);
      return TRUE;
    }
  if (self->order->size != NULL)
    {
      self->shape = *self->order->size;
      return TRUE;
    }
  for (guint i = 0; i < rows->len; i++)
    {
      const GraftDataRow *row = &g_array_index (rows, GraftDataRow, i);

      if (row->height != first->height || row->width != first->width)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                       "pictures of “%s” have several sizes, %u × %u and %u × %u among "
                       "them; bring all to one size with input=48x48x3 in [network]",
                       self->order->set, first->width, first->height, row->width,
                       row->height);
          return FALSE;
        }
      if (row->channels > 1)
        channels = 3;
    }
  self->shape = (GraftShape){ 3, { first->height, first->width, channels } };
  return TRUE;
}

static gboolean
make_room (Reader *self, GError **error)
{
  guint n = self->rows->rows->len;
  gsize size = graft_shape_size (&self->shape);

  self->item_bytes = self->rows->kind == GRAFT_SET_VECTORS ? size * sizeof (float) : size;
  if (size > 0 && self->item_bytes <= MOST_BYTES / n)
    self->items = g_try_malloc (n * self->item_bytes);
  self->reasons = g_new0 (char *, n);
  if (self->items != NULL)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
               "the %u items of “%s” take more memory than there is; take a smaller "
               "input= in [network], or a limit=",
               n, self->order->set);
  return FALSE;
}

/* Moves what was read together and names what was not. */
static gsize
gather (Reader *self, GPtrArray *messages)
{
  GArray *rows = self->rows->rows;
  g_autoptr (GString) reasons = g_string_new (NULL);
  gsize kept = 0, refused = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      if (self->reasons[i] != NULL)
        {
          if (refused++ < MOST_REASONS)
            g_string_append_printf (reasons, "%s%s", refused > 1 ? "; " : "",
                                    self->reasons[i]);
          continue;
        }
      if (kept < i)
        {
          memmove (self->items + kept * self->item_bytes,
                   self->items + i * self->item_bytes, self->item_bytes);
          g_array_index (rows, GraftDataRow, kept) =
              g_array_index (rows, GraftDataRow, i);
        }
      kept++;
    }
  g_array_set_size (rows, (guint)kept);
  if (refused > 0 && messages != NULL)
    g_ptr_array_add (messages,
                     g_strdup_printf ("%s: %" G_GSIZE_FORMAT
                                      " items could not be read and were left out: %s%s",
                                      self->order->set, refused, reasons->str,
                                      refused > MOST_REASONS ? "; …" : ""));
  return kept;
}

/* In a replay every item counts. */
static gboolean
check_replay (const Reader *self, GError **error)
{
  if (self->order->replay == NULL || self->order->lenient)
    return TRUE;
  for (guint i = 0; i < self->rows->rows->len; i++)
    if (self->reasons[i] != NULL)
      {
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                     "the run was trained on an item that cannot be read now: %s",
                     self->reasons[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
fail_empty (const Reader *self, const char *reason, GError **error)
{
  static const char *const parts[GRAFT_N_DATA_PARTS] = { "training", "test",
                                                         "validation" };

  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
               "“%s” has no %s items%s that can be used%s%s; %s", self->order->set,
               parts[self->order->part], self->order->labelled ? " with a label" : "",
               reason != NULL ? ": " : "", reason != NULL ? reason : "",
               self->order->labelled ? "label some of them, or choose another set"
                                     : "import some, or choose another set");
  return FALSE;
}

static gboolean
read_items (Reader *self, GPtrArray *messages, GError **error)
{
  g_autoptr (GraftWorkers) workers = NULL;
  guint n = self->rows->rows->len;
  g_autofree char *reason = NULL;

  if (n == 0)
    return fail_empty (self, NULL, error);
  if (!choose_shape (self, error) || !make_room (self, error))
    return FALSE;
  workers = graft_workers_new (0);
  graft_workers_run (workers, n, item_worker, self);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error) ||
      !check_replay (self, error))
    return FALSE;
  reason = g_strdup (self->reasons[0]);
  return gather (self, messages) > 0 || fail_empty (self, reason, error);
}

static GBytes *
dup_labels (const GArray *rows)
{
  gint32 *labels = g_new (gint32, rows->len);
  gboolean any = FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      labels[i] = g_array_index (rows, GraftDataRow, i).label;
      any |= labels[i] != GRAFT_LABEL_NONE;
    }
  if (any)
    return g_bytes_new_take (labels, rows->len * sizeof *labels);
  g_free (labels);
  return NULL;
}

static GraftLedgerPart *
take_note (const GraftDataRows *self)
{
  GraftLedgerPart *part = g_new0 (GraftLedgerPart, 1);

  part->items = g_array_new (FALSE, FALSE, sizeof (guint32));
  part->labels = g_array_new (FALSE, FALSE, sizeof (gint32));
  part->class_names = g_strdupv (self->class_names);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const GraftDataRow *row = &g_array_index (self->rows, GraftDataRow, i);

      g_array_append_val (part->items, row->id);
      g_array_append_val (part->labels, row->label);
    }
  return part;
}

static GraftDataset *
make_dataset (Reader *self, GraftLedgerPart **note, GError **error)
{
  const GArray *rows = self->rows->rows;
  g_autoptr (GBytes) items =
      g_bytes_new_take (g_steal_pointer (&self->items), rows->len * self->item_bytes);
  g_autoptr (GBytes) labels = dup_labels (rows);
  GraftDataset *dataset = graft_dataset_new (
      self->order->set,
      self->rows->kind == GRAFT_SET_VECTORS ? GRAFT_ITEM_VECTOR : GRAFT_ITEM_IMAGE,
      &self->shape, rows->len, items, labels,
      (const char *const *)self->rows->class_names, error);

  if (dataset != NULL && note != NULL)
    *note = take_note (self->rows);
  return dataset;
}

static void
free_reasons (char **reasons, guint n)
{
  for (guint i = 0; reasons != NULL && i < n; i++)
    g_free (reasons[i]);
  g_free (reasons);
}

GraftDataset *
graft_project_data_load (const GraftProjectDataOrder *order,
                         GCancellable *cancellable,
                         GPtrArray *messages,
                         GraftLedgerPart **note,
                         GError **error)
{
  g_autoptr (GraftSql) sql = graft_data_rows_open (order->path, error);
  g_auto (GraftDataRows) rows = { 0 };
  Reader reader = {
    .order = order, .rows = &rows, .cancellable = cancellable, .sql = sql
  };
  GraftDataset *dataset = NULL;
  guint n;

  if (sql == NULL || !graft_data_rows_read (&rows, sql, order, error))
    return NULL;
  if (rows.kind == GRAFT_SET_SENTENCES)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                   "“%s” holds pairs of sentences, and networks here take pictures or "
                   "numbers; choose another set",
                   order->set);
      return NULL;
    }
  n = rows.rows->len;
  pthread_mutex_init (&reader.lock, NULL);
  if (read_items (&reader, messages, error))
    dataset = make_dataset (&reader, note, error);
  pthread_mutex_destroy (&reader.lock);
  free_reasons (reader.reasons, n);
  g_free (reader.items);
  return dataset;
}
