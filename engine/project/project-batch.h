/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the project's thread does with the jobs that wait for it. */
#pragma once

#include "engine/project/project-thread.h"

G_BEGIN_DECLS

/* All there is in the file. */
GraftProjectChange *graft_project_batch_read_all (GraftProjectFile *file, GError **error);

/**
 * graft_project_batch_run:
 * @jobs: (element-type GraftProjectJob): edits, or one visit
 *
 * Does them in one transaction, so that the disk is waited for once, and leaves in each
 * what came of it. When the transaction as a whole fails, each is tried alone.
 *
 * Returns: (nullable): what changed
 */
GraftProjectChange *graft_project_batch_run (GraftProjectFile *file, GPtrArray *jobs);

G_END_DECLS
