/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys that label, the same in the grid and in the viewer. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  guint key;
  GdkModifierType modifiers;
  const char *action; /* without a parameter */
} GraftKey;

void graft_keys_add (GtkShortcutController *controller, const GraftKey *keys, gsize n);
/* 1 … 9: data.label; 0: data.clear; Space: data.accept; N: data.next-unlabelled; Delete:
 * data.exclude; Ctrl+Z and Ctrl+Shift+Z. Also on the number pad. */
void graft_label_keys_add (GtkShortcutController *controller);
/* Plus and minus: data.zoom. */
void graft_keys_add_zoom (GtkShortcutController *controller, GdkModifierType modifiers);

G_END_DECLS
