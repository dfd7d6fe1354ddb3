/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See array-choice.h. */
#include "engine/data/array-choice.h"

#include "engine/base/error.h"

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
