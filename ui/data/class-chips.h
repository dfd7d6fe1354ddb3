/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The classes of the set as a flow of chips. A click labels the selected items; with none
 * selected it shows the items of that class alone, and the next click all of them again.
 * Tiles dropped on a chip get its class. What else can be done with a class is in the
 * menu of its chip, as actions on the chosen one: classes.rename, classes.merge,
 * classes.move-left, classes.move-right, classes.delete, classes.show-only,
 * classes.select-all; classes.take(u) takes those of the set with that id. Each is one
 * step of undo. Three lines of chips are seen at once; more scroll. */
#pragma once

#include "ui/data/class-chip.h"
#include "ui/data/view-panel.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_CLASS_CHIPS (graft_class_chips_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftClassChips, graft_class_chips, GRAFT, CLASS_CHIPS, GraftViewPanel)

GtkWidget *graft_class_chips_new (GraftItemView *view);
guint graft_class_chips_get_n_chips (GraftClassChips *self);
GraftClassChip *graft_class_chips_get_chip (GraftClassChips *self, guint class);
/* The chip that the actions are about, as focus and menu choose it. */
void graft_class_chips_choose (GraftClassChips *self, guint class);
/* As if typed into the last chip: FALSE when the name is empty or taken. */
gboolean graft_class_chips_add_class (GraftClassChips *self, const char *name);
/* Gives items of the set the class of a chip, as a drop does. */
void graft_class_chips_label (GraftClassChips *self,
                              const guint32 *items,
                              gsize n,
                              guint class);
/* As if confirmed in the popovers of the menu. */
gboolean graft_class_chips_rename (GraftClassChips *self, guint class, const char *name);
void graft_class_chips_merge (GraftClassChips *self, guint from, guint into);

G_END_DECLS
