/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data sets made of the items of others: subsets, samples, splits, joins. */
#include "engine/data/dataset-private.h"

#include "engine/base/error.h"
#include "engine/base/rng.h"

#include <math.h>
#include <string.h>

GraftDataset *
graft_dataset_subset (GraftDataset *self, const guint32 *indices, gsize n)
{
  gsize bytes = graft_dataset_item_bytes (self);
  const guint8 *from = g_bytes_get_data (self->items, NULL);
  const gint32 *labels = graft_dataset_peek_labels (self);
  guint8 *items = g_malloc (MAX (n * bytes, 1));
  gint32 *kept = labels != NULL ? g_new (gint32, MAX (n, 1)) : NULL;

  for (gsize i = 0; i < n; i++)
    {
      g_assert (indices[i] < self->n);
      memcpy (items + i * bytes, from + indices[i] * bytes, bytes);
      if (kept != NULL)
        kept[i] = labels[indices[i]];
    }
  return graft_dataset_derive (self, &self->shape, n, g_bytes_new_take (items, n * bytes),
                               kept != NULL ? g_bytes_new_take (kept, n * sizeof *kept)
                                            : NULL);
}

static guint32 *
shuffled (gsize n, guint64 seed, guint64 stream)
{
  guint32 *order = g_new (guint32, MAX (n, 1));
  GraftRng rng;

  for (gsize i = 0; i < n; i++)
    order[i] = (guint32)i;
  graft_rng_init (&rng, seed, GRAFT_RNG_SPLIT, stream);
  graft_rng_shuffle (&rng, order, n);
  return order;
}

/* Class of item @i, unlabelled ones counting as a class of their own, the last. */
static guint
stratum (const GraftDataset *self, gsize i)
{
  const gint32 *labels = graft_dataset_peek_labels (self);

  return labels == NULL || labels[i] < 0 ? self->n_classes : (guint)labels[i];
}

static gsize *
count_strata (const GraftDataset *self)
{
  gsize *counts = g_new0 (gsize, self->n_classes + 1);

  for (gsize i = 0; i < self->n; i++)
    counts[stratum (self, i)]++;
  return counts;
}

/* How many of each stratum to take so that @total are taken in proportion: largest
 * remainders. */
static gsize *
share_out (const GraftDataset *self, const gsize *counts, gsize total)
{
  guint n = self->n_classes + 1;
  gsize *quota = g_new0 (gsize, n);
  gsize given = 0;

  for (guint k = 0; k < n; k++)
    given += quota[k] = (gsize)((double)counts[k] * (double)total / (double)self->n);
  while (given < total)
    {
      guint best = 0;
      double most = -1;

      for (guint k = 0; k < n; k++)
        {
          double lack =
              (double)counts[k] * (double)total / (double)self->n - (double)quota[k];

          if (quota[k] < counts[k] && lack > most)
            {
              most = lack;
              best = k;
            }
        }
      quota[best]++;
      given++;
    }
  return quota;
}

/* Marks the first quota[k] items of each stratum in a random order. */
static guint8 *
choose (const GraftDataset *self, gsize *quota, guint64 seed)
{
  g_autofree guint32 *order = shuffled (self->n, seed, 0);
  guint8 *chosen = g_new0 (guint8, self->n);

  for (gsize i = 0; i < self->n; i++)
    {
      guint k = stratum (self, order[i]);

      if (quota[k] == 0)
        continue;
      quota[k]--;
      chosen[order[i]] = 1;
    }
  return chosen;
}

static GraftDataset *
take_marked (GraftDataset *self, const guint8 *marks, guint8 wanted)
{
  g_autofree guint32 *indices = g_new (guint32, self->n);
  gsize n = 0;

  for (gsize i = 0; i < self->n; i++)
    if (marks[i] == wanted)
      indices[n++] = (guint32)i;
  return graft_dataset_subset (self, indices, n);
}

GraftDataset *
graft_dataset_sample (GraftDataset *self, gsize limit, gsize per_class, guint64 seed)
{
  g_autofree gsize *counts = count_strata (self);
  g_autofree gsize *quota = NULL;
  g_autofree guint8 *chosen = NULL;

  if (per_class > 0)
    {
      quota = g_new0 (gsize, self->n_classes + 1);
      for (guint k = 0; k < self->n_classes; k++)
        quota[k] = MIN (per_class, counts[k]);
    }
  else if (limit > 0 && limit < self->n)
    quota = share_out (self, counts, limit);
  else
    return graft_dataset_ref (self);
  chosen = choose (self, quota, seed);
  return take_marked (self, chosen, 1);
}

GraftDataset *
graft_dataset_without_labels (GraftDataset *self)
{
  return graft_dataset_derive (self, &self->shape, self->n, g_bytes_ref (self->items),
                               NULL);
}

void
graft_dataset_split (GraftDataset *self,
                     double fraction,
                     guint64 seed,
                     GraftDataset **first,
                     GraftDataset **second)
{
  g_autofree gsize *counts = count_strata (self);
  g_autofree gsize *quota = NULL;
  g_autofree guint8 *chosen = NULL;

  quota = share_out (self, counts, (gsize)lround (fraction * (double)self->n));
  chosen = choose (self, quota, seed);
  *first = take_marked (self, chosen, 1);
  *second = take_marked (self, chosen, 0);
}

static gboolean
same_classes (const GraftDataset *a, const GraftDataset *b)
{
  if (a->n_classes != b->n_classes)
    return FALSE;
  return a->n_classes == 0 || g_strv_equal ((const char *const *)a->class_names,
                                            (const char *const *)b->class_names);
}

static gboolean
check_joinable (const GraftDataset *a, const GraftDataset *b, GError **error)
{
  g_autofree char *shape_a = graft_shape_to_string (&a->shape);
  g_autofree char *shape_b = graft_shape_to_string (&b->shape);

  if (a->kind != b->kind || !graft_shape_equal (&a->shape, &b->shape))
    {
      g_set_error (
          error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
          "%s has items of %s and %s of %s; give [network] input= to bring both to one "
          "size",
          a->name, shape_a, b->name, shape_b);
      return FALSE;
    }
  if (!same_classes (a, b))
    {
      g_set_error (
          error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
          "%s and %s have different classes (%u and %u); join data with the same classes",
          a->name, b->name, a->n_classes, b->n_classes);
      return FALSE;
    }
  return TRUE;
}

/* All labels one after the other, GRAFT_LABEL_NONE for parts without. */
static GBytes *
join_labels (GraftDataset *const *parts, gsize n_parts, gsize n)
{
  gint32 *labels = g_new (gint32, MAX (n, 1));
  gsize at = 0;

  for (gsize p = 0; p < n_parts; p++)
    {
      const gint32 *from = graft_dataset_peek_labels (parts[p]);

      for (gsize i = 0; i < parts[p]->n; i++)
        labels[at++] = from != NULL ? from[i] : GRAFT_LABEL_NONE;
    }
  return g_bytes_new_take (labels, n * sizeof *labels);
}

GraftDataset *
graft_dataset_join (GraftDataset *const *parts, gsize n_parts, GError **error)
{
  g_autoptr (GByteArray) items = g_byte_array_new ();
  gsize n = 0;

  g_return_val_if_fail (n_parts > 0, NULL);
  if (n_parts == 1)
    return graft_dataset_ref (parts[0]);
  for (gsize p = 0; p < n_parts; p++)
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (parts[p]->items, &size);

      if (!check_joinable (parts[0], parts[p], error))
        return NULL;
      if (size > G_MAXUINT32 / 2 || items->len > G_MAXUINT32 / 2)
        {
          g_set_error (
              error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_RANGE,
              "%s and its companions are more than 4 GiB together; take limit= of each",
              parts[0]->name);
          return NULL;
        }
      g_byte_array_append (items, bytes, (guint)size);
      n += parts[p]->n;
    }
  return graft_dataset_derive (parts[0], &parts[0]->shape, n,
                               g_byte_array_free_to_bytes (g_steal_pointer (&items)),
                               join_labels (parts, n_parts, n));
}

/* For each class of @self that of the same name in @like, GRAFT_LABEL_NONE without one.
 */
static gint32 *
map_classes (const GraftDataset *self, const GraftDataset *like)
{
  gint32 *map = g_new (gint32, MAX (self->n_classes, 1));

  for (guint k = 0; k < self->n_classes; k++)
    {
      map[k] = GRAFT_LABEL_NONE;
      for (guint j = 0; j < like->n_classes && map[k] == GRAFT_LABEL_NONE; j++)
        if (strcmp (self->class_names[k], like->class_names[j]) == 0)
          map[k] = (gint32)j;
    }
  return map;
}

GraftDataset *
graft_dataset_match_classes (GraftDataset *self, GraftDataset *like, GError **error)
{
  const gint32 *labels = graft_dataset_peek_labels (self);
  g_autofree gint32 *map = map_classes (self, like);
  g_autofree gint32 *matched = NULL;
  GraftDataset *copy;

  if (labels != NULL)
    matched = g_new (gint32, self->n);
  for (gsize i = 0; labels != NULL && i < self->n; i++)
    {
      matched[i] = labels[i] < 0 ? GRAFT_LABEL_NONE : map[labels[i]];
      if (labels[i] >= 0 && matched[i] < 0)
        {
          g_set_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH,
                       "%s has a class “%s” that %s has not; adaptation needs the same "
                       "classes in both",
                       self->name, self->class_names[labels[i]], like->name);
          return NULL;
        }
    }
  copy = graft_dataset_derive (
      self, &self->shape, self->n, g_bytes_ref (self->items),
      matched != NULL ? g_bytes_new (matched, self->n * sizeof *matched) : NULL);
  g_strfreev (copy->class_names);
  copy->class_names = g_strdupv (like->class_names);
  copy->n_classes = like->n_classes;
  return copy;
}
