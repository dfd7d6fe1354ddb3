/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See golden.h: the index, and one case after the other. */
#include "engine/golden/golden.h"

#include "engine/base/error.h"
#include "engine/golden/case.h"
#include "engine/tensor/gemm.h"

#include <string.h>

static gboolean
check_inputs (const GraftGoldenFamily *family, GraftCase *self, GError **error)
{
  g_auto (GStrv) names = g_strsplit (family->inputs, " ", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0' && graft_case_input (self, names[i], error) == NULL)
      return FALSE;
  return TRUE;
}

/* NULL when it passed, or what is wrong. */
static char *
run_family (const GraftGoldenFamily *family, GraftCase *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *unchecked = NULL;

  graft_case_set_precision (self, family->precision);
  if (!check_inputs (family, self, &error) || !family->run (self, &error))
    return g_strdup (error->message);
  if (graft_case_get_failure (self) != NULL)
    return g_strdup (graft_case_get_failure (self));
  unchecked = graft_case_dup_unchecked (self);
  return unchecked != NULL ? g_strdup_printf ("not computed: %s", unchecked) : NULL;
}

static void
run_case (const char *folder, const char *name, GraftGoldenFunc func, gpointer data)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftCase) self = graft_case_load (path, name, &error);
  const GraftGoldenFamily *family;
  g_autofree char *text = NULL;

  if (self == NULL)
    {
      func (name, GRAFT_GOLDEN_FAILED, error->message, data);
      return;
    }
  family = graft_golden_family_find (self);
  if (family == NULL)
    {
      func (name, GRAFT_GOLDEN_SKIPPED, "not in Graft yet", data);
      return;
    }
  text = run_family (family, self);
  if (text != NULL)
    {
      func (name, GRAFT_GOLDEN_FAILED, text, data);
      return;
    }
  text = g_strdup_printf ("%.2g of what is allowed", graft_case_get_worst (self));
  func (name, GRAFT_GOLDEN_PASSED, text, data);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Names of the folders that hold a case, sorted. */
static GPtrArray *
list_folders (const char *folder, GError **error)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &failure);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, "manifest.json", NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  if (names->len > 0)
    return names;
  if (failure != NULL)
    g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED, "%s", failure->message);
  else
    g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                 "%s: has neither index.json nor folders with a manifest.json; name the "
                 "folder of the reference cases",
                 folder);
  g_ptr_array_unref (names);
  return NULL;
}

/* Names of the index's cases. */
static GPtrArray *
read_index (const char *path, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) failure = NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  JsonNode *root, *cases = NULL;

  if (!json_parser_load_from_mapped_file (parser, path, &failure))
    g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FAILED, "%s", failure->message);
  root = json_parser_get_root (parser);
  if (failure == NULL && root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    cases = json_object_get_member (json_node_get_object (root), "cases");
  if (cases != NULL && JSON_NODE_HOLDS_ARRAY (cases))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (cases)); i++)
      {
        JsonNode *node = json_array_get_element (json_node_get_array (cases), i);
        const char *name = NULL;

        if (JSON_NODE_HOLDS_OBJECT (node))
          name = json_object_get_string_member_with_default (json_node_get_object (node),
                                                             "case", NULL);
        else if (json_node_get_value_type (node) == G_TYPE_STRING)
          name = json_node_get_string (node);
        if (name != NULL && strchr (name, '/') == NULL)
          g_ptr_array_add (names, g_strdup (name));
      }
  if (names->len > 0)
    return names;
  if (failure == NULL)
    g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                 "%s: has no list of “cases”; name the folder of the reference cases",
                 path);
  g_ptr_array_unref (names);
  return NULL;
}

static GPtrArray *
list_cases (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "index.json", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? read_index (path, error)
                                                : list_folders (folder, error);
}

static guint
run_cases (const char *folder,
           GPtrArray *names,
           const char *pattern,
           GraftGoldenFunc func,
           gpointer data)
{
  guint n = 0;

  for (guint i = 0; i < names->len; i++)
    if (pattern == NULL || g_pattern_match_simple (pattern, names->pdata[i]))
      {
        run_case (folder, names->pdata[i], func, data);
        n++;
      }
  return n;
}

gboolean
graft_golden_run (const char *folder,
                  const char *const *only,
                  GraftGoldenFunc func,
                  gpointer data,
                  GError **error)
{
  g_autoptr (GPtrArray) names = list_cases (folder, error);

  if (names == NULL)
    return FALSE;
  graft_gemm_init ();
  if (only == NULL || *only == NULL)
    return run_cases (folder, names, NULL, func, data) > 0;
  for (; *only != NULL; only++)
    if (run_cases (folder, names, *only, func, data) == 0)
      {
        g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                     "%s has no case “%s”", folder, *only);
        return FALSE;
      }
  return TRUE;
}
