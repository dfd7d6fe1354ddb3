/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The project that a window has open, if any, and the ones it had open before. Opening is
 * asynchronous: what is open stays until its successor is there. It knows no widget. */
#pragma once

#include "engine/graft-engine.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_PROJECT_HOLDER (graft_project_holder_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftProjectHolder, graft_project_holder, GRAFT, PROJECT_HOLDER, GObject)

/**
 * GraftProjectHolder:project: (nullable): the open #GraftProject
 * GraftProjectHolder:busy: one is being opened
 * GraftProjectHolder:status: what stands below the name: how much is saved and labelled
 */
/**
 * GraftProjectHolder::closing:
 *
 * The project is about to be closed, and takes what is still to be written. Not emitted
 * when the holder itself goes.
 */
/**
 * GraftProjectHolder::failed:
 * @error: of a project that could not be opened, or of an edit that could not be saved
 */

/* @settings: (nullable): remembers what was opened */
GraftProjectHolder *graft_project_holder_new (GSettings *settings);
GraftProject *graft_project_holder_get_project (GraftProjectHolder *self); /* or NULL */
gboolean graft_project_holder_get_busy (GraftProjectHolder *self);
const char *graft_project_holder_get_status (GraftProjectHolder *self);

/* Opens @path, or makes it with GRAFT_PROJECT_CREATE. A second call while one is being
 * opened takes its place. */
void graft_project_holder_open (GraftProjectHolder *self,
                                const char *path,
                                GraftProjectFlags flags);
/* A new project, named after @name, among the documents of the account. */
void graft_project_holder_create (GraftProjectHolder *self, const char *name);
/* All that was edited is on disk afterwards. */
void graft_project_holder_close (GraftProjectHolder *self);

/* Paths that were opened, newest first, those that are gone left out; NULL-terminated. */
char **graft_project_holder_dup_recent (GSettings *settings);

G_END_DECLS
