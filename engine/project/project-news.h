/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a transaction changed to what the window has to know: change sets say which
 * rows are touched; after the commit those rows are read, and one immutable change goes
 * to the main thread. */
#pragma once

#include "engine/project/project-file.h"

G_BEGIN_DECLS

/**
 * GraftSetChange: of one set
 * @gone: the set is not there any more; the rest is empty
 * @name, @origin: (nullable): when the set is new or its row changed
 * @class_ids, @class_names: (nullable): when the list changed; in order
 * @all: @items are all there are; otherwise those that came or changed
 * @items: (nullable): (element-type GraftItem): ascending ids
 * @removed: (nullable): (element-type guint32): ascending ids
 */
typedef struct
{
  guint32 id;
  gboolean gone;
  char *name;
  char *origin;
  GraftSetKind kind;
  gint64 position;
  GArray *class_ids; /* gint64 */
  char **class_names;
  gboolean all;
  GArray *items;
  GArray *removed;
} GraftSetChange;

/**
 * GraftProjectChange: immutable once made
 * @sets: (element-type GraftSetChange): sets that changed
 * @undo_what, @redo_what: (nullable): the steps that undo and redo would take, see
 * GraftProjectStep
 * @annotators: everybody who has labelled
 */
typedef struct
{
  GPtrArray *sets;
  char *undo_what;
  gint64 undo_n;
  char *redo_what;
  gint64 redo_n;
  char **annotators;
} GraftProjectChange;

void graft_project_change_free (GraftProjectChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftProjectChange, graft_project_change_free)

GraftProjectNews *graft_project_news_new (void);
void graft_project_news_free (GraftProjectNews *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftProjectNews, graft_project_news_free)

/* Everything, as after opening. */
gboolean graft_project_news_add_all (GraftProjectNews *self,
                                     GraftProjectFile *file,
                                     GError **error);
/* The rows of a change set that SQLite has just recorded. */
gboolean graft_project_news_add_changes (GraftProjectNews *self,
                                         GraftProjectFile *file,
                                         GBytes *changes,
                                         GError **error);
/* What @other names as well. */
void graft_project_news_merge (GraftProjectNews *self, GraftProjectNews *other);
/* After the commit. */
GraftProjectChange *
graft_project_news_read (GraftProjectNews *self, GraftProjectFile *file, GError **error);

G_END_DECLS
