/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "builtin:NAME": data that Graft draws (engine/synth). */
#include "engine/data/data-source.h"

#include "engine/base/error.h"
#include "engine/base/param.h"
#include "engine/synth/builtin.h"

static GraftDataset *
refuse (const char *name, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;
  const GraftBuiltinClass *klass;
  const char *near;

  for (gsize i = 0; (klass = graft_builtin_get (i)) != NULL; i++)
    g_ptr_array_add (names, (gpointer)klass->id);
  near = graft_nearest_word (name, (const char *const *)names->pdata, names->len);
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **)names->pdata);
  if (near != NULL)
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no built-in data “%s”; did you mean “%s”? There are %s", name,
                 near, list);
  else
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no built-in data “%s”; there are %s", name, list);
  return NULL;
}

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  const GraftBuiltinClass *klass = graft_builtin_find (rest);
  gboolean test = source->part == GRAFT_DATA_TEST;
  gsize n;

  if (klass == NULL)
    return refuse (rest, error);
  n = test ? klass->n_test : klass->n_train;
  /* Drawing costs time: no more than will be kept. Subsets by class need the whole set.
   */
  if (source->limit > 0 && source->per_class == 0)
    n = source->limit;
  return klass->generate (source->seed, n, test, cancellable, error);
}

/* Test items are drawn apart. */
static gboolean
has_part (const GraftDataSource *source, const char *rest)
{
  return source->part != GRAFT_DATA_VALIDATION;
}

const GraftDataKind graft_data_kind_builtin = {
  .kind = "builtin",
  .usage = "builtin:NAME",
  .load = load,
  .has_part = has_part,
};
