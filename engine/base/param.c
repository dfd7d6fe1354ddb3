/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of parameter lists: see param.h. */
#include "engine/base/param.h"

#include "engine/base/error.h"

#include <math.h>
#include <string.h>

struct _GraftParams
{
  const GraftParam *list; /* [n], a static table, or @joined */
  GraftParam *joined;     /* (nullable): owned */
  gsize n;
  double values[]; /* [n] */
};

GraftParams *
graft_params_new (const GraftParam *list, gsize n)
{
  GraftParams *self = g_malloc0 (sizeof *self + n * sizeof *self->values);

  self->list = list;
  self->n = n;
  for (gsize i = 0; i < n; i++)
    self->values[i] = list[i].value;
  return self;
}

GraftParams *
graft_params_new_joined (const GraftParam *first,
                         gsize n_first,
                         const GraftParam *second,
                         gsize n_second)
{
  GraftParam *joined = g_new (GraftParam, n_first + n_second);
  GraftParams *self;

  for (gsize i = 0; i < n_first + n_second; i++)
    joined[i] = i < n_first ? first[i] : second[i - n_first];
  self = graft_params_new (joined, n_first + n_second);
  self->joined = joined;
  return self;
}

GraftParams *
graft_params_dup (const GraftParams *self)
{
  GraftParams *copy = g_memdup2 (self, sizeof *self + self->n * sizeof *self->values);

  if (self->joined != NULL)
    copy->list = copy->joined = g_memdup2 (self->joined, self->n * sizeof *self->joined);
  return copy;
}

void
graft_params_free (GraftParams *self)
{
  if (self == NULL)
    return;
  g_free (self->joined);
  g_free (self);
}

gsize
graft_params_get_n (const GraftParams *self)
{
  return self->n;
}

const GraftParam *
graft_params_peek (const GraftParams *self, gsize index)
{
  g_return_val_if_fail (index < self->n, NULL);
  return &self->list[index];
}

const GraftParam *
graft_params_find (const GraftParams *self, const char *key)
{
  for (gsize i = 0; i < self->n; i++)
    if (strcmp (self->list[i].key, key) == 0)
      return &self->list[i];
  return NULL;
}

double
graft_params_get (const GraftParams *self, const char *key)
{
  const GraftParam *param = graft_params_find (self, key);

  g_return_val_if_fail (param != NULL, 0);
  return self->values[param - self->list];
}

int
graft_params_get_int (const GraftParams *self, const char *key)
{
  return (int)lround (graft_params_get (self, key));
}

static gboolean
fail_unknown (const GraftParams *self, const char *key, GError **error)
{
  g_autofree const char **known = g_new (const char *, self->n + 1);
  const char *near;

  for (gsize i = 0; i < self->n; i++)
    known[i] = self->list[i].key;
  near = graft_nearest_word (key, known, self->n);
  if (near != NULL)
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no parameter “%s”; did you mean “%s”?", key, near);
  else
    g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_UNKNOWN,
                 "there is no parameter “%s”", key);
  return FALSE;
}

gboolean
graft_params_set (GraftParams *self, const char *key, double value, GError **error)
{
  const GraftParam *param = graft_params_find (self, key);

  if (param == NULL)
    return fail_unknown (self, key, error);
  if (!isfinite (value))
    {
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_RANGE,
                   "“%s” is not a finite number; it must lie between %g and %g", key,
                   param->min, param->max);
      return FALSE;
    }
  if (value < param->min || value > param->max)
    {
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_RANGE,
                   "“%s” is %g; it must lie between %g and %g", key, value, param->min,
                   param->max);
      return FALSE;
    }
  if (param->type == GRAFT_PARAM_INTEGER && value != floor (value))
    {
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
                   "“%s” is %g; it must be a whole number", key, value);
      return FALSE;
    }
  self->values[param - self->list] = value;
  return TRUE;
}

void
graft_params_set_unchecked (GraftParams *self, const char *key, double value)
{
  const GraftParam *param = graft_params_find (self, key);

  g_return_if_fail (param != NULL);
  self->values[param - self->list] = value;
}

static gboolean
parse_boolean (const char *text, double *value)
{
  if (strcmp (text, "true") == 0 || strcmp (text, "yes") == 0 || strcmp (text, "1") == 0)
    *value = 1;
  else if (strcmp (text, "false") == 0 || strcmp (text, "no") == 0 ||
           strcmp (text, "0") == 0)
    *value = 0;
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse_choice (const GraftParam *param, const char *text, double *value)
{
  for (gsize i = 0; param->choices[i] != NULL; i++)
    if (strcmp (param->choices[i], text) == 0)
      {
        *value = (double)i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_number (const char *text, double *value)
{
  char *end = NULL;

  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

gboolean
graft_params_set_text (GraftParams *self,
                       const char *key,
                       const char *text,
                       GError **error)
{
  const GraftParam *param = graft_params_find (self, key);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autofree char *choices = NULL;
  double value = 0;

  if (param == NULL)
    return fail_unknown (self, key, error);
  switch (param->type)
    {
    case GRAFT_PARAM_BOOLEAN:
      if (parse_boolean (stripped, &value))
        return graft_params_set (self, key, value, error);
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
                   "“%s” is “%s”; it must be true or false", key, stripped);
      return FALSE;
    case GRAFT_PARAM_CHOICE:
      if (parse_choice (param, stripped, &value))
        return graft_params_set (self, key, value, error);
      choices = g_strjoinv (", ", (char **)param->choices);
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
                   "“%s” is “%s”; it must be one of %s", key, stripped, choices);
      return FALSE;
    case GRAFT_PARAM_REAL:
    case GRAFT_PARAM_INTEGER:
    default:
      if (parse_number (stripped, &value))
        return graft_params_set (self, key, value, error);
      g_set_error (error, GRAFT_PARAM_ERROR, GRAFT_PARAM_ERROR_TYPE,
                   "“%s” is “%s”; it must be a number between %g and %g", key, stripped,
                   param->min, param->max);
      return FALSE;
    }
}

char *
graft_params_get_text (const GraftParams *self, const char *key)
{
  const GraftParam *param = graft_params_find (self, key);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double value;

  g_return_val_if_fail (param != NULL, NULL);
  value = self->values[param - self->list];
  if (param->type == GRAFT_PARAM_BOOLEAN)
    return g_strdup (value != 0 ? "true" : "false");
  if (param->type == GRAFT_PARAM_CHOICE)
    return g_strdup (param->choices[(gsize)value]);
  /* Short where that is exact: 0.1, not 0.10000000000000001; else what reads back as the
   * same bits, or an experiment that was written down would not be the one that ran. */
  g_ascii_formatd (buffer, sizeof buffer, "%.12g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_dtostr (buffer, sizeof buffer, value);
  return g_strdup (buffer);
}

/* Levenshtein distance; both words are short keys, so two rows on the heap are cheap. */
static gsize
edit_distance (const char *a, const char *b)
{
  gsize na = strlen (a), nb = strlen (b);
  g_autofree gsize *row = g_new (gsize, nb + 1);

  for (gsize j = 0; j <= nb; j++)
    row[j] = j;
  for (gsize i = 1; i <= na; i++)
    {
      gsize diagonal = row[0];

      row[0] = i;
      for (gsize j = 1; j <= nb; j++)
        {
          gsize above = row[j];
          gsize change = diagonal + (a[i - 1] != b[j - 1]);

          row[j] = MIN (change, MIN (above, row[j - 1]) + 1);
          diagonal = above;
        }
    }
  return row[nb];
}

const char *
graft_nearest_word (const char *word, const char *const *known, gsize n)
{
  const char *best = NULL;
  gsize best_distance = MAX (2, strlen (word) / 2) + 1;

  for (gsize i = 0; i < n; i++)
    {
      gsize length = strlen (known[i]), own = strlen (word);
      gsize distance;

      /* At least that many letters differ; it also keeps a word of a megabyte cheap. */
      if (MAX (length, own) - MIN (length, own) >= best_distance)
        continue;
      distance = edit_distance (word, known[i]);
      if (distance < best_distance)
        {
          best = known[i];
          best_distance = distance;
        }
    }
  return best;
}
