/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run hands to its project: how it began, how it ended, and what is left of it. */
#include "engine/session/runner-private.h"

#include "engine/session/map-pack.h"
#include "engine/session/result-json.h"

void
graft_runner_keep_begin (GraftRunner *self)
{
  if (self->setup.keeper != NULL)
    graft_run_keeper_begin (self->setup.keeper, self->run.index, self->run.seed,
                            graft_workers_get_n_threads (self->workers),
                            graft_data_ledger_pack (self->ledger));
}

static GBytes *
to_bytes (GVariant *floating)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (floating);

  return g_variant_get_data_as_bytes (variant);
}

static GBytes *
pack_curves (const GArray *points)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(tdud)"));
  for (guint i = 0; i < points->len; i++)
    {
      const GraftPoint *point = &g_array_index (points, GraftPoint, i);

      g_variant_builder_add (&builder, "(tdud)", point->step, point->epoch,
                             (guint)point->curve, point->value);
    }
  return to_bytes (g_variant_builder_end (&builder));
}

static GPtrArray *
pack_map (GraftRunner *self)
{
  g_autoptr (GraftMap) map = graft_mapper_dup_map (self->run.mapper);
  GPtrArray *frames =
      g_ptr_array_new_with_free_func ((GDestroyNotify)graft_kept_frame_free);

  for (guint i = 0; map != NULL && i < graft_map_get_n_frames (map); i++)
    {
      GraftKeptFrame *kept = g_new0 (GraftKeptFrame, 1);

      kept->step = graft_map_get_frame (map, i)->step;
      kept->epoch = graft_map_get_frame (map, i)->epoch;
      kept->data = graft_map_pack_frame (map, i);
      g_ptr_array_add (frames, kept);
    }
  return frames;
}

/* float32, whatever a real is in this build. */
static GBytes *
copy_weights (GraftNetwork *network)
{
  gsize n = graft_network_get_n_weights (network);
  const GraftReal *weights = graft_network_peek_weights (network);
  float *copy = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    copy[i] = (float)weights[i];
  return g_bytes_new_take (copy, n * sizeof *copy);
}

static char *
print_normalisation (const GraftNormalisation *normalisation)
{
  GString *text = g_string_new (NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (normalisation->mean); i++)
    g_string_append_printf (
        text, "%s ",
        g_ascii_dtostr (buffer, sizeof buffer, (double)normalisation->mean[i]));
  g_string_append (text,
                   g_ascii_dtostr (buffer, sizeof buffer, (double)normalisation->scale));
  return g_string_free (text, FALSE);
}

/* "48x48x3", as input= is written. */
static char *
print_shape (const GraftShape *shape)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < shape->rank; i++)
    g_string_append_printf (text, "%s%" G_GSIZE_FORMAT, i > 0 ? "x" : "", shape->dim[i]);
  return g_string_free (text, FALSE);
}

static void
keep_network (GraftRunner *self, GraftKeptEnding *ending)
{
  GraftExperiment *experiment = self->setup.experiment;

  ending->weights =
      copy_weights (graft_learner_get_network (self->run.learners[GRAFT_ADAPTED]));
  ending->layers = g_strdup (graft_experiment_get_layers (experiment));
  ending->preset = g_strdup (graft_experiment_get_preset (experiment));
  ending->input = print_shape (&self->data.input);
  ending->normalisation = print_normalisation (&self->data.normalisation);
}

void
graft_runner_keep_end (GraftRunner *self, const GraftRunResult *result)
{
  GraftKeptEnding *ending;

  if (self->setup.keeper == NULL)
    return;
  ending = g_new0 (GraftKeptEnding, 1);
  ending->state = result->stopped ? "stopped" : "finished";
  ending->steps = result->steps;
  ending->hash = g_strdup (result->hash);
  ending->result = graft_run_result_to_json (result);
  ending->events = to_bytes (graft_run_events_pack (self->run.events));
  ending->curves = pack_curves (self->run.points);
  /* Stop must answer at once. */
  if (!result->stopped)
    {
      ending->frames = pack_map (self);
      keep_network (self, ending);
    }
  graft_run_keeper_end (self->setup.keeper, ending);
}

void
graft_runner_keep_failure (GraftRunner *self, const GError *error)
{
  GraftKeptEnding *ending;

  if (self->setup.keeper == NULL)
    return;
  graft_run_keeper_say (self->setup.keeper, error->message);
  ending = g_new0 (GraftKeptEnding, 1);
  ending->state =
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? "stopped" : "failed";
  ending->steps = self->run.step;
  ending->events = to_bytes (graft_run_events_pack (self->run.events));
  ending->curves = pack_curves (self->run.points);
  graft_run_keeper_end (self->setup.keeper, ending);
}
