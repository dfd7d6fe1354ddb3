/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project in a folder of its own, with a set of made-up items, for tests. */
#pragma once

#include "engine/project/project-items.h"
#include "engine/project/project.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *path;
  GraftProject *project;
} ProjectFixture;

/* A new project, open. */
void project_fixture_init (ProjectFixture *self);
/* Closes it and deletes the folder. */
void project_fixture_clear (ProjectFixture *self);
/* Closes and opens it again. */
void project_fixture_reopen (ProjectFixture *self);

/* Adds a set of @n grey pictures of 4 × 4 pixels kept in the project, without labels,
 * with the classes in @classes (NULL-terminated); one step of undo. */
GraftProjectSet *project_fixture_add_set (ProjectFixture *self,
                                          const char *name,
                                          guint n,
                                          const char *const *classes);
/* The callback of an asynchronous call; @data is the place of the #GAsyncResult, NULL so
 * far, that project_fixture_wait() waits for. */
void project_fixture_result_cb (GObject *object, GAsyncResult *result, gpointer data);
GAsyncResult *project_fixture_wait (GAsyncResult **result);
/* Waits for all edits, which have to succeed. */
void project_fixture_flush (ProjectFixture *self);

G_END_DECLS
