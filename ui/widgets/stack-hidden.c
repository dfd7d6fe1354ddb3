/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See stack-hidden.h. */
#include "ui/widgets/stack-hidden.h"

void
graft_stack_tell_hidden (GtkStack *stack)
{
  GtkWidget *visible = gtk_stack_get_visible_child (stack);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_accessible_update_state (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_HIDDEN,
                                 child != visible, -1);
}
