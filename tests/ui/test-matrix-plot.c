/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The confusion matrix as a real widget: cells are said in words, keys walk over them,
 * and it dies with its window. */
#include "ui/plot/matrix-plot.h"

#include <adwaita.h>

static const char *const names[] = { "cat", "dog", "owl" };
static const guint counts[] = {
  90, 10, 0, //
  37, 63, 0, //
  0,  0,  0,
};

static GtkWidget *
show (GraftMatrixPlot **plot)
{
  GtkWidget *window = gtk_window_new ();

  *plot = GRAFT_MATRIX_PLOT (graft_matrix_plot_new ());
  graft_matrix_plot_set_counts (*plot, counts, 3, names);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (*plot));
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (*plot));
  return window;
}

static void
close_window (GtkWidget *window, GraftMatrixPlot *plot)
{
  gpointer weak = plot;

  g_object_add_weak_pointer (G_OBJECT (plot), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (weak);
}

static void
count_cb (guint *n)
{
  ++*n;
}

static void
test_words (void)
{
  GraftMatrixPlot *plot;
  GtkWidget *window = show (&plot);
  guint n_told = 0;
  int row, column;

  g_signal_connect_swapped (plot, "notify::cell-text", G_CALLBACK (count_cb), &n_told);
  g_assert_cmpstr (graft_matrix_plot_get_summary (plot), ==,
                   "76.5\u00a0% of 200 items are recognised, in 3 classes. The commonest "
                   "mistake: 37 of 100 items of class dog were taken for cat.");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_ROLE_IMG);
  graft_matrix_plot_set_cell (plot, -1, -1);
  g_assert_null (graft_matrix_plot_get_cell_text (plot));
  graft_matrix_plot_set_cell (plot, 1, 0);
  g_assert_cmpstr (graft_matrix_plot_get_cell_text (plot), ==,
                   "37 of 100 items of class dog were taken for cat.");
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (plot), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "37 of 100 items of class dog were taken for cat.");
  graft_matrix_plot_set_cell (plot, 1, 1);
  g_assert_cmpstr (graft_matrix_plot_get_cell_text (plot), ==,
                   "63 of 100 items of class dog were recognised.");
  graft_matrix_plot_set_cell (plot, 2, 1);
  g_assert_cmpstr (graft_matrix_plot_get_cell_text (plot), ==,
                   "There are no items of class owl.");
  g_assert_cmpuint (n_told, >=, 3);
  /* Fewer classes: the cell is gone, and so is what was said of it. */
  graft_matrix_plot_set_counts (plot, counts, 1, names);
  graft_matrix_plot_get_cell (plot, &row, &column);
  g_assert_cmpint (row, ==, -1);
  g_assert_null (graft_matrix_plot_get_cell_text (plot));
  close_window (window, plot);
}

static void
test_keys (void)
{
  GraftMatrixPlot *plot;
  GtkWidget *window = show (&plot);
  int row, column;

  graft_matrix_plot_set_cell (plot, 0, 0);
  gtk_widget_activate_action (GTK_WIDGET (plot), "matrix.move", "(ii)", 1, 0);
  gtk_widget_activate_action (GTK_WIDGET (plot), "matrix.move", "(ii)", 0, 9);
  graft_matrix_plot_get_cell (plot, &row, &column);
  g_assert_cmpint (row, ==, 1);
  g_assert_cmpint (column, ==, 2);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (plot));
  gtk_widget_activate_action (GTK_WIDGET (plot), "matrix.hide", NULL);
  g_assert_null (graft_matrix_plot_get_cell_text (plot));
  /* Without a cell any key begins at the first. */
  gtk_widget_activate_action (GTK_WIDGET (plot), "matrix.move", "(ii)", 0, 1);
  graft_matrix_plot_get_cell (plot, &row, &column);
  g_assert_cmpint (row, ==, 0);
  g_assert_cmpint (column, ==, 0);
  graft_matrix_plot_set_counts (plot, NULL, 0, NULL);
  gtk_widget_activate_action (GTK_WIDGET (plot), "matrix.move", "(ii)", 0, 1);
  g_assert_null (graft_matrix_plot_get_cell_text (plot));
  close_window (window, plot);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
  g_test_add_func ("/matrix-plot/words", test_words);
  g_test_add_func ("/matrix-plot/keys", test_keys);
  return g_test_run ();
}
