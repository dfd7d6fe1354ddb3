/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See network-features.h. The weights of a network stand in the order of its nodes, and
 * the features come first: so a part of them is a network too. */
#include "engine/project/network-features.h"

#include "engine/base/error.h"
#include "engine/base/param.h"
#include "engine/nn/preset.h"

#include <math.h>
#include <string.h>

/* A side of an item: no preset is made for more. */
#define MOST_SIDE 4096

void
graft_stored_network_free (GraftStoredNetwork *self)
{
  g_clear_pointer (&self->network, graft_network_free);
  g_free (self->name);
  g_free (self->hash);
  g_free (self);
}

static gboolean
fail_damaged (const char *name, GError **error)
{
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
               "the network “%s” is damaged in this project; train it again", name);
  return FALSE;
}

static gboolean
parse_input (const char *text, GraftShape *shape)
{
  g_auto (GStrv) sides = g_strsplit (text, "x", 4);

  *shape = (GraftShape){ 0 };
  for (guint i = 0; sides[i] != NULL; i++)
    {
      guint64 side;

      if (i == 3 || !g_ascii_string_to_unsigned (sides[i], 10, 1, MOST_SIDE, &side, NULL))
        return FALSE;
      shape->dim[shape->rank++] = (gsize)side;
    }
  return shape->rank == 1 || shape->rank == 3;
}

static gboolean
parse_normalisation (const char *text, GraftNormalisation *normalisation)
{
  g_auto (GStrv) numbers = g_strsplit (text, " ", 6);
  gsize n = G_N_ELEMENTS (normalisation->mean);

  if (g_strv_length (numbers) != n + 1)
    return FALSE;
  for (gsize i = 0; i <= n; i++)
    {
      double value = g_ascii_strtod (numbers[i], NULL);

      if (!isfinite (value))
        return FALSE;
      *(i < n ? &normalisation->mean[i] : &normalisation->scale) = (GraftReal)value;
    }
  return TRUE;
}

static gboolean
build (GraftStoredNetwork *self, const char *preset, const char *layers, GError **error)
{
  const GraftPreset *found = preset != NULL ? graft_preset_find (preset) : NULL;

  self->network = graft_network_new (&self->input);
  graft_network_begin_group (self->network, "features");
  if (layers != NULL)
    self->features = graft_network_append_chain (self->network, layers, 0, error);
  else if (found != NULL)
    self->features = graft_preset_add_features (found, self->network, error);
  else
    return fail_damaged (self->name, error);
  return self->features != 0;
}

static gboolean
fill (GraftStoredNetwork *self, const void *weights, gsize bytes, GError **error)
{
  gsize n = graft_network_get_n_weights (self->network);
  GraftReal *to = graft_network_peek_weights (self->network);
  const char *from = weights;

  if (bytes % sizeof (float) != 0 || bytes / sizeof (float) < n)
    return fail_damaged (self->name, error);
  for (gsize i = 0; i < n; i++)
    {
      float weight;

      memcpy (&weight, from + i * sizeof weight, sizeof weight);
      if (!isfinite (weight))
        return fail_damaged (self->name, error);
      to[i] = (GraftReal)weight;
    }
  return TRUE;
}

static gboolean
read_row (GraftStoredNetwork *self, GraftQuery *query, GError **error)
{
  g_autofree char *preset = graft_query_dup_text (query, 0);
  g_autofree char *layers = graft_query_dup_text (query, 1);
  g_autofree char *input = graft_query_dup_text (query, 2);
  g_autofree char *normalisation = graft_query_dup_text (query, 3);

  self->hash = graft_query_dup_text (query, 4);
  if (!parse_input (input, &self->input) ||
      !parse_normalisation (normalisation, &self->normalisation))
    return fail_damaged (self->name, error);
  return build (self, preset, layers, error) &&
         fill (self, sqlite3_column_blob (query, 5),
               (gsize)sqlite3_column_bytes (query, 5), error);
}

GraftStoredNetwork *
graft_stored_network_read (GraftSql *sql, const char *name, GError **error)
{
  g_autoptr (GraftStoredNetwork) self = g_new0 (GraftStoredNetwork, 1);
  g_autoptr (GError) failure = NULL;
  g_autoptr (GraftQuery) query =
      graft_sql_query (sql,
                       "SELECT preset, layers, input, normalisation, hash, weights"
                       " FROM network WHERE name = ?",
                       GRAFT_SQL_VALUES (graft_sql_text (name)), error);

  self->name = g_strdup (name);
  if (query == NULL)
    return NULL;
  if (graft_sql_next (sql, query, &failure))
    return read_row (self, query, error) ? g_steal_pointer (&self) : NULL;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "%s: there is no network “%s”; choose another", graft_sql_get_path (sql),
                 name);
  return NULL;
}

GraftFeatures *
graft_stored_network_compute (const GraftStoredNetwork *self,
                              GraftDataset *dataset,
                              GCancellable *cancellable,
                              GError **error)
{
  const GraftNetworkFeatures options = { .network = self->network,
                                         .node = self->features,
                                         .normalisation = &self->normalisation,
                                         .cancellable = cancellable };

  return graft_features_network (dataset, &options, error);
}
