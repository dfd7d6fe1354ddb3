/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door to the project's thread for the rest of the engine: importers, runs,
 * suggestions. An edit given here is committed there, in the order given; several that
 * wait are committed together, each still a step of its own. What it changed has arrived
 * in the sets before its task returns. */
#pragma once

#include "engine/project/project-file.h"

G_BEGIN_DECLS

/**
 * graft_project_submit:
 * @step: copied; its "what" %NULL: not a step of undo
 * @edit: runs on the project's thread, in a transaction
 * @destroy: (nullable): of @data, on the main thread
 * @task: (nullable) (transfer full): returns %TRUE or the error, on the main thread; an
 * error without a task becomes GraftProject::failed
 *
 * Does not wait. Thread: any.
 */
void graft_project_submit (GraftProject *self,
                           const GraftProjectStep *step,
                           GraftProjectEdit edit,
                           gpointer data,
                           GDestroyNotify destroy,
                           GTask *task);

/**
 * graft_project_perform:
 * @step: receives the number of the step, so that the next part can join it
 *
 * The same, waiting until the disk has it (not until the main thread has seen it).
 * Thread: any but the main one and the project's.
 */
gboolean graft_project_perform (GraftProject *self,
                                GraftProjectStep *step,
                                GraftProjectEdit edit,
                                gpointer data,
                                GError **error);

/* @visit outside of any transaction: it may read for long, or make its own transactions.
 * Edits wait meanwhile. Otherwise as graft_project_submit(). */
void graft_project_visit (GraftProject *self,
                          GraftProjectEdit visit,
                          gpointer data,
                          GDestroyNotify destroy,
                          GTask *task);

/**
 * graft_project_take_reader:
 *
 * A connection of one's own that only reads, and is not held up by edits: it sees what is
 * committed. Thread: any but the main one.
 *
 * Returns: to be given back with graft_project_give_reader(), all queries ended
 */
GraftSql *graft_project_take_reader (GraftProject *self, GError **error);
void graft_project_give_reader (GraftProject *self, GraftSql *reader);

G_END_DECLS
