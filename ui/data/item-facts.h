/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known about one item: label and suggestion, and what the project looks up: its
 * file, size, hash, who labelled it and when, tags, group. */
#pragma once

#include "ui/data/item-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_ITEM_FACTS (graft_item_facts_get_type ())
G_DECLARE_FINAL_TYPE (GraftItemFacts, graft_item_facts, GRAFT, ITEM_FACTS, GtkWidget)

/**
 * GraftItemFacts::details: what was asked for is there
 */

/* Both (nullable). */
void
graft_item_facts_set_row (GraftItemFacts *self, GraftProject *project, GraftItemRow *row);
/* (nullable): of the row, once they are there. */
const GraftItemDetails *graft_item_facts_get_details (GraftItemFacts *self);
/* "butterfly", and so on: what is written beside a heading; "" when it is not. */
char *graft_item_facts_dup_text (GraftItemFacts *self);

G_END_DECLS
