/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See checkpoint.h. The container is a serialised GVariant: bounds-checked by its reader.
 */
#include "engine/session/checkpoint.h"

#include "engine/base/error.h"

#include <gio/gio.h>
#include <string.h>

#define MAGIC "graft-checkpoint-3"
/* magic, digest of the rest, rest */
#define OUTER_TYPE "(ssay)"
/* experiment, size of a real, run, step, overrides, learners (weights, state, count),
 * points, journal, sums, memory (domain accuracy, best loss, step and weights), events */
#define INNER_TYPE "(suut(dd)a(ayayt)a(tdud)s(udddd)(ddtay)a(tsd))"
#define LARGEST_FILE ((gsize)4 << 30)

char *
graft_checkpoint_path (const char *folder)
{
  return g_build_filename (folder, "run.checkpoint", NULL);
}

static GVariant *
pack_learner (GraftLearner *learner)
{
  GraftNetwork *network = graft_learner_get_network (learner);
  GraftOptimizer *optimizer = graft_learner_get_optimizer (learner);
  gsize n_state;
  const GraftReal *state = graft_optimizer_peek_state (optimizer, &n_state);
  GVariant *weights = g_variant_new_fixed_array (
      G_VARIANT_TYPE_BYTE, graft_network_peek_weights (network),
      graft_network_get_n_weights (network) * sizeof (GraftReal), 1);
  GVariant *rest = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, state,
                                              n_state * sizeof (GraftReal), 1);

  return g_variant_new ("(@ay@ayt)", weights, rest,
                        graft_optimizer_get_count (optimizer));
}

static GVariant *
pack_sums (const GraftSums *sums)
{
  return g_variant_new ("(udddd)", sums->n, sums->label_loss, sums->twin_label_loss,
                        sums->domain_loss, sums->domain_accuracy);
}

static GVariant *
pack_memory (const GraftCheckpoint *self)
{
  const GraftRunMemory *memory = &self->memory;
  gsize n =
      memory->best_weights != NULL
          ? graft_network_get_n_weights (graft_learner_get_network (self->learners[0]))
          : 0;

  return g_variant_new (
      "(ddt@ay)", memory->domain_accuracy, memory->best_loss, memory->best_step,
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, memory->best_weights,
                                 n * sizeof (GraftReal), 1));
}

/* The journal repeats file names, which may be any bytes. */
static char *
dup_journal (GraftJournal *journal)
{
  g_autofree char *text = graft_journal_dup_text (journal);

  return g_utf8_make_valid (text, -1);
}

static GVariant *
pack (const GraftCheckpoint *self)
{
  g_autofree char *journal = dup_journal (self->journal);
  GVariantBuilder learners, points;

  g_variant_builder_init (&learners, G_VARIANT_TYPE ("a(ayayt)"));
  for (guint i = 0; i < GRAFT_CHECKPOINT_LEARNERS; i++)
    if (self->learners[i] != NULL)
      g_variant_builder_add_value (&learners, pack_learner (self->learners[i]));
  g_variant_builder_init (&points, G_VARIANT_TYPE ("a(tdud)"));
  for (guint i = 0; i < self->points->len; i++)
    {
      const GraftPoint *point = &g_array_index (self->points, GraftPoint, i);

      g_variant_builder_add (&points, "(tdud)", point->step, point->epoch,
                             (guint)point->curve, point->value);
    }
  return g_variant_ref_sink (g_variant_new (
      "(suut(dd)@a(ayayt)@a(tdud)s@(udddd)@(ddtay)@a(tsd))", self->experiment,
      (guint)sizeof (GraftReal), self->run, self->step, self->overrides[0],
      self->overrides[1], g_variant_builder_end (&learners),
      g_variant_builder_end (&points), journal, pack_sums (&self->memory.sums),
      pack_memory (self), graft_run_events_pack (self->events)));
}

GBytes *
graft_checkpoint_to_bytes (const GraftCheckpoint *self)
{
  g_autoptr (GVariant) inner = pack (self);
  g_autofree char *digest = g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, g_variant_get_data (inner), g_variant_get_size (inner));
  GVariant *bytes = g_variant_new_fixed_array (
      G_VARIANT_TYPE_BYTE, g_variant_get_data (inner), g_variant_get_size (inner), 1);
  g_autoptr (GVariant) outer =
      g_variant_ref_sink (g_variant_new ("(ss@ay)", MAGIC, digest, bytes));

  return g_variant_get_data_as_bytes (outer);
}

gboolean
graft_checkpoint_write (GBytes *checkpoint, const char *folder, GError **error)
{
  g_autofree char *path = graft_checkpoint_path (folder);
  gsize size;
  const char *data = g_bytes_get_data (checkpoint, &size);

  if (g_mkdir_with_parents (folder, 0777) != 0)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED,
                   "%s cannot be made: %s; choose a folder you may write to", folder,
                   g_strerror (errno));
      return FALSE;
    }
  return g_file_set_contents_full (
      path, data, (gssize)size,
      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666, error);
}

gboolean
graft_checkpoint_load (const char *folder, GBytes **checkpoint, GError **error)
{
  g_autofree char *path = graft_checkpoint_path (folder);
  g_autoptr (GMappedFile) file = NULL;

  *checkpoint = NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return FALSE;
  *checkpoint = g_mapped_file_get_bytes (file);
  return TRUE;
}

static GVariant *
refuse (const char *name, const char *why, GError **error)
{
  g_set_error (error, GRAFT_TRAIN_ERROR, GRAFT_TRAIN_ERROR_CHECKPOINT,
               "%s %s; delete it, or start without --resume", name, why);
  return NULL;
}

/* The inner variant, checked. */
static GVariant *
open_checkpoint (GBytes *whole, const char *name, const char *experiment, GError **error)
{
  g_autoptr (GVariant) outer = NULL, inner = NULL, bytes = NULL;
  g_autoptr (GBytes) part = NULL;
  g_autofree char *digest = NULL;
  const char *magic, *expected, *owner;

  if (g_bytes_get_size (whole) > LARGEST_FILE)
    return refuse (name, "is larger than any checkpoint of Graft", error);
  outer = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (OUTER_TYPE), whole, FALSE));
  g_variant_get (outer, "(&s&s@ay)", &magic, &expected, &bytes);
  if (strcmp (magic, MAGIC) != 0)
    return refuse (name, "is no checkpoint of this version of Graft", error);
  part = g_variant_get_data_as_bytes (bytes);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, part);
  if (strcmp (digest, expected) != 0)
    return refuse (name, "is damaged", error);
  inner = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (INNER_TYPE), part, FALSE));
  g_variant_get_child (inner, 0, "&s", &owner);
  if (strcmp (owner, experiment) != 0)
    return refuse (name, "belongs to another experiment", error);
  return g_steal_pointer (&inner);
}

gboolean
graft_checkpoint_peek (GBytes *checkpoint,
                       const char *name,
                       const char *experiment,
                       guint *run,
                       guint64 *step,
                       GError **error)
{
  g_autoptr (GVariant) inner = open_checkpoint (checkpoint, name, experiment, error);

  if (inner == NULL)
    return FALSE;
  g_variant_get_child (inner, 2, "u", run);
  g_variant_get_child (inner, 3, "t", step);
  return TRUE;
}

static gboolean
fill (GVariant *bytes, GraftReal *to, gsize n)
{
  gsize size;
  const void *data = g_variant_get_fixed_array (bytes, &size, 1);

  if (size != n * sizeof (GraftReal))
    return FALSE;
  if (size > 0)
    memcpy (to, data, size);
  return TRUE;
}

static gboolean
unpack_learner (GVariant *packed, GraftLearner *learner)
{
  GraftNetwork *network = graft_learner_get_network (learner);
  GraftOptimizer *optimizer = graft_learner_get_optimizer (learner);
  g_autoptr (GVariant) weights = NULL, rest = NULL;
  guint64 count;
  gsize n_state;
  GraftReal *state = graft_optimizer_peek_state (optimizer, &n_state);

  g_variant_get (packed, "(@ay@ayt)", &weights, &rest, &count);
  graft_optimizer_set_count (optimizer, count);
  return fill (weights, graft_network_peek_weights (network),
               graft_network_get_n_weights (network)) &&
         fill (rest, state, n_state);
}

/* FALSE when the best weights are those of another network. */
static gboolean
unpack_memory (GVariant *sums, GVariant *packed, GraftCheckpoint *self)
{
  GraftRunMemory *memory = &self->memory;
  g_autoptr (GVariant) weights = NULL;
  g_autofree GraftReal *best = NULL;
  gsize n = 0;

  g_variant_get (sums, "(udddd)", &memory->sums.n, &memory->sums.label_loss,
                 &memory->sums.twin_label_loss, &memory->sums.domain_loss,
                 &memory->sums.domain_accuracy);
  g_variant_get (packed, "(ddt@ay)", &memory->domain_accuracy, &memory->best_loss,
                 &memory->best_step, &weights);
  if (g_variant_n_children (weights) == 0)
    return TRUE;
  if (self->learners[0] != NULL)
    n = graft_network_get_n_weights (graft_learner_get_network (self->learners[0]));
  best = g_new (GraftReal, n);
  if (!fill (weights, best, n))
    return FALSE;
  g_free (memory->best_weights);
  memory->best_weights = g_steal_pointer (&best);
  return TRUE;
}

static void
unpack_points (GVariant *packed, GArray *points)
{
  GVariantIter iter;
  GraftPoint point;
  guint curve;

  g_variant_iter_init (&iter, packed);
  while (g_variant_iter_next (&iter, "(tdud)", &point.step, &point.epoch, &curve,
                              &point.value))
    if (curve < GRAFT_N_CURVES)
      {
        point.curve = curve;
        g_array_append_val (points, point);
      }
}

gboolean
graft_checkpoint_read (GraftCheckpoint *self,
                       GBytes *checkpoint,
                       const char *name,
                       GError **error)
{
  g_autoptr (GVariant) inner =
      open_checkpoint (checkpoint, name, self->experiment, error);
  g_autoptr (GVariant) learners = NULL, points = NULL, sums = NULL, memory = NULL;
  g_autoptr (GVariant) events = NULL;
  const char *journal;
  guint real_size;
  gsize at = 0;

  if (inner == NULL)
    return FALSE;
  g_variant_get (inner, "(&suut(dd)@a(ayayt)@a(tdud)&s@(udddd)@(ddtay)@a(tsd))", NULL,
                 &real_size, &self->run, &self->step, &self->overrides[0],
                 &self->overrides[1], &learners, &points, &journal, &sums, &memory,
                 &events);
  for (guint i = 0; i < GRAFT_CHECKPOINT_LEARNERS; i++)
    {
      g_autoptr (GVariant) packed = NULL;

      if (self->learners[i] == NULL)
        continue;
      if (real_size != sizeof (GraftReal) || at >= g_variant_n_children (learners))
        return refuse (name, "was written by another build of Graft", error) != NULL;
      packed = g_variant_get_child_value (learners, at++);
      if (!unpack_learner (packed, self->learners[i]))
        return refuse (name, "holds weights of another network", error) != NULL;
    }
  if (!unpack_memory (sums, memory, self))
    return refuse (name, "holds weights of another network", error) != NULL;
  unpack_points (points, self->points);
  if (!graft_run_events_unpack (events, self->events))
    return refuse (name, "was written by another build of Graft", error) != NULL;
  graft_journal_set_text (self->journal, journal);
  return TRUE;
}
