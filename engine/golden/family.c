/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which family a case is of. Its name says, if it begins as those of the families do;
 * else another spelling in the name, or the formula, as long as the inputs fit. */
#include "engine/golden/case.h"

#include <string.h>

/* @word begins the name, or a part of it after an underscore. */
static gboolean
has_word (const char *name, const char *word)
{
  g_autofree char *inside = g_strconcat ("*_", word, NULL);

  return g_pattern_match_simple (word, name) || g_pattern_match_simple (inside, name);
}

gboolean
graft_case_is_called (const GraftCase *self, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  for (gsize i = 0; list[i] != NULL; i++)
    if (has_word (graft_case_get_key (self), list[i]))
      return TRUE;
  return FALSE;
}

gboolean
graft_case_has_formula (const GraftCase *self, const char *patterns)
{
  g_auto (GStrv) list = g_strsplit (patterns, "|", -1);

  for (gsize i = 0; list[i] != NULL; i++)
    if (g_pattern_match_simple (list[i], graft_case_get_formula (self)))
      return TRUE;
  return FALSE;
}

static gboolean
has_inputs (GraftCase *self, const GraftGoldenFamily *family)
{
  g_auto (GStrv) names = g_strsplit (family->inputs, " ", -1);

  for (gsize i = 0; names[i] != NULL; i++)
    if (!graft_case_has_input (self, names[i]))
      return FALSE;
  return TRUE;
}

/* ---- from the surest sign to the faintest ---- */

static char *
dup_stem (const GraftGoldenFamily *family)
{
  return g_strndup (family->names, strcspn (family->names, " "));
}

static gboolean
begins (GraftCase *self, const GraftGoldenFamily *family)
{
  g_autofree char *stem = dup_stem (family);

  return g_pattern_match_simple (stem, graft_case_get_key (self));
}

static gboolean
has_stem (GraftCase *self, const GraftGoldenFamily *family)
{
  g_autofree char *stem = dup_stem (family);

  return graft_case_is_called (self, stem) && has_inputs (self, family);
}

static gboolean
is_spelt (GraftCase *self, const GraftGoldenFamily *family)
{
  return graft_case_is_called (self, family->names) && has_inputs (self, family);
}

static gboolean
computes (GraftCase *self, const GraftGoldenFamily *family)
{
  return graft_case_has_formula (self, family->formulas) && has_inputs (self, family);
}

typedef gboolean (*Sign) (GraftCase *self, const GraftGoldenFamily *family);

static const GraftGoldenFamily *
find_by (GraftCase *self, Sign sign)
{
  const GraftGoldenFamily *family;

  for (gsize i = 0; (family = graft_golden_families_get (i)) != NULL; i++)
    for (; family->names != NULL; family++)
      if (sign (self, family))
        return family;
  return NULL;
}

const GraftGoldenFamily *
graft_golden_family_find (GraftCase *self)
{
  static const Sign signs[] = { begins, has_stem, is_spelt, computes };
  const GraftGoldenFamily *family = NULL;

  /* A faint sign of one family must not hide a sure one of the next. */
  for (gsize i = 0; i < G_N_ELEMENTS (signs) && family == NULL; i++)
    family = find_by (self, signs[i]);
  return family;
}
