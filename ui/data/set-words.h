/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the labels of a data set amount to, in numbers and in sentences. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/* Items in each split, [GRAFT_N_SPLITS]; excluded ones are left out. O(n). */
void graft_set_count_splits (GraftProjectSet *set, gsize counts[GRAFT_N_SPLITS]);

/* "116 of 300 labelled. Guessing the most common class would be right for 22 %." */
char *graft_set_dup_label_words (GraftProjectSet *set);
/* Says so when the largest class has at least five times the items of the smallest, or
 * when classes have none at all though others are labelled; NULL when all is well. */
char *graft_set_dup_imbalance_words (GraftProjectSet *set);
/* "Training 210, validation 45, test 45." */
char *graft_set_dup_split_words (GraftProjectSet *set);

G_END_DECLS
