/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by class-chips.c (chips, labelling) and class-chips-edit.c (the menu of a chip).
 */
#pragma once

#include "ui/data/class-chips.h"

struct _GraftClassChips
{
  GraftViewPanel parent_instance;
  GtkWidget *scroller;
  GtkWidget *flow;
  GPtrArray *chips; /* borrowed from the flow */
  GtkWidget *clear;
  GtkWidget *entry;
  GtkWidget *take;
  guint chosen; /* the class that the actions are about */
  GtkWidget *menu;
  GtkWidget *rename_popover;
  GtkWidget *rename_entry;
  GtkWidget *rename_button;
  GtkWidget *merge_popover;
  GtkWidget *merge_words;
  GtkWidget *merge_into;
};

void graft_class_chips_bind_edit (GtkWidgetClass *widget_class);
/* What is possible with the chosen class. */
void graft_class_chips_update_actions (GraftClassChips *self);
void graft_class_chips_popup (GraftClassChips *self, GtkWidget *popover);
/* TRUE when no class but @class has that name and it is not empty; says why otherwise. */
gboolean graft_class_chips_check_name (GraftClassChips *self,
                                       const char *name,
                                       int class,
                                       char **reason);
