/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See advice.h. */
#include "ui/landscape/advice.h"

#include <glib/gi18n.h>

static GraftAdvice
with_target_labels (const GraftAnswers *answers)
{
  const GraftCell cell = GRAFT_CELL_SOURCE_LABELLED_TARGET_LABELLED;

  if (answers->classes == GRAFT_ANSWER_CLASSES_TASKS)
    return (GraftAdvice){
      cell, N_ ("Multitask learning"),
      N_ ("Train one trunk on all tasks at once: they teach each other what "
          "is worth seeing.")
    };
  if (answers->target == GRAFT_ANSWER_TARGET_FEW)
    return (GraftAdvice){
      cell, N_ ("Bottleneck features"),
      N_ ("With so few labels keep the network as it is and train a small "
          "head on its features; hold a fine-tuned one near its start.")
    };
  return (GraftAdvice){
    cell, N_ ("Fine-tuning"),
    N_ ("Start from the network that the source trained and train it on. If "
        "the machine is weak, train a head on its features.")
  };
}

static GraftAdvice
without_target_labels (const GraftAnswers *answers)
{
  const GraftCell cell = GRAFT_CELL_SOURCE_LABELLED_TARGET_UNLABELLED;

  if (answers->classes == GRAFT_ANSWER_CLASSES_DISJOINT)
    return (GraftAdvice){
      cell, N_ ("Zero-shot learning"),
      N_ ("Describe the new classes by attributes or words, and recognise "
          "what nobody labelled. Without such descriptions there is no way.")
    };
  return (GraftAdvice){
    cell, N_ ("Domain adaptation"),
    N_ ("Bring the two clouds of features together. Measure first how far "
        "apart they are: with a proxy A-distance below 0.3 there is little "
        "to win.")
  };
}

/**
 * graft_advice_for:
 * @answers: to the three questions
 *
 * Returns: the cell and the family of methods that fit, after the table of methods 2
 */
GraftAdvice
graft_advice_for (const GraftAnswers *answers)
{
  if (answers->source == GRAFT_ANSWER_SOURCE_LABELLED)
    return answers->target == GRAFT_ANSWER_TARGET_NONE ? without_target_labels (answers)
                                                       : with_target_labels (answers);
  if (answers->target == GRAFT_ANSWER_TARGET_NONE)
    return (GraftAdvice){
      GRAFT_CELL_SOURCE_UNLABELLED_TARGET_UNLABELLED, N_ ("Self-taught clustering"),
      N_ ("Group the target with the help of the larger source; both share "
          "their features.")
    };
  return (GraftAdvice){
    GRAFT_CELL_SOURCE_UNLABELLED_TARGET_LABELLED, N_ ("Self-taught learning"),
    N_ ("Learn building blocks from unlabelled data, then classify the few "
        "labelled items by them.")
  };
}

gboolean
graft_advice_cell_has_methods (GraftCell cell)
{
  const GraftMethodInfo *method;

  for (gsize i = 0; (method = graft_catalogue_get_method (i)) != NULL; i++)
    if ((method->cells & cell) != 0 && (method->flags & GRAFT_METHOD_BASELINE) == 0)
      return TRUE;
  return FALSE;
}
