/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "mat:FILE" or "mat:FILE#items,labels": variables of a MATLAB file. */
#include "engine/data/array-choice.h"
#include "engine/data/data-source.h"
#include "engine/io/mat.h"

static GraftNpy *
get_array (gpointer file, const char *array, GError **error)
{
  return graft_mat_get (file, array, error);
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
  return graft_array_choice_read (choice, &(GraftArrayFile){ get_array, file, path },
                                  messages, NULL, error);
}

const GraftDataKind graft_data_kind_mat = {
  .kind = "mat",
  .usage = "mat:FILE",
  .load = load,
};
