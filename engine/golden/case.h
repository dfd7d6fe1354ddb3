/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One reference case, and what a family of cases is: how to compute them. Private to
 * engine/golden. A family file ends in an array of GraftGoldenFamily and has one line in
 * meson.build; activations.c is the one to start from. */
#pragma once

#include "engine/golden/manifest.h"
#include "engine/tensor/real.h"

G_BEGIN_DECLS

typedef struct _GraftCase GraftCase;

/* Which of the case's two tolerances holds. */
typedef enum
{
  GRAFT_GOLDEN_REAL,   /* computed with GraftReal: the one of the build */
  GRAFT_GOLDEN_SINGLE, /* goes through floats in every build */
  GRAFT_GOLDEN_DOUBLE, /* computed in double in every build */
} GraftGoldenPrecision;

/**
 * GraftGoldenFamily:
 * @names: patterns of case names in small letters, separated by spaces: first the stem of
 *     the reference cases, then other spellings, which count inside a name too
 * @formulas: patterns of the manifest's formula, separated by bars; the last resort
 * @inputs: names that must be there, separated by spaces; run() need not look again
 * @run: computes and calls graft_case_expect() for every output. FALSE with @error when
 * the case is not as it should be
 */
typedef struct
{
  const char *names;
  const char *formulas;
  const char *inputs;
  GraftGoldenPrecision precision;
  gboolean (*run) (GraftCase *self, GError **error);
} GraftGoldenFamily;

/* Arrays of families, each ended by NULL names; NULL past the end. Made by
 * meson.build. */
const GraftGoldenFamily *graft_golden_families_get (gsize index);

/* The family of a case: the first whose stem begins the name; failing that the first with
 * the inputs of the case that has the stem inside the name, another spelling, or the
 * formula. NULL when there is none. */
const GraftGoldenFamily *graft_golden_family_find (GraftCase *self);

/* Reads @folder/manifest.json; arrays are read when they are asked for. */
GraftCase *graft_case_load (const char *folder, const char *name, GError **error);
void graft_case_free (GraftCase *self);
const char *graft_case_get_name (const GraftCase *self);
/* The name in small letters and with underscores; the formula in small letters, "" when
 * there is none. */
const char *graft_case_get_key (const GraftCase *self);
const char *graft_case_get_formula (const GraftCase *self);
/* One of the @words, patterns separated by spaces, begins the name or a part of it. */
gboolean graft_case_is_called (const GraftCase *self, const char *words);
/* The formula is one of the @patterns, separated by bars. */
gboolean graft_case_has_formula (const GraftCase *self, const char *patterns);
void graft_case_set_precision (GraftCase *self, GraftGoldenPrecision precision);

gboolean graft_case_has_input (GraftCase *self, const char *name);
/* Lent. Errors: missing, unreadable. */
const GraftArray *graft_case_input (GraftCase *self, const char *name, GError **error);
/* The input as labels or counts. Errors: not whole, beyond 32 bits. [n], free with
 * g_free(). */
gint32 *graft_case_dup_ints (GraftCase *self, const char *name, GError **error);
/* The input as the engine's numbers, [n]. */
GraftReal *graft_array_dup_reals (const GraftArray *array);
/* FALSE with an error that names both unless @name has this rank. */
gboolean
graft_case_check_rank (GraftCase *self, const char *name, guint rank, GError **error);
/* And unless it has these dimensions; 0 takes any. */
gboolean graft_case_check_shape (
    GraftCase *self, const char *name, guint rank, const gsize *dim, GError **error);

/* Parameters of the manifest; a missing one gives @fallback. */
double graft_case_param (GraftCase *self, const char *name, double fallback);
gboolean graft_case_has_param (GraftCase *self, const char *name);
/* One number for both axes, or a list of two, or of four: top, bottom, left, right. Fills
 * @values, [4], with what there is, repeated; FALSE when there is nothing. */
gboolean graft_case_param_list (GraftCase *self, const char *name, int *values);

/* The case has this output. */
gboolean graft_case_wants (GraftCase *self, const char *output);
/* Length of axis @axis of an expected output, 0 when there is none. */
gsize graft_case_output_dim (GraftCase *self, const char *output, guint axis);
/* Compares @value, [n], with an expected output; one that the case does not ask for is no
 * matter. What differs is kept for the report. */
void
graft_case_expect (GraftCase *self, const char *output, const double *value, gsize n);
void graft_case_expect_number (GraftCase *self, const char *output, double value);
void graft_case_expect_reals (GraftCase *self,
                              const char *output,
                              const GraftReal *value,
                              gsize n);
void graft_case_expect_floats (GraftCase *self,
                               const char *output,
                               const float *value,
                               gsize n);
/* The expected output of rank 0 is an upper bound of @value. */
void graft_case_expect_at_most (GraftCase *self, const char *output, double value);
/* Outputs that were never compared; NULL when all were. */
char *graft_case_dup_unchecked (GraftCase *self);
/* What the first difference was, or NULL. */
const char *graft_case_get_failure (const GraftCase *self);
/* The largest error as a share of what was allowed. */
double graft_case_get_worst (const GraftCase *self);

/* [n, c, …] to [n, …, c] and back: files have channels first, the engine has them last.
 * Ranks below 3 are copied. Free with g_free(). */
double *graft_channels_last (const double *value, guint rank, const gsize *dim);
double *graft_channels_first (const double *value, guint rank, const gsize *dim);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftCase, graft_case_free)

G_END_DECLS
