/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was taken for whom: the newest frame of a feature map, counted by true class and
 * prediction. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/**
 * GraftConfusion:
 * @counts: [n_classes, n_classes], rows are the truth
 * @n: items counted
 * @n_unlabelled: items of the domain whose class is not known
 * @epoch: of the frame
 */
typedef struct
{
  guint n_classes;
  guint *counts;
  guint n;
  guint n_unlabelled;
  double epoch;
} GraftConfusion;

GraftConfusion *graft_confusion_new (GraftMap *map, GraftDomain domain);
void graft_confusion_free (GraftConfusion *self);
/* Items of a true class. */
guint graft_confusion_get_total (const GraftConfusion *self, guint class_index);
/* Those of them that were recognised. */
guint graft_confusion_get_right (const GraftConfusion *self, guint class_index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftConfusion, graft_confusion_free)

G_END_DECLS
