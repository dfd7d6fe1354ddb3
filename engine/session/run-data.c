/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See run-data.h. Order: read, bring to one shape, check that the domains go together,
 * take the target's labels off, cut the samples that the run looks at. */
#include "engine/session/run-data.h"

#include "engine/base/error.h"
#include "engine/data/data-source.h"
#include "engine/session/experiment-private.h"

#include <string.h>

/* Test items that the curves are drawn from while training. */
#define GLANCE_ITEMS 1000
/* Share of the source that is kept for testing when no test data are named. */
#define TEST_SHARE 0.2

typedef struct
{
  const GraftRunDataOrder *order;
  GraftExperiment *experiment;
  GraftJournal *journal;
  GCancellable *cancellable;
  GraftShape size;
  gboolean has_size;
} Reader;

static const char *
section (GraftDomain domain)
{
  return domain == GRAFT_SOURCE ? "source" : "target";
}

/* Puts "FILE:LINE: [source] data=" before what went wrong with the data. */
static void
prefix_place (const Reader *self, GraftDomain domain, const char *key, GError **error)
{
  const GraftExperimentData *data =
      graft_experiment_peek_domain (self->experiment, domain);

  if (data->line > 0)
    g_prefix_error (error,
                    "%s:%u: [%s] %s: ", graft_experiment_get_name (self->experiment),
                    data->line, section (domain), key);
  else
    g_prefix_error (error, "[%s] %s: ", section (domain), key);
}

static const char *
role_of (GraftDomain domain, GraftDataPart part)
{
  static const char *const roles[GRAFT_N_DOMAINS][GRAFT_N_DATA_PARTS] = {
    { "source", "source test", "source validation" },
    { "target", "target test", "target validation" },
  };

  return roles[domain][part];
}

/* A project's set knows its test items: naming it once more says nothing new. */
static gboolean
names_test (const GraftExperimentData *data)
{
  return data->test != NULL && (strcmp (data->test, data->data) != 0 ||
                                !g_str_has_prefix (data->data, "project:"));
}

static GraftDataSource
describe (const Reader *self, GraftDomain domain, GraftDataPart part)
{
  const GraftExperimentData *data =
      graft_experiment_peek_domain (self->experiment, domain);
  gboolean test = part == GRAFT_DATA_TEST;
  gboolean named = test && names_test (data);

  return (GraftDataSource){ .data = named ? data->test : data->data,
                            .labels = test ? data->test_labels : data->labels,
                            .photos = data->photos,
                            .folder = graft_experiment_get_folder (self->experiment),
                            .limit = test ? data->test_limit : data->limit,
                            .per_class = part == GRAFT_DATA_TRAIN ? data->per_class : 0,
                            .seed = graft_experiment_get_seed (self->experiment),
                            .part = part,
                            .labelled = domain == GRAFT_SOURCE,
                            .size = self->has_size ? &self->size : NULL,
                            .project = self->order->project,
                            .ledger = self->order->ledger };
}

/* Whether the data themselves keep such items apart. */
static gboolean
has_part (const Reader *self, GraftDomain domain, GraftDataPart part)
{
  GraftDataSource source = describe (self, domain, part);

  if (source.ledger != NULL && graft_data_ledger_is_replay (source.ledger))
    return graft_data_ledger_has_role (source.ledger, role_of (domain, part));
  return graft_data_source_has_part (&source);
}

/* Notes what was read, or finds out whether it is what it was. */
static gboolean
enter (const GraftDataSource *source, GraftDataset *dataset, GError **error)
{
  return source->ledger == NULL ||
         graft_data_ledger_close (source->ledger, source->data, dataset, error);
}

static GraftDataset *
read_set (const Reader *self, GraftDomain domain, GraftDataPart part, GError **error)
{
  static const char *const uses[GRAFT_N_DATA_PARTS] = { "training", "test",
                                                        "validation" };
  GraftDataSource source = describe (self, domain, part);
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GraftDataset) dataset = NULL;

  if (source.ledger != NULL)
    graft_data_ledger_open (source.ledger, role_of (domain, part));
  dataset = graft_data_source_load (&source, self->cancellable, messages, error);
  for (guint i = 0; i < messages->len; i++)
    graft_journal_add (self->journal, "%s: %s", section (domain),
                       (const char *)g_ptr_array_index (messages, i));
  if (dataset == NULL || !enter (&source, dataset, error))
    {
      /* A person who stops the run has made no mistake in a file. */
      if (!g_cancellable_is_cancelled (self->cancellable))
        prefix_place (self, domain, part == GRAFT_DATA_TEST ? "test" : "data", error);
      return NULL;
    }
  graft_journal_add (self->journal, "%s %s: %s, %" G_GSIZE_FORMAT " items",
                     section (domain), uses[part], graft_dataset_get_name (dataset),
                     graft_dataset_get_n (dataset));
  return g_steal_pointer (&dataset);
}

static gboolean
has_own_test (const Reader *self, GraftDomain domain)
{
  return names_test (graft_experiment_peek_domain (self->experiment, domain)) ||
         has_part (self, domain, GRAFT_DATA_TEST);
}

/* Training and test items of one domain. Built-in data draw their own test items, and the
 * sets of a project may keep some apart; a source without either gives up a fifth; a
 * target is then judged on the items it adapted to, whose labels training never saw. */
static gboolean
read_domain (const Reader *self,
             GraftDomain domain,
             GraftDataset **train,
             GraftDataset **test,
             GError **error)
{
  g_autoptr (GraftDataset) whole = read_set (self, domain, GRAFT_DATA_TRAIN, error);

  if (whole == NULL)
    return FALSE;
  if (has_own_test (self, domain))
    {
      *test = read_set (self, domain, GRAFT_DATA_TEST, error);
      *train = g_steal_pointer (&whole);
      return *test != NULL;
    }
  if (domain == GRAFT_TARGET)
    {
      *test = graft_dataset_ref (whole);
      *train = g_steal_pointer (&whole);
      graft_journal_add (self->journal,
                         "target: no test= given; judged on the training items, "
                         "whose labels training does not see");
      return TRUE;
    }
  graft_dataset_split (whole, 1 - TEST_SHARE,
                       graft_experiment_get_seed (self->experiment), train, test);
  graft_journal_add (self->journal,
                     "%s: no test= given; %" G_GSIZE_FORMAT " items kept for it",
                     section (domain), graft_dataset_get_n (*test));
  if (graft_dataset_get_n (*train) > 0 && graft_dataset_get_n (*test) > 0)
    return TRUE;
  g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
               "%s has too few items to keep some for testing; give test= or more items",
               graft_dataset_get_name (*train));
  prefix_place (self, domain, "data", error);
  return FALSE;
}

/* What is read of both domains, with the key of its file. */
typedef struct
{
  GraftDataset **set;
  GraftDomain domain;
  const char *key;
} Part;

#define N_PARTS 5

static void
list_parts (GraftRunData *data, Part parts[N_PARTS])
{
  parts[4] = (Part){ &data->validation, GRAFT_SOURCE, "data" };
  for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
    {
      parts[2 * d] = (Part){ &data->train[d], (GraftDomain)d, "data" };
      parts[2 * d + 1] = (Part){ &data->test[d], (GraftDomain)d, "test" };
    }
}

static gboolean
has_colour (const GraftDataset *set)
{
  return set != NULL && graft_dataset_get_kind (set) == GRAFT_ITEM_IMAGE &&
         graft_dataset_get_shape (set)->dim[2] == 3;
}

static GraftDataset *
colour (GraftDataset *grey, GError **error)
{
  GraftShape shape = *graft_dataset_get_shape (grey);

  shape.dim[2] = 3;
  return graft_dataset_convert (grey, &shape, error);
}

/* Grey pictures beside coloured ones become coloured: nothing is lost by it. Sizes are
 * another matter: whether to stretch is for a person to say. */
static gboolean
spread_colour (const Reader *self, const Part *parts, GError **error)
{
  g_autoptr (GraftDataset) before = NULL; /* the grey one of the part before */
  gboolean wanted = FALSE;

  for (guint i = 0; i < N_PARTS; i++)
    wanted |= has_colour (*parts[i].set);
  for (guint i = 0; wanted && i < N_PARTS; i++)
    {
      GraftDataset *grey = *parts[i].set, *coloured;

      if (grey == NULL || graft_dataset_get_kind (grey) != GRAFT_ITEM_IMAGE ||
          has_colour (grey))
        continue;
      /* A target without test= is judged on the very items it adapts to: once is enough.
       */
      coloured =
          grey == before ? graft_dataset_ref (*parts[i - 1].set) : colour (grey, error);
      if (coloured == NULL)
        {
          prefix_place (self, parts[i].domain, parts[i].key, error);
          return FALSE;
        }
      graft_journal_add (self->journal, "%s %s: grey repeated in three channels",
                         section (parts[i].domain), parts[i].key);
      *parts[i].set = coloured;
      g_clear_pointer (&before, graft_dataset_unref);
      before = grey;
    }
  return TRUE;
}

static gboolean
check_shape (const Reader *self, GraftDataset *source, const Part *part, GError **error)
{
  GraftDataset *other = *part->set;
  g_autofree char *have = NULL, *want = NULL;

  if (other == NULL ||
      (graft_shape_equal (graft_dataset_get_shape (source),
                          graft_dataset_get_shape (other)) &&
       graft_dataset_get_kind (source) == graft_dataset_get_kind (other)))
    return TRUE;
  have = graft_shape_to_string (graft_dataset_get_shape (other));
  want = graft_shape_to_string (graft_dataset_get_shape (source));
  g_set_error (
      error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
      "%s has items of %s, the source %s; bring both to one size with input=28x28x3 in "
      "[network]",
      graft_dataset_get_name (other), have, want);
  prefix_place (self, part->domain, part->key, error);
  return FALSE;
}

/* All that was read to one shape, that of the source. */
static gboolean
match_shapes (const Reader *self, GraftRunData *data, GError **error)
{
  Part parts[N_PARTS];

  list_parts (data, parts);
  if (!spread_colour (self, parts, error))
    return FALSE;
  for (guint i = 0; i < N_PARTS; i++)
    if (!check_shape (self, data->train[GRAFT_SOURCE], &parts[i], error))
      return FALSE;
  return TRUE;
}

/* Every set with the classes of the source, by name. */
static gboolean
match_classes (const Reader *self, GraftRunData *data, GError **error)
{
  GraftDataset *like = data->train[GRAFT_SOURCE];
  GraftDataset **sets[] = { &data->test[GRAFT_SOURCE], &data->validation,
                            &data->train[GRAFT_TARGET], &data->test[GRAFT_TARGET],
                            &data->oracle };

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      GraftDataset *matched;

      if (*sets[i] == NULL)
        continue;
      matched = graft_dataset_match_classes (*sets[i], like, error);
      if (matched == NULL)
        {
          prefix_place (self, i < 2 ? GRAFT_SOURCE : GRAFT_TARGET, "data", error);
          return FALSE;
        }
      graft_dataset_unref (*sets[i]);
      *sets[i] = matched;
    }
  return TRUE;
}

static gboolean
check_source (const Reader *self, GraftRunData *data, GError **error)
{
  if (graft_dataset_check_trainable (data->train[GRAFT_SOURCE], error))
    return TRUE;
  prefix_place (self, GRAFT_SOURCE, "data", error);
  return FALSE;
}

/* Items that the source keeps apart for early stopping, when it is to stop early. */
static gboolean
read_validation (const Reader *self, GraftRunData *data, GError **error)
{
  if (graft_params_get (graft_experiment_get_params (self->experiment), "patience") <=
          0 ||
      !has_part (self, GRAFT_SOURCE, GRAFT_DATA_VALIDATION))
    return TRUE;
  data->validation = read_set (self, GRAFT_SOURCE, GRAFT_DATA_VALIDATION, error);
  return data->validation != NULL;
}

static gboolean
read_all (const Reader *self, GraftRunData *data, GError **error)
{
  const GraftExperimentData *target =
      graft_experiment_peek_domain (self->experiment, GRAFT_TARGET);
  gboolean has_target = target != NULL && target->data != NULL;

  if (!read_domain (self, GRAFT_SOURCE, &data->train[GRAFT_SOURCE],
                    &data->test[GRAFT_SOURCE], error) ||
      !read_validation (self, data, error))
    return FALSE;
  if (has_target && !read_domain (self, GRAFT_TARGET, &data->train[GRAFT_TARGET],
                                  &data->test[GRAFT_TARGET], error))
    return FALSE;
  if (!match_shapes (self, data, error))
    return FALSE;
  if (!has_target)
    return TRUE;
  /* An oracle judged on what it was trained on would be no ceiling but a mirror. */
  if (graft_dataset_has_labels (data->train[GRAFT_TARGET]) &&
      (has_own_test (self, GRAFT_TARGET) ||
       (self->order->method->info.flags & GRAFT_METHOD_NEEDS_TARGET_LABELS)))
    data->oracle = graft_dataset_ref (data->train[GRAFT_TARGET]);
  return TRUE;
}

static void
hide_target_labels (GraftRunData *data)
{
  GraftDataset *labelled = g_steal_pointer (&data->train[GRAFT_TARGET]);

  if (labelled == NULL)
    return;
  data->train[GRAFT_TARGET] = graft_dataset_without_labels (labelled);
  graft_dataset_unref (labelled);
}

static void
keep_validation (GraftRunData *data, GraftExperiment *experiment)
{
  double share =
      graft_params_get (graft_experiment_get_params (experiment), "validation");
  GraftDataset *kept = NULL, *rest = NULL;

  if (share <= 0 || data->validation != NULL)
    return;
  graft_dataset_split (data->train[GRAFT_SOURCE], share,
                       graft_experiment_get_seed (experiment) + 1, &kept, &rest);
  if (graft_dataset_get_n (kept) == 0 || graft_dataset_get_n (rest) == 0)
    {
      graft_dataset_unref (kept);
      graft_dataset_unref (rest);
      return;
    }
  graft_dataset_unref (data->train[GRAFT_SOURCE]);
  data->train[GRAFT_SOURCE] = rest;
  data->validation = kept;
}

static void
cut_samples (GraftRunData *data, GraftExperiment *experiment)
{
  guint64 seed = graft_experiment_get_seed (experiment);
  guint n_probe = graft_experiment_get_probe (experiment);

  for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
    if (data->test[d] != NULL)
      {
        data->glance[d] = graft_dataset_sample (data->test[d], GLANCE_ITEMS, 0, seed);
        data->probe[d] = graft_dataset_sample (data->test[d], n_probe, 0, seed);
      }
}

static gboolean
check_needs (const Reader *self,
             const GraftMethodClass *method,
             GraftRunData *data,
             GError **error)
{
  if ((method->info.flags & GRAFT_METHOD_NEEDS_TARGET_LABELS) && data->oracle == NULL)
    {
      g_set_error (
          error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
          "method %s trains on target labels, and the target has none; give labels= in "
          "[target]",
          method->info.id);
      return FALSE;
    }
  return TRUE;
}

gboolean
graft_run_data_load (GraftRunData *self, const GraftRunDataOrder *order, GError **error)
{
  Reader reader = { order, order->experiment, order->journal, order->cancellable, { 0 },
                    FALSE };

  *self = (GraftRunData){ 0 };
  reader.has_size = graft_experiment_get_input (order->experiment, &reader.size);
  if (!read_all (&reader, self, error))
    {
      graft_run_data_clear (self);
      return FALSE;
    }
  self->input = *graft_dataset_get_shape (self->train[GRAFT_SOURCE]);
  self->n_classes = graft_dataset_get_n_classes (self->train[GRAFT_SOURCE]);
  if (!check_source (&reader, self, error) || !match_classes (&reader, self, error) ||
      !check_needs (&reader, order->method, self, error))
    {
      graft_run_data_clear (self);
      return FALSE;
    }
  hide_target_labels (self);
  keep_validation (self, order->experiment);
  cut_samples (self, order->experiment);
  graft_normalisation_fit (self->train[GRAFT_SOURCE], self->train[GRAFT_TARGET],
                           &self->normalisation);
  return TRUE;
}

void
graft_run_data_clear (GraftRunData *self)
{
  for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
    {
      g_clear_pointer (&self->train[d], graft_dataset_unref);
      g_clear_pointer (&self->test[d], graft_dataset_unref);
      g_clear_pointer (&self->glance[d], graft_dataset_unref);
      g_clear_pointer (&self->probe[d], graft_dataset_unref);
    }
  g_clear_pointer (&self->validation, graft_dataset_unref);
  g_clear_pointer (&self->oracle, graft_dataset_unref);
}
