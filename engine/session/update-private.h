/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How updates, verdicts and results are made. Private to engine/session and tests. */
#pragma once

#include "engine/session/update.h"

G_BEGIN_DECLS

GraftUpdate *graft_update_new (GraftState state, const GraftProgress *progress);
/* Only while nobody else has a reference: the mailbox fills an update before it is read.
 */
void graft_update_set_state (GraftUpdate *self, GraftState state);
void graft_update_set_progress (GraftUpdate *self, const GraftProgress *progress);
void graft_update_add_point (GraftUpdate *self, const GraftPoint *point);
void graft_update_set_map (GraftUpdate *self, GraftMap *map);
void graft_update_set_verdict (GraftUpdate *self, const GraftVerdict *verdict);
void graft_update_add_result (GraftUpdate *self, const GraftRunResult *result);
void graft_update_add_message (GraftUpdate *self, const char *message);
void graft_update_set_error (GraftUpdate *self, const GError *error);

/* All figures unknown. */
void graft_verdict_init (GraftVerdict *self);
GraftVerdict *graft_verdict_dup (const GraftVerdict *self);
void graft_verdict_free (GraftVerdict *self);
/* Frees what a verdict on the stack holds. */
void graft_verdict_clear (GraftVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftVerdict, graft_verdict_free)

G_END_DECLS
