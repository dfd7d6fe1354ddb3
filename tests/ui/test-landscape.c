/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start page: the four cells, the examples in theirs, honest words where there is
 * nothing, and what the three questions lead to. */
#include "ui/landscape/landscape-page.h"

#include "tests/ui/fake-engine.h"

#include <string.h>

static GraftLandscapePage *
new_page (GtkWidget **window, GraftRunController *controller)
{
  GtkWidget *page = g_object_new (GRAFT_TYPE_LANDSCAPE_PAGE, NULL);

  graft_page_set_controller (GRAFT_PAGE (page), controller);
  *window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (*window), 1100, 750);
  gtk_window_set_child (GTK_WINDOW (*window), page);
  gtk_window_present (GTK_WINDOW (*window));
  gtk_test_widget_wait_for_draw (page);
  return GRAFT_LANDSCAPE_PAGE (page);
}

static void
test_cells (void)
{
  g_autoptr (GraftRunController) controller = graft_run_controller_new ();
  GtkWidget *window;
  GraftLandscapePage *page = new_page (&window, controller);
  guint n_examples = 0;

  for (guint bit = 0; bit < 4; bit++)
    {
      GraftLandscapeCell *cell = graft_landscape_page_get_cell (page, 1 << bit);

      g_assert_nonnull (cell);
      g_assert_cmpint (graft_landscape_cell_get_cell (cell), ==, 1 << bit);
      n_examples += graft_landscape_cell_get_n_examples (cell);
      g_assert_cmpint (graft_landscape_cell_is_useful (cell), ==, bit == 1);
    }
  g_assert_cmpuint (n_examples, ==, 2);
  g_assert_cmpuint (graft_landscape_cell_get_n_examples (graft_landscape_page_get_cell (
                        page, GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED)),
                    ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow (void)
{
  g_autoptr (GraftRunController) controller = graft_run_controller_new ();
  GtkWidget *window;
  GraftLandscapePage *page = new_page (&window, controller);
  GtkWidget *useful = GTK_WIDGET (
      graft_landscape_page_get_cell (page, GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED));
  GtkWidget *vacant = GTK_WIDGET (
      graft_landscape_page_get_cell (page, GRAFT_CELL_SOURCE_LABELLED_TARGET_LABELLED));
  graphene_rect_t a, b;

  graft_page_set_narrow (GRAFT_PAGE (page), TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (page));
  g_assert_true (gtk_widget_compute_bounds (useful, GTK_WIDGET (page), &a));
  g_assert_true (gtk_widget_compute_bounds (vacant, GTK_WIDGET (page), &b));
  /* One column, and what can be used comes first. */
  g_assert_cmpfloat (a.origin.x, ==, b.origin.x);
  g_assert_cmpfloat (a.origin.y, <, b.origin.y);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_advice (void)
{
  const struct
  {
    GraftAnswers answers;
    GraftCell cell;
    const char *word;
  } cases[] = {
    { { GRAFT_ANSWER_SOURCE_LABELLED, GRAFT_ANSWER_TARGET_NONE,
        GRAFT_ANSWER_CLASSES_SAME },
      GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED,
      "Domain adaptation" },
    { { GRAFT_ANSWER_SOURCE_LABELLED, GRAFT_ANSWER_TARGET_NONE,
        GRAFT_ANSWER_CLASSES_DISJOINT },
      GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED,
      "Zero-shot learning" },
    { { GRAFT_ANSWER_SOURCE_LABELLED, GRAFT_ANSWER_TARGET_MANY,
        GRAFT_ANSWER_CLASSES_SAME },
      GRAFT_CELL_SOURCE_LABELLED_TARGET_LABELLED,
      "Fine-tuning" },
    { { GRAFT_ANSWER_SOURCE_LABELLED, GRAFT_ANSWER_TARGET_FEW,
        GRAFT_ANSWER_CLASSES_SAME },
      GRAFT_CELL_SOURCE_LABELLED_TARGET_LABELLED,
      "Bottleneck features" },
    { { GRAFT_ANSWER_SOURCE_LABELLED, GRAFT_ANSWER_TARGET_MANY,
        GRAFT_ANSWER_CLASSES_TASKS },
      GRAFT_CELL_SOURCE_LABELLED_TARGET_LABELLED,
      "Multitask learning" },
    { { GRAFT_ANSWER_SOURCE_UNLABELLED, GRAFT_ANSWER_TARGET_FEW,
        GRAFT_ANSWER_CLASSES_SAME },
      GRAFT_CELL_SOURCE_UNLABELLED_TARGET_LABELLED,
      "Self-taught learning" },
    { { GRAFT_ANSWER_SOURCE_UNLABELLED, GRAFT_ANSWER_TARGET_NONE,
        GRAFT_ANSWER_CLASSES_SAME },
      GRAFT_CELL_SOURCE_UNLABELLED_TARGET_UNLABELLED,
      "Self-taught clustering" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GraftAdvice advice = graft_advice_for (&cases[i].answers);

      g_assert_cmpint (advice.cell, ==, cases[i].cell);
      g_assert_cmpstr (advice.name, ==, cases[i].word);
    }
}

static void
test_questions (void)
{
  g_autoptr (GraftRunController) controller = graft_run_controller_new ();
  GtkWidget *window;
  GraftQuestions *questions =
      graft_landscape_page_get_questions (new_page (&window, controller));
  const GraftAnswers vacant = { GRAFT_ANSWER_SOURCE_UNLABELLED, GRAFT_ANSWER_TARGET_NONE,
                                GRAFT_ANSWER_CLASSES_SAME };
  GraftAnswers answers;

  /* Every answer starts on the first line: that is domain adaptation, which Graft has. */
  g_assert_null (strstr (graft_questions_get_text (questions), "no method"));
  graft_questions_set_answers (questions, &vacant);
  graft_questions_get_answers (questions, &answers);
  g_assert_cmpint (answers.source, ==, vacant.source);
  g_assert_cmpint (answers.target, ==, vacant.target);
  g_assert_nonnull (
      strstr (graft_questions_get_text (questions), "no method for this yet"));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    return 77;
  adw_init ();
  g_test_add_func ("/landscape/cells", test_cells);
  g_test_add_func ("/landscape/narrow", test_narrow);
  g_test_add_func ("/landscape/advice", test_advice);
  g_test_add_func ("/landscape/questions", test_questions);
  return g_test_run ();
}
