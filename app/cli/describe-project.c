/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See describe-project.h. */
#include "app/cli/describe-project.h"

#include "engine/graft-engine.h"

#include <glib/gi18n.h>

static const char *const kinds[] = { "images", "vectors", "sentences" };

static void
print_set (GraftProjectSet *set)
{
  g_print (
      _ ("%s: %s, %" G_GSIZE_FORMAT " items, %" G_GSIZE_FORMAT " labelled, from %s\n"),
      graft_project_set_get_name (set), kinds[graft_project_set_get_kind (set)],
      graft_project_set_get_n_items (set), graft_project_set_get_n_labelled (set),
      graft_project_set_get_origin (set));
  for (guint i = 0; i < graft_project_set_get_n_classes (set); i++)
    g_print ("  %-24s %8" G_GSIZE_FORMAT "\n", graft_project_set_get_class_name (set, i),
             graft_project_set_get_class_count (set, i));
}

static void
add_text (JsonBuilder *builder, const char *key, const char *text)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

static void
add_count (JsonBuilder *builder, const char *key, gsize n)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, (gint64)n);
}

static void
add_set (JsonBuilder *builder, GraftProjectSet *set)
{
  json_builder_begin_object (builder);
  add_text (builder, "name", graft_project_set_get_name (set));
  add_text (builder, "kind", kinds[graft_project_set_get_kind (set)]);
  add_text (builder, "origin", graft_project_set_get_origin (set));
  add_count (builder, "items", graft_project_set_get_n_items (set));
  add_count (builder, "labelled", graft_project_set_get_n_labelled (set));
  json_builder_set_member_name (builder, "classes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < graft_project_set_get_n_classes (set); i++)
    {
      json_builder_begin_object (builder);
      add_text (builder, "name", graft_project_set_get_class_name (set, i));
      add_count (builder, "items", graft_project_set_get_class_count (set, i));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

GraftExit
graft_describe_project (const char *path, gboolean json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftProject) project =
      graft_project_open (path, GRAFT_PROJECT_READ_ONLY, &error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GListModel *sets;

  if (project == NULL)
    return graft_cli_fail_error (error);
  sets = graft_project_get_sets (project);
  json_builder_begin_object (builder);
  add_text (builder, "project", graft_project_get_name (project));
  json_builder_set_member_name (builder, "sets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) set = g_list_model_get_item (sets, i);

      add_set (builder, set);
      if (!json)
        print_set (set);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (json)
    graft_cli_print_json (builder);
  return GRAFT_EXIT_OK;
}
