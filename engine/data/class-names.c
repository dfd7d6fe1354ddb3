/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See class-names.h. */
#include "engine/data/class-names.h"

#include "engine/base/error.h"

#include <string.h>

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

static void
fail_too_many (const char *name, GError **error)
{
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
               "%s has more than %d different labels; are they measurements?", name,
               GRAFT_MOST_CLASSES);
}

static int
compare_values (gconstpointer a, gconstpointer b)
{
  const gint64 left = *(const gint64 *)a, right = *(const gint64 *)b;

  return (left > right) - (left < right);
}

/* Those that occur, in growing order; NULL when there are too many. */
static GArray *
sort_values (const gint64 *values, gsize n)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GArray) distinct = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gsize i = 0; i < n; i++)
    if (g_hash_table_add (seen, (gpointer)&values[i]))
      {
        g_array_append_val (distinct, values[i]);
        if (distinct->len > GRAFT_MOST_CLASSES)
          return NULL;
      }
  g_array_sort (distinct, compare_values);
  return g_steal_pointer (&distinct);
}

char **
graft_class_names_of (
    const gint64 *values, gsize n, gint32 *labels, const char *name, GError **error)
{
  g_autoptr (GArray) distinct = sort_values (values, n);
  g_autoptr (GHashTable) place = g_hash_table_new (g_int64_hash, g_int64_equal);
  const gint64 *sorted;
  guint first, n_classes;
  char **names;

  if (distinct == NULL)
    {
      fail_too_many (name, error);
      return NULL;
    }
  sorted = (const gint64 *)distinct->data;
  /* -1 among numbers from 0 on: no label. */
  first = distinct->len > 0 && sorted[0] == -1 && !(distinct->len == 2 && sorted[1] == 1);
  n_classes = distinct->len - first;
  names = g_new0 (char *, n_classes + 1);
  for (guint k = 0; k < n_classes; k++)
    {
      names[k] = g_strdup_printf ("%" G_GINT64_FORMAT, sorted[first + k]);
      g_hash_table_insert (place, (gpointer)&sorted[first + k], GUINT_TO_POINTER (k + 1));
    }
  /* Not found is 0. */
  for (gsize i = 0; i < n; i++)
    labels[i] = (gint32)GPOINTER_TO_UINT (g_hash_table_lookup (place, &values[i])) - 1;
  return names;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char **
graft_class_names_of_texts (
    const char *const *texts, gsize n, gint32 *labels, const char *name, GError **error)
{
  g_autoptr (GHashTable) place = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) distinct = g_ptr_array_new ();
  char **names;

  for (gsize i = 0; i < n; i++)
    if (*texts[i] != '\0' && g_hash_table_add (place, (gpointer)texts[i]))
      {
        g_ptr_array_add (distinct, (gpointer)texts[i]);
        if (distinct->len > GRAFT_MOST_CLASSES)
          {
            fail_too_many (name, error);
            return NULL;
          }
      }
  g_ptr_array_sort (distinct, compare_texts);
  names = g_new0 (char *, distinct->len + 1);
  for (guint k = 0; k < distinct->len; k++)
    {
      names[k] = g_strdup (distinct->pdata[k]);
      g_hash_table_insert (place, distinct->pdata[k], GUINT_TO_POINTER (k + 1));
    }
  for (gsize i = 0; i < n; i++)
    labels[i] = (gint32)GPOINTER_TO_UINT (g_hash_table_lookup (place, texts[i])) - 1;
  return names;
}
