/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See children.h. */
#include "ui/widgets/children.h"

void
graft_widget_remove_children (GtkWidget *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self)) != NULL)
    gtk_widget_unparent (child);
}
