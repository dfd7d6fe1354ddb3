/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "svmlight:FILE": sparse vectors with their labels; "#0" or "#1" behind the name says
 * how indices begin. With input= of [network] all files have as many features. */
#include "engine/data/class-names.h"
#include "engine/data/data-source.h"
#include "engine/io/svmlight.h"

#include <string.h>

static GraftDataset *
make_dataset (GraftSvmlight *table, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  const GraftShape shape = { 1, { table->n_features } };
  g_autofree gint32 *classes = g_new (gint32, table->n);
  g_auto (GStrv) class_names =
      graft_class_names_of (table->labels, table->n, classes, path, error);
  g_autoptr (GBytes) items = NULL, labels = NULL;

  if (class_names == NULL)
    return NULL;
  items = g_bytes_new_take (g_steal_pointer (&table->values),
                            table->n * table->n_features * sizeof (float));
  labels = g_bytes_new_take (g_steal_pointer (&classes), table->n * sizeof (gint32));
  return graft_dataset_new (name, GRAFT_ITEM_VECTOR, &shape, table->n, items, labels,
                            (const char *const *)class_names, error);
}

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  const gboolean says_0 = g_str_has_suffix (rest, "#0");
  const gboolean says_1 = g_str_has_suffix (rest, "#1");
  g_autofree char *file = g_strndup (rest, strlen (rest) - (says_0 || says_1 ? 2 : 0));
  g_autofree char *path = graft_data_source_resolve (source, file);
  const gsize n_features =
      source->size != NULL && source->size->rank == 1 ? source->size->dim[0] : 0;
  g_autoptr (GraftSvmlight) table = graft_svmlight_load (path,
                                                         says_0   ? GRAFT_SVMLIGHT_FROM_0
                                                         : says_1 ? GRAFT_SVMLIGHT_FROM_1
                                                                  : GRAFT_SVMLIGHT_AUTO,
                                                         n_features, error);

  return table != NULL ? make_dataset (table, path, error) : NULL;
}

const GraftDataKind graft_data_kind_svmlight = {
  .kind = "svmlight",
  .usage = "svmlight:FILE",
  .load = load,
};
