/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See questions.h; what follows from the answers is in advice.c. */
#include "ui/landscape/questions.h"

#include "graft-config.h"

#include <glib/gi18n.h>

struct _GraftQuestions
{
  GtkPopover parent_instance;
  GtkWidget *source[2]; /* check buttons in the order of the enumerations */
  GtkWidget *target[3];
  GtkWidget *classes[3];
  GtkWidget *classes_box;
  GtkWidget *advice_name;
  GtkWidget *advice_text;
};

/* Written once by class_init. */
static guint show_cell_signal;

G_DEFINE_FINAL_TYPE (GraftQuestions, graft_questions, GTK_TYPE_POPOVER)

static guint
chosen (GtkWidget *const *buttons, guint n)
{
  for (guint i = 0; i < n; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (buttons[i])))
      return i;
  return 0;
}

void
graft_questions_get_answers (GraftQuestions *self, GraftAnswers *answers)
{
  g_return_if_fail (GRAFT_IS_QUESTIONS (self));

  answers->source = chosen (self->source, G_N_ELEMENTS (self->source));
  answers->target = chosen (self->target, G_N_ELEMENTS (self->target));
  answers->classes = chosen (self->classes, G_N_ELEMENTS (self->classes));
}

void
graft_questions_set_answers (GraftQuestions *self, const GraftAnswers *answers)
{
  g_return_if_fail (GRAFT_IS_QUESTIONS (self));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->source[answers->source]), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->target[answers->target]), TRUE);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->classes[answers->classes]), TRUE);
}

const char *
graft_questions_get_text (GraftQuestions *self)
{
  g_return_val_if_fail (GRAFT_IS_QUESTIONS (self), NULL);
  return gtk_label_get_text (GTK_LABEL (self->advice_text));
}

static void
answered_cb (GraftQuestions *self)
{
  GraftAnswers answers;
  GraftAdvice advice;
  g_autofree char *text = NULL;

  graft_questions_get_answers (self, &answers);
  advice = graft_advice_for (&answers);
  if (graft_advice_cell_has_methods (advice.cell))
    text = g_strdup (_ (advice.text));
  else
    text = g_strdup_printf ("%s %s", _ (advice.text),
                            _ ("Graft has no method for this yet."));
  gtk_label_set_text (GTK_LABEL (self->advice_name), _ (advice.name));
  gtk_label_set_text (GTK_LABEL (self->advice_text), text);
  /* Without a labelled source its classes cannot be compared with the target's. */
  gtk_widget_set_sensitive (self->classes_box,
                            answers.source == GRAFT_ANSWER_SOURCE_LABELLED);
}

static void
show_cb (GraftQuestions *self)
{
  GraftAnswers answers;

  graft_questions_get_answers (self, &answers);
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, show_cell_signal, 0, (guint)graft_advice_for (&answers).cell);
}

static void
graft_questions_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GRAFT_TYPE_QUESTIONS);
  G_OBJECT_CLASS (graft_questions_parent_class)->dispose (object);
}

static void
bind_group (GtkWidgetClass *klass, const char *name, guint n, gssize offset)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *child = g_strdup_printf ("%s_%u", name, i);

      gtk_widget_class_bind_template_child_full (klass, g_intern_string (child), FALSE,
                                                 offset +
                                                     (gssize)(i * sizeof (GtkWidget *)));
    }
}

static void
graft_questions_class_init (GraftQuestionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_questions_dispose;
  show_cell_signal = g_signal_new ("show-cell", GRAFT_TYPE_QUESTIONS, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/landscape/questions.ui");
  bind_group (widget_class, "source", 2, G_STRUCT_OFFSET (GraftQuestions, source));
  bind_group (widget_class, "target", 3, G_STRUCT_OFFSET (GraftQuestions, target));
  bind_group (widget_class, "classes", 3, G_STRUCT_OFFSET (GraftQuestions, classes));
  gtk_widget_class_bind_template_child (widget_class, GraftQuestions, classes_box);
  gtk_widget_class_bind_template_child (widget_class, GraftQuestions, advice_name);
  gtk_widget_class_bind_template_child (widget_class, GraftQuestions, advice_text);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_cb);
}

static void
graft_questions_init (GraftQuestions *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  answered_cb (self);
}

GtkWidget *
graft_questions_new (void)
{
  return g_object_new (GRAFT_TYPE_QUESTIONS, NULL);
}
