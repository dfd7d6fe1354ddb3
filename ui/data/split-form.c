/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See split-form.h. */
#include "ui/data/split-form.h"

#include "graft-config.h"
#include "ui/widgets/children.h"

/* The usual shares, in percent. */
#define USUAL_TRAIN 70
#define USUAL_VALIDATION 15
#define USUAL_TEST 15

struct _GraftSplitForm
{
  GtkWidget parent_instance;
  GtkWidget *train;
  GtkWidget *validation;
  GtkWidget *test;
  GtkWidget *stratified;
  GtkWidget *together;
  GtkWidget *seed;
  GtkWidget *accept;
  gboolean updating; /* shares follow one that a person changed */
};

enum
{
  ACCEPTED,
  N_SIGNALS
};

/* Written once by class_init. */
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftSplitForm, graft_split_form, GTK_TYPE_WIDGET)

static double
value_of (GtkWidget *spin)
{
  return gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin));
}

void
graft_split_form_get_plan (GraftSplitForm *self, GraftSplitPlan *plan)
{
  g_return_if_fail (GRAFT_IS_SPLIT_FORM (self));

  *plan = (GraftSplitPlan){
    .train = value_of (self->train) / 100,
    .validation = value_of (self->validation) / 100,
    .test = value_of (self->test) / 100,
    .stratified = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->stratified)),
    .keep_duplicates = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->together)),
    .seed = (guint64)value_of (self->seed),
  };
}

/* Training gives and takes first; when it is the one that was changed, or has nothing
 * left, the test share does, and validation last. */
static void
balance (GraftSplitForm *self, GtkWidget *changed)
{
  GtkWidget *const givers[] = { self->train, self->test, self->validation };
  double surplus =
      value_of (self->train) + value_of (self->validation) + value_of (self->test) - 100;

  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (givers); i++)
    if (givers[i] != changed)
      {
        double before = value_of (givers[i]);

        gtk_spin_button_set_value (GTK_SPIN_BUTTON (givers[i]),
                                   CLAMP (before - surplus, 0, 100));
        surplus -= before - value_of (givers[i]);
      }
  self->updating = FALSE;
}

static void
share_cb (GtkWidget *changed, GraftSplitForm *self)
{
  if (!self->updating)
    balance (self, changed);
}

void
graft_split_form_set_share (GraftSplitForm *self, GraftSplit split, double percent)
{
  g_return_if_fail (GRAFT_IS_SPLIT_FORM (self));

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (split == GRAFT_SPLIT_TRAIN ? self->train
                                              : split == GRAFT_SPLIT_VALIDATION
                                                  ? self->validation
                                                  : self->test),
                             percent);
}

static void
accept_cb (GraftSplitForm *self)
{
  g_signal_emit (self, signals[ACCEPTED], 0);
}

static void
graft_split_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GRAFT_TYPE_SPLIT_FORM);
  graft_widget_remove_children (GTK_WIDGET (object));
  G_OBJECT_CLASS (graft_split_form_parent_class)->dispose (object);
}

static void
graft_split_form_class_init (GraftSplitFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_split_form_dispose;
  signals[ACCEPTED] =
      g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/graft/Graft/ui/data/split-form.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftSplitForm, train);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitForm, validation);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitForm, test);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitForm, stratified);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitForm, together);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitForm, seed);
  gtk_widget_class_bind_template_child (widget_class, GraftSplitForm, accept);
  gtk_widget_class_bind_template_callback (widget_class, share_cb);
  gtk_widget_class_bind_template_callback (widget_class, accept_cb);
}

static void
graft_split_form_init (GraftSplitForm *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->train), USUAL_TRAIN);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->validation), USUAL_VALIDATION);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->test), USUAL_TEST);
  self->updating = FALSE;
}
