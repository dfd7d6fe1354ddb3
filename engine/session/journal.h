/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was done to a run and when, a line an entry: written by the trainer, read by
 * anyone. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GraftJournal GraftJournal;

GraftJournal *graft_journal_new (void);
void graft_journal_free (GraftJournal *self);
void graft_journal_add (GraftJournal *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* Called with every line that is added, on the thread that adds it. Before there are any
 * others. */
void graft_journal_set_listener (GraftJournal *self,
                                 void (*listener) (const char *line, gpointer data),
                                 gpointer data);
char *graft_journal_dup_text (GraftJournal *self);
/* Replaces everything: a checkpoint was read. */
void graft_journal_set_text (GraftJournal *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftJournal, graft_journal_free)

G_END_DECLS
