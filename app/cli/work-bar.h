/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far work over files is, on standard error: a bar that is drawn over on a terminal,
 * nothing elsewhere. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean terminal;
  gboolean drawn;
} GraftWorkBar;

void graft_work_bar_init (GraftWorkBar *self, gboolean quiet);
void graft_work_bar_set (GraftWorkBar *self, guint done, guint total);
/* Takes the bar away, so that other text can be printed. */
void graft_work_bar_clear (GraftWorkBar *self);

G_END_DECLS
