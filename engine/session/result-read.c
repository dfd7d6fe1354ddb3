/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See result-json.h: the way back. What is missing, null or of another kind is not known;
 * a project may come from anywhere, so every figure is held within its range. */
#include "engine/session/result-json.h"

#include "engine/session/update-private.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

/* Child object; NULL when it is not there. */
static JsonObject *
find_object (JsonObject *object, const char *key)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, key) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                       : NULL;
}

static JsonNode *
find_value (JsonObject *object, const char *key)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, key) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static JsonNode *
find_number (JsonObject *object, const char *key)
{
  JsonNode *node = find_value (object, key);
  const GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_NONE;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? node : NULL;
}

/* NaN unless it lies between @low and @high. */
static double
read_number (JsonObject *object, const char *key, double low, double high)
{
  JsonNode *node = find_number (object, key);
  double value = node != NULL ? json_node_get_double (node) : (double)NAN;

  return value >= low && value <= high ? value : (double)NAN;
}

static guint64
read_integer (JsonObject *object, const char *key, guint64 most)
{
  JsonNode *node = find_number (object, key);
  gint64 value = node != NULL ? json_node_get_int (node) : 0;

  return value > 0 ? MIN ((guint64)value, most) : 0;
}

static char *
dup_string (JsonObject *object, const char *key)
{
  JsonNode *node = find_value (object, key);
  const char *text = node != NULL ? json_node_get_string (node) : NULL;

  return g_strdup (text);
}

static void
read_network (JsonObject *run, const char *key, GraftFigure *source, GraftFigure *target)
{
  JsonObject *object = find_object (run, key);
  const double value = read_number (object, "target", 0, 1);

  if (!isnan (value))
    *target =
        (GraftFigure){ .value = value,
                       .low = read_number (object, "low", 0, 1),
                       .high = read_number (object, "high", 0, 1),
                       .n = (guint)read_integer (object, "target_items", G_MAXUINT) };
  if (source == NULL || isnan (read_number (object, "source", 0, 1)))
    return;
  source->value = read_number (object, "source", 0, 1);
  source->n = (guint)read_integer (object, "source_items", G_MAXUINT);
}

static void
read_gain (JsonObject *run, GraftVerdict *verdict)
{
  JsonObject *gain = find_object (run, "gain");
  g_autofree char *sign = dup_string (gain, "sign");

  if (sign == NULL)
    return;
  verdict->gain_low = read_number (gain, "low", -1, 1);
  verdict->gain_high = read_number (gain, "high", -1, 1);
  if (strcmp (sign, "positive") == 0)
    verdict->sign = GRAFT_TRANSFER_POSITIVE;
  else if (strcmp (sign, "negative") == 0)
    verdict->sign = GRAFT_TRANSFER_NEGATIVE;
  else if (strcmp (sign, "not shown") == 0)
    verdict->sign = GRAFT_TRANSFER_NO_GAIN_SHOWN;
}

static void
read_distance (JsonObject *run, GraftVerdict *verdict)
{
  JsonObject *distance = find_object (run, "a_distance");

  verdict->a_before = read_number (distance, "before", -2, 2);
  verdict->a_before_sd = read_number (distance, "before_sd", 0, 4);
  verdict->a_after = read_number (distance, "after", -2, 2);
  verdict->a_after_sd = read_number (distance, "after_sd", 0, 4);
}

static char **
read_warnings (JsonObject *run)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (run, "warnings");
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *line = json_array_get_element (array, i);
      const char *text =
          JSON_NODE_HOLDS_VALUE (line) ? json_node_get_string (line) : NULL;

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

static GraftVerdict *
read_verdict (JsonObject *run)
{
  GraftVerdict *verdict = g_new0 (GraftVerdict, 1);

  graft_verdict_init (verdict);
  read_network (run, "twin", &verdict->twin_source, &verdict->twin_target);
  read_network (run, "adapted", &verdict->source, &verdict->target);
  read_network (run, "oracle", NULL, &verdict->oracle_target);
  read_gain (run, verdict);
  read_distance (run, verdict);
  verdict->gap_closed = read_number (run, "gap_closed", -1e6, 1e6);
  verdict->domain_accuracy = read_number (run, "domain_accuracy", 0, 1);
  verdict->discriminator = dup_string (run, "discriminator");
  verdict->sentence = dup_string (run, "verdict");
  verdict->warnings = read_warnings (run);
  return verdict;
}

GraftRunResult *
graft_run_result_from_json (const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject *run =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  GraftVerdict *verdict;
  GraftRunResult *result;
  JsonNode *stopped;

  if (run == NULL)
    return NULL;
  stopped = find_value (run, "stopped");
  verdict = read_verdict (run);
  result = g_new0 (GraftRunResult, 1);
  result->seed = read_integer (run, "seed", G_MAXUINT64);
  result->steps = read_integer (run, "steps", G_MAXUINT64);
  result->seconds = read_number (run, "seconds", 0, 1e12);
  result->stopped = stopped != NULL && json_node_get_boolean (stopped);
  result->hash = dup_string (run, "hash");
  verdict->final = !result->stopped;
  result->verdict = verdict;
  return result;
}
