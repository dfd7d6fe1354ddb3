/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads "data=" and hands each part to its kind. */
#include "engine/data/data-source.h"

#include "engine/base/error.h"

#include <string.h>

/* Kinds in kinds, as in "mnistm:binary:idx:FILE". */
#define MOST_DEPTH 8

char *
graft_data_source_resolve (const GraftDataSource *source, const char *path)
{
  g_autofree char *folder = NULL;

  if (source->folder == NULL)
    return g_strdup (path);
  /* The folder may be relative itself, to where the program was started. */
  folder = g_canonicalize_filename (source->folder, NULL);
  return g_canonicalize_filename (path, folder);
}

static char *
list_kinds (void)
{
  GString *list = g_string_new (NULL);
  const GraftDataKind *kind;

  for (gsize i = 0; (kind = graft_data_kind_get (i)) != NULL; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", kind->usage);
  return g_string_free (list, FALSE);
}

/* The kind of "KIND:REST" and where its rest begins; NULL when there is none. */
static const GraftDataKind *
find_kind (const char *part, const char **rest)
{
  const char *colon = strchr (part, ':');
  const GraftDataKind *kind;

  for (gsize i = 0; colon != NULL && (kind = graft_data_kind_get (i)) != NULL; i++)
    if (strlen (kind->kind) == (gsize)(colon - part) &&
        strncmp (part, kind->kind, (gsize)(colon - part)) == 0)
      {
        *rest = colon + 1;
        return kind;
      }
  return NULL;
}

static GraftDataset *
load_part (const GraftDataSource *source,
           const char *part,
           GCancellable *cancellable,
           GPtrArray *messages,
           GError **error)
{
  const char *rest;
  const GraftDataKind *kind = find_kind (part, &rest);
  g_autofree char *kinds = NULL;

  if (source->depth > MOST_DEPTH)
    {
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_RANGE,
                   "data= has more than %d kinds in one another", MOST_DEPTH);
      return NULL;
    }
  if (kind != NULL)
    return kind->load (source, rest, cancellable, messages, error);
  kinds = list_kinds ();
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
               "“%s” is no kind of data that Graft reads; write one of %s", part, kinds);
  return NULL;
}

static GraftDataset *
finish (const GraftDataSource *source, GraftDataset *joined, GError **error)
{
  g_autoptr (GraftDataset) sampled =
      graft_dataset_sample (joined, source->limit, source->per_class, source->seed);

  if (source->size != NULL)
    return graft_dataset_convert (sampled, source->size, error);
  return g_steal_pointer (&sampled);
}

GraftDataset *
graft_data_source_load (const GraftDataSource *source,
                        GCancellable *cancellable,
                        GPtrArray *messages,
                        GError **error)
{
  g_auto (GStrv) parts = g_strsplit (source->data, ";", -1);
  g_autoptr (GPtrArray) loaded =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_dataset_unref);
  g_autoptr (GraftDataset) joined = NULL;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      GraftDataset *dataset;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      dataset = load_part (source, parts[i], cancellable, messages, error);
      if (dataset == NULL)
        return NULL;
      g_ptr_array_add (loaded, dataset);
    }
  if (loaded->len == 0)
    {
      g_autofree char *kinds = list_kinds ();

      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_MISSING,
                   "data= is empty; write one of %s", kinds);
      return NULL;
    }
  joined = graft_dataset_join ((GraftDataset *const *)loaded->pdata, loaded->len, error);
  return joined != NULL ? finish (source, joined, error) : NULL;
}

gboolean
graft_data_source_has_part (const GraftDataSource *source)
{
  g_auto (GStrv) parts = g_strsplit (source->data, ";", -1);
  gboolean all = FALSE;

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      const char *rest;
      const GraftDataKind *kind = find_kind (g_strstrip (parts[i]), &rest);

      if (*parts[i] == '\0')
        continue;
      if (kind == NULL || kind->has_part == NULL || !kind->has_part (source, rest))
        return FALSE;
      all = TRUE;
    }
  return all;
}

gboolean
graft_dataset_check_trainable (GraftDataset *dataset, GError **error)
{
  const gint32 *labels = graft_dataset_peek_labels (dataset);
  gsize n = graft_dataset_get_n (dataset);
  gint32 first = GRAFT_LABEL_NONE;

  for (gsize i = 0; labels != NULL && i < n; i++)
    if (labels[i] >= 0 && first == GRAFT_LABEL_NONE)
      first = labels[i];
    else if (labels[i] >= 0 && labels[i] != first)
      return TRUE;
  if (first == GRAFT_LABEL_NONE)
    g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                 "%s has no labels; the source must be labelled: give labels=",
                 graft_dataset_get_name (dataset));
  else
    g_set_error (
        error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
        "all labelled items of %s are of one class, “%s”; there must be at least two",
        graft_dataset_get_name (dataset),
        graft_dataset_get_class_name (dataset, (guint)first));
  return FALSE;
}
