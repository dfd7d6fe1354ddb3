/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The confusion matrix as a widget: pointer and arrow keys walk over the cells, and each
 * is said in a sentence, which the page may show and a screen reader reads. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_MATRIX_PLOT (graft_matrix_plot_get_type ())
G_DECLARE_FINAL_TYPE (GraftMatrixPlot, graft_matrix_plot, GRAFT, MATRIX_PLOT, GtkWidget)

GtkWidget *graft_matrix_plot_new (void);
/* @counts: [n, n], rows are the truth; @names: [n]. Both are copied; the cell that is
 * pointed out stays where it is while it exists. */
void graft_matrix_plot_set_counts (GraftMatrixPlot *self,
                                   const guint *counts,
                                   guint n,
                                   const char *const *names);
/* Points a cell out, or none: −1. */
void graft_matrix_plot_set_cell (GraftMatrixPlot *self, int row, int column);
void graft_matrix_plot_get_cell (GraftMatrixPlot *self, int *row, int *column);
/* "37 of 100 items of class 3 were taken for 5"; NULL while no cell is pointed out. The
 * property "cell-text" tells changes. */
const char *graft_matrix_plot_get_cell_text (GraftMatrixPlot *self);
/* The whole matrix in two sentences. */
const char *graft_matrix_plot_get_summary (GraftMatrixPlot *self);

G_END_DECLS
