/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Data page shows of a project: one set, narrowed by a filter, in an order, with
 * a selection. All widgets of the page read and change this one object; it knows no
 * widget. Main thread. */
#pragma once

#include "engine/graft-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_ITEM_VIEW (graft_item_view_get_type ())
G_DECLARE_FINAL_TYPE (GraftItemView, graft_item_view, GRAFT, ITEM_VIEW, GObject)

/* Which items are shown. */
typedef enum
{
  GRAFT_SHOW_ALL,
  GRAFT_SHOW_UNLABELLED,
  GRAFT_SHOW_LABELLED,
  GRAFT_SHOW_SUGGESTED, /* unlabelled, with a suggestion */
  GRAFT_SHOW_QUEUE,     /* what to label next, in its order */
  GRAFT_SHOW_SUSPECTS,  /* probably wrong */
  GRAFT_SHOW_DUPLICATES,
  GRAFT_SHOW_LEAKS, /* duplicates across splits */
  GRAFT_SHOW_DISPUTED,
  GRAFT_SHOW_EXCLUDED,
  GRAFT_N_SHOWS
} GraftShow;

typedef enum
{
  GRAFT_ORDER_FILE, /* as imported */
  GRAFT_ORDER_CLASS,
  GRAFT_ORDER_CONFIDENCE,  /* most confident suggestion first */
  GRAFT_ORDER_UNCERTAINTY, /* least first */
  GRAFT_N_ORDERS
} GraftOrder;

/**
 * GraftItemFilter:
 * @class: only this label, or -1 any
 * @suggestion: only this suggested class, or -1 any
 * @split: a GraftSplit, or -1 any
 * @min_confidence: of the suggestion; 0 any
 * @text: (nullable): part of a file name, tag or group
 */
typedef struct
{
  GraftShow show;
  int class;
  int suggestion;
  int split;
  double min_confidence;
  char *text;
} GraftItemFilter;

/**
 * GraftItemView:project: a #GraftProject or %NULL
 * GraftItemView:set: a #GraftProjectSet or %NULL
 * GraftItemView:order:
 * GraftItemView:n-selected:
 */
/**
 * GraftItemView::filter-changed: and with it the rows of the model
 * GraftItemView::counts-changed: labels, suggestions or classes of the set differ
 * GraftItemView::cursor-moved: the program moved it; lists go there
 * @position: of the item, which is selected alone
 */

GraftItemView *graft_item_view_new (void);
GraftProject *graft_item_view_get_project (GraftItemView *self);
void graft_item_view_set_project (GraftItemView *self, GraftProject *project);
GraftProjectSet *graft_item_view_get_set (GraftItemView *self);
void graft_item_view_set_set (GraftItemView *self, GraftProjectSet *set);

const GraftItemFilter *graft_item_view_get_filter (GraftItemView *self);
/* Copied; @text is looked up on the project's thread, so that rows come a moment later.
 */
void graft_item_view_set_filter (GraftItemView *self, const GraftItemFilter *filter);
/* The common case: another @show, everything else as after opening. */
void graft_item_view_set_show (GraftItemView *self, GraftShow show);
guint graft_item_view_count (GraftItemView *self, GraftShow show); /* in the whole set */
GraftOrder graft_item_view_get_order (GraftItemView *self);
void graft_item_view_set_order (GraftItemView *self, GraftOrder order);

/* A GtkSelectionModel of #GraftItemRow (item-row.h), one a shown item. An item that was
 * just labelled stays in a filtered list, with its new label, until the filter is set
 * again or the page is left: what is under the pointer does not run away. */
GtkSelectionModel *graft_item_view_get_model (GraftItemView *self);
guint graft_item_view_get_n_selected (GraftItemView *self);
/* Ids of the selected items in shown order, [n]. */
guint32 *graft_item_view_dup_selected (GraftItemView *self, gsize *n);
void graft_item_view_select_all (GraftItemView *self);
void graft_item_view_select_none (GraftItemView *self);
/* Shown items with the label, or the suggestion, of the selected ones. */
void graft_item_view_select_same_class (GraftItemView *self);
void graft_item_view_select_same_suggestion (GraftItemView *self);
/* The @n shown items that look most like the selected one. */
void graft_item_view_select_similar (GraftItemView *self, guint n);

/* The item that commands start from: the last that was gone to, if it is still selected,
 * or else the first that is. GTK_INVALID_LIST_POSITION without a selection. */
guint graft_item_view_get_cursor (GraftItemView *self);
void graft_item_view_set_cursor (GraftItemView *self, guint position);
/* To the next unlabelled item, from the end on to the beginning; FALSE when there is none
 * but this one. */
gboolean graft_item_view_next_unlabelled (GraftItemView *self);

/* Labels the selected items (@class -1: clears) and, with one item selected, moves on to
 * the next that is unlabelled. */
void graft_item_view_label_selected (GraftItemView *self, int class);
void graft_item_view_accept_selected (GraftItemView *self);
/* Suggestions at or above @confidence among the shown items; returns how many. */
guint graft_item_view_accept_above (GraftItemView *self, double confidence);
guint graft_item_view_count_above (GraftItemView *self, double confidence);
/* The same for the selected items with what the project can do to them. */
void graft_item_view_exclude_selected (GraftItemView *self, gboolean excluded);
void graft_item_view_split_selected (GraftItemView *self, GraftSplit split);
void graft_item_view_tag_selected (GraftItemView *self, const char *tag);
void graft_item_view_group_selected (GraftItemView *self, const char *group);
/* Whether there is a set that can be changed. */
gboolean graft_item_view_can_edit (GraftItemView *self);

G_END_DECLS
