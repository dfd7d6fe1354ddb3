/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every command on the items of a view as an action "data.…": keys, menus, buttons, chips
 * and tests all go through these. */
#pragma once

#include "ui/data/item-view.h"

G_BEGIN_DECLS

/**
 * graft_data_actions_new:
 *
 * The group, to be inserted as "data": label(i), clear, accept, accept-above(d), undo,
 * redo, select-all, select-none, select-same-class, select-same-suggestion,
 * select-similar, next-unlabelled, next-to-label, exclude, include, split(i), tag(s),
 * group(s). A widget may add its own. The group keeps the view, and its actions are
 * enabled as the view allows.
 */
GSimpleActionGroup *graft_data_actions_new (GraftItemView *view);
/* Adds a command of a widget. @data is an object; after its end the command does nothing.
 */
void graft_data_actions_add (GSimpleActionGroup *group,
                             const char *name,
                             const char *type,
                             GCallback callback,
                             gpointer data);

G_END_DECLS
