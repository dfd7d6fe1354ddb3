/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to a project, as edits of its file (GraftProjectEdit); their data is
 * a GraftEditData. Items of other sets and classes that are gone are refused. */
#pragma once

#include "engine/project/project-file.h"

G_BEGIN_DECLS

/**
 * GraftEditData: which fields an edit reads stands beside it
 * @items: [n] ids
 * @class, @other: ids of classes, 0: none
 * @splits: [n]
 */
typedef struct
{
  guint32 set;
  guint32 *items;
  gsize n;
  gint64 class;
  gint64 other;
  guint8 *splits;
  char *text;
  char *annotator;
  gint64 number;
} GraftEditData;

GraftEditData *graft_edit_data_new (guint32 set, const guint32 *items, gsize n);
void graft_edit_data_free (gpointer self);

/* items, class, annotator */
gboolean graft_edit_label (GraftProjectFile *file, gpointer data, GError **error);
/* items, annotator */
gboolean graft_edit_accept (GraftProjectFile *file, gpointer data, GError **error);
/* items, splits */
gboolean graft_edit_splits (GraftProjectFile *file, gpointer data, GError **error);
/* items, number: 0 or 1 */
gboolean graft_edit_excluded (GraftProjectFile *file, gpointer data, GError **error);
/* items, text, number: 0 or 1 */
gboolean graft_edit_tag (GraftProjectFile *file, gpointer data, GError **error);
/* items, text: NULL or "" for none */
gboolean graft_edit_group (GraftProjectFile *file, gpointer data, GError **error);

/* text */
gboolean graft_edit_add_class (GraftProjectFile *file, gpointer data, GError **error);
/* class, text */
gboolean graft_edit_rename_class (GraftProjectFile *file, gpointer data, GError **error);
/* class, number: new place */
gboolean graft_edit_move_class (GraftProjectFile *file, gpointer data, GError **error);
/* class: from, other: into */
gboolean graft_edit_merge_classes (GraftProjectFile *file, gpointer data, GError **error);
/* class */
gboolean graft_edit_delete_class (GraftProjectFile *file, gpointer data, GError **error);
/* number: id of the set that is taken as a model */
gboolean graft_edit_copy_classes (GraftProjectFile *file, gpointer data, GError **error);
/* text */
gboolean graft_edit_rename_set (GraftProjectFile *file, gpointer data, GError **error);
gboolean graft_edit_delete_set (GraftProjectFile *file, gpointer data, GError **error);

G_END_DECLS
