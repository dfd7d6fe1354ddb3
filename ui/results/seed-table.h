/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row a seed, and the mean below. It is a list of rows with columns of equal width and
 * not a GtkColumnView: there, before GTK 4.12, headings take no keyboard focus and a row
 * cannot be given a name for screen readers. */
#pragma once

#include "ui/results/results-words.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_SEED_TABLE (graft_seed_table_get_type ())
G_DECLARE_FINAL_TYPE (GraftSeedTable, graft_seed_table, GRAFT, SEED_TABLE, GtkWidget)

/* Takes copies of what it shows. */
void graft_seed_table_set_results (GraftSeedTable *self,
                                   const GraftRunResult *const *results,
                                   guint n);
/* The action "seeds.sort" with the id of a column does this too, and turns the order
 * round the second time. The mean stays below. */
void
graft_seed_table_sort (GraftSeedTable *self, GraftColumn column, gboolean descending);
/* Rows without the mean. */
guint graft_seed_table_get_n_rows (GraftSeedTable *self);
/* A cell as it is shown now, from the top; the row below the last is the mean. */
const char *
graft_seed_table_get_text (GraftSeedTable *self, guint row, GraftColumn column);

G_END_DECLS
