/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way up: any engine thread drops curve points, pictures and events; the reader's
 * main loop is woken once and takes everything as one GraftUpdate. A slow reader costs
 * smoothness, never data, and never makes a writer wait. */
#pragma once

#include "engine/session/update-private.h"

G_BEGIN_DECLS

typedef struct _GraftMailbox GraftMailbox;
typedef void (*GraftMailboxFunc) (GraftUpdate *update, gpointer data);

/* @deliver runs in @context, at most once a turn of its loop. */
GraftMailbox *
graft_mailbox_new (GMainContext *context, GraftMailboxFunc deliver, gpointer data);
GraftMailbox *graft_mailbox_ref (GraftMailbox *self);
void graft_mailbox_unref (GraftMailbox *self);
/* Reader's thread: nothing is delivered after this returns. */
void graft_mailbox_close (GraftMailbox *self);
/* Reader's thread: delivers what is waiting now, if anything. */
void graft_mailbox_flush (GraftMailbox *self);

/* Writers, any thread. */
void graft_mailbox_set_state (GraftMailbox *self, GraftState state);
void graft_mailbox_set_progress (GraftMailbox *self, const GraftProgress *progress);
void graft_mailbox_add_point (GraftMailbox *self, const GraftPoint *point);
void graft_mailbox_set_map (GraftMailbox *self, GraftMap *map);
void graft_mailbox_set_verdict (GraftMailbox *self, const GraftVerdict *verdict);
void graft_mailbox_add_result (GraftMailbox *self, const GraftRunResult *result);
void graft_mailbox_add_message (GraftMailbox *self, const char *message);
/* Sets the state to FAILED as well. */
void graft_mailbox_set_error (GraftMailbox *self, const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftMailbox, graft_mailbox_unref)

G_END_DECLS
