/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See panel-job.h. */
#include "ui/data/panel-job.h"

GraftPanelJob *
graft_panel_job_new (gpointer panel, GCancellable *cancellable)
{
  GraftPanelJob *self = g_new0 (GraftPanelJob, 1);

  g_set_weak_pointer (&self->panel, panel);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return self;
}

void
graft_panel_job_free (GraftPanelJob *self)
{
  g_clear_weak_pointer (&self->panel);
  g_clear_object (&self->cancellable);
  g_free (self);
}
