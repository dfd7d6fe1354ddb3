/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help with labelling, on a real project: suggestions, doubts, likeness, agreement of two
 * people, splits. */
#include "engine/base/error.h"
#include "engine/nn/preset.h"
#include "engine/project/assist.h"
#include "engine/project/run-store.h"
#include "tests/support/project-items.h"
#include "tests/support/temp-folder.h"

#include <math.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *path;
  GraftProject *project;
  GraftProjectSet *set;
  GAsyncResult *result; /* the newest that came */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = test_temp_folder_new ();
  self->path = g_build_filename (self->folder, "a.graft", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->result);
  if (self->project != NULL)
    {
      graft_project_close (self->project);
      g_assert_finalize_object (self->project);
    }
  test_temp_folder_remove (self->folder);
  g_free (self->path);
}

static void
open_set (Fixture *self, const char *name)
{
  g_autoptr (GError) error = NULL;

  self->project = graft_project_open (self->path, GRAFT_PROJECT_OPEN, &error);
  g_assert_no_error (error);
  self->set = graft_project_find_set (self->project, name);
  g_assert_nonnull (self->set);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *self = data;

  g_set_object (&self->result, result);
}

static void
await (Fixture *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
flush (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  graft_project_flush (self->project, &error);
  g_assert_no_error (error);
}

static const GraftItem *
item_at (Fixture *self, gsize i)
{
  gsize n;
  const GraftItem *items = graft_project_set_peek_items (self->set, &n);

  g_assert_cmpuint (i, <, n);
  return &items[i];
}

static GraftAssistSummary *
assist (Fixture *self, const char *network, gboolean propagate, GError **error)
{
  const GraftAssistOptions options = { .network = network,
                                       .strategy = GRAFT_ASSIST_MARGIN,
                                       .propagate = propagate };

  g_clear_object (&self->result);
  graft_assist_async (self->project, self->set, &options, NULL, done_cb, self);
  await (self);
  return graft_assist_finish (self->project, self->result, error);
}

/* Sixty pictures in three classes of which every @every-th is labelled. */
static void
add_partly_labelled (Fixture *self, guint every)
{
  TestItem items[60];

  for (guint i = 0; i < 60; i++)
    items[i] =
        (TestItem){ (int)(i % 3), GRAFT_SPLIT_NONE, FALSE, (guint8)(i / 3 * 2), NULL };
  test_project_add_set (self->path, "set", items, 60, 3, 0);
  open_set (self, "set");
  for (guint i = 0; i < 60; i++)
    if (i / 3 % every != 0)
      {
        guint32 id = item_at (self, i)->id;

        graft_project_label (self->project, self->set, &id, 1, GRAFT_CLASS_NONE);
      }
  flush (self);
}

static guint
count_right (Fixture *self)
{
  guint right = 0;

  for (guint i = 0; i < 60; i++)
    right += item_at (self, i)->suggestion == (int)(i % 3);
  return right;
}

/* All but the labelled ones get the right class, a queue with a fifth of random picks,
 * and no label. */
static void
test_suggest (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftAssistSummary) summary = NULL;
  g_autofree char *before = NULL, *after = NULL;
  guint queued = 0, random = 0;

  add_partly_labelled (self, 4);
  g_object_get (self->project, "undo-text", &before, NULL);
  summary = assist (self, NULL, GPOINTER_TO_INT (data), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->suggestions, ==, 45);
  g_assert_cmpuint (count_right (self), ==, 45);
  g_assert_cmpuint (graft_project_set_get_n_labelled (self->set), ==, 15);
  g_assert_cmpfloat (summary->accuracy, ==, 1);
  g_assert_nonnull (strstr (summary->sentence, "45 items"));
  g_assert_nonnull (strstr (summary->sentence, "100 %"));
  for (guint i = 0; i < 60; i++)
    {
      const GraftItem *item = item_at (self, i);

      g_assert_true (item->label == GRAFT_CLASS_NONE || item->queue == 0);
      queued += item->queue > 0;
      random += (item->flags & GRAFT_ITEM_RANDOM) != 0;
    }
  g_assert_cmpuint (queued, ==, 45);
  g_assert_cmpuint (random, ==, 9);
  g_object_get (self->project, "undo-text", &after, NULL);
  g_assert_cmpstr (before, ==, after);
  graft_assist_clear (self->project, self->set);
  flush (self);
  g_assert_cmpint (item_at (self, 59)->suggestion, ==, GRAFT_CLASS_NONE);
  g_assert_cmpuint (item_at (self, 59)->queue, ==, 0);
}

static void
test_too_few (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) none = NULL, one = NULL;
  const TestItem items[] = { { -1, GRAFT_SPLIT_NONE, FALSE, 1, NULL },
                             { -1, GRAFT_SPLIT_NONE, FALSE, 2, NULL } };
  guint32 id;

  test_project_add_set (self->path, "set", items, 2, 2, 0);
  open_set (self, "set");
  g_assert_null (assist (self, NULL, FALSE, &none));
  g_assert_error (none, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  id = item_at (self, 0)->id;
  graft_project_label (self->project, self->set, &id, 1, 0);
  flush (self);
  g_assert_null (assist (self, NULL, TRUE, &one));
  g_assert_error (one, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
  g_assert_nonnull (strstr (one->message, "another class"));
}

/* One label that is wrong among many. */
static void
test_suspects (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftAssistSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  guint32 wrong;

  add_partly_labelled (self, 1);
  wrong = item_at (self, 30)->id;
  graft_project_label (self->project, self->set, &wrong, 1, 2);
  flush (self);
  summary = assist (self, NULL, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->suspects, ==, 1);
  for (guint i = 0; i < 60; i++)
    g_assert_cmpint ((item_at (self, i)->flags & GRAFT_ITEM_SUSPECT) != 0, ==, i == 30);
  /* What it might be instead. */
  g_assert_cmpint (item_at (self, 30)->suggestion, ==, 0);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  const GraftAssistOptions options = { .strategy = GRAFT_ASSIST_ENTROPY };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add_partly_labelled (self, 4);
  g_cancellable_cancel (cancellable);
  graft_assist_async (self->project, self->set, &options, cancellable, done_cb, self);
  await (self);
  g_assert_null (graft_assist_finish (self->project, self->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (item_at (self, 59)->suggestion, ==, GRAFT_CLASS_NONE);
}

/* The nearest are those of the same class with the nearest shades. */
static void
test_similar (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) found = NULL;
  const guint32 *ids;
  gsize size;

  add_partly_labelled (self, 4);
  graft_assist_similar_async (self->project, self->set, item_at (self, 30)->id, 2, NULL,
                              done_cb, self);
  await (self);
  found = graft_assist_similar_finish (self->project, self->result, &error);
  g_assert_no_error (error);
  ids = g_bytes_get_data (found, &size);
  g_assert_cmpuint (size, ==, 2 * sizeof *ids);
  for (guint i = 0; i < 2; i++)
    g_assert_true (ids[i] == item_at (self, 27)->id || ids[i] == item_at (self, 33)->id);
}

/* What a run would leave: an experiment, its run, and a network of it. */
static gboolean
leave_network (GraftProjectFile *file, gpointer data, GError **error)
{
  const GraftKeptExperiment experiment = {
    .title = "Looker", .method = "source-only", .text = "", .folder = "/"
  };
  const GraftShape input = { 3, { 8, 8, 1 } };
  g_autoptr (GraftNetwork) network = graft_network_new (&input);
  g_autoptr (GPtrArray) inputs = g_ptr_array_new ();
  g_autoptr (GraftKeptEnding) ending = g_new0 (GraftKeptEnding, 1);
  gint64 id, run;

  graft_network_begin_group (network, "features");
  g_assert_cmpuint (graft_preset_add_features (graft_preset_find ("mlp"), network, error),
                    >, 0);
  graft_network_initialise (network, 1);
  ending->state = "finished";
  ending->hash = g_strdup ("of the weights");
  ending->preset = g_strdup (data);
  ending->input = g_strdup ("8x8x1");
  ending->normalisation = g_strdup ("0.3 0 0 0 1");
  ending->weights =
      g_bytes_new (graft_network_peek_weights (network),
                   graft_network_get_n_weights (network) * sizeof (GraftReal));
  return graft_run_store_add_experiment (file, &experiment, &id, error) &&
         graft_run_store_add (file, id, 0, 7, 1, inputs, &run, error) &&
         graft_run_store_end (file, run, ending, error);
}

static void
add_network (Fixture *self, const char *preset)
{
  const GraftProjectStep step = { .what = NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProjectFile) file =
      graft_project_file_open (self->path, GRAFT_PROJECT_CREATE, NULL, &error);

  g_assert_no_error (error);
  graft_project_file_edit_once (file, &step, leave_network, (gpointer)preset, &error);
  g_assert_no_error (error);
}

/* A network that a run left describes the items too. */
static void
test_network (Fixture *self, gconstpointer data)
{
  g_autoptr (GraftAssistSummary) summary = NULL;
  g_autoptr (GError) error = NULL, missing = NULL;
  const char *const *networks;

  add_network (self, "mlp");
  add_partly_labelled (self, 2);
  networks = graft_assist_get_networks (self->project);
  g_assert_cmpuint (g_strv_length ((char **)networks), ==, 1);
  g_assert_cmpstr (networks[0], ==, "Looker · seed 7");
  summary = assist (self, networks[0], FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (summary->suggestions, ==, 30);
  g_assert_cmpuint (count_right (self), ==, 30);
  g_assert_null (assist (self, "no such", FALSE, &missing));
  g_assert_error (missing, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN);
}

/* One whose weights are not those of its layers is refused by name. */
static void
test_damaged_network (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_network (self, "dann-svhn");
  add_partly_labelled (self, 2);
  g_assert_null (assist (self, "Looker · seed 7", FALSE, &error));
  g_assert_nonnull (error);
}

/* ---- two people ---- */

static void
label_as (Fixture *self, const char *name, guint from, guint to, int class)
{
  graft_project_set_annotator (self->project, name);
  for (guint i = from; i < to; i++)
    {
      guint32 id = item_at (self, i)->id;

      graft_project_label (self->project, self->set, &id, 1, class);
    }
  flush (self);
}

/* 20 items: both say a of 8 and b of 8; 4 are disputed. κ = (0.8 − 0.5) / 0.5 by hand. */
static void
test_agreement (Fixture *self, gconstpointer data)
{
  TestItem items[30] = { 0 };
  g_autoptr (GraftAgreement) agreement = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 30; i++)
    items[i] = (TestItem){ -1, GRAFT_SPLIT_NONE, FALSE, (guint8)i, NULL };
  test_project_add_set (self->path, "set", items, 30, 2, 0);
  open_set (self, "set");
  label_as (self, "Ada", 0, 10, 0);
  label_as (self, "Ada", 10, 25, 1);
  label_as (self, "Bo", 0, 8, 0);
  label_as (self, "Bo", 8, 18, 1);
  label_as (self, "Bo", 18, 20, 0);
  graft_assist_agreement_async (self->project, self->set, "Ada", "Bo", NULL, done_cb,
                                self);
  await (self);
  agreement = graft_assist_agreement_finish (self->project, self->result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (agreement->both, ==, 20);
  g_assert_cmpuint (agreement->agreed, ==, 16);
  g_assert_cmpfloat_with_epsilon (agreement->kappa, 0.6, 1e-9);
  g_assert_true (agreement->low < 0.6 && agreement->high > 0.6);
  g_assert_nonnull (strstr (agreement->sentence, "16 of 20"));
  for (guint i = 0; i < 30; i++)
    g_assert_cmpint ((item_at (self, i)->flags & GRAFT_ITEM_DISPUTED) != 0, ==,
                     i == 8 || i == 9 || i == 18 || i == 19);
}

/* ---- splits ---- */

static gboolean
split (Fixture *self, const GraftSplitPlan *plan, GError **error)
{
  g_clear_object (&self->result);
  graft_project_split_async (self->project, self->set, plan, NULL, done_cb, self);
  await (self);
  return graft_project_split_finish (self->project, self->result, error);
}

static void
count_splits (Fixture *self, guint *counts, guint class)
{
  memset (counts, 0, GRAFT_N_SPLITS * sizeof *counts);
  for (guint i = 0; i < 60; i++)
    if (class == G_MAXUINT || i % 3 == class)
      counts[item_at (self, i)->split]++;
}

/* Shares by class, copies together, excluded ones left alone, one step of undo. */
static void
test_split (Fixture *self, gconstpointer data)
{
  const GraftSplitPlan plan = { 0.5, 0.2, 0.3, TRUE, TRUE, 7 };
  g_autoptr (GError) error = NULL;
  TestItem items[60];
  guint counts[GRAFT_N_SPLITS];
  guint32 excluded;

  for (guint i = 0; i < 60; i++)
    items[i] = (TestItem){ (int)(i % 3), GRAFT_SPLIT_NONE, FALSE, (guint8)(i / 3), NULL };
  /* Eight copies of one picture. */
  for (guint i = 3; i < 27; i += 3)
    items[i].value = 100;
  test_project_add_set (self->path, "set", items, 60, 3, 0);
  open_set (self, "set");
  excluded = item_at (self, 59)->id;
  graft_project_set_excluded (self->project, self->set, &excluded, 1, TRUE);
  flush (self);
  g_assert_true (split (self, &plan, &error));
  g_assert_no_error (error);
  count_splits (self, counts, 1);
  g_assert_cmpuint (counts[GRAFT_SPLIT_TRAIN], ==, 10);
  g_assert_cmpuint (counts[GRAFT_SPLIT_VALIDATION], ==, 4);
  g_assert_cmpuint (counts[GRAFT_SPLIT_TEST], ==, 6);
  g_assert_cmpint (item_at (self, 59)->split, ==, GRAFT_SPLIT_NONE);
  for (guint i = 0; i < 60; i++)
    {
      gboolean copy = i % 3 == 0 && i >= 3 && i < 27;

      g_assert_true (!copy || item_at (self, i)->split == item_at (self, 3)->split);
      g_assert_cmpint ((item_at (self, i)->flags & GRAFT_ITEM_DUPLICATE) != 0, ==, copy);
      g_assert_false (item_at (self, i)->flags & GRAFT_ITEM_LEAK);
    }
  graft_project_undo (self->project);
  flush (self);
  count_splits (self, counts, G_MAXUINT);
  g_assert_cmpuint (counts[GRAFT_SPLIT_NONE], ==, 60);
}

/* Copies that are torn apart are called leaks. */
static void
test_leak (Fixture *self, gconstpointer data)
{
  const GraftSplitPlan plan = { 0.5, 0, 0.5, FALSE, FALSE, 1 };
  g_autoptr (GError) error = NULL;
  TestItem items[60];

  for (guint i = 0; i < 60; i++)
    items[i] = (TestItem){ 0, GRAFT_SPLIT_NONE, FALSE, 5, NULL };
  test_project_add_set (self->path, "set", items, 60, 1, 0);
  open_set (self, "set");
  g_assert_true (split (self, &plan, &error));
  for (guint i = 0; i < 60; i++)
    g_assert_true (item_at (self, i)->flags & GRAFT_ITEM_LEAK);
}

static void
test_split_refusal (Fixture *self, gconstpointer data)
{
  const GraftSplitPlan plan = { 0.5, 0.2, 0.3, TRUE, TRUE, 7 };
  const TestItem one = { 0, GRAFT_SPLIT_NONE, FALSE, 5, NULL };
  g_autoptr (GError) error = NULL;

  test_project_add_set (self->path, "set", &one, 1, 1, 0);
  open_set (self, "set");
  g_assert_false (split (self, &plan, &error));
  g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW);
}

/* The features are kept: the second time takes less than a second. */
static void
test_speed (Fixture *self, gconstpointer data)
{
  guint n = g_test_perf () ? 10000 : 2000;
  g_autofree TestItem *items = g_new0 (TestItem, n);

  for (guint i = 0; i < n; i++)
    items[i] = (TestItem){ i % 50 < 5 ? (int)(i % 5) : -1, GRAFT_SPLIT_NONE, FALSE,
                           (guint8)(i * 7), NULL };
  test_project_add_set (self->path, "set", items, n, 5, 0);
  open_set (self, "set");
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GError) error = NULL;
      gint64 start = g_get_monotonic_time ();
      g_autoptr (GraftAssistSummary) summary = assist (self, NULL, FALSE, &error);
      double seconds = (double)(g_get_monotonic_time () - start) * 1e-6;

      g_assert_no_error (error);
      g_test_message ("%u items, round %u: %.3f s", n, round, seconds);
      if (round > 0)
        g_test_minimized_result (seconds, "assist again, %u items", n);
    }
}

#define ADD(name, func, data) g_test_add (name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/assist/suggest", test_suggest, GINT_TO_POINTER (FALSE));
  ADD ("/assist/propagate", test_suggest, GINT_TO_POINTER (TRUE));
  ADD ("/assist/too-few", test_too_few, NULL);
  ADD ("/assist/suspects", test_suspects, NULL);
  ADD ("/assist/cancel", test_cancel, NULL);
  ADD ("/assist/similar", test_similar, NULL);
  ADD ("/assist/network", test_network, NULL);
  ADD ("/assist/damaged-network", test_damaged_network, NULL);
  ADD ("/assist/agreement", test_agreement, NULL);
  ADD ("/assist/split", test_split, NULL);
  ADD ("/assist/leak", test_leak, NULL);
  ADD ("/assist/split-refusal", test_split_refusal, NULL);
  ADD ("/assist/speed", test_speed, NULL);
  return g_test_run ();
}
