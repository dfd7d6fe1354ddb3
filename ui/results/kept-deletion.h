/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A kept run that was thrown away a moment ago. It is deleted when the notice that says
 * so has gone, and not at all when the button of the notice is pressed. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _GraftKeptDeletion GraftKeptDeletion;

/* @undone: the run is to be seen again. It is called at most once, and not after @owner
 * has gone. */
typedef void (*GraftKeptUndone) (gpointer owner, guint run);

/* Shows the notice. @widget: near the place for it, and @owner of the callback. */
GraftKeptDeletion *graft_kept_deletion_new (GtkWidget *widget,
                                            GraftProject *project,
                                            const GraftRunInfo *info,
                                            GraftKeptUndone undone);
guint graft_kept_deletion_get_run (GraftKeptDeletion *self);
/* As the button does. */
void graft_kept_deletion_undo (GraftKeptDeletion *self);
/* Lets go of it; the run goes for good unless that was undone. */
void graft_kept_deletion_free (GraftKeptDeletion *self);

G_END_DECLS
