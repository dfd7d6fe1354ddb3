/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A data set of a project, as the window sees it: a table of small rows, one an item, and
 * a list of classes. Read here, changed through project.h; main thread only. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_PROJECT_SET (graft_project_set_get_type ())
G_DECLARE_FINAL_TYPE (GraftProjectSet, graft_project_set, GRAFT, PROJECT_SET, GObject)

#define GRAFT_CLASS_NONE (-1)

typedef enum
{
  GRAFT_SPLIT_NONE, /* not decided: trained on, as long as nothing else is */
  GRAFT_SPLIT_TRAIN,
  GRAFT_SPLIT_VALIDATION,
  GRAFT_SPLIT_TEST,
  GRAFT_N_SPLITS
} GraftSplit;

typedef enum
{
  GRAFT_ITEM_EXCLUDED = 1 << 0,
  GRAFT_ITEM_EMBEDDED = 1 << 1,
  GRAFT_ITEM_SUSPECT = 1 << 2,   /* its label is probably wrong (methods 9.4) */
  GRAFT_ITEM_DUPLICATE = 1 << 3, /* the same or nearly the same as another of the set */
  GRAFT_ITEM_LEAK = 1 << 4,      /* and that other is in another split */
  GRAFT_ITEM_DISPUTED = 1 << 5,  /* two annotators disagree */
  GRAFT_ITEM_RANDOM = 1 << 6,    /* picked at random into the queue */
  GRAFT_ITEM_IMPORTED = 1 << 7,  /* its label came with the data */
} GraftItemFlags;

/**
 * GraftItem:
 * @id: in the project; stays for ever
 * @label: class index or GRAFT_CLASS_NONE
 * @suggestion: class index of a model's suggestion, or GRAFT_CLASS_NONE; of a suspect
 * item what it might be instead
 * @confidence: of the suggestion, 0 … 1
 * @queue: place in "what to label next", counting from 1; 0: not in it
 * @split: a GraftSplit
 * @flags: GraftItemFlags
 */
typedef struct
{
  guint32 id;
  gint16 label;
  gint16 suggestion;
  float confidence;
  guint32 queue;
  guint8 split;
  guint8 flags;
} GraftItem;

typedef enum
{
  GRAFT_SET_IMAGES,
  GRAFT_SET_VECTORS,
  GRAFT_SET_SENTENCES, /* pairs */
} GraftSetKind;

/**
 * GraftProjectSet:name:
 * GraftProjectSet:n-items:
 * GraftProjectSet:n-labelled:
 */
/**
 * GraftProjectSet::items-changed:
 * @first: position of the first row that differs
 * @n: how many rows from there on may differ; the number of items is the same
 */
/**
 * GraftProjectSet::items-replaced: the number of items is another, or their order
 * GraftProjectSet::classes-changed: another list, other names, or other counts
 */

const char *graft_project_set_get_name (GraftProjectSet *self);
guint graft_project_set_get_id (GraftProjectSet *self);
GraftSetKind graft_project_set_get_kind (GraftProjectSet *self);
/* Where it came from, for people: a folder or a file. */
const char *graft_project_set_get_origin (GraftProjectSet *self);

gsize graft_project_set_get_n_items (GraftProjectSet *self);
gsize graft_project_set_get_n_labelled (GraftProjectSet *self);
/* [n_items] in order; valid until the main loop turns. */
const GraftItem *graft_project_set_peek_items (GraftProjectSet *self, gsize *n);
/* Position of the item with this id; FALSE when there is none. O(log n). */
gboolean graft_project_set_find_item (GraftProjectSet *self, guint32 id, guint *position);

guint graft_project_set_get_n_classes (GraftProjectSet *self);
const char *graft_project_set_get_class_name (GraftProjectSet *self, guint class);
/* GRAFT_CLASS_NONE when there is none of that name. */
int graft_project_set_find_class (GraftProjectSet *self, const char *name);
/* Labelled items of the class. */
gsize graft_project_set_get_class_count (GraftProjectSet *self, guint class);

G_END_DECLS
