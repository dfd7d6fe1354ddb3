/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters as data. A method, layer, optimiser or generator lists its GraftParam
 * descriptors; the form on screen, the experiment file, the command line, the journal and
 * the tests are made from that list. GraftParams holds the values of one such list. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GRAFT_PARAM_REAL, /* the default: any descriptor that names no type */
  GRAFT_PARAM_INTEGER,
  GRAFT_PARAM_BOOLEAN,
  GRAFT_PARAM_CHOICE, /* value is the index in @choices */
} GraftParamType;

typedef enum
{
  GRAFT_PARAM_NONE = 0,
  GRAFT_PARAM_LIVE = 1 << 0,     /* may change while a run is under way */
  GRAFT_PARAM_LOG = 1 << 1,      /* a slider for it is logarithmic; min > 0 */
  GRAFT_PARAM_ADVANCED = 1 << 2, /* shown under "All parameters" only */
} GraftParamFlags;

/**
 * GraftParam:
 * @key: in experiment files and on the command line, lower_case
 * @label: a few words, marked N_()
 * @tooltip: one or two sentences with the formula and its source, marked N_()
 * @min: smallest value allowed; @max: largest
 * @value: the default
 * @choices: for %GRAFT_PARAM_CHOICE, %NULL-terminated ids
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *tooltip;
  GraftParamType type;
  GraftParamFlags flags;
  double min;
  double max;
  double value;
  const char *const *choices;
} GraftParam;

/* The values of one list of descriptors; reference-free, owned by whoever made it. */
typedef struct _GraftParams GraftParams;

GraftParams *graft_params_new (const GraftParam *list, gsize n);
/* Two lists as one; the values own the joined list, so that it needs no static table. */
GraftParams *graft_params_new_joined (const GraftParam *first,
                                      gsize n_first,
                                      const GraftParam *second,
                                      gsize n_second);
GraftParams *graft_params_dup (const GraftParams *self);
void graft_params_free (GraftParams *self);
gsize graft_params_get_n (const GraftParams *self);
const GraftParam *graft_params_peek (const GraftParams *self, gsize index);
const GraftParam *graft_params_find (const GraftParams *self, const char *key);
/* The key must exist: asking for another one is a programming error. */
double graft_params_get (const GraftParams *self, const char *key);
int graft_params_get_int (const GraftParams *self, const char *key);
gboolean
graft_params_set (GraftParams *self, const char *key, double value, GError **error);
/* Past the range, which is advice to people and not the end of the arithmetic: for the
 * reference cases. The key must exist. */
void graft_params_set_unchecked (GraftParams *self, const char *key, double value);
/* Parses @text as the descriptor's type asks ("0.1", "12", "true", "adam"), independent
 * of the locale. Errors: GRAFT_PARAM_ERROR, naming the key, the fact and what would be
 * right. */
gboolean graft_params_set_text (GraftParams *self,
                                const char *key,
                                const char *text,
                                GError **error);
char *graft_params_get_text (const GraftParams *self, const char *key);
/* The known word nearest to @word by edit distance, or NULL when none is near. */
const char *graft_nearest_word (const char *word, const char *const *known, gsize n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftParams, graft_params_free)

G_END_DECLS
