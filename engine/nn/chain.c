/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See chain.h for the grammar. */
#include "engine/nn/chain.h"

#include "engine/base/error.h"

#include <string.h>

/* Longest chain that is read: a network is written by hand. */
#define MAX_ELEMENTS 512
#define MAX_VALUES 3

/* What the values after the colons are called. */
typedef struct
{
  const char *name;
  const char *layer;
  const char *keys[MAX_VALUES];
} Form;

static const Form forms[] = {
  { "avg-pool", "avg-pool", { "kernel", "stride" } },
  { "bn", "batch-norm", { NULL } },
  { "conv", "conv2d", { "out", "kernel", "stride" } },
  { "conv2d", "conv2d", { "out", "kernel", "stride" } },
  { "dense", "dense", { "out" } },
  { "dropout", "dropout", { "rate" } },
  { "embedding", "embedding", { "vocabulary", "size" } },
  { "gap", "global-avg-pool", { NULL } },
  { "gmp", "global-max-pool", { NULL } },
  { "leaky-relu", "leaky-relu", { "slope" } },
  { "max-pool", "max-pool", { "kernel", "stride" } },
  { "pool", "max-pool", { "kernel", "stride" } },
};

static const Form *
find_form (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    if (strcmp (forms[i].name, name) == 0)
      return &forms[i];
  return NULL;
}

static void
fail_unknown (const char *name, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const GraftLayerClass *klass;
  const char *near;

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    g_ptr_array_add (words, (gpointer)forms[i].name);
  for (gsize i = 0; (klass = graft_layer_class_get (i)) != NULL; i++)
    g_ptr_array_add (words, (gpointer)klass->id);
  near = graft_nearest_word (name, (const char *const *)words->pdata, words->len);
  if (near != NULL)
    g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_UNKNOWN_LAYER,
                 "there is no layer “%s”; did you mean “%s”?", name, near);
  else
    g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_UNKNOWN_LAYER,
                 "there is no layer “%s”; layers are conv, relu, pool, dense and so on",
                 name);
}

/* "32:5" by the form's keys: "out=32;kernel=5". */
static char *
name_values (const Form *form, const char *values, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (values, ":", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      if (form == NULL || i >= MAX_VALUES || form->keys[i] == NULL)
        {
          g_set_error (
              error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
              "“%s” is one value too many here; write name(key=value) for others",
              parts[i]);
          return NULL;
        }
      g_string_append_printf (text, "%s%s=%s", i > 0 ? ";" : "", form->keys[i],
                              g_strstrip (parts[i]));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What stands between the brackets; @rest begins with "(". */
static char *
inside_brackets (const char *rest, GError **error)
{
  gsize length = strlen (rest);

  if (length >= 2 && rest[length - 1] == ')' && strchr (rest + 1, '(') == NULL &&
      strchr (rest, ')') == rest + length - 1)
    return g_strndup (rest + 1, length - 2);
  g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
               "brackets do not match; write name(key=value;key=value)");
  return NULL;
}

const GraftLayerClass *
graft_chain_element_read (const char *element, char **attributes, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (element));
  gsize n_name = strcspn (text, ":(");
  g_autofree char *name = g_strchomp (g_strndup (text, n_name));
  const Form *form = find_form (name);
  const GraftLayerClass *klass =
      graft_layer_class_find (form != NULL ? form->layer : name);

  *attributes = NULL;
  if (klass == NULL)
    fail_unknown (name, error);
  else if (text[n_name] == ':')
    *attributes = name_values (form, text + n_name + 1, error);
  else if (text[n_name] == '(')
    *attributes = inside_brackets (text + n_name, error);
  else
    *attributes = g_strdup ("");
  return *attributes != NULL ? klass : NULL;
}

/* A dense layer looks at the last axis alone; behind an image people mean all of it. */
static guint
flatten_for (GraftNetwork *network,
             const GraftLayerClass *klass,
             guint input,
             GError **error)
{
  const GraftNode *node = graft_network_get_node (network, input);

  if (strcmp (klass->id, "dense") != 0 || node->output.rank != 3)
    return input;
  return graft_network_append (network, "flatten", NULL, input, error);
}

static guint
append_element (GraftNetwork *network, const char *element, guint input, GError **error)
{
  g_autofree char *attributes = NULL;
  const GraftLayerClass *klass = graft_chain_element_read (element, &attributes, error);

  if (klass == NULL)
    return 0;
  input = flatten_for (network, klass, input, error);
  return graft_network_append (network, klass->id, attributes, input, error);
}

guint
graft_network_append_chain (GraftNetwork *self,
                            const char *chain,
                            guint input,
                            GError **error)
{
  g_auto (GStrv) elements = g_strsplit (chain, ",", MAX_ELEMENTS + 1);
  gsize n = g_strv_length (elements);

  if (n == 0 || n > MAX_ELEMENTS)
    {
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_RANGE,
                   "a chain of layers has 1 to %d elements; write for example "
                   "conv:32:5,relu,pool:2",
                   MAX_ELEMENTS);
      return 0;
    }
  for (gsize i = 0; i < n; i++)
    {
      guint node = append_element (self, elements[i], input, error);

      if (node == 0)
        {
          g_prefix_error (error,
                          "element %" G_GSIZE_FORMAT " of the layers, “%s”: ", i + 1,
                          g_strstrip (elements[i]));
          return 0;
        }
      input = node;
    }
  return input;
}
