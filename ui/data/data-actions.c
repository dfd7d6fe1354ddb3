/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See data-actions.h. */
#include "ui/data/data-actions.h"

#include "ui/data/item-view-private.h"

/* How many are selected by "select similar". */
#define N_SIMILAR 24

typedef struct
{
  const char *name;
  const char *type; /* of the parameter, or NULL */
  void (*activate) (GraftItemView *view, GVariant *parameter);
  gboolean edits;    /* not in a read-only project */
  gboolean selected; /* only with a selection */
} Command;

static void
label (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_label_selected (view, g_variant_get_int32 (parameter));
}

static void
clear (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_label_selected (view, GRAFT_CLASS_NONE);
}

static void
accept_one (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_accept_selected (view);
}

static void
accept_above (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_accept_above (view, g_variant_get_double (parameter));
}

static void
undo (GraftItemView *view, GVariant *parameter)
{
  graft_project_undo (graft_item_view_get_project (view));
}

static void
redo (GraftItemView *view, GVariant *parameter)
{
  graft_project_redo (graft_item_view_get_project (view));
}

static void
select_all (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_select_all (view);
}

static void
select_none (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_select_none (view);
}

static void
select_same_class (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_select_same_class (view);
}

static void
select_same_suggestion (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_select_same_suggestion (view);
}

static void
select_similar (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_select_similar (view, N_SIMILAR);
}

static void
next_unlabelled (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_next_unlabelled (view);
}

/* The queue, where there is one; otherwise whatever comes next. */
static void
next_to_label (GraftItemView *view, GVariant *parameter)
{
  if (graft_item_view_get_filter (view)->show != GRAFT_SHOW_QUEUE &&
      graft_item_view_count (view, GRAFT_SHOW_QUEUE) > 0)
    {
      graft_item_view_set_show (view, GRAFT_SHOW_QUEUE);
      graft_item_view_select_none (view);
    }
  graft_item_view_next_unlabelled (view);
}

static void
exclude (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_exclude_selected (view, TRUE);
}

static void
include (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_exclude_selected (view, FALSE);
}

static void
split (GraftItemView *view, GVariant *parameter)
{
  const int value = g_variant_get_int32 (parameter);

  if (value >= 0 && value < GRAFT_N_SPLITS)
    graft_item_view_split_selected (view, (GraftSplit)value);
}

static void
tag (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_tag_selected (view, g_variant_get_string (parameter, NULL));
}

static void
group (GraftItemView *view, GVariant *parameter)
{
  graft_item_view_group_selected (view, g_variant_get_string (parameter, NULL));
}

static const Command commands[] = {
  { "label", "i", label, TRUE, TRUE },
  { "clear", NULL, clear, TRUE, TRUE },
  { "accept", NULL, accept_one, TRUE, TRUE },
  { "accept-above", "d", accept_above, TRUE, FALSE },
  { "undo", NULL, undo, TRUE, FALSE },
  { "redo", NULL, redo, TRUE, FALSE },
  { "select-all", NULL, select_all, FALSE, FALSE },
  { "select-none", NULL, select_none, FALSE, TRUE },
  { "select-same-class", NULL, select_same_class, FALSE, TRUE },
  { "select-same-suggestion", NULL, select_same_suggestion, FALSE, TRUE },
  { "select-similar", NULL, select_similar, FALSE, TRUE },
  { "next-unlabelled", NULL, next_unlabelled, FALSE, FALSE },
  { "next-to-label", NULL, next_to_label, FALSE, FALSE },
  { "exclude", NULL, exclude, TRUE, TRUE },
  { "include", NULL, include, TRUE, TRUE },
  { "split", "i", split, TRUE, TRUE },
  { "tag", "s", tag, TRUE, TRUE },
  { "group", "s", group, TRUE, TRUE },
};

/* ---- what is possible now ---- */

static void
set_enabled (GSimpleActionGroup *group, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (group), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Whether one of the selected has a suggestion. A large selection is not looked through
 * on every change: if none of the first ones has one, pressing does no harm. */
static gboolean
has_suggestion (GraftItemView *view)
{
  GraftItemModel *model = graft_item_view_peek_model (view);
  g_autoptr (GtkBitset) selection =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (model));
  const guint64 n = gtk_bitset_get_size (selection);

  for (guint i = 0; i < MIN (n, 1000); i++)
    {
      const GraftItem *item =
          graft_item_model_peek (model, gtk_bitset_get_nth (selection, i));

      if (item != NULL && item->suggestion != GRAFT_CLASS_NONE)
        return TRUE;
    }
  return n > 1000;
}

static void
update_history (GSimpleActionGroup *group, GraftItemView *view)
{
  GraftProject *project = graft_item_view_get_project (view);
  gboolean can_undo = FALSE, can_redo = FALSE;

  if (project != NULL && !graft_project_get_read_only (project))
    g_object_get (project, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  set_enabled (group, "undo", can_undo);
  set_enabled (group, "redo", can_redo);
}

static void
update (GSimpleActionGroup *group, GraftItemView *view)
{
  const gboolean can_edit = graft_item_view_can_edit (view);
  const gboolean selected = graft_item_view_get_n_selected (view) > 0;

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    set_enabled (group, commands[i].name,
                 (can_edit || !commands[i].edits) && (selected || !commands[i].selected));
  set_enabled (group, "accept", can_edit && has_suggestion (view));
  update_history (group, view);
}

static GraftItemView *
view_of (GSimpleActionGroup *group)
{
  return g_object_get_data (G_OBJECT (group), "graft-view");
}

static void
changed_cb (GSimpleActionGroup *group)
{
  update (group, view_of (group));
}

static void
history_cb (GSimpleActionGroup *group)
{
  update_history (group, view_of (group));
}

static void
project_cb (GSimpleActionGroup *group)
{
  GraftProject *project = graft_item_view_get_project (view_of (group));
  GraftProject *old = g_object_get_data (G_OBJECT (group), "graft-project");

  if (old != NULL)
    g_signal_handlers_disconnect_by_data (old, group);
  g_object_set_data_full (G_OBJECT (group), "graft-project",
                          project != NULL ? g_object_ref (project) : NULL,
                          g_object_unref);
  if (project != NULL)
    {
      g_signal_connect_object (project, "notify::can-undo", G_CALLBACK (history_cb),
                               group, G_CONNECT_SWAPPED);
      g_signal_connect_object (project, "notify::can-redo", G_CALLBACK (history_cb),
                               group, G_CONNECT_SWAPPED);
      g_signal_connect_object (project, "notify::read-only", G_CALLBACK (changed_cb),
                               group, G_CONNECT_SWAPPED);
    }
  changed_cb (group);
}

/* ---- making ---- */

static void
activate_cb (GSimpleAction *action, GVariant *parameter, GraftItemView *view)
{
  const Command *command = g_object_get_data (G_OBJECT (action), "graft-command");

  command->activate (view, parameter);
}

void
graft_data_actions_add (GSimpleActionGroup *self,
                        const char *name,
                        const char *type,
                        GCallback callback,
                        gpointer data)
{
  g_autoptr (GSimpleAction) action =
      g_simple_action_new (name, type != NULL ? G_VARIANT_TYPE (type) : NULL);

  g_signal_connect_object (action, "activate", callback, data, 0);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

GSimpleActionGroup *
graft_data_actions_new (GraftItemView *view)
{
  GSimpleActionGroup *self = g_simple_action_group_new ();
  const struct
  {
    const char *signal;
    GCallback callback;
  } links[] = {
    { "notify::n-selected", G_CALLBACK (changed_cb) },
    { "notify::set", G_CALLBACK (changed_cb) },
    { "counts-changed", G_CALLBACK (changed_cb) },
    { "notify::project", G_CALLBACK (project_cb) },
  };

  g_object_set_data_full (G_OBJECT (self), "graft-view", g_object_ref (view),
                          g_object_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      GAction *action;

      graft_data_actions_add (self, commands[i].name, commands[i].type,
                              G_CALLBACK (activate_cb), view);
      action = g_action_map_lookup_action (G_ACTION_MAP (self), commands[i].name);
      g_object_set_data (G_OBJECT (action), "graft-command", (gpointer)&commands[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    g_signal_connect_object (view, links[i].signal, links[i].callback, self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (graft_item_view_get_model (view), "selection-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  project_cb (self);
  return self;
}
