/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See set-words.h. */
#include "ui/data/set-words.h"

#include "graft-config.h"
#include "ui/plot/axis.h"

#include <glib/gi18n.h>

/* The largest class over the smallest, from which on figures mislead. */
#define IMBALANCE 5

void
graft_set_count_splits (GraftProjectSet *set, gsize counts[GRAFT_N_SPLITS])
{
  gsize n = 0;
  const GraftItem *items = graft_project_set_peek_items (set, &n);

  for (guint i = 0; i < GRAFT_N_SPLITS; i++)
    counts[i] = 0;
  for (gsize i = 0; i < n; i++)
    if (items[i].split < GRAFT_N_SPLITS && !(items[i].flags & GRAFT_ITEM_EXCLUDED))
      counts[items[i].split]++;
}

/* The sizes of the classes that have items. */
typedef struct
{
  gsize largest;
  gsize smallest;
  guint n_used;
  guint n_empty;
  guint first_empty;
  guint largest_class;
  guint smallest_class;
} ClassSizes;

static ClassSizes
measure (GraftProjectSet *set)
{
  ClassSizes sizes = { .smallest = G_MAXSIZE };

  for (guint i = 0; i < graft_project_set_get_n_classes (set); i++)
    {
      gsize count = graft_project_set_get_class_count (set, i);

      if (count == 0 && sizes.n_empty++ == 0)
        sizes.first_empty = i;
      if (count == 0)
        continue;
      sizes.n_used++;
      if (count > sizes.largest)
        {
          sizes.largest = count;
          sizes.largest_class = i;
        }
      if (count < sizes.smallest)
        {
          sizes.smallest = count;
          sizes.smallest_class = i;
        }
    }
  return sizes;
}

char *
graft_set_dup_label_words (GraftProjectSet *set)
{
  gsize items = graft_project_set_get_n_items (set);
  gsize labelled = graft_project_set_get_n_labelled (set);
  ClassSizes sizes = measure (set);
  char percent[GRAFT_NUMBER_SIZE], some[GRAFT_NUMBER_SIZE], all[GRAFT_NUMBER_SIZE];
  g_autofree char *count = NULL;

  graft_format_count (all, items);
  graft_format_count (some, labelled);
  if (items == 0)
    return g_strdup (_ ("There are no items."));
  if (labelled == 0)
    return g_strdup_printf (
        ngettext ("%s item, not labelled yet.", "%s items, none labelled yet.", items),
        all);
  count = g_strdup_printf (_ ("%s of %s labelled."), some, all);
  if (sizes.n_used < 2)
    return g_strdup_printf (_ ("%s All are “%s”."), count,
                            graft_project_set_get_class_name (set, sizes.largest_class));
  graft_format_percent (percent, (double)sizes.largest / (double)labelled, 0);
  /* Translators: the sentence "116 of 300 labelled.", then a percentage */
  return g_strdup_printf (_ ("%s Guessing the most common class would be right for %s."),
                          count, percent);
}

static char *
empty_words (GraftProjectSet *set, const ClassSizes *sizes)
{
  if (sizes->n_empty == 1)
    return g_strdup_printf (_ ("“%s” has no items yet."),
                            graft_project_set_get_class_name (set, sizes->first_empty));
  return g_strdup_printf (ngettext ("%u class has no items yet.",
                                    "%u classes have no items yet.", sizes->n_empty),
                          sizes->n_empty);
}

char *
graft_set_dup_imbalance_words (GraftProjectSet *set)
{
  ClassSizes sizes = measure (set);

  if (sizes.n_used > 1 && sizes.largest >= IMBALANCE * sizes.smallest)
    return g_strdup_printf (
        _ ("“%s” has %.3g times as many items as “%s”: a high accuracy may hide that "
           "the small classes are never found."),
        graft_project_set_get_class_name (set, sizes.largest_class),
        (double)sizes.largest / (double)sizes.smallest,
        graft_project_set_get_class_name (set, sizes.smallest_class));
  if (sizes.n_used > 0 && sizes.n_empty > 0)
    return empty_words (set, &sizes);
  return NULL;
}

char *
graft_set_dup_split_words (GraftProjectSet *set)
{
  gsize counts[GRAFT_N_SPLITS];
  char texts[GRAFT_N_SPLITS][GRAFT_NUMBER_SIZE];
  g_autofree char *words = NULL;

  graft_set_count_splits (set, counts);
  for (guint i = 0; i < GRAFT_N_SPLITS; i++)
    graft_format_count (texts[i], counts[i]);
  words = g_strdup_printf (_ ("Training %s, validation %s, test %s."),
                           texts[GRAFT_SPLIT_TRAIN], texts[GRAFT_SPLIT_VALIDATION],
                           texts[GRAFT_SPLIT_TEST]);
  if (counts[GRAFT_SPLIT_NONE] == 0)
    return g_steal_pointer (&words);
  return g_strdup_printf (_ ("%s Not decided: %s."), words, texts[GRAFT_SPLIT_NONE]);
}
