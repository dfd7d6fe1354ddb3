/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See manifest.h. */
#include "engine/golden/manifest.h"

#include "engine/base/error.h"
#include "engine/io/file.h"

#include <string.h>

/* Arrays of any size are in files of their own. */
#define MAX_BYTES ((guint64)256 << 20)

/* What Python's json.dumps() writes for floats that JSON cannot. */
static const char *const specials[] = { "NaN", "Infinity", "-Infinity", NULL };

static const char *
find_special (const char *text)
{
  for (gsize i = 0; specials[i] != NULL; i++)
    if (g_str_has_prefix (text, specials[i]))
      return specials[i];
  return NULL;
}

/* The text with quotes around specials outside strings, for a parser that keeps to the
 * standard. */
static GString *
quote_specials (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 16);
  gboolean inside = FALSE;

  for (const char *at = text; *at != '\0'; at++)
    {
      const char *special = inside ? NULL : find_special (at);

      if (special != NULL)
        {
          g_string_append_printf (out, "\"%s\"", special);
          at += strlen (special) - 1;
          continue;
        }
      if (*at == '"')
        inside = !inside;
      g_string_append_c (out, *at);
      /* An escaped quote ends no string. */
      if (inside && *at == '\\' && at[1] != '\0')
        g_string_append_c (out, *++at);
    }
  return out;
}

static JsonNode *
parse (const char *path, const char *text, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) failure = NULL;
  GString *quoted = quote_specials (text);
  JsonNode *root = NULL;
  const char *message;

  if (json_parser_load_from_data (parser, quoted->str, (gssize)quoted->len, &failure))
    root = json_parser_steal_root (parser);
  g_string_free (quoted, TRUE);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return root;
  g_clear_pointer (&root, json_node_unref);
  message = failure != NULL ? failure->message : ": is no manifest, but other JSON";
  /* The parser knows the place in the text, not the file. */
  if (g_str_has_prefix (message, "<data>"))
    message += strlen ("<data>");
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT, "%s%s", path, message);
  return NULL;
}

JsonNode *
graft_manifest_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = graft_file_read (path, MAX_BYTES, error);
  g_autofree char *text = NULL;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return parse (path, text, error);
}

JsonObject *
graft_manifest_get_object (JsonObject *root, const char *name)
{
  JsonNode *node = json_object_get_member (root, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                       : NULL;
}

const char *
graft_manifest_get_text (JsonObject *root, const char *name)
{
  JsonNode *node = json_object_get_member (root, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

gboolean
graft_manifest_get_number (JsonNode *node, double *value)
{
  GType type;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  type = json_node_get_value_type (node);
  if (type == G_TYPE_DOUBLE)
    *value = json_node_get_double (node);
  else if (type == G_TYPE_INT64)
    *value = (double)json_node_get_int (node);
  else if (type == G_TYPE_BOOLEAN)
    *value = json_node_get_boolean (node);
  else if (g_strv_contains (specials, json_node_get_string (node)))
    *value = g_ascii_strtod (json_node_get_string (node), NULL);
  else
    return FALSE;
  return TRUE;
}

static gboolean
append (JsonNode *node, const GraftArray *array, guint depth, GArray *values)
{
  JsonArray *list;
  double value;

  if (depth == array->rank)
    {
      if (!graft_manifest_get_number (node, &value))
        return FALSE;
      g_array_append_val (values, value);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  list = json_node_get_array (node);
  if (json_array_get_length (list) != array->dim[depth])
    return FALSE;
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!append (json_array_get_element (list, i), array, depth + 1, values))
      return FALSE;
  return TRUE;
}

gboolean
graft_manifest_get_array (JsonNode *node, GraftArray *array)
{
  GArray *values = g_array_new (FALSE, FALSE, sizeof (double));
  gboolean even;

  array->rank = 0;
  for (JsonNode *at = node;
       JSON_NODE_HOLDS_ARRAY (at) && array->rank < GRAFT_GOLDEN_MAX_RANK;
       at = json_array_get_element (json_node_get_array (at), 0))
    {
      array->dim[array->rank++] = json_array_get_length (json_node_get_array (at));
      if (array->dim[array->rank - 1] == 0)
        break;
    }
  even = append (node, array, 0, values);
  array->n = even ? values->len : 0;
  array->value = (double *)(gpointer)g_array_free (values, !even);
  return even;
}
