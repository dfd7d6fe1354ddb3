/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See case.h. */
#include "engine/golden/case.h"

#include "engine/base/error.h"
#include "engine/io/npy.h"

#include <math.h>
#include <string.h>

typedef struct
{
  GraftArray array;
  gboolean checked; /* outputs */
} Entry;

struct _GraftCase
{
  char *name;
  char *key;
  char *formula;
  char *folder;
  JsonNode *root; /* owns the objects below */
  JsonObject *inputs;
  JsonObject *outputs;
  JsonObject *params;
  GHashTable *loaded; /* "inputs/x" → Entry */
  gboolean single;
  char *failure;
  double worst;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->array.value);
  g_free (entry);
}

GraftCase *
graft_case_load (const char *folder, const char *name, GError **error)
{
  g_autoptr (GraftCase) self = g_new0 (GraftCase, 1);
  g_autofree char *path = g_build_filename (folder, "manifest.json", NULL);
  JsonObject *root;
  const char *formula;

  self->name = g_strdup (name);
  self->key = g_strdelimit (g_ascii_strdown (name, -1), "-. ", '_');
  self->folder = g_strdup (folder);
  self->loaded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->root = graft_manifest_read (path, error);
  if (self->root == NULL)
    return NULL;
  root = json_node_get_object (self->root);
  self->inputs = graft_manifest_get_object (root, "inputs");
  self->outputs = graft_manifest_get_object (root, "outputs");
  self->params = graft_manifest_get_object (root, "params");
  formula = graft_manifest_get_text (root, "formula");
  self->formula = g_ascii_strdown (formula != NULL ? formula : "", -1);
  if (self->inputs == NULL || self->outputs == NULL)
    {
      g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                   "%s: is no manifest: it needs the objects “inputs” and “outputs”",
                   path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
graft_case_free (GraftCase *self)
{
  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->loaded, g_hash_table_unref);
  g_free (self->name);
  g_free (self->key);
  g_free (self->formula);
  g_free (self->folder);
  g_free (self->failure);
  g_free (self);
}

const char *
graft_case_get_name (const GraftCase *self)
{
  return self->name;
}

const char *
graft_case_get_key (const GraftCase *self)
{
  return self->key;
}

const char *
graft_case_get_formula (const GraftCase *self)
{
  return self->formula;
}

/* ---- arrays ---- */

static gboolean
fail (GraftCase *self, const char *name, GError **error, const char *fact)
{
  g_set_error (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT, "%s: “%s” %s", self->name,
               name, fact);
  return FALSE;
}

static gboolean
take_file (GraftCase *self, const char *file, GraftArray *array, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  g_autoptr (GraftNpy) npy = NULL;

  if (strchr (file, '/') != NULL)
    return fail (self, file, error, "is not a plain file name");
  npy = graft_npy_load (path, error);
  if (npy == NULL)
    return FALSE;
  array->rank = npy->rank;
  memcpy (array->dim, npy->dim, npy->rank * sizeof *array->dim);
  array->n = npy->n;
  array->value = graft_npy_dup_doubles (npy);
  return TRUE;
}

static Entry *
get_entry (GraftCase *self, const char *group, const char *name, GError **error)
{
  g_autofree char *key = g_strconcat (group, "/", name, NULL);
  JsonObject *objects = *group == 'i' ? self->inputs : self->outputs;
  Entry *entry = g_hash_table_lookup (self->loaded, key);
  JsonObject *object;
  gboolean fine = FALSE;

  if (entry != NULL)
    return entry;
  object = graft_manifest_get_object (objects, name);
  entry = g_new0 (Entry, 1);
  if (object == NULL)
    fail (self, name, error, "is not in the manifest");
  else if (graft_manifest_get_text (object, "file") != NULL)
    fine =
        take_file (self, graft_manifest_get_text (object, "file"), &entry->array, error);
  else if (json_object_has_member (object, "value"))
    fine = graft_manifest_get_array (json_object_get_member (object, "value"),
                                     &entry->array) ||
           fail (self, name, error, "has a value that is no number and no even list");
  else
    fail (self, name, error, "has neither “file” nor “value”");
  if (!fine)
    {
      entry_free (entry);
      return NULL;
    }
  g_hash_table_insert (self->loaded, g_steal_pointer (&key), entry);
  return entry;
}

gboolean
graft_case_has_input (GraftCase *self, const char *name)
{
  return json_object_has_member (self->inputs, name);
}

const GraftArray *
graft_case_input (GraftCase *self, const char *name, GError **error)
{
  Entry *entry = get_entry (self, "inputs", name, error);

  return entry != NULL ? &entry->array : NULL;
}

gint32 *
graft_case_dup_ints (GraftCase *self, const char *name, GError **error)
{
  const GraftArray *array = graft_case_input (self, name, error);
  gint32 *values;

  if (array == NULL)
    return NULL;
  for (gsize i = 0; i < array->n; i++)
    if (array->value[i] != floor (array->value[i]) || fabs (array->value[i]) > 1e9)
      {
        fail (self, name, error, "should hold whole numbers");
        return NULL;
      }
  values = g_new (gint32, array->n + 1);
  for (gsize i = 0; i < array->n; i++)
    values[i] = (gint32)array->value[i];
  return values;
}

GraftReal *
graft_array_dup_reals (const GraftArray *array)
{
  GraftReal *values = g_new (GraftReal, array->n + 1);

  for (gsize i = 0; i < array->n; i++)
    values[i] = (GraftReal)array->value[i];
  return values;
}

gboolean
graft_case_check_shape (
    GraftCase *self, const char *name, guint rank, const gsize *dim, GError **error)
{
  const GraftArray *array = graft_case_input (self, name, error);

  if (array == NULL)
    return FALSE;
  if (array->rank != rank)
    return fail (self, name, error, "has another number of axes than the operator needs");
  for (guint i = 0; i < rank; i++)
    if (array->dim[i] == 0 || (dim != NULL && dim[i] != 0 && dim[i] != array->dim[i]))
      return fail (self, name, error, "has a shape that does not go with the others");
  return TRUE;
}

gboolean
graft_case_check_rank (GraftCase *self, const char *name, guint rank, GError **error)
{
  return graft_case_check_shape (self, name, rank, NULL, error);
}

/* ---- parameters ---- */

gboolean
graft_case_has_param (GraftCase *self, const char *name)
{
  return self->params != NULL && json_object_has_member (self->params, name);
}

static double
number_of (JsonNode *node, double fallback)
{
  double value;

  return graft_manifest_get_number (node, &value) ? value : fallback;
}

double
graft_case_param (GraftCase *self, const char *name, double fallback)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  JsonObject *object = self->params;

  if (object != NULL && parts[1] != NULL)
    object = graft_manifest_get_object (object, parts[0]);
  if (object == NULL)
    return fallback;
  return number_of (json_object_get_member (object, parts[1] ? parts[1] : name),
                    fallback);
}

gboolean
graft_case_param_list (GraftCase *self, const char *name, int *values)
{
  JsonNode *node =
      self->params != NULL ? json_object_get_member (self->params, name) : NULL;
  guint n = 1;

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (node))
    n = json_array_get_length (json_node_get_array (node));
  if (n != 1 && n != 2 && n != 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      guint at = n == 4 ? i : n == 2 ? i / 2 : 0;
      double value =
          JSON_NODE_HOLDS_ARRAY (node)
              ? number_of (json_array_get_element (json_node_get_array (node), at), 0)
              : number_of (node, 0);

      values[i] = (int)CLAMP (value, -1e6, 1e6);
    }
  return TRUE;
}

/* ---- outputs ---- */

void
graft_case_set_precision (GraftCase *self, GraftGoldenPrecision precision)
{
#ifdef GRAFT_DOUBLE
  self->single = precision == GRAFT_GOLDEN_SINGLE;
#else
  self->single = precision != GRAFT_GOLDEN_DOUBLE;
#endif
}

gboolean
graft_case_wants (GraftCase *self, const char *output)
{
  return json_object_has_member (self->outputs, output);
}

static void
tolerances (GraftCase *self, double *relative, double *absolute)
{
  JsonObject *root = json_node_get_object (self->root);
  JsonObject *both = graft_manifest_get_object (root, "tolerance");
  JsonObject *one = both != NULL
                        ? graft_manifest_get_object (both, self->single ? "f32" : "f64")
                        : NULL;

  /* Those of nearly all cases. */
  *relative = self->single ? 2e-4 : 1e-9;
  *absolute = self->single ? 2e-5 : 1e-11;
  if (one == NULL)
    return;
  *relative = number_of (json_object_get_member (one, "rtol"), *relative);
  *absolute = number_of (json_object_get_member (one, "atol"), *absolute);
}

static void
note (GraftCase *self, char *failure)
{
  if (self->failure == NULL)
    self->failure = failure;
  else
    g_free (failure);
}

gsize
graft_case_output_dim (GraftCase *self, const char *output, guint axis)
{
  Entry *entry =
      graft_case_wants (self, output) ? get_entry (self, "outputs", output, NULL) : NULL;

  return entry != NULL && axis < entry->array.rank ? entry->array.dim[axis] : 0;
}

static Entry *
open_output (GraftCase *self, const char *output, gsize n)
{
  g_autoptr (GError) error = NULL;
  Entry *entry;

  if (!graft_case_wants (self, output))
    return NULL;
  entry = get_entry (self, "outputs", output, &error);
  if (entry == NULL)
    {
      note (self, g_strdup (error->message));
      return NULL;
    }
  entry->checked = TRUE;
  if (entry->array.n != n)
    {
      note (self,
            g_strdup_printf ("%s: %" G_GSIZE_FORMAT " values, expected %" G_GSIZE_FORMAT,
                             output, n, entry->array.n));
      return NULL;
    }
  return entry;
}

/* The error as a share of what is allowed. Infinity equals itself, NaN is NaN; else what
 * is not finite is infinitely wrong, and so is any difference where none is allowed. */
static double
share_of (double value, double want, double relative, double absolute)
{
  double off = fabs (value - want), allowed = absolute + relative * fabs (want);

  if (value == want || (isnan (value) && isnan (want)))
    return 0;
  return isfinite (off) && allowed > 0 ? off / allowed : (double)INFINITY;
}

void
graft_case_expect (GraftCase *self, const char *output, const double *value, gsize n)
{
  Entry *entry = open_output (self, output, n);
  double relative, absolute, largest = 0;
  gsize where = 0;

  if (entry == NULL)
    return;
  tolerances (self, &relative, &absolute);
  for (gsize i = 0; i < n; i++)
    {
      double share = share_of (value[i], entry->array.value[i], relative, absolute);

      if (share > largest)
        {
          largest = share;
          where = i;
        }
    }
  self->worst = MAX (self->worst, largest);
  if (largest > 1)
    note (self, g_strdup_printf (
                    "%s[%" G_GSIZE_FORMAT "] is %.9g, expected %.9g, %.3g times "
                    "what is allowed",
                    output, where, value[where], entry->array.value[where], largest));
}

void
graft_case_expect_number (GraftCase *self, const char *output, double value)
{
  graft_case_expect (self, output, &value, 1);
}

void
graft_case_expect_reals (GraftCase *self,
                         const char *output,
                         const GraftReal *value,
                         gsize n)
{
  g_autofree double *wide = g_new (double, n + 1);

  for (gsize i = 0; i < n; i++)
    wide[i] = (double)value[i];
  graft_case_expect (self, output, wide, n);
}

void
graft_case_expect_floats (GraftCase *self,
                          const char *output,
                          const float *value,
                          gsize n)
{
  g_autofree double *wide = g_new (double, n + 1);

  for (gsize i = 0; i < n; i++)
    wide[i] = (double)value[i];
  graft_case_expect (self, output, wide, n);
}

void
graft_case_expect_at_most (GraftCase *self, const char *output, double value)
{
  Entry *entry = open_output (self, output, 1);

  if (entry != NULL && !(value <= entry->array.value[0]))
    note (self, g_strdup_printf ("%s: %.9g is more than %.9g", output, value,
                                 entry->array.value[0]));
}

char *
graft_case_dup_unchecked (GraftCase *self)
{
  g_autoptr (GList) names = json_object_get_members (self->outputs);
  GString *text = g_string_new (NULL);

  for (GList *at = names; at != NULL; at = at->next)
    {
      g_autofree char *key = g_strconcat ("outputs/", at->data, NULL);
      Entry *entry = g_hash_table_lookup (self->loaded, key);

      if (entry == NULL || !entry->checked)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                                (const char *)at->data);
    }
  return g_string_free (text, text->len == 0);
}

const char *
graft_case_get_failure (const GraftCase *self)
{
  return self->failure;
}

double
graft_case_get_worst (const GraftCase *self)
{
  return self->worst;
}

/* ---- layout ---- */

static double *
transpose (const double *value, gsize n, gsize rows, gsize columns)
{
  double *out = g_new (double, n *rows *columns + 1);

  for (gsize i = 0; i < n; i++)
    for (gsize r = 0; r < rows; r++)
      for (gsize c = 0; c < columns; c++)
        out[(i * columns + c) * rows + r] = value[(i * rows + r) * columns + c];
  return out;
}

/* How many values lie behind each channel. */
static gsize
area_of (guint rank, const gsize *dim)
{
  gsize area = 1;

  for (guint i = 2; i < rank; i++)
    area *= dim[i];
  return area;
}

double *
graft_channels_last (const double *value, guint rank, const gsize *dim)
{
  gsize channels = rank > 1 ? dim[1] : 1;

  return transpose (value, dim[0], channels, area_of (rank, dim));
}

double *
graft_channels_first (const double *value, guint rank, const gsize *dim)
{
  gsize channels = rank > 1 ? dim[1] : 1;

  return transpose (value, dim[0], area_of (rank, dim), channels);
}
