/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three questions for somebody who does not know which cell is theirs. */
#pragma once

#include "ui/landscape/advice.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_QUESTIONS (graft_questions_get_type ())
G_DECLARE_FINAL_TYPE (GraftQuestions, graft_questions, GRAFT, QUESTIONS, GtkPopover)

/**
 * GraftQuestions::show-cell:
 * @cell: the #GraftCell that the answers lead to
 */

GtkWidget *graft_questions_new (void);
void graft_questions_get_answers (GraftQuestions *self, GraftAnswers *answers);
void graft_questions_set_answers (GraftQuestions *self, const GraftAnswers *answers);
/* What is recommended, as it stands there. */
const char *graft_questions_get_text (GraftQuestions *self);

G_END_DECLS
