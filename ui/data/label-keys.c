/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See label-keys.h. */
#include "ui/data/label-keys.h"

static void
add (GtkShortcutController *controller,
     guint key,
     GdkModifierType modifiers,
     const char *action,
     GVariant *argument)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, modifiers),
                                            gtk_named_action_new (action));

  if (argument != NULL)
    gtk_shortcut_set_arguments (shortcut, argument);
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

void
graft_keys_add (GtkShortcutController *controller, const GraftKey *keys, gsize n)
{
  for (gsize i = 0; i < n; i++)
    add (controller, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
}

void
graft_label_keys_add (GtkShortcutController *controller)
{
  const GraftKey keys[] = {
    { GDK_KEY_0, 0, "data.clear" },
    { GDK_KEY_KP_0, 0, "data.clear" },
    { GDK_KEY_space, 0, "data.accept" },
    { GDK_KEY_n, 0, "data.next-unlabelled" },
    { GDK_KEY_Delete, 0, "data.exclude" },
    { GDK_KEY_KP_Delete, 0, "data.exclude" },
    { GDK_KEY_z, GDK_CONTROL_MASK, "data.undo" },
    { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "data.redo" },
    { GDK_KEY_y, GDK_CONTROL_MASK, "data.redo" },
  };

  for (int i = 0; i < 9; i++)
    {
      add (controller, GDK_KEY_1 + (guint)i, 0, "data.label", g_variant_new_int32 (i));
      add (controller, GDK_KEY_KP_1 + (guint)i, 0, "data.label", g_variant_new_int32 (i));
    }
  graft_keys_add (controller, keys, G_N_ELEMENTS (keys));
}

void
graft_keys_add_zoom (GtkShortcutController *controller, GdkModifierType modifiers)
{
  const struct
  {
    guint key;
    double steps;
  } keys[] = {
    { GDK_KEY_plus, 1 },   { GDK_KEY_equal, 1 },        { GDK_KEY_KP_Add, 1 },
    { GDK_KEY_minus, -1 }, { GDK_KEY_KP_Subtract, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    add (controller, keys[i].key, modifiers, "data.zoom",
         g_variant_new_double (keys[i].steps));
}
