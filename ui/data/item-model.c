/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-model.h. */
#include "ui/data/item-model.h"

#define NOT_SHOWN G_MAXUINT
/* More items than this are not looked through one by one. */
#define MANY 1000u

struct _GraftItemModel
{
  GObject parent_instance;
  GraftProjectSet *set; /* or NULL */
  GArray *ids;          /* guint32, in shown order */
  GArray *shown_at;     /* guint, of each place of the set: where it is shown */
  GtkBitset *selected;  /* places in ids */
  GHashTable *rows;     /* id → GraftItemRow, borrowed: who looks at them owns them */
  GHashTable *row_ids;  /* and back */
};

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (GraftItemModel,
                               graft_item_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                          selection_model_init))

GraftItemModel *
graft_item_model_new (void)
{
  return g_object_new (GRAFT_TYPE_ITEM_MODEL, NULL);
}

guint
graft_item_model_get_n_shown (GraftItemModel *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_MODEL (self), 0);
  return self->ids->len;
}

guint32
graft_item_model_get_id (GraftItemModel *self, guint position)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_MODEL (self), 0);
  g_return_val_if_fail (position < self->ids->len, 0);
  return g_array_index (self->ids, guint32, position);
}

const GraftItem *
graft_item_model_peek (GraftItemModel *self, guint position)
{
  const GraftItem *items;
  gsize n;
  guint place;

  g_return_val_if_fail (GRAFT_IS_ITEM_MODEL (self), NULL);

  if (position >= self->ids->len || self->set == NULL ||
      !graft_project_set_find_item (self->set,
                                    g_array_index (self->ids, guint32, position), &place))
    return NULL;
  items = graft_project_set_peek_items (self->set, &n);
  return place < n ? &items[place] : NULL;
}

gboolean
graft_item_model_shows (GraftItemModel *self, guint set_position)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_MODEL (self), FALSE);
  return set_position < self->shown_at->len &&
         g_array_index (self->shown_at, guint, set_position) != NOT_SHOWN;
}

gboolean
graft_item_model_find (GraftItemModel *self, guint32 id, guint *position)
{
  guint place, shown;

  g_return_val_if_fail (GRAFT_IS_ITEM_MODEL (self), FALSE);

  if (self->set == NULL || !graft_project_set_find_item (self->set, id, &place) ||
      !graft_item_model_shows (self, place))
    return FALSE;
  shown = g_array_index (self->shown_at, guint, place);
  /* The set may have been put in another order a moment ago. */
  if (shown >= self->ids->len || g_array_index (self->ids, guint32, shown) != id)
    return FALSE;
  *position = shown;
  return TRUE;
}

/* ---- rows ---- */

static void
row_gone_cb (gpointer user_data, GObject *row)
{
  GraftItemModel *self = user_data;

  g_hash_table_remove (self->rows, g_hash_table_lookup (self->row_ids, row));
  g_hash_table_remove (self->row_ids, row);
}

static gpointer
get_item (GListModel *model, guint position)
{
  GraftItemModel *self = GRAFT_ITEM_MODEL (model);
  const GraftItem *item = graft_item_model_peek (self, position);
  GraftItemRow *row;
  guint32 id;

  if (position >= self->ids->len)
    return NULL;
  id = g_array_index (self->ids, guint32, position);
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (id));
  if (row != NULL)
    g_object_ref (row);
  else
    {
      /* An item that has just gone is shown bare until its row is taken out. */
      const GraftItem gone = { .id = id, .label = -1, .suggestion = -1 };

      row = graft_item_row_new (self->set, item != NULL ? item : &gone);
      g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);
      g_hash_table_insert (self->rows, GUINT_TO_POINTER (id), row);
      g_hash_table_insert (self->row_ids, row, GUINT_TO_POINTER (id));
    }
  graft_item_row_set_position (row, position);
  return row;
}

static GType
get_item_type (GListModel *model)
{
  return GRAFT_TYPE_ITEM_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return GRAFT_ITEM_MODEL (model)->ids->len;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item = get_item;
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
}

static void
forget_rows (GraftItemModel *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_object_weak_unref (row, row_gone_cb, self);
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->row_ids);
}

/* The rows that somebody looks at, owned: a handler may let go of others. */
static GPtrArray *
dup_rows (GraftItemModel *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_ptr_array_add (rows, g_object_ref (row));
  return rows;
}

void
graft_item_model_refresh (GraftItemModel *self, guint first, guint n)
{
  g_autoptr (GPtrArray) rows = NULL;
  const GraftItem *items;
  gsize n_items;
  guint place;

  g_return_if_fail (GRAFT_IS_ITEM_MODEL (self));

  if (self->set == NULL)
    return;
  rows = dup_rows (self);
  for (guint i = 0; i < rows->len; i++)
    {
      GraftItemRow *row = rows->pdata[i];

      items = graft_project_set_peek_items (self->set, &n_items);
      if (graft_project_set_find_item (self->set, graft_item_row_get_id (row), &place) &&
          place >= first && place - first < n && place < n_items)
        graft_item_row_update (row, &items[place]);
    }
}

void
graft_item_model_touch (GraftItemModel *self)
{
  g_autoptr (GPtrArray) rows = NULL;

  g_return_if_fail (GRAFT_IS_ITEM_MODEL (self));

  rows = dup_rows (self);
  for (guint i = 0; i < rows->len; i++)
    graft_item_row_touch (rows->pdata[i]);
}

/* ---- selection ---- */

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  return gtk_bitset_contains (GRAFT_ITEM_MODEL (model)->selected, position);
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  return gtk_bitset_ref (GRAFT_ITEM_MODEL (model)->selected);
}

static gboolean
set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  GraftItemModel *self = GRAFT_ITEM_MODEL (model);
  g_autoptr (GtkBitset) next = gtk_bitset_copy (self->selected);
  g_autoptr (GtkBitset) changes = NULL;
  g_autoptr (GtkBitset) chosen = gtk_bitset_copy (selected);

  gtk_bitset_intersect (chosen, mask);
  gtk_bitset_subtract (next, mask);
  gtk_bitset_union (next, chosen);
  if (self->ids->len > 0)
    gtk_bitset_remove_range_closed (next, self->ids->len, G_MAXUINT);
  else
    gtk_bitset_remove_all (next);
  changes = gtk_bitset_copy (self->selected);
  gtk_bitset_difference (changes, next);
  if (gtk_bitset_is_empty (changes))
    return TRUE;
  g_clear_pointer (&self->selected, gtk_bitset_unref);
  self->selected = g_steal_pointer (&next);
  gtk_selection_model_selection_changed (model, gtk_bitset_get_minimum (changes),
                                         gtk_bitset_get_maximum (changes) -
                                             gtk_bitset_get_minimum (changes) + 1);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->set_selection = set_selection;
}

guint
graft_item_model_get_n_selected (GraftItemModel *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_MODEL (self), 0);
  return (guint)gtk_bitset_get_size (self->selected);
}

guint
graft_item_model_get_first_selected (GraftItemModel *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_MODEL (self), GTK_INVALID_LIST_POSITION);
  return gtk_bitset_is_empty (self->selected) ? GTK_INVALID_LIST_POSITION
                                              : gtk_bitset_get_minimum (self->selected);
}

guint32 *
graft_item_model_dup_selected (GraftItemModel *self, gsize *n)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (GRAFT_IS_ITEM_MODEL (self), NULL);

  for (gboolean more = gtk_bitset_iter_init_first (&iter, self->selected, &position);
       more; more = gtk_bitset_iter_next (&iter, &position))
    g_array_append_val (ids, g_array_index (self->ids, guint32, position));
  *n = ids->len;
  return (guint32 *)(gpointer)g_array_free (ids, FALSE);
}

/* ---- what is shown ---- */

static GArray *
ids_of (GraftProjectSet *set, const GArray *positions)
{
  const guint n = positions != NULL && set != NULL ? positions->len : 0;
  GArray *ids = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  const GraftItem *items;
  gsize n_items;

  if (n == 0)
    return ids;
  items = graft_project_set_peek_items (set, &n_items);
  for (guint i = 0; i < n; i++)
    g_array_append_val (ids, items[g_array_index (positions, guint, i)].id);
  return ids;
}

static void
index_shown (GraftItemModel *self, const GArray *positions)
{
  const guint none = NOT_SHOWN;

  g_array_set_size (self->shown_at, 0);
  if (self->set == NULL || positions == NULL)
    return;
  for (gsize n = graft_project_set_get_n_items (self->set); n > 0; n--)
    g_array_append_val (self->shown_at, none);
  for (guint i = 0; i < positions->len; i++)
    g_array_index (self->shown_at, guint, g_array_index (positions, guint, i)) = i;
}

static void
select_ids (GraftItemModel *self, const guint32 *ids, gsize n)
{
  guint position;

  gtk_bitset_remove_all (self->selected);
  for (gsize i = 0; i < n; i++)
    if (graft_item_model_find (self, ids[i], &position))
      gtk_bitset_add (self->selected, position);
}

static void
renumber_rows (GraftItemModel *self)
{
  g_autoptr (GPtrArray) rows = dup_rows (self);
  guint position;

  for (guint i = 0; i < rows->len; i++)
    if (graft_item_model_find (self, graft_item_row_get_id (rows->pdata[i]), &position))
      graft_item_row_set_position (rows->pdata[i], position);
}

/* What lies between the ends that both have in common: the rest has not changed, so that
 * a list that grows by one item does not jump. */
static void
find_changes (
    const GArray *before, const GArray *after, guint *start, guint *n_old, guint *n_new)
{
  const guint32 *old = (const guint32 *)(gconstpointer)before->data;
  const guint32 *new = (const guint32 *)(gconstpointer)after->data;

  *start = 0;
  *n_old = before->len;
  *n_new = after->len;
  while (*start < MIN (*n_old, *n_new) && old[*start] == new[*start])
    (*start)++;
  while (MIN (*n_old, *n_new) > *start && old[*n_old - 1] == new[*n_new - 1])
    {
      (*n_old)--;
      (*n_new)--;
    }
  *n_old -= *start;
  *n_new -= *start;
}

/* GTK 4.8 looks for each widget's item among all that are added and has a row made for
 * every one of them: 57 ms for 66 000. It finds nothing to look for when the old ones are
 * taken out first. */
static void
take_out (GraftItemModel *self, const GArray *before, guint start, guint n)
{
  g_autoptr (GArray) after = g_steal_pointer (&self->ids);
  GtkBitset *selected = self->selected; /* of what comes: its places are not there yet */

  self->selected = gtk_bitset_new_empty ();
  self->ids = g_array_copy ((GArray *)before);
  g_array_remove_range (self->ids, start, n);
  g_list_model_items_changed (G_LIST_MODEL (self), start, n, 0);
  g_array_unref (self->ids);
  self->ids = g_steal_pointer (&after);
  gtk_bitset_unref (self->selected);
  self->selected = selected;
}

static void
emit_changes (GraftItemModel *self, const GArray *before)
{
  guint start, n_old, n_new;

  find_changes (before, self->ids, &start, &n_old, &n_new);
  if (n_old > 0 && n_new > MANY)
    {
      take_out (self, before, start, n_old);
      n_old = 0;
    }
  if (n_old > 0 || n_new > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, n_old, n_new);
}

void
graft_item_model_show (GraftItemModel *self, GraftProjectSet *set, GArray *positions)
{
  g_autoptr (GArray) before = NULL;
  g_autofree guint32 *selected = NULL;
  gsize n_selected;

  g_return_if_fail (GRAFT_IS_ITEM_MODEL (self));

  selected = graft_item_model_dup_selected (self, &n_selected);
  if (set != self->set)
    {
      /* Ids of another set: nothing stays. */
      const guint n = self->ids->len;

      n_selected = 0;
      forget_rows (self);
      gtk_bitset_remove_all (self->selected);
      g_array_set_size (self->ids, 0);
      g_array_set_size (self->shown_at, 0);
      if (n > 0)
        g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
      g_set_object (&self->set, set);
    }
  before = g_steal_pointer (&self->ids);
  self->ids = ids_of (set, positions);
  index_shown (self, positions);
  select_ids (self, selected, n_selected);
  renumber_rows (self);
  emit_changes (self, before);
}

/* ---- life ---- */

static void
graft_item_model_finalize (GObject *object)
{
  GraftItemModel *self = GRAFT_ITEM_MODEL (object);

  forget_rows (self);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->row_ids);
  g_array_unref (self->ids);
  g_array_unref (self->shown_at);
  gtk_bitset_unref (self->selected);
  g_clear_object (&self->set);
  G_OBJECT_CLASS (graft_item_model_parent_class)->finalize (object);
}

static void
graft_item_model_class_init (GraftItemModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = graft_item_model_finalize;
}

static void
graft_item_model_init (GraftItemModel *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->shown_at = g_array_new (FALSE, FALSE, sizeof (guint));
  self->selected = gtk_bitset_new_empty ();
  self->rows = g_hash_table_new (NULL, NULL);
  self->row_ids = g_hash_table_new (NULL, NULL);
}
