/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See param-form.h. */
#include "ui/widgets/param-form.h"

#include "ui/widgets/children.h"
#include "ui/widgets/param-row.h"

#include <math.h>

struct _GraftParamForm
{
  GtkWidget parent_instance;
  GtkWidget *live_box;
  GtkWidget *plain_box;
  GtkWidget *advanced_box;
  GtkWidget *expander;
  GPtrArray *rows; /* GraftParamRow, owned by the boxes */
  gboolean running;
};

enum
{
  CHANGED,
  RESET,
  N_SIGNALS
};

/* Written once by class_init. */
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftParamForm, graft_param_form, GTK_TYPE_WIDGET)

static GraftParamRow *
find_row (GraftParamForm *self, const char *key)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GraftParamRow *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (graft_param_row_get_param (row)->key, key))
        return row;
    }
  return NULL;
}

static void
changed_cb (GraftParamForm *self, double value, GraftParamRow *row)
{
  g_signal_emit (self, signals[CHANGED], 0, graft_param_row_get_param (row)->key, value);
}

static void
reset_cb (GraftParamForm *self, GraftParamRow *row)
{
  g_signal_emit (self, signals[RESET], 0, graft_param_row_get_param (row)->key);
}

static GtkBox *
box_for (GraftParamForm *self, const GraftParam *param)
{
  if ((param->flags & GRAFT_PARAM_ADVANCED) != 0)
    return GTK_BOX (self->advanced_box);
  if ((param->flags & GRAFT_PARAM_LIVE) != 0)
    return GTK_BOX (self->live_box);
  return GTK_BOX (self->plain_box);
}

static void
add_row (GraftParamForm *self, const GraftParam *param, double value)
{
  GtkWidget *row = graft_param_row_new (param);

  graft_param_row_set_value (GRAFT_PARAM_ROW (row), value);
  graft_param_row_set_running (GRAFT_PARAM_ROW (row), self->running);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "reset", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box_for (self, param), row);
  g_ptr_array_add (self->rows, row);
}

static void
remove_rows (GraftParamForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      gtk_box_remove (GTK_BOX (gtk_widget_get_parent (row)), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

void
graft_param_form_set_params (GraftParamForm *self, const GraftParams *params)
{
  gsize n = params != NULL ? graft_params_get_n (params) : 0;

  g_return_if_fail (GRAFT_IS_PARAM_FORM (self));

  remove_rows (self);
  for (gsize i = 0; i < n; i++)
    {
      const GraftParam *param = graft_params_peek (params, i);

      add_row (self, param, graft_params_get (params, param->key));
    }
  gtk_widget_set_visible (self->expander,
                          gtk_widget_get_first_child (self->advanced_box) != NULL);
}

void
graft_param_form_set_running (GraftParamForm *self, gboolean running)
{
  g_return_if_fail (GRAFT_IS_PARAM_FORM (self));

  if (self->running == running)
    return;
  self->running = running;
  for (guint i = 0; i < self->rows->len; i++)
    graft_param_row_set_running (g_ptr_array_index (self->rows, i), running);
}

void
graft_param_form_show_live (GraftParamForm *self,
                            const char *key,
                            double value,
                            gboolean overridden)
{
  GraftParamRow *row = find_row (self, key);

  if (row != NULL)
    graft_param_row_show_live (row, value, overridden);
}

gboolean
graft_param_form_enter_text (GraftParamForm *self, const char *key, const char *text)
{
  GraftParamRow *row = find_row (self, key);

  return row != NULL && graft_param_row_enter_text (row, text);
}

double
graft_param_form_get_value (GraftParamForm *self, const char *key)
{
  GraftParamRow *row = find_row (self, key);

  return row != NULL ? graft_param_row_get_value (row) : NAN;
}

void
graft_param_form_set_value (GraftParamForm *self, const char *key, double value)
{
  GraftParamRow *row = find_row (self, key);

  if (row != NULL)
    graft_param_row_set_value (row, value);
}

guint
graft_param_form_get_n_rows (GraftParamForm *self)
{
  return self->rows->len;
}

static void
graft_param_form_dispose (GObject *object)
{
  GraftParamForm *self = GRAFT_PARAM_FORM (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), GRAFT_TYPE_PARAM_FORM);
  graft_widget_remove_children (GTK_WIDGET (self));
  G_OBJECT_CLASS (graft_param_form_parent_class)->dispose (object);
}

static void
graft_param_form_class_init (GraftParamFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_param_form_dispose;
  signals[CHANGED] =
      g_signal_new ("changed", GRAFT_TYPE_PARAM_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_DOUBLE);
  signals[RESET] = g_signal_new ("reset", GRAFT_TYPE_PARAM_FORM, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/graft/Graft/ui/widgets/param-form.ui");
  gtk_widget_class_bind_template_child (widget_class, GraftParamForm, live_box);
  gtk_widget_class_bind_template_child (widget_class, GraftParamForm, plain_box);
  gtk_widget_class_bind_template_child (widget_class, GraftParamForm, advanced_box);
  gtk_widget_class_bind_template_child (widget_class, GraftParamForm, expander);
}

static void
graft_param_form_init (GraftParamForm *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
graft_param_form_new (void)
{
  return g_object_new (GRAFT_TYPE_PARAM_FORM, NULL);
}
