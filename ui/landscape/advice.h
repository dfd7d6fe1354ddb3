/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From three answers to a cell of the landscape and what to do there (methods 2, the
 * table under "Choosing"). No widget is known here. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

typedef enum
{
  GRAFT_ANSWER_SOURCE_LABELLED,
  GRAFT_ANSWER_SOURCE_UNLABELLED,
} GraftSourceAnswer;

typedef enum
{
  GRAFT_ANSWER_TARGET_NONE, /* no labels at all */
  GRAFT_ANSWER_TARGET_FEW,  /* 1 … 20 a class */
  GRAFT_ANSWER_TARGET_MANY, /* more */
} GraftTargetAnswer;

typedef enum
{
  GRAFT_ANSWER_CLASSES_SAME,
  GRAFT_ANSWER_CLASSES_TASKS,    /* several tasks with heads of their own */
  GRAFT_ANSWER_CLASSES_DISJOINT, /* other classes */
} GraftClassesAnswer;

typedef struct
{
  GraftSourceAnswer source;
  GraftTargetAnswer target;
  GraftClassesAnswer classes;
} GraftAnswers;

typedef struct
{
  GraftCell cell;
  const char *name; /* of the family of methods, N_() */
  const char *text; /* one or two sentences, N_() */
} GraftAdvice;

GraftAdvice graft_advice_for (const GraftAnswers *answers);
/* Is there a method in @cell that is more than a yardstick? */
gboolean graft_advice_cell_has_methods (GraftCell cell);

G_END_DECLS
