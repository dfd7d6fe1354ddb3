/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-view.h. Here: which set is shown, through which filter, in which order. What
 * is done to the selected items is in item-view-edit.c; the list itself is item-model.c.
 */
#include "ui/data/item-filter.h"
#include "ui/data/item-view-private.h"

#include <stdlib.h>

struct _GraftItemView
{
  GObject parent_instance;
  GraftProject *project; /* or NULL */
  GraftProjectSet *set;  /* or NULL */
  GraftItemFilter filter;
  GraftOrder order;
  GraftItemModel *model;
  GBytes *found;            /* guint32, ascending: what the text was found in; or NULL */
  GCancellable *search;     /* while it is looked for */
  GCancellable *of_the_set; /* cancelled when the set is left */
  guint counts[GRAFT_N_SHOWS];
  gboolean counted;
  guint n_selected;
  guint32 cursor_id; /* 0: none */
};

enum
{
  PROP_PROJECT = 1,
  PROP_SET,
  PROP_ORDER,
  PROP_N_SELECTED,
  N_PROPERTIES
};

enum
{
  SIGNAL_FILTER_CHANGED,
  SIGNAL_COUNTS_CHANGED,
  SIGNAL_CURSOR_MOVED,
  N_SIGNALS
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftItemView, graft_item_view, G_TYPE_OBJECT)

GraftItemView *
graft_item_view_new (void)
{
  return g_object_new (GRAFT_TYPE_ITEM_VIEW, NULL);
}

GraftProject *
graft_item_view_get_project (GraftItemView *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), NULL);
  return self->project;
}

GraftProjectSet *
graft_item_view_get_set (GraftItemView *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), NULL);
  return self->set;
}

const GraftItemFilter *
graft_item_view_get_filter (GraftItemView *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), NULL);
  return &self->filter;
}

GraftOrder
graft_item_view_get_order (GraftItemView *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), GRAFT_ORDER_FILE);
  return self->order;
}

GtkSelectionModel *
graft_item_view_get_model (GraftItemView *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), NULL);
  return GTK_SELECTION_MODEL (self->model);
}

GraftItemModel *
graft_item_view_peek_model (GraftItemView *self)
{
  return self->model;
}

GCancellable *
graft_item_view_peek_cancellable (GraftItemView *self)
{
  return self->of_the_set;
}

guint
graft_item_view_get_n_selected (GraftItemView *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), 0);
  return self->n_selected;
}

static void
selection_cb (GraftItemView *self)
{
  guint n = graft_item_model_get_n_selected (self->model);

  if (n == self->n_selected)
    return;
  self->n_selected = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

/* ---- rows ---- */

/* @keep: what is shown now stays, whatever the filter says. */
static void
rebuild (GraftItemView *self, gboolean keep)
{
  g_autoptr (GArray) positions = NULL;
  g_autofree guint8 *kept = NULL;
  const GraftItem *items = NULL;
  const guint32 *found = NULL;
  gsize n = 0, found_size = 0;

  if (self->set != NULL)
    items = graft_project_set_peek_items (self->set, &n);
  if (self->found != NULL)
    found = g_bytes_get_data (self->found, &found_size);
  if (keep)
    {
      kept = g_new0 (guint8, n + 1);
      for (guint i = 0; i < n; i++)
        kept[i] = (guint8)graft_item_model_shows (self->model, i);
    }
  positions = graft_item_filter_collect (&self->filter, self->order, items, n, found,
                                         found_size / sizeof *found, kept);
  graft_item_model_show (self->model, self->set, positions);
  selection_cb (self);
}

static gboolean
was_found (GraftItemView *self, guint32 id)
{
  gsize size = 0;
  const guint32 *ids = self->found ? g_bytes_get_data (self->found, &size) : NULL;

  return self->filter.text == NULL ||
         (size > 0 && bsearch (&id, ids, size / sizeof id, sizeof id,
                               graft_item_filter_compare_ids) != NULL);
}

/* Whether one of the items that differ should be shown and is not. */
static gboolean
some_appear (GraftItemView *self, guint first, guint n)
{
  gsize n_items;
  const GraftItem *items = graft_project_set_peek_items (self->set, &n_items);

  for (guint i = first; i < n_items && i - first < n; i++)
    if (!graft_item_model_shows (self->model, i) &&
        graft_item_filter_matches (&self->filter, &items[i]) &&
        was_found (self, items[i].id))
      return TRUE;
  return FALSE;
}

/* Suggestions and the queue come for a whole set at once, and the order with them. A
 * person's edits leave the order alone: what is under the pointer does not run away. */
static gboolean
order_is_new (GraftItemView *self, guint n)
{
  return n > 1 && n == graft_project_set_get_n_items (self->set) &&
         (self->filter.show == GRAFT_SHOW_QUEUE ||
          self->order == GRAFT_ORDER_CONFIDENCE ||
          self->order == GRAFT_ORDER_UNCERTAINTY);
}

static void
counts_cb (GraftItemView *self)
{
  self->counted = FALSE;
  g_signal_emit (self, signals[SIGNAL_COUNTS_CHANGED], 0);
}

static void
items_changed_cb (GraftItemView *self, guint first, guint n)
{
  graft_item_model_refresh (self->model, first, n);
  if (order_is_new (self, n) || some_appear (self, first, n))
    rebuild (self, TRUE);
  counts_cb (self);
}

static void
items_replaced_cb (GraftItemView *self)
{
  rebuild (self, FALSE);
  graft_item_model_refresh (self->model, 0, G_MAXUINT);
  counts_cb (self);
}

/* Names and numbers of classes: what the filter means may be gone. */
static void
classes_changed_cb (GraftItemView *self)
{
  const int n = (int)graft_project_set_get_n_classes (self->set);

  if (self->filter.class >= n || self->filter.suggestion >= n)
    {
      self->filter.class = self->filter.class < n ? self->filter.class : -1;
      self->filter.suggestion =
          self->filter.suggestion < n ? self->filter.suggestion : -1;
      rebuild (self, FALSE);
      g_signal_emit (self, signals[SIGNAL_FILTER_CHANGED], 0);
    }
  graft_item_model_touch (self->model);
  counts_cb (self);
}

guint
graft_item_view_count (GraftItemView *self, GraftShow show)
{
  gsize n = 0;
  const GraftItem *items;

  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), 0);
  g_return_val_if_fail (show < GRAFT_N_SHOWS, 0);

  if (self->set == NULL)
    return 0;
  if (!self->counted)
    {
      items = graft_project_set_peek_items (self->set, &n);
      graft_item_filter_count (items, n, self->counts);
      self->counted = TRUE;
    }
  return self->counts[show];
}

/* ---- filter and order ---- */

static void
drop_search (GraftItemView *self)
{
  if (self->search != NULL)
    g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_pointer (&self->found, g_bytes_unref);
}

static void
search_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GraftItemView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) found =
      graft_project_search_finish (GRAFT_PROJECT (source), result, &error);

  /* A later text, or another set, has cancelled this one. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (found == NULL)
    g_debug ("search: %s", error->message);
  g_clear_object (&self->search);
  g_clear_pointer (&self->found, g_bytes_unref);
  self->found = g_steal_pointer (&found);
  rebuild (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_FILTER_CHANGED], 0);
}

static void
start_search (GraftItemView *self)
{
  drop_search (self);
  if (self->filter.text == NULL || self->project == NULL || self->set == NULL)
    return;
  self->search = g_cancellable_new ();
  graft_project_search_async (self->project, self->set, self->filter.text, self->search,
                              search_cb, g_object_ref (self));
}

void
graft_item_view_set_filter (GraftItemView *self, const GraftItemFilter *filter)
{
  gboolean same_text;

  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self) && filter != NULL);

  same_text = g_strcmp0 (self->filter.text ? self->filter.text : "",
                         filter->text ? filter->text : "") == 0;
  graft_item_filter_copy (&self->filter, filter);
  if (!same_text)
    start_search (self);
  /* While a text is looked for, the old rows stay: an empty list would only flicker. */
  if (self->search == NULL)
    rebuild (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_FILTER_CHANGED], 0);
}

void
graft_item_view_set_show (GraftItemView *self, GraftShow show)
{
  GraftItemFilter filter;

  graft_item_filter_init (&filter);
  filter.show = show;
  graft_item_view_set_filter (self, &filter);
}

void
graft_item_view_set_order (GraftItemView *self, GraftOrder order)
{
  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));
  g_return_if_fail (order < GRAFT_N_ORDERS);

  if (self->order == order)
    return;
  self->order = order;
  rebuild (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORDER]);
  g_signal_emit (self, signals[SIGNAL_FILTER_CHANGED], 0);
}

/* ---- cursor ---- */

guint
graft_item_view_get_cursor (GraftItemView *self)
{
  guint position;

  g_return_val_if_fail (GRAFT_IS_ITEM_VIEW (self), GTK_INVALID_LIST_POSITION);

  if (self->cursor_id != 0 &&
      graft_item_model_find (self->model, self->cursor_id, &position) &&
      gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->model), position))
    return position;
  return graft_item_model_get_first_selected (self->model);
}

void
graft_item_view_set_cursor (GraftItemView *self, guint position)
{
  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));

  if (position >= graft_item_model_get_n_shown (self->model))
    return;
  self->cursor_id = graft_item_model_get_id (self->model, position);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->model), position, TRUE);
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, position);
}

/* ---- set and project ---- */

static void
leave_set (GraftItemView *self)
{
  if (self->set != NULL)
    g_signal_handlers_disconnect_by_data (self->set, self);
  drop_search (self);
  g_cancellable_cancel (self->of_the_set);
  g_object_unref (self->of_the_set);
  self->of_the_set = g_cancellable_new ();
  self->cursor_id = 0;
  g_clear_object (&self->set);
}

static void
enter_set (GraftItemView *self, GraftProjectSet *set)
{
  if (set == NULL)
    return;
  self->set = g_object_ref (set);
  g_signal_connect_object (set, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (set, "items-replaced", G_CALLBACK (items_replaced_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (set, "classes-changed", G_CALLBACK (classes_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* A filter belongs to its set: class numbers and texts mean nothing in another. */
void
graft_item_view_set_set (GraftItemView *self, GraftProjectSet *set)
{
  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));

  if (self->set == set)
    return;
  leave_set (self);
  enter_set (self, set);
  graft_item_filter_clear (&self->filter);
  graft_item_filter_init (&self->filter);
  rebuild (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SET]);
  g_signal_emit (self, signals[SIGNAL_FILTER_CHANGED], 0);
  counts_cb (self);
}

static gboolean
has_set (GListModel *sets, GraftProjectSet *set)
{
  for (guint i = 0; i < g_list_model_get_n_items (sets); i++)
    {
      g_autoptr (GraftProjectSet) other = g_list_model_get_item (sets, i);

      if (other == set)
        return TRUE;
    }
  return FALSE;
}

/* The first set is shown until somebody chooses, and instead of one that is gone. */
static void
sets_cb (GraftItemView *self)
{
  GListModel *sets =
      self->project != NULL ? graft_project_get_sets (self->project) : NULL;
  g_autoptr (GraftProjectSet) first = NULL;

  if (sets != NULL && self->set != NULL && has_set (sets, self->set))
    return;
  if (sets != NULL)
    first = g_list_model_get_item (sets, 0);
  graft_item_view_set_set (self, first);
}

void
graft_item_view_set_project (GraftItemView *self, GraftProject *project)
{
  g_return_if_fail (GRAFT_IS_ITEM_VIEW (self));

  if (self->project == project)
    return;
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  graft_item_view_set_set (self, NULL);
  g_set_object (&self->project, project);
  if (project != NULL)
    g_signal_connect_object (project, "sets-changed", G_CALLBACK (sets_cb), self,
                             G_CONNECT_SWAPPED);
  sets_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROJECT]);
}

/* ---- life ---- */

static void
graft_item_view_set_property (GObject *object,
                              guint id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  GraftItemView *self = GRAFT_ITEM_VIEW (object);

  switch (id)
    {
    case PROP_PROJECT:
      graft_item_view_set_project (self, g_value_get_object (value));
      break;
    case PROP_SET:
      graft_item_view_set_set (self, g_value_get_object (value));
      break;
    case PROP_ORDER:
      graft_item_view_set_order (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_item_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GraftItemView *self = GRAFT_ITEM_VIEW (object);

  switch (id)
    {
    case PROP_PROJECT:
      g_value_set_object (value, self->project);
      break;
    case PROP_SET:
      g_value_set_object (value, self->set);
      break;
    case PROP_ORDER:
      g_value_set_uint (value, self->order);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, self->n_selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_item_view_dispose (GObject *object)
{
  GraftItemView *self = GRAFT_ITEM_VIEW (object);

  if (self->of_the_set != NULL)
    leave_set (self);
  if (self->project != NULL)
    g_signal_handlers_disconnect_by_data (self->project, self);
  g_clear_object (&self->project);
  G_OBJECT_CLASS (graft_item_view_parent_class)->dispose (object);
}

static void
graft_item_view_finalize (GObject *object)
{
  GraftItemView *self = GRAFT_ITEM_VIEW (object);

  graft_item_filter_clear (&self->filter);
  g_clear_object (&self->of_the_set);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (graft_item_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *klass)
{
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_PROJECT] =
      g_param_spec_object ("project", NULL, NULL, GRAFT_TYPE_PROJECT, flags);
  properties[PROP_SET] =
      g_param_spec_object ("set", NULL, NULL, GRAFT_TYPE_PROJECT_SET, flags);
  properties[PROP_ORDER] =
      g_param_spec_uint ("order", NULL, NULL, 0, GRAFT_N_ORDERS - 1, 0, flags);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT,
                                                   0, flags & ~(guint)G_PARAM_WRITABLE);
  g_object_class_install_properties (klass, N_PROPERTIES, properties);
}

static void
graft_item_view_class_init (GraftItemViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GSignalFlags last = G_SIGNAL_RUN_LAST;

  object_class->set_property = graft_item_view_set_property;
  object_class->get_property = graft_item_view_get_property;
  object_class->dispose = graft_item_view_dispose;
  object_class->finalize = graft_item_view_finalize;
  install_properties (object_class);
  signals[SIGNAL_FILTER_CHANGED] = g_signal_new (
      "filter-changed", GRAFT_TYPE_ITEM_VIEW, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_COUNTS_CHANGED] = g_signal_new (
      "counts-changed", GRAFT_TYPE_ITEM_VIEW, last, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CURSOR_MOVED] =
      g_signal_new ("cursor-moved", GRAFT_TYPE_ITEM_VIEW, last, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
graft_item_view_init (GraftItemView *self)
{
  graft_item_filter_init (&self->filter);
  self->of_the_set = g_cancellable_new ();
  self->model = graft_item_model_new ();
  g_signal_connect_object (self->model, "selection-changed", G_CALLBACK (selection_cb),
                           self, G_CONNECT_SWAPPED);
}
