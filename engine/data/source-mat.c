/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "mat:FILE" or "mat:FILE#items,labels": variables of a MATLAB file. */
#include "engine/data/array-choice.h"
#include "engine/data/array-items.h"
#include "engine/data/data-source.h"
#include "engine/io/mat.h"

static GraftDataset *
read_arrays (GraftMat *file,
             const GraftArrayChoice *choice,
             const char *path,
             GPtrArray *messages,
             GError **error)
{
  g_autofree char *name = g_path_get_basename (choice->path);
  g_autofree char *items_name = g_strdup_printf ("%s: %s", path, choice->items);
  g_autofree char *labels_name = g_strdup_printf ("%s: %s", path, choice->labels);
  g_autoptr (GraftNpy) items = graft_mat_get (file, choice->items, error);
  g_autoptr (GraftNpy) labels = NULL;

  if (items == NULL)
    return NULL;
  if (choice->labels != NULL)
    {
      labels = graft_mat_get (file, choice->labels, error);
      if (labels == NULL)
        return NULL;
    }
  else if (messages != NULL)
    g_ptr_array_add (messages, g_strdup_printf ("%s has no labels", name));
  return graft_dataset_from_arrays (
      name, &(GraftNamedArray){ items, items_name },
      labels != NULL ? &(GraftNamedArray){ labels, labels_name } : NULL, error);
}

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  g_autoptr (GraftArrayChoice) choice = graft_array_choice_new (rest);
  g_autofree char *path = graft_data_source_resolve (source, choice->path);
  g_autoptr (GraftMat) file = graft_mat_load (path, error);

  if (file == NULL ||
      !graft_array_choice_complete (choice, graft_mat_peek_names (file), path, error))
    return NULL;
  return read_arrays (file, choice, path, messages, error);
}

const GraftDataKind graft_data_kind_mat = {
  .kind = "mat",
  .usage = "mat:FILE",
  .load = load,
};
