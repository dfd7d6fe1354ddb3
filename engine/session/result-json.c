/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See result-json.h. Keys stay what they are: programs read them. */
#include "engine/session/result-json.h"

#include <json-glib/json-glib.h>
#include <math.h>

/* JSON has no NaN: what is not known is null. */
static void
add_number (JsonBuilder *builder, const char *key, double value)
{
  json_builder_set_member_name (builder, key);
  if (isfinite (value))
    json_builder_add_double_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_integer (JsonBuilder *builder, const char *key, guint64 value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, (gint64)value);
}

static void
add_string (JsonBuilder *builder, const char *key, const char *value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, value);
}

/* @source may be NULL: the oracle is not asked about the source. */
static void
add_network (JsonBuilder *builder,
             const char *key,
             const GraftFigure *source,
             const GraftFigure *target)
{
  json_builder_set_member_name (builder, key);
  if (target->n == 0 && (source == NULL || source->n == 0))
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  add_number (builder, "source",
              source != NULL && source->n > 0 ? source->value : (double)NAN);
  add_number (builder, "target", target->n > 0 ? target->value : (double)NAN);
  add_number (builder, "low", target->n > 0 ? target->low : (double)NAN);
  add_number (builder, "high", target->n > 0 ? target->high : (double)NAN);
  add_integer (builder, "source_items", source != NULL ? source->n : 0);
  add_integer (builder, "target_items", target->n);
  json_builder_end_object (builder);
}

/* The paired interval; nothing while it is not known. */
static void
add_gain (JsonBuilder *builder, const GraftVerdict *verdict)
{
  static const char *const signs[] = { [GRAFT_TRANSFER_POSITIVE] = "positive",
                                       [GRAFT_TRANSFER_NO_GAIN_SHOWN] = "not shown",
                                       [GRAFT_TRANSFER_NEGATIVE] = "negative" };

  if (verdict->sign == GRAFT_TRANSFER_UNKNOWN)
    return;
  json_builder_set_member_name (builder, "gain");
  json_builder_begin_object (builder);
  add_number (builder, "low", verdict->gain_low);
  add_number (builder, "high", verdict->gain_high);
  add_string (builder, "sign", signs[verdict->sign]);
  json_builder_end_object (builder);
}

static void
add_distance (JsonBuilder *builder, const GraftVerdict *verdict)
{
  json_builder_set_member_name (builder, "a_distance");
  json_builder_begin_object (builder);
  add_number (builder, "before", verdict->a_before);
  add_number (builder, "before_sd", verdict->a_before_sd);
  add_number (builder, "after", verdict->a_after);
  add_number (builder, "after_sd", verdict->a_after_sd);
  json_builder_end_object (builder);
}

static void
add_warnings (JsonBuilder *builder, char **warnings)
{
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);
  for (guint i = 0; warnings != NULL && warnings[i] != NULL; i++)
    json_builder_add_string_value (builder, warnings[i]);
  json_builder_end_array (builder);
}

static void
add_run (JsonBuilder *builder, const GraftRunResult *result)
{
  const GraftVerdict *verdict = result->verdict;

  json_builder_begin_object (builder);
  add_integer (builder, "seed", result->seed);
  add_integer (builder, "steps", result->steps);
  add_number (builder, "seconds", result->seconds);
  add_string (builder, "hash", result->hash);
  if (result->stopped)
    {
      json_builder_set_member_name (builder, "stopped");
      json_builder_add_boolean_value (builder, TRUE);
    }
  add_network (builder, "twin", &verdict->twin_source, &verdict->twin_target);
  add_network (builder, "adapted", &verdict->source, &verdict->target);
  add_network (builder, "oracle", NULL, &verdict->oracle_target);
  add_gain (builder, verdict);
  add_number (builder, "gap_closed", verdict->gap_closed);
  add_distance (builder, verdict);
  if (isfinite (verdict->domain_accuracy))
    add_number (builder, "domain_accuracy", verdict->domain_accuracy);
  if (verdict->discriminator != NULL)
    add_string (builder, "discriminator", verdict->discriminator);
  if (verdict->sentence != NULL)
    add_string (builder, "verdict", verdict->sentence);
  add_warnings (builder, verdict->warnings);
  json_builder_end_object (builder);
}

char *
graft_run_result_to_json (const GraftRunResult *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  add_run (builder, self);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}
