/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-items.h. */
#include "tests/support/project-items.h"

#include <string.h>

#define SIDE 8

typedef struct
{
  const char *name;
  const TestItem *items;
  gsize n;
  guint n_classes;
  guint n_features;
} Order;

static GBytes *
make_content (const Order *order, const TestItem *item)
{
  guint8 pixels[SIDE * SIDE];
  g_autofree float *numbers = g_new (float, order->n_features + 1);

  for (guint i = 0; i < SIDE * SIDE; i++)
    pixels[i] = (guint8)(item->value + (item->class == (int)(i / SIDE) ? 100 : 0));
  for (guint i = 0; i < order->n_features; i++)
    numbers[i] = (float)item->value + (float)i;
  return order->n_features > 0
             ? g_bytes_new (numbers, order->n_features * sizeof *numbers)
             : g_bytes_new (pixels, sizeof pixels);
}

static void
hash_bytes (GBytes *bytes, guint8 *hash)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size, n = 32;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_checksum_update (checksum, data, (gssize)size);
  g_checksum_get_digest (checksum, hash, &n);
}

static gboolean
add_item (GraftProjectFile *file,
          guint32 set,
          const Order *order,
          const TestItem *item,
          gint64 annotator,
          GError **error)
{
  g_autoptr (GBytes) content = make_content (order, item);
  GraftNewItem row = { .format = order->n_features > 0 ? GRAFT_FORMAT_VECTOR
                                                       : GRAFT_FORMAT_PIXELS,
                       .name = "item",
                       .width = order->n_features > 0 ? order->n_features : SIDE,
                       .height = order->n_features > 0 ? 1 : SIDE,
                       .channels = 1,
                       .split = item->split,
                       .excluded = item->excluded };
  char class[2] = { (char)('a' + item->class), '\0' };

  if (item->class >= 0 &&
      !graft_project_file_need_class (file, set, class, &row.class, error))
    return FALSE;
  row.annotator = item->class >= 0 ? annotator : 0;
  if (item->file != NULL)
    {
      g_autofree char *bytes = NULL;
      gsize size;

      g_bytes_unref (g_steal_pointer (&content));
      g_assert_true (g_file_get_contents (item->file, &bytes, &size, NULL));
      content = g_bytes_new (bytes, size);
      row.format = GRAFT_FORMAT_FILE;
      row.name = item->file;
      row.path = item->file + 1;
      row.path_length = strlen (item->file) - 1;
      if (!graft_project_file_need_root (file, "/", &row.root, error))
        return FALSE;
    }
  else
    row.content = content;
  row.bytes = g_bytes_get_size (content);
  hash_bytes (content, row.hash);
  return graft_project_file_add_items (file, set, &row, 1, NULL, error);
}

static gboolean
fill (GraftProjectFile *file, gpointer data, GError **error)
{
  const Order *order = data;
  GraftNewSet set = { .name = order->name,
                      .kind =
                          order->n_features > 0 ? GRAFT_SET_VECTORS : GRAFT_SET_IMAGES,
                      .origin = "a test" };
  guint32 id;
  gint64 class, annotator;

  if (!graft_project_file_add_set (file, &set, &id, error) ||
      !graft_project_file_need_annotator (file, "test", GRAFT_ANNOTATOR_PERSON,
                                          &annotator, error))
    return FALSE;
  for (guint k = 0; k < order->n_classes; k++)
    {
      char name[2] = { (char)('a' + k), '\0' };

      if (!graft_project_file_need_class (file, id, name, &class, error))
        return FALSE;
    }
  for (gsize i = 0; i < order->n; i++)
    if (!add_item (file, id, order, &order->items[i], annotator, error))
      return FALSE;
  return TRUE;
}

void
test_project_add_set (const char *path,
                      const char *name,
                      const TestItem *items,
                      gsize n,
                      guint n_classes,
                      guint n_features)
{
  const GraftProjectStep step = { .what = "import", .n = (gint64)n };
  Order order = { name, items, n, n_classes, n_features };
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProjectFile) file = graft_project_file_open (
      path, there ? GRAFT_PROJECT_OPEN : GRAFT_PROJECT_CREATE, NULL, &error);

  g_assert_no_error (error);
  graft_project_file_edit_once (file, &step, fill, &order, &error);
  g_assert_no_error (error);
}

void
test_project_add_domain (
    const char *path, const char *name, gsize n, guint n_classes, guint8 shift)
{
  g_autofree TestItem *items = g_new0 (TestItem, n);

  for (gsize i = 0; i < n; i++)
    {
      items[i].class = (int)(i % n_classes);
      items[i].value = (guint8)(shift + 3 * (i / n_classes) % 40);
      items[i].split = i % 5 == 4 ? GRAFT_SPLIT_TEST : GRAFT_SPLIT_NONE;
    }
  test_project_add_set (path, name, items, n, n_classes, 0);
}
