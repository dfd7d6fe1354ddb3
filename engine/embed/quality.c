/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See quality.h. Ranks and means over all pairs: O(n² log n) and O(n² d). */
#include "engine/embed/quality.h"

#include <math.h>
#include <stdlib.h>

typedef struct
{
  double distance;
  guint32 item;
} Neighbour;

static int
compare_neighbours (const void *a, const void *b)
{
  const Neighbour *x = a, *y = b;

  if (x->distance != y->distance)
    return x->distance < y->distance ? -1 : 1;
  return x->item < y->item ? -1 : x->item > y->item;
}

/* Everybody but @i, the nearest first; then rank[j], 1 for the nearest. */
static void
rank_neighbours (
    const double *x, gsize d, gsize n, gsize i, Neighbour *order, guint32 *rank)
{
  gsize k = 0;

  for (gsize j = 0; j < n; j++)
    {
      double sum = 0;

      for (gsize c = 0; c < d; c++)
        sum += (x[i * d + c] - x[j * d + c]) * (x[i * d + c] - x[j * d + c]);
      if (j != i)
        order[k++] = (Neighbour){ sum, (guint32)j };
    }
  qsort (order, k, sizeof *order, compare_neighbours);
  for (gsize r = 0; r < k; r++)
    rank[order[r].item] = (guint32)r + 1;
}

/* How far outside the @k nearest of one space the @k nearest of the other are. */
static double
count_strangers (const Neighbour *near, const guint32 *rank, guint k)
{
  double sum = 0;

  for (guint r = 0; r < k; r++)
    if (rank[near[r].item] > k)
      sum += rank[near[r].item] - k;
  return sum;
}

void
graft_trust_continuity (const double *x,
                        gsize d,
                        const double *y,
                        gsize d_map,
                        gsize n,
                        guint k,
                        double *trustworthiness,
                        double *continuity)
{
  g_autofree Neighbour *in_x = g_new (Neighbour, n);
  g_autofree Neighbour *in_y = g_new (Neighbour, n);
  g_autofree guint32 *rank_x = g_new0 (guint32, n);
  g_autofree guint32 *rank_y = g_new0 (guint32, n);
  double intruders = 0, missing = 0;
  double unit = 2 / ((double)n * k * (2.0 * (double)n - 3.0 * k - 1));

  if (k == 0 || 2 * (gsize)k >= n)
    {
      *trustworthiness = *continuity = NAN;
      return;
    }
  for (gsize i = 0; i < n; i++)
    {
      rank_neighbours (x, d, n, i, in_x, rank_x);
      rank_neighbours (y, d_map, n, i, in_y, rank_y);
      intruders += count_strangers (in_y, rank_x, k);
      missing += count_strangers (in_x, rank_y, k);
    }
  *trustworthiness = 1 - unit * intruders;
  *continuity = 1 - unit * missing;
}

static double
distance_between (const float *a, const float *b, gsize d)
{
  double sum = 0;

  for (gsize c = 0; c < d; c++)
    sum += ((double)a[c] - (double)b[c]) * ((double)a[c] - (double)b[c]);
  return sqrt (sum);
}

/* (b − a) / max(a, b) of one item from the summed distances to every class. */
static double
silhouette_of (gint32 label, const double *sums, const gsize *counts, gsize n_classes)
{
  double inside, nearest = INFINITY;

  if (counts[label] < 2)
    return 0;
  inside = sums[label] / (double)(counts[label] - 1);
  for (gsize c = 0; c < n_classes; c++)
    if ((gint32)c != label && counts[c] > 0)
      nearest = MIN (nearest, sums[c] / (double)counts[c]);
  return MAX (inside, nearest) > 0 ? (nearest - inside) / MAX (inside, nearest) : 0;
}

static gsize
count_classes (const gint32 *labels, gsize n, gsize n_classes, gsize *counts)
{
  gsize used = 0;

  for (gsize i = 0; i < n; i++)
    if (labels[i] >= 0)
      counts[labels[i]]++;
  for (gsize c = 0; c < n_classes; c++)
    used += counts[c] > 0;
  return used;
}

double
graft_silhouette (const float *x, gsize n, gsize d, const gint32 *labels, double *samples)
{
  gint32 largest = -1;
  gsize n_classes, n_used = 0;
  double total = 0;

  for (gsize i = 0; i < n; i++)
    largest = MAX (largest, labels[i]);
  n_classes = (gsize)largest + 1;

  g_autofree gsize *counts = g_new0 (gsize, MAX (1, n_classes));
  g_autofree double *sums = g_new0 (double, MAX (1, n_classes));

  if (count_classes (labels, n, n_classes, counts) < 2)
    return NAN;
  for (gsize i = 0; i < n; i++)
    {
      double value = NAN;

      for (gsize c = 0; c < n_classes; c++)
        sums[c] = 0;
      if (labels[i] >= 0)
        {
          for (gsize j = 0; j < n; j++)
            if (labels[j] >= 0)
              sums[labels[j]] += distance_between (x + i * d, x + j * d, d);
          value = silhouette_of (labels[i], sums, counts, n_classes);
          total += value;
          n_used++;
        }
      if (samples != NULL)
        samples[i] = value;
    }
  return total / (double)n_used;
}
