/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to the selected items of a view, and how they are chosen. All edits go to
 * the project and come back as changes of the set. */
#include "ui/data/item-filter.h"
#include "ui/data/item-view-private.h"

gboolean
graft_item_view_can_edit (GraftItemView *self)
{
  GraftProject *project;

  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), FALSE);

  project = graft_item_view_get_project (self);
  return project != NULL && graft_item_view_get_set (self) != NULL &&
         !graft_project_get_read_only (project);
}

/* ---- choosing ---- */

guint32 *
graft_item_view_dup_selected (GraftItemView *self, gsize *n)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self) && n != NULL, NULL);
  return graft_item_model_dup_selected (graft_item_view_peek_model (self), n);
}

void
graft_item_view_select_all (GraftItemView *self)
{
  gtk_selection_model_select_all (graft_item_view_get_model (self));
}

void
graft_item_view_select_none (GraftItemView *self)
{
  gtk_selection_model_unselect_all (graft_item_view_get_model (self));
}

static gint16
class_of (const GraftItem *item, gboolean suggested)
{
  return suggested ? item->suggestion : item->label;
}

/* Bits of the classes that the selected items have; unlabelled is a class of its own. */
static GtkBitset *
selected_classes (GraftItemModel *model, gboolean suggested)
{
  g_autoptr (GtkBitset) selection =
      gtk_selection_model_get_selection (GTK_SELECTION_MODEL (model));
  GtkBitset *classes = gtk_bitset_new_empty ();
  GtkBitsetIter iter;
  guint position;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, selection, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      const GraftItem *item = graft_item_model_peek (model, position);

      if (item != NULL && (class_of (item, suggested) >= 0 || !suggested))
        gtk_bitset_add (classes, (guint)(class_of (item, suggested) + 1));
    }
  return classes;
}

static void
select_positions (GraftItemModel *model, GtkBitset *positions)
{
  g_autoptr (GtkBitset) all =
      gtk_bitset_new_range (0, graft_item_model_get_n_shown (model));

  gtk_selection_model_set_selection (GTK_SELECTION_MODEL (model), positions, all);
}

static void
select_same (GraftItemView *self, gboolean suggested)
{
  GraftItemModel *model = graft_item_view_peek_model (self);
  g_autoptr (GtkBitset) classes = selected_classes (model, suggested);
  g_autoptr (GtkBitset) positions = gtk_bitset_new_empty ();
  const guint n = graft_item_model_get_n_shown (model);

  if (gtk_bitset_is_empty (classes))
    return;
  for (guint i = 0; i < n; i++)
    {
      const GraftItem *item = graft_item_model_peek (model, i);

      if (item != NULL &&
          gtk_bitset_contains (classes, (guint)(class_of (item, suggested) + 1)))
        gtk_bitset_add (positions, i);
    }
  select_positions (model, positions);
}

void
graft_item_view_select_same_class (GraftItemView *self)
{
  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));
  select_same (self, FALSE);
}

void
graft_item_view_select_same_suggestion (GraftItemView *self)
{
  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));
  select_same (self, TRUE);
}

typedef struct
{
  GraftItemView *view;
  guint32 item;
  guint n;
} Similar;

static void
similar_free (Similar *self)
{
  g_object_unref (self->view);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Similar, similar_free)

static void
similar_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Similar) similar = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) near =
      graft_assist_similar_finish (GRAFT_PROJECT (source), result, &error);
  g_autoptr (GtkBitset) positions = gtk_bitset_new_empty ();
  GraftItemModel *model = graft_item_view_peek_model (similar->view);
  const guint32 *ids;
  gsize size;
  guint position;

  if (near == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit_by_name (source, "failed", error);
      return;
    }
  if (graft_item_model_find (model, similar->item, &position))
    gtk_bitset_add (positions, position);
  ids = g_bytes_get_data (near, &size);
  for (gsize i = 0; i < size / sizeof *ids; i++)
    if (gtk_bitset_get_size (positions) <= similar->n &&
        graft_item_model_find (model, ids[i], &position))
      gtk_bitset_add (positions, position);
  select_positions (model, positions);
}

void
graft_item_view_select_similar (GraftItemView *self, guint n)
{
  GraftItemModel *model;
  GraftProjectSet *set;
  Similar *similar;
  guint cursor;

  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));

  model = graft_item_view_peek_model (self);
  set = graft_item_view_get_set (self);
  cursor = graft_item_view_get_cursor (self);
  if (cursor == GTK_INVALID_LIST_POSITION || set == NULL)
    return;
  similar = g_new0 (Similar, 1);
  similar->view = g_object_ref (self);
  similar->item = graft_item_model_get_id (model, cursor);
  similar->n = n;
  /* Behind a filter some of the nearest are not shown: more are asked for. */
  if (graft_item_model_get_n_shown (model) < graft_project_set_get_n_items (set))
    n = (guint)MIN ((gsize)n * 16, graft_project_set_get_n_items (set));
  graft_assist_similar_async (graft_item_view_get_project (self), set, similar->item, n,
                              graft_item_view_peek_cancellable (self), similar_cb,
                              similar);
}

static gboolean
needs_label (const GraftItem *item)
{
  return item != NULL && item->label == GRAFT_CLASS_NONE &&
         (item->flags & GRAFT_ITEM_EXCLUDED) == 0;
}

gboolean
graft_item_view_next_unlabelled (GraftItemView *self)
{
  GraftItemModel *model;
  guint cursor, n;

  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), FALSE);

  model = graft_item_view_peek_model (self);
  n = graft_item_model_get_n_shown (model);
  cursor = graft_item_view_get_cursor (self);
  for (guint i = 0; i < n; i++)
    {
      guint at = cursor == GTK_INVALID_LIST_POSITION ? i : (cursor + 1 + i) % n;

      if (at != cursor && needs_label (graft_item_model_peek (model, at)))
        {
          graft_item_view_set_cursor (self, at);
          return TRUE;
        }
    }
  return FALSE;
}

/* ---- labels ---- */

void
graft_item_view_label_selected (GraftItemView *self, int class)
{
  g_autofree guint32 *ids = NULL;
  GraftProjectSet *set;
  gsize n;

  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));

  set = graft_item_view_get_set (self);
  if (!graft_item_view_can_edit (self) || class < GRAFT_CLASS_NONE ||
      class >= (int)graft_project_set_get_n_classes (set))
    return;
  ids = graft_item_view_dup_selected (self, &n);
  if (n == 0)
    return;
  graft_project_label (graft_item_view_get_project (self), set, ids, n, class);
  if (n == 1 && class != GRAFT_CLASS_NONE)
    graft_item_view_next_unlabelled (self);
}

static gboolean
has_suggestion (const GraftItem *item)
{
  return needs_label (item) && item->suggestion != GRAFT_CLASS_NONE;
}

static void
accept (GraftItemView *self, GArray *ids)
{
  if (ids->len > 0)
    graft_project_accept_suggestions (
        graft_item_view_get_project (self), graft_item_view_get_set (self),
        (const guint32 *)(gconstpointer)ids->data, ids->len);
}

void
graft_item_view_accept_selected (GraftItemView *self)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint32 *selected = NULL;
  GraftItemModel *model;
  gsize n;
  guint at;

  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));

  if (!graft_item_view_can_edit (self))
    return;
  model = graft_item_view_peek_model (self);
  selected = graft_item_view_dup_selected (self, &n);
  /* A suspect's suggestion is what it might be instead: accepted one by one it counts. */
  for (gsize i = 0; i < n; i++)
    {
      const GraftItem *item = graft_item_model_find (model, selected[i], &at)
                                  ? graft_item_model_peek (model, at)
                                  : NULL;

      if (item != NULL && item->suggestion != GRAFT_CLASS_NONE)
        g_array_append_val (ids, selected[i]);
    }
  accept (self, ids);
  if (n == 1 && ids->len == 1)
    graft_item_view_next_unlabelled (self);
}

/* Through the table of the set, which is faster than asking for each shown item: the
 * number is on a button and counted after every label. */
static GArray *
collect_above (GraftItemView *self, double confidence)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  GraftItemModel *model = graft_item_view_peek_model (self);
  GraftProjectSet *set = graft_item_view_get_set (self);
  const GraftItem *items = NULL;
  gsize n = 0;

  if (set != NULL)
    items = graft_project_set_peek_items (set, &n);
  for (guint i = 0; i < n; i++)
    /* What reads "≥ 0.95" on screen is stored as a float a little below it. */
    if (has_suggestion (&items[i]) && (double)items[i].confidence + 1e-6 >= confidence &&
        graft_item_model_shows (model, i))
      g_array_append_val (ids, items[i].id);
  return ids;
}

guint
graft_item_view_count_above (GraftItemView *self, double confidence)
{
  g_autoptr (GArray) ids = NULL;

  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), 0);

  ids = collect_above (self, confidence);
  return ids->len;
}

guint
graft_item_view_accept_above (GraftItemView *self, double confidence)
{
  g_autoptr (GArray) ids = NULL;

  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), 0);

  if (!graft_item_view_can_edit (self))
    return 0;
  ids = collect_above (self, confidence);
  accept (self, ids);
  return ids->len;
}

/* ---- other properties of items ---- */

void
graft_item_view_exclude_selected (GraftItemView *self, gboolean excluded)
{
  g_autofree guint32 *ids = NULL;
  gsize n;

  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));

  ids = graft_item_view_dup_selected (self, &n);
  if (n > 0 && graft_item_view_can_edit (self))
    graft_project_set_excluded (graft_item_view_get_project (self),
                                graft_item_view_get_set (self), ids, n, excluded);
}

void
graft_item_view_split_selected (GraftItemView *self, GraftSplit split)
{
  g_autofree guint32 *ids = NULL;
  g_autofree guint8 *splits = NULL;
  gsize n;

  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));
  g_return_if_fail (split < GRAFT_N_SPLITS);

  ids = graft_item_view_dup_selected (self, &n);
  if (n == 0 || !graft_item_view_can_edit (self))
    return;
  splits = g_new (guint8, n);
  for (gsize i = 0; i < n; i++)
    splits[i] = (guint8)split;
  graft_project_set_splits (graft_item_view_get_project (self),
                            graft_item_view_get_set (self), ids, splits, n);
}

void
graft_item_view_tag_selected (GraftItemView *self, const char *tag)
{
  g_autofree guint32 *ids = NULL;
  gsize n;

  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self) && tag != NULL);

  ids = graft_item_view_dup_selected (self, &n);
  if (n > 0 && *tag != '\0' && graft_item_view_can_edit (self))
    graft_project_set_tag (graft_item_view_get_project (self),
                           graft_item_view_get_set (self), ids, n, tag, TRUE);
}

void
graft_item_view_group_selected (GraftItemView *self, const char *group)
{
  g_autofree guint32 *ids = NULL;
  gsize n;

  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));

  ids = graft_item_view_dup_selected (self, &n);
  if (n > 0 && graft_item_view_can_edit (self))
    graft_project_set_group (graft_item_view_get_project (self),
                             graft_item_view_get_set (self), ids, n, group);
}
