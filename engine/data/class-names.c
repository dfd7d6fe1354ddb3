/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See class-names.h. */
#include "engine/data/class-names.h"

#include "engine/base/error.h"

char **
graft_class_names_for (
    const gint32 *labels, gsize n, guint at_least, const char *name, GError **error)
{
  guint n_classes = at_least;
  char **names;

  for (gsize i = 0; i < n; i++)
    {
      if (labels[i] < GRAFT_LABEL_NONE || labels[i] >= GRAFT_MOST_CLASSES)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       "%s: label %d of item %" G_GSIZE_FORMAT
                       " is out of range; labels are 0 to %d, or -1 for none",
                       name, labels[i], i, GRAFT_MOST_CLASSES - 1);
          return NULL;
        }
      n_classes = MAX (n_classes, (guint)(labels[i] + 1));
    }
  names = g_new0 (char *, n_classes + 1);
  for (guint k = 0; k < n_classes; k++)
    names[k] = g_strdup_printf ("%u", k);
  return names;
}
