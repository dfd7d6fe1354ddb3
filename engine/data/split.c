/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See split.h. */
#include "engine/data/split.h"

#include "engine/base/error.h"
#include "engine/base/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Stream of GRAFT_RNG_SPLIT, beside that of graft_dataset_split(). */
#define STREAM 0x5b117
/* How much the count of all items matters beside that of a class: enough that a hundred
 * classes do not round the same way, too little to take an item from a class in need. */
#define TOTAL_WEIGHT 0.05

/* A group, its members being order[first] … order[end − 1] of the deal. */
typedef struct
{
  gsize first;
  gsize end;
  guint32 rank; /* random */
} Parcel;

typedef struct
{
  const GraftSharePlan *plan;
  gsize n_classes; /* the last is "no label" */
  guint32 *order;  /* [n] items, group by group */
  GArray *parcels;
  double *lack[GRAFT_N_SHARES]; /* [n_classes] wanted minus given */
  double lack_all[GRAFT_N_SHARES];
  gsize n_parcels[GRAFT_N_SHARES];
  double fraction[GRAFT_N_SHARES];
} Deal;

static void
deal_clear (Deal *self)
{
  g_free (self->order);
  g_clear_pointer (&self->parcels, g_array_unref);
  for (guint s = 0; s < GRAFT_N_SHARES; s++)
    g_free (self->lack[s]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deal, deal_clear)

static gsize
class_of (const Deal *self, guint32 item)
{
  const gint32 *labels = self->plan->labels;

  return labels != NULL && labels[item] >= 0 ? (gsize)labels[item] : self->n_classes - 1;
}

static gboolean
take_fractions (Deal *self, GError **error)
{
  double sum = 0;
  gboolean fine = TRUE;

  for (guint s = 0; s < GRAFT_N_SHARES; s++)
    {
      fine = fine && isfinite (self->plan->fraction[s]) && self->plan->fraction[s] >= 0;
      sum += self->plan->fraction[s];
    }
  if (!fine || !(sum > 0) || !isfinite (sum))
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
                   "shares of %g, %g and %g cannot be split by; give numbers that are "
                   "not negative, one of them above 0",
                   self->plan->fraction[0], self->plan->fraction[1],
                   self->plan->fraction[2]);
      return FALSE;
    }
  for (guint s = 0; s < GRAFT_N_SHARES; s++)
    self->fraction[s] = self->plan->fraction[s] / sum;
  return TRUE;
}

static void
add_parcel (Deal *self, gsize first, gsize end)
{
  Parcel parcel = { first, end, 0 };

  g_array_append_val (self->parcels, parcel);
}

/* Groups first, then the items without one. */
static void
list_parcels (Deal *self)
{
  gsize n = self->plan->n, at = 0;
  g_autoptr (GraftGroups) groups = NULL;

  self->parcels = g_array_new (FALSE, FALSE, sizeof (Parcel));
  self->order = g_new (guint32, MAX (n, 1));
  if (self->plan->groups != NULL)
    groups = graft_groups_new_from_numbers (self->plan->groups, n);
  for (gsize g = 0; groups != NULL && g < groups->n_groups; g++)
    add_parcel (self, groups->first[g], groups->first[g + 1]);
  if (groups != NULL)
    {
      at = groups->first[groups->n_groups];
      memcpy (self->order, groups->items, at * sizeof *self->order);
    }
  for (guint32 i = 0; i < n; i++)
    if (groups == NULL || groups->of[i] == GRAFT_GROUP_NONE)
      {
        self->order[at] = i;
        add_parcel (self, at, at + 1);
        at++;
      }
}

static int
compare_parcels (gconstpointer a, gconstpointer b)
{
  const Parcel *x = a, *y = b;
  gsize size_x = x->end - x->first, size_y = y->end - y->first;

  if (size_x != size_y)
    return size_x > size_y ? -1 : 1;
  return x->rank < y->rank ? -1 : x->rank > y->rank;
}

static void
shuffle_parcels (Deal *self)
{
  g_autofree guint32 *ranks = g_new (guint32, MAX (self->parcels->len, 1));
  GraftRng rng;

  for (guint32 p = 0; p < self->parcels->len; p++)
    ranks[p] = p;
  graft_rng_init (&rng, self->plan->seed, GRAFT_RNG_SPLIT, STREAM);
  graft_rng_shuffle (&rng, ranks, self->parcels->len);
  for (guint p = 0; p < self->parcels->len; p++)
    g_array_index (self->parcels, Parcel, p).rank = ranks[p];
  g_array_sort (self->parcels, compare_parcels);
}

static void
count_wishes (Deal *self)
{
  self->n_classes = 1;
  for (gsize i = 0; self->plan->labels != NULL && i < self->plan->n; i++)
    self->n_classes = MAX (self->n_classes, (gsize)MAX (self->plan->labels[i], -1) + 2);
  for (guint s = 0; s < GRAFT_N_SHARES; s++)
    {
      self->lack[s] = g_new0 (double, self->n_classes);
      for (guint32 i = 0; i < self->plan->n; i++)
        self->lack[s][class_of (self, i)] += self->fraction[s];
      self->lack_all[s] = self->fraction[s] * (double)self->plan->n;
    }
}

/* Half of what the squared differences lose when split @s gets @parcel; what is the same
 * for all splits is left out. */
static double
worth (const Deal *self, const Parcel *parcel, guint s)
{
  double sum = 0;

  for (gsize m = parcel->first; m < parcel->end; m++)
    sum += self->lack[s][class_of (self, self->order[m])];
  return sum + TOTAL_WEIGHT * (double)(parcel->end - parcel->first) * self->lack_all[s];
}

static void
give (Deal *self, const Parcel *parcel, guint to, double sign, guint8 *split)
{
  for (gsize m = parcel->first; m < parcel->end; m++)
    {
      guint32 item = self->order[m];

      self->lack[to][class_of (self, item)] -= sign;
      split[item] = (guint8)to;
    }
  self->lack_all[to] -= sign * (double)(parcel->end - parcel->first);
  self->n_parcels[to] += sign > 0 ? 1 : (gsize)-1;
}

static void
deal_out (Deal *self, guint8 *split)
{
  for (guint p = 0; p < self->parcels->len; p++)
    {
      const Parcel *parcel = &g_array_index (self->parcels, Parcel, p);
      gint best = -1;
      double most = 0;

      for (guint s = 0; s < GRAFT_N_SHARES; s++)
        {
          double value = worth (self, parcel, s);

          if (self->fraction[s] > 0 && (best < 0 || value > most))
            {
              best = (gint)s;
              most = value;
            }
        }
      give (self, parcel, (guint)best, 1, split);
    }
}

/* The last parcels are the smallest. */
static void
fill_empty (Deal *self, guint to, guint8 *split)
{
  for (guint p = self->parcels->len; p-- > 0;)
    {
      const Parcel *parcel = &g_array_index (self->parcels, Parcel, p);
      guint from = split[self->order[parcel->first]];

      if (self->n_parcels[from] < 2)
        continue;
      give (self, parcel, from, -1, split);
      give (self, parcel, to, 1, split);
      return;
    }
}

gboolean
graft_split_assign (const GraftSharePlan *plan,
                    guint8 *split,
                    gsize *counts,
                    GError **error)
{
  g_auto (Deal) deal = { .plan = plan };
  guint n_wanted = 0;

  if (!take_fractions (&deal, error))
    return FALSE;
  list_parcels (&deal);
  for (guint s = 0; s < GRAFT_N_SHARES; s++)
    n_wanted += deal.fraction[s] > 0;
  if (deal.parcels->len < n_wanted)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                   "%u items or groups that stay together cannot fill %u splits; add "
                   "items, or set the share of a split to 0",
                   deal.parcels->len, n_wanted);
      return FALSE;
    }
  shuffle_parcels (&deal);
  count_wishes (&deal);
  deal_out (&deal, split);
  for (guint s = 0; s < GRAFT_N_SHARES; s++)
    if (deal.fraction[s] > 0 && deal.n_parcels[s] == 0)
      fill_empty (&deal, s, split);
  for (guint s = 0; counts != NULL && s < GRAFT_N_SHARES; s++)
    counts[s] = 0;
  for (gsize i = 0; counts != NULL && i < plan->n; i++)
    counts[split[i]]++;
  return TRUE;
}
