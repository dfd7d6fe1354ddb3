/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See experiment-keys.h. Which keys must be there together is in experiment.c. */
#include "engine/session/experiment-keys.h"

#include "engine/base/error.h"
#include "engine/session/key-text.h"
#include "engine/transfer/catalogue.h"

#include <string.h>

/* Seeds go through JSON, whose readers keep 53 bits of an integer. */
#define SEED_MAX ((G_GUINT64_CONSTANT (1) << 53) - 1)
/* Beyond these no run would end; they only catch slips of the keyboard. */
#define SEEDS_MAX 1000
#define ITEMS_MAX 1000000000
/* Sides of an image, and numbers in one item: what one mini-batch can hold in memory. */
#define SIDE_MAX 4096
#define ITEM_SIZE_MAX (G_GUINT64_CONSTANT (1) << 24)

#define FIELD(name) G_STRUCT_OFFSET (GraftExperiment, name)
#define DOMAIN_KEYS(group, domain)                                                            \
  { group, "data", GRAFT_KEY_TEXT, FIELD (domains[domain].data), 0, 0, 0 },                   \
      { group, "labels", GRAFT_KEY_TEXT, FIELD (domains[domain].labels), 0, 0, 0 },           \
      { group, "test", GRAFT_KEY_TEXT, FIELD (domains[domain].test), 0, 0, 0 },               \
      { group, "test_labels", GRAFT_KEY_TEXT, FIELD (domains[domain].test_labels), 0, 0, 0 }, \
      { group, "photos", GRAFT_KEY_TEXT, FIELD (domains[domain].photos), 0, 0, 0 },           \
      { group, "limit", GRAFT_KEY_COUNT, FIELD (domains[domain].limit), 0, ITEMS_MAX, 0 },    \
      { group,                                                                                \
        "test_limit",                                                                         \
        GRAFT_KEY_COUNT,                                                                      \
        FIELD (domains[domain].test_limit),                                                   \
        0,                                                                                    \
        ITEMS_MAX,                                                                            \
        0 },                                                                                  \
  {                                                                                           \
    group, "per_class", GRAFT_KEY_COUNT, FIELD (domains[domain].per_class), 0,                \
        ITEMS_MAX, 0                                                                          \
  }

static const GraftExperimentKey keys[] = {
  { "experiment", "title", GRAFT_KEY_TEXT, FIELD (title), 0, 0, 0 },
  { "experiment", "description", GRAFT_KEY_TEXT, FIELD (description), 0, 0, 0 },
  { "experiment", "method", GRAFT_KEY_METHOD, FIELD (method), 0, 0, 0 },
  { "experiment", "seed", GRAFT_KEY_SEED, FIELD (seed), 0, SEED_MAX, 1 },
  { "experiment", "seeds", GRAFT_KEY_COUNT, FIELD (seeds), 1, SEEDS_MAX, 1 },
  DOMAIN_KEYS ("source", GRAFT_SOURCE),
  DOMAIN_KEYS ("target", GRAFT_TARGET),
  { "network", "preset", GRAFT_KEY_PRESET, FIELD (preset), 0, 0, 0 },
  { "network", "layers", GRAFT_KEY_LAYERS, FIELD (layers), 0, 0, 0 },
  { "network", "input", GRAFT_KEY_SHAPE, FIELD (input), 0, 0, 0 },
  { "report", "snapshots", GRAFT_KEY_COUNT, FIELD (snapshots), 0, 1000, 20 },
  { "report", "probe", GRAFT_KEY_COUNT, FIELD (probe), 10, 2000, 1000 },
};
/* Every group; [method] has no rows above, its keys come from the method. */
static const char *const groups[] = { "experiment", "source", "target",
                                      "network",    "method", "report" };

static gboolean
is_text (const GraftExperimentKey *key)
{
  return key->kind <= GRAFT_KEY_LAYERS;
}

const GraftExperimentKey *
graft_experiment_key_get (gsize index)
{
  return index < G_N_ELEMENTS (keys) ? &keys[index] : NULL;
}

const GraftExperimentKey *
graft_experiment_key_find (const char *group, const char *key)
{
  const GraftExperimentKey *found = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if ((group == NULL || strcmp (keys[i].group, group) == 0) &&
        strcmp (keys[i].key, key) == 0)
      {
        if (found != NULL)
          return NULL;
        found = &keys[i];
      }
  return found;
}

void
graft_experiment_keys_reset (GraftExperiment *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].kind == GRAFT_KEY_SEED)
      G_STRUCT_MEMBER (guint64, self, keys[i].offset) = keys[i].fallback;
    else if (keys[i].kind == GRAFT_KEY_COUNT)
      G_STRUCT_MEMBER (gsize, self, keys[i].offset) = (gsize)keys[i].fallback;
}

void
graft_experiment_keys_copy (GraftExperiment *to, const GraftExperiment *from)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (is_text (&keys[i]))
      G_STRUCT_MEMBER (char *, to, keys[i].offset) =
          g_strdup (G_STRUCT_MEMBER (char *, from, keys[i].offset));
    else if (keys[i].kind == GRAFT_KEY_SEED)
      G_STRUCT_MEMBER (guint64, to, keys[i].offset) =
          G_STRUCT_MEMBER (guint64, from, keys[i].offset);
    else if (keys[i].kind == GRAFT_KEY_COUNT)
      G_STRUCT_MEMBER (gsize, to, keys[i].offset) =
          G_STRUCT_MEMBER (gsize, from, keys[i].offset);
  to->input = from->input;
}

void
graft_experiment_keys_clear (GraftExperiment *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (is_text (&keys[i]))
      g_clear_pointer (&G_STRUCT_MEMBER (char *, self, keys[i].offset), g_free);
}

static gboolean
parse_number (const GraftExperimentKey *key,
              const char *text,
              guint64 *value,
              GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *shown = graft_key_text_excerpt (text);

  if (g_ascii_string_to_unsigned (text, 10, key->min, key->max, value, &cause))
    return TRUE;
  g_set_error (
      error, GRAFT_PARAM_ERROR,
      g_error_matches (cause, G_NUMBER_PARSER_ERROR, G_NUMBER_PARSER_ERROR_OUT_OF_BOUNDS)
          ? GRAFT_PARAM_ERROR_RANGE
          : GRAFT_PARAM_ERROR_TYPE,
      "“%s” is “%s”; it must be a whole number between %" G_GUINT64_FORMAT
      " and %" G_GUINT64_FORMAT,
      key->key, shown, key->min, key->max);
  return FALSE;
}

/* "28x28x3", "28×28×3", "2". */
static gboolean
parse_shape (const GraftExperimentKey *key,
             const char *text,
             GraftShape *shape,
             GError **error)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_autofree char *shown = graft_key_text_excerpt (text);
  g_auto (GStrv) parts = NULL;
  guint64 size = 1;
  guint rank;

  g_string_replace (plain, "×", "x", 0);
  parts = g_strsplit (plain->str, "x", 4);
  rank = g_strv_length (parts);
  shape->rank = rank;
  for (guint i = 0; i < rank && i < 3; i++)
    {
      guint64 side = 0;
      guint64 max = rank == 1 ? ITEM_SIZE_MAX : SIDE_MAX;

      if (!g_ascii_string_to_unsigned (g_strstrip (parts[i]), 10, 1, max, &side, NULL))
        rank = 0;
      shape->dim[i] = (gsize)side;
      size *= side;
    }
  if ((rank == 1 || rank == 3) && size <= ITEM_SIZE_MAX)
    return TRUE;
  *shape = (GraftShape){ 0 };
  g_set_error (
      error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
      "“%s” is “%s”; it must be height x width x channels, such as 28x28x3 with sides "
      "up to %d, or one number of features",
      key->key, shown, SIDE_MAX);
  return FALSE;
}

static const char *
method_id (gsize index)
{
  const GraftMethodInfo *info = graft_catalogue_get_method (index);

  return info != NULL ? info->id : NULL;
}

static const char *
preset_id (gsize index)
{
  const GraftPresetInfo *info = graft_catalogue_get_preset (index);

  return info != NULL ? info->id : NULL;
}

/* Fails unless @text is one of the ids; says the nearest, or all when none is near. */
static gboolean
check_id (const char *text, const char *what, const char *(*get) (gsize), GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *shown = graft_key_text_excerpt (text);
  g_autofree char *all = NULL;
  const char *near, *id;

  for (gsize i = 0; (id = get (i)) != NULL; i++)
    if (strcmp (id, text) == 0)
      return TRUE;
    else
      g_ptr_array_add (ids, (gpointer)id);
  near = graft_nearest_word (text, (const char *const *)ids->pdata, ids->len);
  g_ptr_array_add (ids, NULL);
  all = g_strjoinv (", ", (char **)ids->pdata);
  if (near != NULL)
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no %s “%s”; did you mean “%s”?", what, shown, near);
  else
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no %s “%s”; known are %s", what, shown, all);
  return FALSE;
}

static gboolean
check_text (const GraftExperimentKey *key, const char *text, GError **error)
{
  g_autofree char *shown = graft_key_text_excerpt (text);

  if (*text == '\0')
    {
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_MISSING,
                   "“%s” has no value; write one, or leave the line out", key->key);
      return FALSE;
    }
  if (key->kind == GRAFT_KEY_METHOD && strchr (text, ';') != NULL)
    {
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
                   "“method” is the list “%s”; name one method and run the others with "
                   "--set method=ID",
                   shown);
      return FALSE;
    }
  if (key->kind == GRAFT_KEY_METHOD)
    return check_id (text, "method", method_id, error);
  if (key->kind == GRAFT_KEY_PRESET)
    return check_id (text, "preset", preset_id, error);
  return TRUE;
}

static gboolean
parse_text (const GraftExperimentKey *key,
            GraftExperiment *self,
            const char *text,
            GError **error)
{
  char **field = &G_STRUCT_MEMBER (char *, self, key->offset);

  if (!check_text (key, text, error))
    return FALSE;
  g_free (*field);
  *field = g_strdup (text);
  if (key->kind == GRAFT_KEY_PRESET)
    g_clear_pointer (&self->layers, g_free);
  if (key->kind == GRAFT_KEY_LAYERS)
    g_clear_pointer (&self->preset, g_free);
  return TRUE;
}

gboolean
graft_experiment_key_parse (const GraftExperimentKey *key,
                            GraftExperiment *self,
                            const char *text,
                            GError **error)
{
  guint64 number = 0;

  if (is_text (key))
    return parse_text (key, self, text, error);
  if (key->kind == GRAFT_KEY_SHAPE)
    return parse_shape (key, text, &self->input, error);
  if (!parse_number (key, text, &number, error))
    return FALSE;
  if (key->kind == GRAFT_KEY_SEED)
    G_STRUCT_MEMBER (guint64, self, key->offset) = number;
  else
    G_STRUCT_MEMBER (gsize, self, key->offset) = (gsize)number;
  return TRUE;
}

char *
graft_experiment_key_print (const GraftExperimentKey *key, GraftExperiment *self)
{
  guint64 number;

  if (is_text (key))
    return g_strdup (G_STRUCT_MEMBER (char *, self, key->offset));
  if (key->kind == GRAFT_KEY_SHAPE)
    return self->input.rank != 0 ? graft_shape_to_string (&self->input) : NULL;
  number = key->kind == GRAFT_KEY_SEED ? G_STRUCT_MEMBER (guint64, self, key->offset)
                                       : G_STRUCT_MEMBER (gsize, self, key->offset);
  if (number == key->fallback)
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT, number);
}

/* The keys that may stand in @group, or in any when it is NULL. */
static GPtrArray *
list_keys (GraftExperiment *self, const char *group)
{
  GPtrArray *known = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (group == NULL || strcmp (group, keys[i].group) == 0)
      g_ptr_array_add (known, (gpointer)keys[i].key);
  if (self->params != NULL && (group == NULL || strcmp (group, "method") == 0))
    for (gsize i = 0; i < graft_params_get_n (self->params); i++)
      g_ptr_array_add (known, (gpointer)graft_params_peek (self->params, i)->key);
  return known;
}

/* The group in which @key would be right, or NULL. */
static const char *
find_home (GraftExperiment *self, const char *key)
{
  const GraftExperimentKey *found = graft_experiment_key_find (NULL, key);

  if (found != NULL)
    return found->group;
  return self->params != NULL && graft_params_find (self->params, key) != NULL ? "method"
                                                                               : NULL;
}

gboolean
graft_experiment_key_fail_unknown (GraftExperiment *self,
                                   const char *group,
                                   const char *key,
                                   GError **error)
{
  g_autoptr (GPtrArray) known = list_keys (self, group);
  const char *home = find_home (self, key);
  const char *near =
      graft_nearest_word (key, (const char *const *)known->pdata, known->len);
  g_autofree char *where =
      group != NULL ? g_strdup_printf (" in [%s]", group) : g_strdup ("");
  g_autofree char *shown = graft_key_text_excerpt (key);
  g_autofree char *all = NULL;

  g_ptr_array_add (known, NULL);
  all = g_strjoinv (", ", (char **)known->pdata);
  if (home != NULL)
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no key “%s”%s; it belongs into [%s]", shown, where, home);
  else if (near != NULL)
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no key “%s”%s; did you mean “%s”?", shown, where, near);
  else
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no key “%s”%s; known are %s", shown, where, all);
  return FALSE;
}

gboolean
graft_experiment_group_check (const char *group, GError **error)
{
  g_autofree char *shown = graft_key_text_excerpt (group);
  const char *near;

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (strcmp (groups[i], group) == 0)
      return TRUE;
  near = graft_nearest_word (group, groups, G_N_ELEMENTS (groups));
  if (near != NULL)
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no group [%s]; did you mean [%s]?", shown, near);
  else
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no group [%s]; known are [experiment], [source], [target], "
                 "[network], [method] and [report]",
                 shown);
  return FALSE;
}
