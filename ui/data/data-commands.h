/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Data page does through dialogs, as actions beside those on items (see
 * data-actions.h): data.import, data.import-paths, data.export, data.agreement. */
#pragma once

#include "ui/data/item-view.h"

G_BEGIN_DECLS

/* Adds the actions to @group, which is the page's "data". They live as long as @page. */
void graft_data_commands_install (GtkWidget *page,
                                  GraftItemView *view,
                                  GSimpleActionGroup *group);

G_END_DECLS
