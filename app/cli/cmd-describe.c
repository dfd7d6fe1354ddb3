/* SPDX-License-Identifier: GPL-3.0-or-later */
/* graft-cli describe: methods with their parameters, networks and built-in experiments,
 * or what an experiment file or a project says. */
#include "app/cli/command.h"
#include "app/cli/describe-project.h"

#include "engine/graft-engine.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
describe_range (const GraftParam *param)
{
  if (param->type == GRAFT_PARAM_BOOLEAN)
    return g_strdup ("true, false");
  if (param->type == GRAFT_PARAM_CHOICE)
    return g_strjoinv (", ", (char **)param->choices);
  return g_strdup_printf ("%g … %g", param->min, param->max);
}

static void
print_params (const GraftParams *params)
{
  for (gsize i = 0; i < graft_params_get_n (params); i++)
    {
      const GraftParam *param = graft_params_peek (params, i);
      g_autofree char *value = graft_params_get_text (params, param->key);
      g_autofree char *range = describe_range (param);

      g_print ("  %-16s = %-10s %s\n", param->key, value, range);
      g_print ("  %-16s   %s. %s\n", "", _ (param->label), _ (param->tooltip));
    }
}

static void
add_text (JsonBuilder *builder, const char *key, const char *text)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

static void
add_param (JsonBuilder *builder, const GraftParams *params, const GraftParam *param)
{
  static const char *const types[] = { "real", "integer", "boolean", "choice" };
  g_autofree char *value = graft_params_get_text (params, param->key);

  json_builder_begin_object (builder);
  add_text (builder, "key", param->key);
  add_text (builder, "label", _ (param->label));
  add_text (builder, "tooltip", _ (param->tooltip));
  add_text (builder, "type", types[param->type]);
  add_text (builder, "value", value);
  if (param->type == GRAFT_PARAM_CHOICE)
    {
      json_builder_set_member_name (builder, "choices");
      json_builder_begin_array (builder);
      for (guint i = 0; param->choices[i] != NULL; i++)
        json_builder_add_string_value (builder, param->choices[i]);
      json_builder_end_array (builder);
    }
  else if (param->type != GRAFT_PARAM_BOOLEAN)
    {
      json_builder_set_member_name (builder, "min");
      json_builder_add_double_value (builder, param->min);
      json_builder_set_member_name (builder, "max");
      json_builder_add_double_value (builder, param->max);
    }
  json_builder_end_object (builder);
}

static void
add_params (JsonBuilder *builder, const GraftParams *params)
{
  json_builder_set_member_name (builder, "parameters");
  json_builder_begin_array (builder);
  for (gsize i = 0; i < graft_params_get_n (params); i++)
    add_param (builder, params, graft_params_peek (params, i));
  json_builder_end_array (builder);
}

static void
add_method (JsonBuilder *builder, const GraftMethodInfo *info)
{
  g_autoptr (GraftParams) params = graft_params_new (info->params, info->n_params);

  json_builder_begin_object (builder);
  add_text (builder, "method", info->id);
  add_text (builder, "label", _ (info->label));
  add_text (builder, "summary", _ (info->summary));
  add_text (builder, "formula", info->formula);
  add_text (builder, "paper", info->paper);
  add_params (builder, params);
  json_builder_end_object (builder);
}

static void
print_method (const GraftMethodInfo *info)
{
  g_autoptr (GraftParams) params = graft_params_new (info->params, info->n_params);

  g_print ("%s: %s\n  %s\n  %s\n  %s\n", info->id, _ (info->label), _ (info->summary),
           info->formula, info->paper);
  print_params (params);
}

/* The parameters that every method has are those of any experiment, less the method's
 * own. */
static GraftExit
describe_method (const GraftMethodInfo *info, gboolean json)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (json)
    {
      add_method (builder, info);
      graft_cli_print_json (builder);
      return GRAFT_EXIT_OK;
    }
  print_method (info);
  g_print (
      "\n%s\n",
      _ ("Parameters that every training run has are listed by “graft-cli describe”."));
  return GRAFT_EXIT_OK;
}

static void
add_all (JsonBuilder *builder)
{
  const GraftMethodInfo *method;
  const GraftPresetInfo *preset;
  const GraftExampleInfo *example;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "methods");
  json_builder_begin_array (builder);
  for (gsize i = 0; (method = graft_catalogue_get_method (i)) != NULL; i++)
    add_method (builder, method);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "presets");
  json_builder_begin_array (builder);
  for (gsize i = 0; (preset = graft_catalogue_get_preset (i)) != NULL; i++)
    json_builder_add_string_value (builder, preset->id);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "examples");
  json_builder_begin_array (builder);
  for (gsize i = 0; (example = graft_catalogue_get_example (i)) != NULL; i++)
    json_builder_add_string_value (builder, example->id);
  json_builder_end_array (builder);
}

static GraftExit
describe_everything (gboolean json)
{
  g_autoptr (GraftParams) training = graft_catalogue_dup_training_params ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  const GraftMethodInfo *method;
  const GraftPresetInfo *preset;
  const GraftExampleInfo *example;

  if (json)
    {
      add_all (builder);
      add_params (builder, training);
      json_builder_end_object (builder);
      graft_cli_print_json (builder);
      return GRAFT_EXIT_OK;
    }
  g_print ("%s\n\n", _ ("Methods"));
  for (gsize i = 0; (method = graft_catalogue_get_method (i)) != NULL; i++)
    {
      print_method (method);
      g_print ("\n");
    }
  g_print ("%s\n\n", _ ("Parameters of every training run"));
  print_params (training);
  g_print ("\n%s\n\n", _ ("Networks (preset=)"));
  for (gsize i = 0; (preset = graft_catalogue_get_preset (i)) != NULL; i++)
    g_print ("  %-16s %s\n", preset->id, _ (preset->label));
  g_print ("\n%s\n\n", _ ("Built-in experiments (graft-cli demo NAME)"));
  for (gsize i = 0; (example = graft_catalogue_get_example (i)) != NULL; i++)
    g_print ("  %-16s %s\n", example->id, _ (example->label));
  return GRAFT_EXIT_OK;
}

static GraftExit
describe_experiment (const char *path, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftExperiment) experiment = graft_experiment_load (path, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  if (experiment == NULL)
    return graft_cli_fail_error (error);
  text = graft_experiment_to_text (experiment);
  if (!json)
    {
      g_print ("%s\n%s\n", text, _ ("# With the defaults, the parameters are:"));
      print_params (graft_experiment_get_params (experiment));
      return GRAFT_EXIT_OK;
    }
  json_builder_begin_object (builder);
  add_text (builder, "title", graft_experiment_get_title (experiment));
  add_text (builder, "method", graft_experiment_get_method (experiment));
  add_text (builder, "text", text);
  add_params (builder, graft_experiment_get_params (experiment));
  json_builder_end_object (builder);
  graft_cli_print_json (builder);
  return GRAFT_EXIT_OK;
}

static GraftExit
fail_unknown (const char *what)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  const GraftMethodInfo *info;
  const char *near;

  for (gsize i = 0; (info = graft_catalogue_get_method (i)) != NULL; i++)
    g_ptr_array_add (ids, (gpointer)info->id);
  near = graft_nearest_word (what, (const char *const *)ids->pdata, ids->len);
  if (near != NULL)
    return graft_cli_fail (GRAFT_EXIT_INPUT,
                           _ ("there is no method or file “%s”; did you mean “%s”?"),
                           what, near);
  return graft_cli_fail (
      GRAFT_EXIT_INPUT,
      _ ("there is no method or file “%s”; graft-cli describe lists methods"), what);
}

static GraftExit
run (const char *summary, int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = { { "json", 'j', 0, G_OPTION_ARG_NONE, &json,
                                     N_ ("Print one JSON object"), NULL },
                                   { NULL } };
  const GraftMethodInfo *info;

  if (!graft_cli_parse ("[METHOD|EXPERIMENT|PROJECT]", summary, entries, 0, 1, &argc,
                        &argv))
    return GRAFT_EXIT_USAGE;
  if (argc == 1)
    return describe_everything (json);
  info = graft_catalogue_find_method (argv[1]);
  if (info != NULL)
    return describe_method (info, json);
  if (g_str_has_suffix (argv[1], ".graft"))
    return graft_describe_project (argv[1], json);
  if (g_file_test (argv[1], G_FILE_TEST_EXISTS) || strchr (argv[1], '/') != NULL ||
      g_str_has_suffix (argv[1], ".experiment"))
    return describe_experiment (argv[1], json);
  return fail_unknown (argv[1]);
}

const GraftCliCommand graft_cli_describe = {
  .name = "describe",
  .arguments = "[METHOD|EXPERIMENT|PROJECT]",
  .summary = N_ ("Methods with parameters, ranges and papers; or what a file says."),
  .run = run,
};
