/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a panel gives along with a long job: it does not keep the panel, so that closing a
 * window ends what its panels have begun. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  gpointer panel; /* weak */
  GCancellable *cancellable;
} GraftPanelJob;

GraftPanelJob *graft_panel_job_new (gpointer panel, GCancellable *cancellable);
void graft_panel_job_free (GraftPanelJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftPanelJob, graft_panel_job_free)
G_END_DECLS
