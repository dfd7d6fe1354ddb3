/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See confusion.h. */
#include "ui/results/confusion.h"

static void
count_frame (GraftConfusion *self,
             GraftMap *map,
             const GraftMapFrame *frame,
             GraftDomain domain)
{
  const guint8 *domains = graft_map_peek_domains (map);
  const gint16 *labels = graft_map_peek_labels (map);

  for (guint i = 0; i < graft_map_get_n_points (map); i++)
    {
      guint label = (guint)MAX (labels[i], 0),
            taken = (guint)MAX (frame->prediction[i], 0);

      if (domains[i] != domain)
        continue;
      if (labels[i] < 0)
        {
          self->n_unlabelled++;
          continue;
        }
      if (label >= self->n_classes || taken >= self->n_classes)
        continue;
      self->counts[label * self->n_classes + taken]++;
      self->n++;
    }
}

/**
 * graft_confusion_new:
 * @map: of any projection: labels and predictions are the same in all
 * @domain: whose items are counted
 *
 * Counts the newest frame; without a frame all counts are 0.
 * Cost: O(points + classes²).
 */
GraftConfusion *
graft_confusion_new (GraftMap *map, GraftDomain domain)
{
  GraftConfusion *self = g_new0 (GraftConfusion, 1);
  guint n_frames = graft_map_get_n_frames (map);

  self->n_classes = graft_map_get_n_classes (map);
  self->counts = g_new0 (guint, (gsize)self->n_classes * self->n_classes + 1);
  if (n_frames == 0)
    return self;
  self->epoch = graft_map_get_frame (map, n_frames - 1)->epoch;
  count_frame (self, map, graft_map_get_frame (map, n_frames - 1), domain);
  return self;
}

void
graft_confusion_free (GraftConfusion *self)
{
  g_free (self->counts);
  g_free (self);
}

guint
graft_confusion_get_total (const GraftConfusion *self, guint class_index)
{
  guint total = 0;

  for (guint taken = 0; taken < self->n_classes; taken++)
    total += self->counts[class_index * self->n_classes + taken];
  return total;
}

guint
graft_confusion_get_right (const GraftConfusion *self, guint class_index)
{
  return self->counts[class_index * self->n_classes + class_index];
}
