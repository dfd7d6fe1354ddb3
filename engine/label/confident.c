/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See confident.h. */
#include "engine/label/confident.h"

#include "engine/base/error.h"

#include <math.h>

/* A mean of equal numbers may be rounded above them; they still reach it. */
#define ROUNDING 1e-12

static gboolean
check (const double *probabilities, const gint32 *given, gsize n, gsize k, GError **error)
{
  for (gsize i = 0; i < n; i++)
    {
      if (given[i] >= 0 && (gsize)given[i] >= k)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                       "item %" G_GSIZE_FORMAT " has class %d; there are %" G_GSIZE_FORMAT
                       " classes, counted from 0",
                       i, given[i], k);
          return FALSE;
        }
      for (gsize c = 0; given[i] >= 0 && c < k; c++)
        if (!isfinite (probabilities[i * k + c]))
          {
            g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE,
                         "item %" G_GSIZE_FORMAT
                         " has a probability that is not finite; look at its features",
                         i);
            return FALSE;
          }
    }
  return TRUE;
}

static void
find_thresholds (GraftConfident *self, const double *probabilities, const gint32 *given)
{
  g_autofree gsize *size = g_new0 (gsize, MAX (self->k, 1));

  for (gsize i = 0; i < self->n; i++)
    if (given[i] >= 0)
      {
        self->threshold[given[i]] += probabilities[i * self->k + (gsize)given[i]];
        size[given[i]]++;
        self->n_judged++;
      }
  for (gsize c = 0; c < self->k; c++)
    self->threshold[c] =
        size[c] > 0 ? self->threshold[c] / (double)size[c] : (double)INFINITY;
}

/* The most probable of the classes that reach their threshold, or −1. */
static gint32
believe (const GraftConfident *self, const double *row)
{
  gint32 best = -1;

  for (gsize c = 0; c < self->k; c++)
    if (row[c] >= self->threshold[c] - ROUNDING && (best < 0 || row[c] > row[best]))
      best = (gint32)c;
  return best;
}

static double
find_margin (const double *row, gsize given, gsize k)
{
  double other = 0;

  for (gsize c = 0; c < k; c++)
    if (c != given)
      other = MAX (other, row[c]);
  return row[given] - other;
}

/* [n] the class each item is counted as, −1 for none. */
static gint32 *
count_items (GraftConfident *self, const double *probabilities, const gint32 *given)
{
  gint32 *believed = g_new (gint32, MAX (self->n, 1));

  for (gsize i = 0; i < self->n; i++)
    {
      const double *row = probabilities + i * self->k;

      believed[i] = -1;
      self->margin[i] = (double)NAN;
      if (given[i] < 0)
        continue;
      believed[i] = believe (self, row);
      self->margin[i] = find_margin (row, (gsize)given[i], self->k);
      if (believed[i] < 0)
        continue;
      self->count[(gsize)given[i] * self->k + (gsize)believed[i]]++;
      self->n_issues += believed[i] != given[i];
    }
  return believed;
}

/* Rows scaled to the sizes of their classes, then all to a sum of 1. */
static void
estimate_joint (GraftConfident *self, const gint32 *given)
{
  gsize k = self->k;
  g_autofree double *size = g_new0 (double, MAX (k, 1));
  double total = 0;

  for (gsize i = 0; i < self->n; i++)
    if (given[i] >= 0)
      size[given[i]]++;
  for (gsize c = 0; c < k; c++)
    {
      double row = 0;

      for (gsize j = 0; j < k; j++)
        row += (double)self->count[c * k + j];
      for (gsize j = 0; j < k && row > 0; j++)
        self->joint[c * k + j] = (double)self->count[c * k + j] * size[c] / row;
      total += row > 0 ? size[c] : 0;
    }
  for (gsize c = 0; c < k * k && total > 0; c++)
    {
      self->joint[c] /= total;
      self->noise += c / k != c % k ? self->joint[c] : 0;
    }
}

/* ---- lists ---- */

typedef struct
{
  double score;
  guint32 item;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *x = a, *y = b;

  if (x->score != y->score)
    return x->score < y->score ? -1 : 1;
  return x->item < y->item ? -1 : x->item > y->item;
}

static void
list_issues (GraftConfident *self, const gint32 *given, const gint32 *believed)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (gsize i = 0; i < self->n; i++)
    if (believed[i] >= 0 && believed[i] != given[i])
      {
        Ranked ranked = { self->margin[i], (guint32)i };

        g_array_append_val (list, ranked);
      }
  g_array_sort (list, compare_ranked);
  self->issues = g_new (guint32, MAX (list->len, 1));
  self->believed = g_new (gint32, MAX (list->len, 1));
  for (guint r = 0; r < list->len; r++)
    {
      self->issues[r] = g_array_index (list, Ranked, r).item;
      self->believed[r] = believed[self->issues[r]];
    }
}

static void
list_losses (GraftConfident *self, const double *probabilities, const gint32 *given)
{
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (gsize i = 0; i < self->n; i++)
    if (given[i] >= 0)
      {
        Ranked ranked = { probabilities[i * self->k + (gsize)given[i]], (guint32)i };

        g_array_append_val (list, ranked);
      }
  g_array_sort (list, compare_ranked);
  self->n_top = MIN (self->n_top, list->len);
  self->top_losses = g_new (guint32, MAX (self->n_top, 1));
  for (gsize r = 0; r < self->n_top; r++)
    self->top_losses[r] = g_array_index (list, Ranked, r).item;
}

GraftConfident *
graft_confident_new (const double *probabilities,
                     const gint32 *given,
                     gsize n,
                     gsize k,
                     gsize n_top,
                     GError **error)
{
  g_autoptr (GraftConfident) self = g_new0 (GraftConfident, 1);
  g_autofree gint32 *believed = NULL;

  self->n = n;
  self->k = k;
  self->n_top = n_top > 0 ? n_top : GRAFT_CONFIDENT_TOP;
  if (!check (probabilities, given, n, k, error))
    return NULL;
  self->threshold = g_new0 (double, MAX (k, 1));
  self->count = g_new0 (gsize, MAX (k * k, 1));
  self->joint = g_new0 (double, MAX (k * k, 1));
  self->margin = g_new (double, MAX (n, 1));
  find_thresholds (self, probabilities, given);
  believed = count_items (self, probabilities, given);
  estimate_joint (self, given);
  list_issues (self, given, believed);
  list_losses (self, probabilities, given);
  return g_steal_pointer (&self);
}

void
graft_confident_free (GraftConfident *self)
{
  g_free (self->threshold);
  g_free (self->count);
  g_free (self->joint);
  g_free (self->margin);
  g_free (self->issues);
  g_free (self->believed);
  g_free (self->top_losses);
  g_free (self);
}
