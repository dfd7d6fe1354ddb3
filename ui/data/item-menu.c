/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-menu.h. */
#include "ui/data/item-menu.h"

#include "graft-config.h"
#include "ui/data/item-view-private.h"

#include <glib/gi18n.h>

/* A menu of hundreds of classes would not fit on any screen; chips and search do. */
#define MAX_CLASSES 40

/* An underline in a name is not the mark of a mnemonic. */
static char *
escape (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}

static void
add_class (GMenu *menu, GraftProjectSet *set, guint class)
{
  g_autofree char *name = escape (graft_project_set_get_class_name (set, class));
  g_autofree char *label =
      class < 9 ? g_strdup_printf ("%s  (%u)", name, class + 1) : g_strdup (name);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "data.label", "i", (int)class);
  g_menu_append_item (menu, item);
}

static void
add_label_section (GMenu *menu, GraftItemView *view)
{
  GraftProjectSet *set = graft_item_view_get_set (view);
  const guint n = set != NULL ? graft_project_set_get_n_classes (set) : 0;
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) classes = g_menu_new ();

  for (guint i = 0; i < MIN (n, MAX_CLASSES); i++)
    add_class (classes, set, i);
  if (n > 0)
    g_menu_append_submenu (section, _ ("_Label as"), G_MENU_MODEL (classes));
  g_menu_append (section, _ ("_Accept Suggestion  (Space)"), "data.accept");
  g_menu_append (section, _ ("_Clear Label  (0)"), "data.clear");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
add_select_section (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) select = g_menu_new ();

  g_menu_append (select, _ ("Same _Label"), "data.select-same-class");
  g_menu_append (select, _ ("Same _Suggestion"), "data.select-same-suggestion");
  g_menu_append (select, _ ("_Looks Similar"), "data.select-similar");
  g_menu_append (select, _ ("_Everything Shown"), "data.select-all");
  g_menu_append_submenu (section, _ ("_Select"), G_MENU_MODEL (select));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
add_split (GMenu *menu, const char *label, GraftSplit split)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "data.split", "i", (int)split);
  g_menu_append_item (menu, item);
}

static gboolean
some_have (GraftItemView *view, guint flag)
{
  GraftItemModel *model = graft_item_view_peek_model (view);
  g_autofree guint32 *ids = NULL;
  gsize n;
  guint at;

  ids = graft_item_view_dup_selected (view, &n);
  for (gsize i = 0; i < n; i++)
    {
      const GraftItem *item = graft_item_model_find (model, ids[i], &at)
                                  ? graft_item_model_peek (model, at)
                                  : NULL;

      if (item != NULL && (item->flags & flag) != 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_use_section (GMenu *menu, GraftItemView *view)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenu) splits = g_menu_new ();

  add_split (splits, _ ("_Training"), GRAFT_SPLIT_TRAIN);
  add_split (splits, _ ("_Validation"), GRAFT_SPLIT_VALIDATION);
  add_split (splits, _ ("T_est"), GRAFT_SPLIT_TEST);
  add_split (splits, _ ("_Undecided"), GRAFT_SPLIT_NONE);
  g_menu_append_submenu (section, _ ("S_plit"), G_MENU_MODEL (splits));
  g_menu_append (section, _ ("_Tag…"), "data.ask-tag");
  g_menu_append (section, _ ("_Group…"), "data.ask-group");
  if (some_have (view, GRAFT_ITEM_EXCLUDED))
    g_menu_append (section, _ ("_Include Again"), "data.include");
  else
    g_menu_append (section, _ ("E_xclude  (Delete)"), "data.exclude");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

GMenuModel *
graft_item_menu_new (GraftItemView *view)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) open = g_menu_new ();

  add_label_section (menu, view);
  add_select_section (menu);
  add_use_section (menu, view);
  g_menu_append (open, _ ("_Open  (Enter)"), "data.open-viewer");
  g_menu_append (open, _ ("Show File in _Folder"), "data.show-file");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (open));
  return G_MENU_MODEL (menu);
}
