/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counter-based random numbers: the n-th number of a stream is a pure function of
 * (seed, purpose, stream, n), so that a run can be resumed at any point, and threads can
 * draw without sharing state. Philox4x32-10 (Salmon et al., "Parallel random numbers: as
 * easy as 1, 2, 3", SC 2011). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a stream of numbers is for: two purposes never share numbers. */
typedef enum
{
  GRAFT_RNG_INIT,
  GRAFT_RNG_SHUFFLE,
  GRAFT_RNG_DROPOUT,
  GRAFT_RNG_AUGMENT,
  GRAFT_RNG_SPLIT,
  GRAFT_RNG_SYNTH,
  GRAFT_RNG_SAMPLE, /* probe samples, bootstrap, fresh classifiers */
  GRAFT_RNG_EMBED,
} GraftRngPurpose;

/**
 * GraftRng:
 * @key: what (seed, purpose, stream) hash to
 * @position: how many 32-bit numbers have been drawn
 *
 * A plain value: copy it to fork, store both fields to resume.
 */
typedef struct
{
  guint64 key;
  guint64 position;
} GraftRng;

void
graft_rng_init (GraftRng *rng, guint64 seed, GraftRngPurpose purpose, guint64 stream);
guint32 graft_rng_next (GraftRng *rng);
/* Uniform in [0, 1). */
double graft_rng_uniform (GraftRng *rng);
double graft_rng_range (GraftRng *rng, double low, double high);
/* Standard normal, Box-Muller: always two draws. */
double graft_rng_normal (GraftRng *rng);
/* Uniform in [0, bound), without modulo bias; @bound > 0. */
guint32 graft_rng_below (GraftRng *rng, guint32 bound);
/* Fisher-Yates over @n indices. */
void graft_rng_shuffle (GraftRng *rng, guint32 *indices, gsize n);

G_END_DECLS
