/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See old-run.h. */
#include "ui/window/old-run.h"

GraftOldRun *
graft_old_run_load (GraftProject *project, guint run, GError **error)
{
  GraftStoredRun *stored = graft_project_load_run (project, run, error);
  GraftOldRun *self;

  if (stored == NULL)
    return NULL;
  self = g_new0 (GraftOldRun, 1);
  self->run = stored;
  self->map = graft_stored_run_dup_map (stored, NULL);
  self->points = graft_stored_run_dup_points (stored);
  self->result = graft_stored_run_dup_result (stored);
  return self;
}

void
graft_old_run_free (GraftOldRun *self)
{
  g_clear_pointer (&self->run, graft_stored_run_free);
  g_clear_pointer (&self->map, graft_map_unref);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->result, graft_run_result_free);
  g_free (self);
}
