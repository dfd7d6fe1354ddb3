/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See focus-hint.h. */
#include "ui/widgets/focus-hint.h"

static void
update_cb (GtkWidget *hint)
{
  GtkWidget *watched = g_object_get_data (G_OBJECT (hint), "graft-watched");
  GtkRoot *root = gtk_widget_get_root (hint);
  const gboolean focused =
      (gtk_widget_get_state_flags (watched) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;

  gtk_widget_set_visible (hint, focused && GTK_IS_WINDOW (root) &&
                                    gtk_window_get_focus_visible (GTK_WINDOW (root)));
}

/* Whether the keyboard moves the focus is known to the window alone. */
static void
root_cb (GtkWidget *hint)
{
  GtkRoot *root = gtk_widget_get_root (hint);

  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-visible", G_CALLBACK (update_cb), hint,
                             G_CONNECT_SWAPPED);
}

void
graft_focus_hint_watch (GtkWidget *watched, GtkWidget *hint)
{
  g_return_if_fail (GTK_IS_WIDGET (watched));
  g_return_if_fail (gtk_widget_is_ancestor (hint, watched));

  g_object_set_data (G_OBJECT (hint), "graft-watched", watched);
  g_signal_connect_object (watched, "state-flags-changed", G_CALLBACK (update_cb), hint,
                           G_CONNECT_SWAPPED);
  g_signal_connect (hint, "notify::root", G_CALLBACK (root_cb), NULL);
  root_cb (hint);
  gtk_widget_set_visible (hint, FALSE);
}
