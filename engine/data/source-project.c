/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "project:FILE.graft#SET": a set of a project, with its splits; "project:#SET" is one of
 * the project that keeps the experiment. */
#include "engine/data/data-source.h"

#include "engine/base/error.h"
#include "engine/project/project-data.h"

#include <string.h>

/* FILE, absolute, and SET; NULL with a message otherwise. */
static char *
split_rest (const GraftDataSource *source,
            const char *rest,
            const char **set,
            GError **error)
{
  const char *hash = strrchr (rest, '#');
  g_autofree char *file = NULL;

  if (hash == NULL || hash[1] == '\0')
    {
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_MISSING,
                   "“project:%s” does not say which set; write project:FILE.graft#SET",
                   rest);
      return NULL;
    }
  *set = hash + 1;
  if (hash == rest && source->project == NULL)
    {
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_MISSING,
                   "“project:%s” does not say which project; write "
                   "project:FILE.graft#%s, or run it with --project",
                   rest, *set);
      return NULL;
    }
  if (hash == rest)
    return g_strdup (source->project);
  file = g_strndup (rest, (gsize)(hash - rest));
  return graft_data_source_resolve (source, file);
}

static GraftDataset *
load (const GraftDataSource *source,
      const char *rest,
      GCancellable *cancellable,
      GPtrArray *messages,
      GError **error)
{
  const char *set;
  g_autofree char *path = split_rest (source, rest, &set, error);
  gboolean replay =
      source->ledger != NULL && graft_data_ledger_is_replay (source->ledger);
  GraftProjectDataOrder order = { .path = path,
                                  .set = set,
                                  .part = source->part,
                                  .labelled = source->labelled,
                                  .size = source->size };
  GraftLedgerPart *note = NULL;
  GraftDataset *dataset;

  if (path == NULL)
    return NULL;
  if (replay)
    order.replay = graft_data_ledger_next (source->ledger);
  dataset = graft_project_data_load (&order, cancellable, messages, &note, error);
  if (note != NULL && source->ledger != NULL && !replay)
    graft_data_ledger_note (source->ledger, g_steal_pointer (&note));
  g_clear_pointer (&note, graft_ledger_part_free);
  return dataset;
}

static gboolean
has_part (const GraftDataSource *source, const char *rest)
{
  const char *set;
  g_autofree char *path = split_rest (source, rest, &set, NULL);

  return path != NULL && graft_project_data_has_part (path, set, source->part);
}

const GraftDataKind graft_data_kind_project = {
  .kind = "project",
  .usage = "project:FILE.graft#SET",
  .load = load,
  .has_part = has_part,
};
