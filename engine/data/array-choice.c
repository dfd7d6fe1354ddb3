/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See array-choice.h. */
#include "engine/data/array-choice.h"

#include "engine/base/error.h"
#include "engine/data/array-items.h"

#include <string.h>

GraftArrayChoice *
graft_array_choice_new (const char *rest)
{
  GraftArrayChoice *self = g_new0 (GraftArrayChoice, 1);
  const char *hash = strrchr (rest, '#');
  g_auto (GStrv) names = NULL;

  if (hash == NULL)
    {
      self->path = g_strdup (rest);
      return self;
    }
  self->path = g_strndup (rest, (gsize)(hash - rest));
  names = g_strsplit (hash + 1, ",", 2);
  if (names[0] != NULL && *g_strstrip (names[0]) != '\0')
    self->items = g_strdup (names[0]);
  if (names[0] != NULL && names[1] != NULL && *g_strstrip (names[1]) != '\0')
    self->labels = g_strdup (names[1]);
  return self;
}

void
graft_array_choice_free (GraftArrayChoice *self)
{
  g_free (self->path);
  g_free (self->items);
  g_free (self->labels);
  g_free (self);
}

static char *
find_first (const char *const *wanted, const char *const *names)
{
  for (gsize i = 0; wanted[i] != NULL; i++)
    if (g_strv_contains (names, wanted[i]))
      return g_strdup (wanted[i]);
  return NULL;
}

gboolean
graft_array_choice_complete (GraftArrayChoice *self,
                             const char *const *names,
                             const char *path,
                             GError **error)
{
  static const char *const items[] = { "x",    "X",        "data",  "images", "fts",
                                       "feas", "features", "arr_0", NULL };
  static const char *const labels[] = { "y",       "Y",      "labels", "label",
                                        "targets", "target", "arr_1",  NULL };
  g_autofree char *list = NULL;

  /* Whoever names the items alone says that there are no labels. */
  if (self->items != NULL)
    return TRUE;
  self->items = find_first (items, names);
  if (self->labels == NULL)
    self->labels = find_first (labels, names);
  if (self->items != NULL)
    return TRUE;
  list = g_strjoinv (", ", (char **)names);
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
               "%s: which array holds the items cannot be told from the names %s; write "
               "FILE#items,labels",
               path, *list != '\0' ? list : "(there are none)");
  return FALSE;
}

GraftDataset *
graft_array_choice_read (const GraftArrayChoice *self,
                         const GraftArrayFile *file,
                         GPtrArray *messages,
                         GraftNpy **labels,
                         GError **error)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *items_name = g_strdup_printf ("%s: %s", file->path, self->items);
  g_autofree char *labels_name = g_strdup_printf ("%s: %s", file->path, self->labels);
  g_autoptr (GraftNpy) items = file->get (file->file, self->items, error);
  g_autoptr (GraftNpy) found = NULL;
  GraftDataset *dataset;

  if (items == NULL)
    return NULL;
  if (self->labels != NULL)
    {
      found = file->get (file->file, self->labels, error);
      if (found == NULL)
        return NULL;
    }
  else if (messages != NULL)
    g_ptr_array_add (messages, g_strdup_printf ("%s has no labels", name));
  dataset = graft_dataset_from_arrays (
      name, &(GraftNamedArray){ items, items_name },
      found != NULL ? &(GraftNamedArray){ found, labels_name } : NULL, error);
  if (labels != NULL)
    *labels = g_steal_pointer (&found);
  return dataset;
}
