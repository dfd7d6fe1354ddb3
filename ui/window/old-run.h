/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run that a project keeps with what is left of it, ready to be shown. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/**
 * GraftOldRun:
 * @map: (nullable): only a run that came to its end has one
 * @points: (element-type GraftPoint): its curves, perhaps none
 * @result: (nullable): only a run that ended has one
 */
typedef struct
{
  GraftStoredRun *run;
  GraftMap *map;
  GArray *points;
  GraftRunResult *result;
} GraftOldRun;

/* Thread: any but the main one. Errors: GRAFT_IO_ERROR; GRAFT_DATA_ERROR_RANGE when there
 * is no such run. A map that is damaged is left out. */
GraftOldRun *graft_old_run_load (GraftProject *project, guint run, GError **error);
void graft_old_run_free (GraftOldRun *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftOldRun, graft_old_run_free)

G_END_DECLS
