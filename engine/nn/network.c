/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The graph and its weights; see network.h. Chains are in chain.c, initialisers in
 * init.c. */
#include "engine/nn/network.h"

#include "engine/base/error.h"
#include "engine/nn/init.h"

#include <string.h>

struct _GraftNetwork
{
  GPtrArray *nodes;  /* GraftNode; node 0 is the input and has no class */
  GPtrArray *groups; /* char * */
  guint group;       /* of nodes added now */
  GraftRows rows;    /* of nodes added now */
  GArray *weights;   /* GraftReal */
};

static void
node_free (gpointer data)
{
  GraftNode *node = data;

  g_clear_pointer (&node->attributes, graft_params_free);
  g_free (node->config);
  g_free (node->name);
  g_free (node);
}

GraftNetwork *
graft_network_new (const GraftShape *input)
{
  GraftNetwork *self = g_new0 (GraftNetwork, 1);
  GraftNode *node = g_new0 (GraftNode, 1);

  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->groups = g_ptr_array_new_with_free_func (g_free);
  self->weights = g_array_new (FALSE, TRUE, sizeof (GraftReal));
  node->name = g_strdup ("input");
  node->output = *input;
  g_ptr_array_add (self->nodes, node);
  g_ptr_array_add (self->groups, g_strdup ("features"));
  return self;
}

void
graft_network_free (GraftNetwork *self)
{
  g_ptr_array_unref (self->nodes);
  g_ptr_array_unref (self->groups);
  g_array_unref (self->weights);
  g_free (self);
}

static GraftNode *
node_at (const GraftNetwork *self, guint index)
{
  return g_ptr_array_index (self->nodes, index);
}

/* Sets a node's attributes from "key=value;key=value". */
static gboolean
read_attributes (GraftNode *node, const char *text, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", ";", -1);

  node->attributes =
      graft_params_new (node->klass->attributes, node->klass->n_attributes);
  for (gsize i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

      if (pair[0] == NULL || *g_strstrip (pair[0]) == '\0')
        continue;
      if (pair[1] == NULL)
        {
          g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
                       "layer %s: “%s” has no value; write key=value", node->klass->id,
                       pair[0]);
          return FALSE;
        }
      if (!graft_params_set_text (node->attributes, pair[0], pair[1], error))
        {
          g_prefix_error (error, "layer %s: ", node->klass->id);
          return FALSE;
        }
    }
  return TRUE;
}

static void
allot_weights (GraftNetwork *self, GraftNode *node)
{
  for (guint i = 0; i < node->n_weights; i++)
    {
      GraftWeight *weight = &node->weights[i];

      weight->size = 1;
      for (guint d = 0; d < weight->rank; d++)
        weight->size *= weight->dim[d];
      weight->offset = self->weights->len;
      g_array_set_size (self->weights, (guint)(weight->offset + weight->size));
    }
}

/* Rows that every input has: a node that joins domains needs both computed everywhere. */
static GraftRows
common_rows (const GraftNetwork *self, const GraftNode *node)
{
  GraftRows rows = self->rows;

  for (guint i = 0; i < node->n_inputs; i++)
    {
      GraftRows input = node_at (self, node->inputs[i])->rows;

      if (input != GRAFT_ROWS_ALL)
        rows = input;
    }
  return rows;
}

static GraftNode *
make_node (GraftNetwork *self,
           const GraftLayerClass *klass,
           const guint *inputs,
           guint n_inputs)
{
  GraftNode *node = g_new0 (GraftNode, 1);

  node->klass = klass;
  node->index = self->nodes->len;
  node->name = g_strdup_printf ("%s-%u", klass->id, node->index);
  node->group = self->group;
  node->n_inputs = n_inputs;
  for (guint i = 0; i < n_inputs; i++)
    {
      g_assert (inputs[i] < self->nodes->len);
      node->inputs[i] = inputs[i];
      node->input_shapes[i] = node_at (self, inputs[i])->output;
    }
  node->rows = common_rows (self, node);
  return node;
}

guint
graft_network_add (GraftNetwork *self,
                   const char *layer,
                   const char *attributes,
                   const guint *inputs,
                   guint n_inputs,
                   GError **error)
{
  const GraftLayerClass *klass = graft_layer_class_find (layer);
  GraftNode *node;

  if (klass == NULL)
    {
      g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_UNKNOWN_LAYER,
                   "there is no layer “%s”", layer);
      return 0;
    }
  if (n_inputs < klass->min_inputs || n_inputs > klass->max_inputs ||
      n_inputs > GRAFT_MAX_INPUTS)
    {
      g_set_error (error, GRAFT_NETWORK_ERROR, GRAFT_NETWORK_ERROR_SHAPE,
                   "layer %s takes %u to %u inputs, not %u", layer, klass->min_inputs,
                   klass->max_inputs, n_inputs);
      return 0;
    }
  node = make_node (self, klass, inputs, n_inputs);
  if (!read_attributes (node, attributes, error) || !klass->configure (node, error))
    {
      node_free (node);
      return 0;
    }
  allot_weights (self, node);
  g_ptr_array_add (self->nodes, node);
  return node->index;
}

guint
graft_network_append (GraftNetwork *self,
                      const char *layer,
                      const char *attributes,
                      guint input,
                      GError **error)
{
  return graft_network_add (self, layer, attributes, &input, 1, error);
}

GraftNetwork *
graft_network_dup (const GraftNetwork *self)
{
  GraftNetwork *copy = graft_network_new (&node_at (self, 0)->output);

  g_ptr_array_set_size (copy->groups, 0);
  for (guint i = 0; i < self->groups->len; i++)
    g_ptr_array_add (copy->groups, g_strdup (g_ptr_array_index (self->groups, i)));
  for (guint i = 1; i < self->nodes->len; i++)
    {
      const GraftNode *from = node_at (self, i);
      GraftNode *node;

      copy->group = from->group;
      node = make_node (copy, from->klass, from->inputs, from->n_inputs);
      node->rows = from->rows;
      node->frozen = from->frozen;
      node->attributes = graft_params_dup (from->attributes);
      if (!node->klass->configure (node, NULL))
        g_assert_not_reached ();
      allot_weights (copy, node);
      g_ptr_array_add (copy->nodes, node);
    }
  copy->group = self->group;
  copy->rows = self->rows;
  /* A network of layers without weights has no array to copy. */
  if (self->weights->len > 0)
    memcpy (copy->weights->data, self->weights->data,
            self->weights->len * sizeof (GraftReal));
  return copy;
}

guint
graft_network_find_group (const GraftNetwork *self, const char *name)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (strcmp (g_ptr_array_index (self->groups, i), name) == 0)
      return i;
  return G_MAXUINT;
}

void
graft_network_begin_group (GraftNetwork *self, const char *name)
{
  self->group = graft_network_find_group (self, name);
  if (self->group == G_MAXUINT)
    {
      self->group = self->groups->len;
      g_ptr_array_add (self->groups, g_strdup (name));
    }
}

void
graft_network_begin_rows (GraftNetwork *self, GraftRows rows)
{
  self->rows = rows;
}

guint
graft_network_get_n_nodes (const GraftNetwork *self)
{
  return self->nodes->len;
}

const GraftNode *
graft_network_get_node (const GraftNetwork *self, guint index)
{
  g_return_val_if_fail (index < self->nodes->len, NULL);
  return node_at (self, index);
}

guint
graft_network_get_n_groups (const GraftNetwork *self)
{
  return self->groups->len;
}

const char *
graft_network_get_group (const GraftNetwork *self, guint index)
{
  g_return_val_if_fail (index < self->groups->len, NULL);
  return g_ptr_array_index (self->groups, index);
}

void
graft_network_set_node_frozen (GraftNetwork *self, guint node, gboolean frozen)
{
  g_return_if_fail (node < self->nodes->len);
  node_at (self, node)->frozen = frozen;
}

void
graft_network_set_group_frozen (GraftNetwork *self, guint group, gboolean frozen)
{
  for (guint i = 1; i < self->nodes->len; i++)
    if (node_at (self, i)->group == group)
      node_at (self, i)->frozen = frozen;
}

GraftReal *
graft_network_peek_weights (const GraftNetwork *self)
{
  return (GraftReal *)(gpointer)self->weights->data;
}

gsize
graft_network_get_n_weights (const GraftNetwork *self)
{
  return self->weights->len;
}

gsize
graft_network_get_n_parameters (const GraftNetwork *self)
{
  gsize n = 0;

  for (guint i = 1; i < self->nodes->len; i++)
    for (guint w = 0; w < node_at (self, i)->n_weights; w++)
      if (!(node_at (self, i)->weights[w].flags & GRAFT_WEIGHT_STATE))
        n += node_at (self, i)->weights[w].size;
  return n;
}

double
graft_network_get_macs (const GraftNetwork *self)
{
  double macs = 0;

  for (guint i = 1; i < self->nodes->len; i++)
    {
      const GraftNode *node = node_at (self, i);
      gsize positions =
          graft_shape_size (&node->output) / graft_shape_channels (&node->output);

      /* A weight matrix is used once at every position of the output; vectors do not
       * count. */
      for (guint w = 0; w < node->n_weights; w++)
        if (node->weights[w].rank > 1)
          macs += (double)node->weights[w].size * (double)positions;
    }
  return macs;
}

void
graft_network_initialise (GraftNetwork *self, guint64 seed)
{
  for (guint i = 1; i < self->nodes->len; i++)
    {
      const GraftNode *node = node_at (self, i);

      for (guint w = 0; w < node->n_weights; w++)
        {
          GraftRng rng;

          graft_rng_init (&rng, seed, GRAFT_RNG_INIT, i * GRAFT_MAX_WEIGHTS + w);
          graft_weight_initialise (&node->weights[w], &rng,
                                   graft_network_peek_weights (self) +
                                       node->weights[w].offset);
        }
    }
}

char *
graft_network_hash (const GraftNetwork *self)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < self->weights->len; i++)
    {
      union
      {
        float number;
        guint32 bits;
      } value = { .number = (float)g_array_index (self->weights, GraftReal, i) };
      guint32 bits = GUINT32_TO_LE (value.bits);

      g_checksum_update (checksum, (const guchar *)&bits, sizeof bits);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

/* File position of inside position @i: OIHW for [h, w, in, out], [out, in] for [in, out].
 */
static gsize
file_position (const GraftWeight *weight, gsize i)
{
  gsize out, in, rest, n_in, n_rest;

  if (weight->flags & GRAFT_WEIGHT_AS_IN_FILE)
    return i;
  if (weight->rank == 2)
    {
      n_in = weight->dim[0];
      return i % weight->dim[1] * n_in + i / weight->dim[1];
    }
  if (weight->rank != 4)
    return i;
  n_in = weight->dim[2];
  n_rest = weight->dim[0] * weight->dim[1];
  out = i % weight->dim[3];
  in = i / weight->dim[3] % n_in;
  rest = i / weight->dim[3] / n_in;
  return (out * n_in + in) * n_rest + rest;
}

void
graft_weight_import (const GraftWeight *weight, const double *file, GraftReal *inside)
{
  for (gsize i = 0; i < weight->size; i++)
    inside[i] = (GraftReal)file[file_position (weight, i)];
}

void
graft_weight_export (const GraftWeight *weight, const GraftReal *inside, double *file)
{
  for (gsize i = 0; i < weight->size; i++)
    file[file_position (weight, i)] = (double)inside[i];
}
