/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections to a project that only read: one a thread that asks, kept for the next. */
#pragma once

#include "engine/project/sql-private.h"

G_BEGIN_DECLS

typedef struct _GraftReaders GraftReaders;

GraftReaders *graft_readers_new (const char *path, GraftSqlMode mode);
/* None may be out. */
void graft_readers_free (GraftReaders *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftReaders, graft_readers_free)

/* Thread: any, several at once. */
GraftSql *graft_readers_take (GraftReaders *self, GError **error);
void graft_readers_give (GraftReaders *self, GraftSql *reader);
/* Closes those that wait, and from now on each that is given back; taking fails. */
void graft_readers_close (GraftReaders *self);

G_END_DECLS
