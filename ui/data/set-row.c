/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See set-row.h. */
#include "ui/data/set-row.h"

#include "graft-config.h"
#include "ui/plot/axis.h"

#include <glib/gi18n.h>

struct _GraftSetRow
{
  GtkListBoxRow parent_instance;
  GraftProjectSet *set;
  GtkWidget *stack; /* "name" or "entry" */
  GtkWidget *name;
  GtkWidget *entry;
  GtkWidget *count;
  GtkWidget *unlabelled;
};

enum
{
  RENAMED,
  N_SIGNALS
};

/* Written once by class_init. */
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftSetRow, graft_set_row, GTK_TYPE_LIST_BOX_ROW)

GraftProjectSet *
graft_set_row_get_set (GraftSetRow *self)
{
  g_return_val_if_fail (GRAFT_IS_SET_ROW (self), NULL);
  return self->set;
}

gboolean
graft_set_row_is_editing (GraftSetRow *self)
{
  g_return_val_if_fail (GRAFT_IS_SET_ROW (self), FALSE);
  return gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->entry;
}

GtkEditable *
graft_set_row_get_entry (GraftSetRow *self)
{
  g_return_val_if_fail (GRAFT_IS_SET_ROW (self), NULL);
  return GTK_EDITABLE (self->entry);
}

static void
tell (GraftSetRow *self, gsize items, gsize labelled)
{
  char all[GRAFT_NUMBER_SIZE], some[GRAFT_NUMBER_SIZE];
  g_autofree char *counted = g_strdup_printf (ngettext ("%s item", "%s items", items),
                                              graft_format_count (all, items));
  /* Translators: name of a data set, its size, and how much of it has labels */
  g_autofree char *spoken =
      g_strdup_printf (_ ("%s, %s, %s labelled"), graft_project_set_get_name (self->set),
                       counted, graft_format_count (some, labelled));
  const char *origin = graft_project_set_get_origin (self->set);
  g_autofree char *tooltip =
      origin != NULL && *origin != '\0'
          /* Translators: what a data set holds, then the folder or file it came from */
          ? g_strdup_printf (_ ("%s\nFrom %s"), spoken, origin)
          : g_strdup (spoken);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
}

static void
show (GraftSetRow *self)
{
  gsize items = graft_project_set_get_n_items (self->set);
  gsize labelled = graft_project_set_get_n_labelled (self->set);
  char count[GRAFT_NUMBER_SIZE];

  gtk_label_set_label (GTK_LABEL (self->name), graft_project_set_get_name (self->set));
  gtk_label_set_label (GTK_LABEL (self->count), graft_format_count (count, items));
  gtk_widget_set_visible (self->unlabelled, labelled == 0 && items > 0);
  tell (self, items, labelled);
}

/* ---- the name ---- */

static void
end_edit (GraftSetRow *self)
{
  gboolean focused =
      gtk_widget_get_state_flags (self->entry) & GTK_STATE_FLAG_FOCUS_WITHIN;

  if (!graft_set_row_is_editing (self))
    return;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->name);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
graft_set_row_edit (GraftSetRow *self)
{
  g_return_if_fail (GRAFT_IS_SET_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry),
                         graft_project_set_get_name (self->set));
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->entry);
  gtk_widget_grab_focus (self->entry);
}

static void
activate_cb (GraftSetRow *self)
{
  g_autofree char *name =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  end_edit (self);
  if (*name != '\0' && g_strcmp0 (name, graft_project_set_get_name (self->set)) != 0)
    g_signal_emit (self, signals[RENAMED], 0, name);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer self)
{
  end_edit (self);
  return TRUE;
}

static void
add_escape (GraftSetRow *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_callback_action_new (escape_cb, self, NULL)));
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (end_edit), self);
  gtk_widget_add_controller (self->entry, focus);
}

/* ---- life ---- */

static GtkWidget *
make_name (GraftSetRow *self)
{
  self->name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  self->entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name of the data set"), -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  add_escape (self);
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_child (GTK_STACK (self->stack), self->name);
  gtk_stack_add_child (GTK_STACK (self->stack), self->entry);
  gtk_widget_set_hexpand (self->stack, TRUE);
  return self->stack;
}

static void
graft_set_row_dispose (GObject *object)
{
  g_clear_object (&GRAFT_SET_ROW (object)->set);
  G_OBJECT_CLASS (graft_set_row_parent_class)->dispose (object);
}

static void
graft_set_row_class_init (GraftSetRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = graft_set_row_dispose;
  /* Here and not where the actions are: a key is about the row that has the focus. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "sets.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "sets.delete",
                                       NULL);
  signals[RENAMED] =
      g_signal_new ("renamed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
graft_set_row_init (GraftSetRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->count = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->count, "dim-label");
  gtk_widget_add_css_class (self->count, "numeric");
  self->unlabelled = gtk_label_new ("⊘");
  gtk_widget_add_css_class (self->unlabelled, "dim-label");
  gtk_widget_set_tooltip_text (self->unlabelled, _ ("No item is labelled yet"));
  gtk_box_append (GTK_BOX (box), make_name (self));
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->unlabelled);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

GtkWidget *
graft_set_row_new (GraftProjectSet *set)
{
  GraftSetRow *self = g_object_new (GRAFT_TYPE_SET_ROW, NULL);
  const char *const changes[] = { "notify::name", "notify::n-items",
                                  "notify::n-labelled" };

  self->set = g_object_ref (set);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    g_signal_connect_object (set, changes[i], G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
