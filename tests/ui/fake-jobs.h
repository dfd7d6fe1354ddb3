/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stand-in for the long jobs of a project (import, export, suggestions, agreement,
 * splits), that ends when and how a test asks. The project itself is the real one. */
#pragma once

#include "engine/graft-engine.h"

G_BEGIN_DECLS

/**
 * FakeJobs:
 * @held: jobs wait until this is FALSE, or until they are cancelled
 * @failure: (nullable): what jobs end with instead
 * @n_started: jobs begun so far
 * @n_running: of them that have not ended
 * @path, @format, @size, @strategy, @network, @set, @unlabelled, @embed, @like: what the
 * last job was asked
 */
typedef struct
{
  gboolean held;
  const char *failure;
  guint n_started;
  guint n_running;
  char *path;
  GraftExportFormat format;
  guint size;
  GraftAssistStrategy strategy;
  char *network;
  char *set;
  gboolean unlabelled;
  gboolean embed;
  char *like;
  GraftSplitPlan plan;
  const char *const *networks; /* that the project has; NULL: "digits-small" alone */
} FakeJobs;

FakeJobs *fake_jobs (void);
void fake_jobs_reset (void);

G_END_DECLS
