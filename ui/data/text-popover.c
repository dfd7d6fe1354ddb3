/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See text-popover.h. */
#include "ui/data/text-popover.h"

#include "graft-config.h"

#include <glib/gi18n.h>

static void
apply_cb (GtkWidget *popover)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (popover), "graft-entry");
  const char *action = g_object_get_data (G_OBJECT (popover), "graft-action");
  GtkWidget *parent = gtk_widget_get_parent (popover);
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  gtk_popover_popdown (GTK_POPOVER (popover));
  if (parent != NULL && *text != '\0')
    gtk_widget_activate_action (parent, action, "s", text);
}

/* Not at once: the popover is in the middle of closing. */
static gboolean
unparent_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (popover),
                   g_object_unref);
}

void
graft_text_popover_show (GtkWidget *parent,
                         const GdkRectangle *at,
                         const char *question,
                         const char *action)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (question);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Apply"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  question, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Apply"), -1);
  gtk_box_append (GTK_BOX (row), entry);
  gtk_box_append (GTK_BOX (row), button);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), row);
  g_object_set_data (G_OBJECT (popover), "graft-entry", entry);
  g_object_set_data_full (G_OBJECT (popover), "graft-action", g_strdup (action), g_free);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (apply_cb), popover);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (apply_cb), popover);
  g_signal_connect (popover, "closed", G_CALLBACK (closed_cb), NULL);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), at);
  gtk_widget_set_parent (popover, parent);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (entry);
}
