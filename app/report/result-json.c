/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See result-json.h. Keys stay what they are: programs read them. */
#include "app/report/result-json.h"

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

static void
add_run (JsonBuilder *builder, const GraftRunResult *result)
{
  g_autofree char *text = graft_run_result_to_json (result);

  json_builder_add_value (builder, json_from_string (text, NULL));
}

static void
add_summary (JsonBuilder *builder, const char *key, GraftRecord *record, gboolean sd)
{
  static const struct
  {
    const char *key;
    GraftFigureKind kind;
  } rows[] = { { "twin", GRAFT_FIGURE_TWIN_TARGET },
               { "adapted", GRAFT_FIGURE_TARGET },
               { "oracle", GRAFT_FIGURE_ORACLE_TARGET },
               { "gap_closed", GRAFT_FIGURE_GAP_CLOSED } };

  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GraftSummary summary = graft_record_summarise (record, rows[i].kind);

      add_number (builder, rows[i].key, sd ? summary.sd : summary.mean);
    }
  json_builder_end_object (builder);
}

static void
add_machine (JsonBuilder *builder, GraftRecord *record)
{
  double peak = NAN;
  guint threads = 0;

  for (guint i = 0; i < graft_record_get_n_results (record); i++)
    {
      const GraftRunResult *result = graft_record_get_result (record, i);

      peak = fmax (peak, result->peak_mib);
      threads = result->threads;
    }
  add_number (builder, "peak_mib", peak);
  add_integer (builder, "threads", threads);
}

char *
graft_result_to_json (GraftRecord *record, gboolean pretty)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  GraftExperiment *experiment = graft_record_get_experiment (record);

  json_builder_begin_object (builder);
  add_string (builder, "title", graft_experiment_get_title (experiment));
  add_string (builder, "method", graft_experiment_get_method (experiment));
  add_number (builder, "seconds", graft_record_get_seconds (record));
  add_machine (builder, record);
  json_builder_set_member_name (builder, "runs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < graft_record_get_n_results (record); i++)
    add_run (builder, graft_record_get_result (record, i));
  json_builder_end_array (builder);
  add_summary (builder, "mean", record, FALSE);
  add_summary (builder, "sd", record, TRUE);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, pretty);
  return json_generator_to_data (generator, NULL);
}
