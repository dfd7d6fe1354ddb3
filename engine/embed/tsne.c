/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See tsne.h. Attraction runs over near neighbours; repulsion is exact over all pairs, a
 * vector of points at a time, which up to some thousand points is faster than any tree.
 * Rows are dealt to threads in fixed shards whose sums are added in order. */
#include "engine/embed/tsne.h"

#include "engine/base/error.h"
#include "engine/embed/pca.h"
#include "engine/tensor/kernels.h"
#include "engine/tensor/real.h"

#include <math.h>
#include <string.h>

#define SHARD 64
#define EARLY 250 /* iterations with exaggeration and little momentum */
#define START_SPREAD 1e-4
#define LONGEST_STEP 5
#define ROOM 16 /* floats a kernel may read beyond the last point */

const GraftTsneDescent graft_tsne_descent = {
  .exaggeration = 12,
  .early_momentum = 0.5,
  .momentum = 0.8,
  .gain_add = 0.2,
  .gain_factor = 0.8,
  .least_gain = 0.01,
};

struct _GraftTsne
{
  GraftAffinities *affinities;
  GraftWorkers *workers;
  const GraftKernels *kernels;
  gsize n;
  guint iteration;
  double perplexity;
  double rate;
  gboolean exaggerate;
  GraftTsneDescent descent;
  GraftReal *x;      /* [n + ROOM] */
  GraftReal *y;      /* [n + ROOM] */
  GraftReal *pull;   /* [n, 2] Σ p w d */
  GraftReal *push;   /* [n, 2] Σ w² d */
  double *weight;    /* [n_shards] Σ w */
  GraftReal *update; /* [n, 2] */
  GraftReal *gain;   /* [n, 2] */
  float *layout;     /* [n, 2] */
  double longest; /* step of a point; keeps a layout in one piece when the rate is high */
};

/* ---- the gradient ---- */

static void
attract (GraftTsne *self, gsize i)
{
  const GraftAffinities *near = self->affinities;
  GraftReal sum_x = 0, sum_y = 0;

  for (gsize at = near->first[i]; at < near->first[i + 1]; at++)
    {
      guint32 j = near->column[at];
      GraftReal dx = self->x[i] - self->x[j], dy = self->y[i] - self->y[j];
#ifdef GRAFT_DOUBLE
      GraftReal p = near->exact[at];
#else
      GraftReal p = near->p[at];
#endif
      GraftReal pull = p / (1 + dx * dx + dy * dy);

      sum_x += pull * dx;
      sum_y += pull * dy;
    }
  self->pull[2 * i] = sum_x;
  self->pull[2 * i + 1] = sum_y;
}

/* Where there is no kernel: the same sums, a point at a time. */
static void
repel_plain (const GraftTsne *self, gsize i, GraftReal sums[3])
{
  sums[0] = sums[1] = sums[2] = 0;
  for (gsize j = 0; j < self->n; j++)
    {
      GraftReal dx = self->x[i] - self->x[j], dy = self->y[i] - self->y[j];
      GraftReal w = 1 / (1 + dx * dx + dy * dy);

      sums[0] += w * w * dx;
      sums[1] += w * w * dy;
      sums[2] += w;
    }
}

static void
run_shard (guint shard, guint worker, gpointer data)
{
  GraftTsne *self = data;
  gsize end = MIN (self->n, (gsize)(shard + 1) * SHARD);
  double weight = 0;

  for (gsize i = (gsize)shard * SHARD; i < end; i++)
    {
      GraftReal sums[3];

      attract (self, i);
#ifndef GRAFT_DOUBLE
      if (self->kernels != NULL)
        self->kernels->repel (self->x, self->y, self->n, self->x[i], self->y[i], sums);
      else
#endif
        repel_plain (self, i, sums);
      self->push[2 * i] = sums[0];
      self->push[2 * i + 1] = sums[1];
      weight += (double)sums[2] - 1;
    }
  self->weight[shard] = weight;
}

/* Fills pull and push; returns Z = Σ w over all ordered pairs. */
static double
look_around (GraftTsne *self)
{
  guint n_shards = (guint)((self->n + SHARD - 1) / SHARD);
  double z = 0;

  if (self->workers != NULL)
    graft_workers_run (self->workers, n_shards, run_shard, self);
  else
    for (guint shard = 0; shard < n_shards; shard++)
      run_shard (shard, 0, self);
  for (guint shard = 0; shard < n_shards; shard++)
    z += self->weight[shard];
  return z;
}

void
graft_tsne_gradient (GraftTsne *self, double *gradient)
{
  double z = look_around (self);

  for (gsize i = 0; i < 2 * self->n; i++)
    gradient[i] = 4 * ((double)self->pull[i] - (double)self->push[i] / z);
}

double
graft_tsne_get_kl (GraftTsne *self)
{
  const GraftAffinities *near = self->affinities;
  double log_z = log (look_around (self)), kl = 0;

  for (gsize i = 0; i < self->n; i++)
    for (gsize at = near->first[i]; at < near->first[i + 1]; at++)
      {
        guint32 j = near->column[at];
        double dx = (double)self->x[i] - (double)self->x[j];
        double dy = (double)self->y[i] - (double)self->y[j];

        if (near->exact[at] > 0)
          kl += near->exact[at] *
                (log (near->exact[at]) + log1p (dx * dx + dy * dy) + log_z);
      }
  return kl;
}

/* ---- descending ---- */

static void
lay_out (GraftTsne *self)
{
  for (gsize i = 0; i < self->n; i++)
    {
      self->layout[2 * i] = (float)self->x[i];
      self->layout[2 * i + 1] = (float)self->y[i];
    }
}

static void
centre (GraftTsne *self)
{
  double mean_x = 0, mean_y = 0;

  for (gsize i = 0; i < self->n; i++)
    {
      mean_x += (double)self->x[i];
      mean_y += (double)self->y[i];
    }
  for (gsize i = 0; i < self->n; i++)
    {
      self->x[i] -= (GraftReal)(mean_x / (double)self->n);
      self->y[i] -= (GraftReal)(mean_y / (double)self->n);
    }
}

/* Gain, momentum and step of one coordinate. */
static GraftReal
move (GraftTsne *self, gsize c, double slope, double momentum)
{
  const GraftTsneDescent *descent = &self->descent;
  GraftReal gain = self->gain[c];

  /* Downhill as before, or not moved yet: faster; turned round: slower. */
  gain = slope * (double)self->update[c] <= 0 ? gain + (GraftReal)descent->gain_add
                                              : gain * (GraftReal)descent->gain_factor;
  self->gain[c] = MAX (gain, (GraftReal)descent->least_gain);
  self->update[c] = (GraftReal)(momentum * (double)self->update[c] -
                                self->rate * (double)self->gain[c] * slope);
  return self->update[c];
}

void
graft_tsne_step (GraftTsne *self)
{
  gboolean early = self->exaggerate && self->iteration < EARLY;
  double factor = early ? self->descent.exaggeration : 1;
  double momentum = early ? self->descent.early_momentum : self->descent.momentum;
  double z = look_around (self);

  for (gsize i = 0; i < self->n; i++)
    {
      double slope_x =
          4 * (factor * (double)self->pull[2 * i] - (double)self->push[2 * i] / z);
      double slope_y = 4 * (factor * (double)self->pull[2 * i + 1] -
                            (double)self->push[2 * i + 1] / z);
      GraftReal step_x = move (self, 2 * i, slope_x, momentum);
      GraftReal step_y = move (self, 2 * i + 1, slope_y, momentum);
      double length = hypot ((double)step_x, (double)step_y);

      if (length > self->longest)
        {
          self->update[2 * i] = step_x =
              (GraftReal)((double)step_x * self->longest / length);
          self->update[2 * i + 1] = step_y =
              (GraftReal)((double)step_y * self->longest / length);
        }
      self->x[i] += step_x;
      self->y[i] += step_y;
    }
  centre (self);
  lay_out (self);
  self->iteration++;
}

/* ---- beginning ---- */

static GraftTsne *
allocate (GraftAffinities *affinities, GraftWorkers *workers)
{
  GraftTsne *self = g_new0 (GraftTsne, 1);
  gsize n = affinities->n;

  self->affinities = affinities;
  self->workers = workers;
  self->kernels = graft_kernels_choose ();
  self->n = n;
  self->longest = LONGEST_STEP;
  self->descent = graft_tsne_descent;
  self->x = g_new0 (GraftReal, n + ROOM);
  self->y = g_new0 (GraftReal, n + ROOM);
  self->pull = g_new0 (GraftReal, 2 * n);
  self->push = g_new0 (GraftReal, 2 * n);
  self->weight = g_new0 (double, n / SHARD + 1);
  self->update = g_new0 (GraftReal, 2 * n);
  self->gain = g_new (GraftReal, 2 * n);
  self->layout = g_new0 (float, 2 * n);
  for (gsize i = 0; i < 2 * n; i++)
    self->gain[i] = 1;
  return self;
}

/* To a first axis of little spread, in which attraction sorts the points quickly. */
static void
shrink (GraftTsne *self)
{
  double square = 0, scale;

  centre (self);
  for (gsize i = 0; i < self->n; i++)
    square += (double)self->x[i] * (double)self->x[i];
  scale = square > 0 ? START_SPREAD / sqrt (square / (double)(self->n - 1)) : 1;
  for (gsize i = 0; i < self->n; i++)
    {
      self->x[i] *= (GraftReal)scale;
      self->y[i] *= (GraftReal)scale;
    }
}

static gboolean
start_from_pca (GraftTsne *self, const float *x, gsize d, GError **error)
{
  g_autoptr (GraftPca) pca = graft_pca_fit (x, self->n, d, 2, 0, error);
  g_autofree float *scores = NULL;

  if (pca == NULL)
    return FALSE;
  scores = g_new (float, self->n * pca->k);
  graft_pca_transform (pca, x, self->n, scores);
  for (gsize i = 0; i < self->n; i++)
    {
      self->x[i] = scores[i * pca->k];
      self->y[i] = pca->k > 1 ? scores[i * pca->k + 1] : 0;
    }
  return TRUE;
}

GraftTsne *
graft_tsne_new (const float *x,
                gsize n,
                gsize d,
                const GraftTsneOptions *options,
                GraftWorkers *workers,
                GError **error)
{
  g_autoptr (GraftTsne) self = NULL;
  double perplexity;

  if (n < 5)
    {
      g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_TOO_FEW,
                   "a t-SNE map needs five points or more, not %" G_GSIZE_FORMAT, n);
      return NULL;
    }
  for (gsize i = 0; i < n * d; i++)
    if (!isfinite (x[i]))
      {
        g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_NOT_FINITE,
                     "a t-SNE map of values that are not finite");
        return NULL;
      }
  perplexity = MIN (options->perplexity, (double)(n - 1) / 3);
  self = allocate (graft_affinities_new (x, n, d, perplexity), workers);
  self->perplexity = perplexity;
  self->exaggerate = options->exaggerate;
  self->rate = options->rate > 0 ? options->rate : MAX ((double)n / 48, 50);
  for (gsize i = 0; options->start != NULL && i < n; i++)
    {
      self->x[i] = options->start[2 * i];
      self->y[i] = options->start[2 * i + 1];
    }
  if (options->start == NULL && !start_from_pca (self, x, d, error))
    return NULL;
  if (options->start == NULL || options->exaggerate)
    shrink (self);
  lay_out (self);
  return g_steal_pointer (&self);
}

GraftTsne *
graft_tsne_new_from_affinities (GraftAffinities *affinities,
                                const double *start,
                                const GraftTsneDescent *descent,
                                gboolean exaggerate,
                                double rate)
{
  GraftTsne *self = allocate (affinities, NULL);

  if (descent != NULL)
    self->descent = *descent;
  self->exaggerate = exaggerate;
  self->rate = rate;
  for (gsize i = 0; i < self->n; i++)
    {
      self->x[i] = (GraftReal)start[2 * i];
      self->y[i] = (GraftReal)start[2 * i + 1];
    }
  lay_out (self);
  self->longest = (double)INFINITY;
  return self;
}

void
graft_tsne_free (GraftTsne *self)
{
  if (self == NULL)
    return;
  graft_affinities_free (self->affinities);
  g_free (self->x);
  g_free (self->y);
  g_free (self->pull);
  g_free (self->push);
  g_free (self->weight);
  g_free (self->update);
  g_free (self->gain);
  g_free (self->layout);
  g_free (self);
}

guint
graft_tsne_get_iteration (const GraftTsne *self)
{
  return self->iteration;
}

const float *
graft_tsne_peek_layout (const GraftTsne *self)
{
  return self->layout;
}

void
graft_tsne_get_exact (const GraftTsne *self, double *layout)
{
  for (gsize i = 0; i < self->n; i++)
    {
      layout[2 * i] = (double)self->x[i];
      layout[2 * i + 1] = (double)self->y[i];
    }
}

double
graft_tsne_get_perplexity (const GraftTsne *self)
{
  return self->perplexity;
}
