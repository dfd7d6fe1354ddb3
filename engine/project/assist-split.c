/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dealing the items of a set to training, validation and test (assist.h); the arithmetic
 * is engine/data/split.h. */
#include "engine/project/assist.h"

#include "engine/base/union-find.h"
#include "engine/data/split.h"
#include "engine/project/assist-job.h"
#include "engine/project/copy-marks.h"
#include "engine/project/project-edits.h"

/* @splits, @kinds: [items->n] GraftSplit, marks */
typedef struct
{
  GraftAssistJob job;
  GraftSplitPlan plan;
  GraftAssistItems *items;
  guint8 *splits;
  guint8 *kinds;
} SplitJob;

static const guint marks = GRAFT_ITEM_DUPLICATE | GRAFT_ITEM_LEAK;

/* Who stays together, over all items. */
static GraftGroups *
join (const SplitJob *self, const guint32 *duplicates)
{
  g_autoptr (GraftUnionFind) sets = graft_union_find_new (self->items->n);

  graft_groups_join ((const guint32 *)(gpointer)self->items->groups->data, sets);
  if (self->plan.keep_duplicates)
    graft_groups_join (duplicates, sets);
  return graft_groups_new_from_sets (sets);
}

/* Deals those that are not excluded; the others stay where they are. */
static gboolean
deal (SplitJob *self, const GraftGroups *groups, GError **error)
{
  gsize n = 0, all = self->items->n;
  g_autofree guint32 *places = g_new (guint32, all + 1);
  g_autofree guint32 *of = g_new (guint32, all + 1);
  g_autofree gint32 *labels = g_new (gint32, all + 1);
  g_autofree guint8 *shares = g_new (guint8, all + 1);
  GraftSharePlan plan = { .labels = self->plan.stratified ? labels : NULL,
                          .groups = of,
                          .fraction = { self->plan.train, self->plan.validation,
                                        self->plan.test },
                          .seed = self->plan.seed };

  for (gsize i = 0; i < all; i++)
    if (!g_array_index (self->items->excluded, guint8, i))
      {
        of[n] = groups->of[i];
        labels[n] = g_array_index (self->items->labels, gint32, i);
        places[n++] = (guint32)i;
      }
  plan.n = n;
  if (!graft_split_assign (&plan, shares, NULL, error))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    self->splits[places[i]] = (guint8)(shares[i] + GRAFT_SPLIT_TRAIN);
  self->job.n = (gint64)n;
  return TRUE;
}

static gboolean
work (GraftAssistJob *job, GraftSql *reader, GError **error)
{
  SplitJob *self = (SplitJob *)job;
  g_autoptr (GraftGroups) groups = NULL;
  g_autofree guint32 *duplicates = NULL;

  self->items = graft_assist_items_read (reader, job->set, error);
  if (self->items == NULL)
    return FALSE;
  duplicates = graft_assist_items_find_duplicates (self->items, job->cancellable, error);
  if (duplicates == NULL)
    return FALSE;
  self->splits =
      g_memdup2 (self->items->splits->data, self->items->n * sizeof *self->splits);
  self->kinds = g_new0 (guint8, self->items->n + 1);
  groups = join (self, duplicates);
  if (!deal (self, groups, error))
    return FALSE;
  graft_mark_copies (self->splits, (const guint8 *)self->items->excluded->data,
                     duplicates, self->items->n, self->kinds);
  return TRUE;
}

static gboolean
write_splits (GraftProjectFile *file, gpointer data, GError **error)
{
  SplitJob *self = data;
  GraftEditData edit = { .set = self->job.set,
                         .items = (guint32 *)(gpointer)self->items->ids->data,
                         .n = self->items->n,
                         .splits = self->splits };

  return graft_edit_splits (file, &edit, error) &&
         graft_assist_write_marks (file, self->job.set, marks, edit.items, self->kinds,
                                   edit.n, error);
}

static void
free_job (GraftAssistJob *job)
{
  SplitJob *self = (SplitJob *)job;

  g_clear_pointer (&self->items, graft_assist_items_free);
  g_free (self->splits);
  g_free (self->kinds);
  g_free (self);
}

static const GraftAssistJobClass klass = {
  .work = work,
  .write = write_splits,
  .what = "split",
  .free = free_job,
};

void
graft_project_split_async (GraftProject *project,
                           GraftProjectSet *set,
                           const GraftSplitPlan *plan,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  SplitJob *self = g_new0 (SplitJob, 1);

  self->job.klass = &klass;
  self->plan = *plan;
  graft_assist_job_start (&self->job, project, set, cancellable,
                          graft_project_split_async, callback, user_data);
}

gboolean
graft_project_split_finish (GraftProject *project, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
