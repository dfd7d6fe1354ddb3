/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See project-set.h. Rows lie in one array by ascending ids, so that an item is found by
 * halving and a change is merged in one pass. */
#include "engine/project/project-set-private.h"

#include <string.h>

struct _GraftProjectSet
{
  GObject parent_instance;

  guint32 id;
  gint64 position;
  GraftSetKind kind;
  char *name;
  char *origin;
  GArray *items;      /* GraftItem, ascending ids */
  char **class_names; /* in order */
  GArray *class_ids;  /* gint64 */
  GArray *counts;     /* gsize, a class each */
  gsize n_labelled;
};

enum
{
  PROP_NAME = 1,
  PROP_N_ITEMS,
  PROP_N_LABELLED,
  N_PROPERTIES
};

enum
{
  ITEMS_CHANGED,
  ITEMS_REPLACED,
  CLASSES_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftProjectSet, graft_project_set, G_TYPE_OBJECT)

static void
graft_project_set_get_property (GObject *object,
                                guint id,
                                GValue *value,
                                GParamSpec *pspec)
{
  GraftProjectSet *self = GRAFT_PROJECT_SET (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint64 (value, self->items->len);
      break;
    case PROP_N_LABELLED:
      g_value_set_uint64 (value, self->n_labelled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_project_set_finalize (GObject *object)
{
  GraftProjectSet *self = GRAFT_PROJECT_SET (object);

  g_free (self->name);
  g_free (self->origin);
  g_strfreev (self->class_names);
  g_array_unref (self->items);
  g_array_unref (self->class_ids);
  g_array_unref (self->counts);
  G_OBJECT_CLASS (graft_project_set_parent_class)->finalize (object);
}

static void
graft_project_set_class_init (GraftProjectSetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags =
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = graft_project_set_get_property;
  object_class->finalize = graft_project_set_finalize;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_N_ITEMS] =
      g_param_spec_uint64 ("n-items", NULL, NULL, 0, G_MAXUINT32, 0, flags);
  properties[PROP_N_LABELLED] =
      g_param_spec_uint64 ("n-labelled", NULL, NULL, 0, G_MAXUINT32, 0, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[ITEMS_CHANGED] =
      g_signal_new ("items-changed", GRAFT_TYPE_PROJECT_SET, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[ITEMS_REPLACED] =
      g_signal_new ("items-replaced", GRAFT_TYPE_PROJECT_SET, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  signals[CLASSES_CHANGED] =
      g_signal_new ("classes-changed", GRAFT_TYPE_PROJECT_SET, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
graft_project_set_init (GraftProjectSet *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (GraftItem));
  self->class_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->counts = g_array_new (FALSE, TRUE, sizeof (gsize));
  self->class_names = g_new0 (char *, 1);
  self->name = g_strdup ("");
  self->origin = g_strdup ("");
}

/* --- what a change does --- */

/* What there is to say afterwards. */
typedef struct
{
  gboolean name;
  gboolean classes;
  gboolean replaced;
  guint first;
  guint n;
} Told;

static void
count_label (GraftProjectSet *self, int label, int by)
{
  if (label < 0 || (guint)label >= self->counts->len)
    return;
  g_array_index (self->counts, gsize, label) += (gsize)by;
  self->n_labelled += (gsize)by;
}

static void
count_all (GraftProjectSet *self)
{
  g_array_set_size (self->counts, 0);
  g_array_set_size (self->counts, self->class_ids->len);
  self->n_labelled = 0;
  for (guint i = 0; i < self->items->len; i++)
    count_label (self, g_array_index (self->items, GraftItem, i).label, 1);
}

static void
take_row (GraftProjectSet *self, const GraftSetChange *change, Told *told)
{
  if (change->name == NULL)
    return;
  told->name = g_strcmp0 (self->name, change->name) != 0;
  g_free (self->name);
  self->name = g_strdup (change->name);
  g_free (self->origin);
  self->origin = g_strdup (change->origin);
  self->kind = change->kind;
  self->position = change->position;
}

static void
take_classes (GraftProjectSet *self, const GraftSetChange *change, Told *told)
{
  if (change->class_ids == NULL)
    return;
  told->classes = TRUE;
  g_strfreev (self->class_names);
  self->class_names = g_strdupv (change->class_names);
  g_array_set_size (self->class_ids, 0);
  g_array_append_vals (self->class_ids, change->class_ids->data, change->class_ids->len);
}

static void
take_all (GraftProjectSet *self, const GArray *items, Told *told)
{
  gboolean same = self->items->len == items->len;

  for (guint i = 0; same && i < items->len; i++)
    same = g_array_index (self->items, GraftItem, i).id ==
           g_array_index (items, GraftItem, i).id;
  told->replaced = !same;
  told->n = same ? items->len : 0;
  g_array_set_size (self->items, 0);
  g_array_append_vals (self->items, items->data, items->len);
  count_all (self);
}

/* Rows that are there already are written over; TRUE when others remain. */
static gboolean
write_over (GraftProjectSet *self, const GArray *items, Told *told)
{
  gboolean others = FALSE;
  guint at, last = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const GraftItem *item = &g_array_index (items, GraftItem, i);
      GraftItem *mine;

      if (!graft_project_set_find_item (self, item->id, &at))
        {
          others = TRUE;
          continue;
        }
      mine = &g_array_index (self->items, GraftItem, at);
      told->classes |= mine->label != item->label;
      count_label (self, mine->label, -1);
      count_label (self, item->label, 1);
      *mine = *item;
      told->first = told->n == 0 ? at : told->first;
      last = at;
      told->n = last - told->first + 1;
    }
  return others;
}

/* Both lists merged, without those removed; rows of @items win. */
static void
merge (GraftProjectSet *self, const GArray *items, const GArray *removed)
{
  guint n_new = items != NULL ? items->len : 0;
  GArray *merged =
      g_array_sized_new (FALSE, FALSE, sizeof (GraftItem), self->items->len + n_new);
  guint i = 0, k = 0, gone = 0;

  while (i < self->items->len || k < n_new)
    {
      const GraftItem *old =
          i < self->items->len ? &g_array_index (self->items, GraftItem, i) : NULL;
      const GraftItem *new = k < n_new ? &g_array_index (items, GraftItem, k) : NULL;

      if (new != NULL && (old == NULL || new->id <= old->id))
        {
          g_array_append_vals (merged, new, 1);
          i += old != NULL && old->id == new->id;
          k++;
          continue;
        }
      while (removed != NULL && gone < removed->len &&
             g_array_index (removed, guint32, gone) < old->id)
        gone++;
      if (removed == NULL || gone == removed->len ||
          g_array_index (removed, guint32, gone) != old->id)
        g_array_append_vals (merged, old, 1);
      i++;
    }
  g_array_unref (self->items);
  self->items = merged;
}

/* New items have the highest ids as a rule: then nothing is copied. */
static gboolean
append (GraftProjectSet *self, const GArray *items)
{
  const GraftItem *first = &g_array_index (items, GraftItem, 0);

  if (self->items->len > 0 &&
      g_array_index (self->items, GraftItem, self->items->len - 1).id >= first->id)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    count_label (self, g_array_index (items, GraftItem, i).label, 1);
  g_array_append_vals (self->items, first, items->len);
  return TRUE;
}

static void
take_some (GraftProjectSet *self, const GraftSetChange *change, Told *told)
{
  gboolean others = FALSE;

  if (change->items != NULL && change->items->len > 0 && change->removed == NULL)
    {
      if (append (self, change->items))
        {
          told->replaced = told->classes = TRUE;
          return;
        }
      others = write_over (self, change->items, told);
    }
  if (!others && change->removed == NULL)
    return;
  merge (self, change->items, change->removed);
  count_all (self);
  told->replaced = told->classes = TRUE;
}

static void
tell (GraftProjectSet *self, const Told *told)
{
  g_autoptr (GraftProjectSet) alive = g_object_ref (self);

  if (told->name)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  if (told->classes)
    g_signal_emit (self, signals[CLASSES_CHANGED], 0);
  if (told->replaced)
    {
      g_signal_emit (self, signals[ITEMS_REPLACED], 0);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
    }
  else if (told->n > 0)
    g_signal_emit (self, signals[ITEMS_CHANGED], 0, told->first, told->n);
  if (told->classes)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_LABELLED]);
}

void
graft_project_set_apply (GraftProjectSet *self, const GraftSetChange *change)
{
  Told told = { FALSE };

  take_row (self, change, &told);
  take_classes (self, change, &told);
  if (change->all)
    take_all (self, change->items, &told);
  else
    take_some (self, change, &told);
  tell (self, &told);
}

GraftProjectSet *
graft_project_set_new (const GraftSetChange *change)
{
  GraftProjectSet *self = g_object_new (GRAFT_TYPE_PROJECT_SET, NULL);

  self->id = change->id;
  graft_project_set_apply (self, change);
  return self;
}

/* --- what can be read --- */

gint64
graft_project_set_get_position (GraftProjectSet *self)
{
  return self->position;
}

gint64
graft_project_set_get_class_id (GraftProjectSet *self, int class)
{
  return class >= 0 && (guint) class < self->class_ids->len
             ? g_array_index (self->class_ids, gint64, class)
             : 0;
}

const char *
graft_project_set_get_name (GraftProjectSet *self)
{
  return self->name;
}

guint
graft_project_set_get_id (GraftProjectSet *self)
{
  return self->id;
}

GraftSetKind
graft_project_set_get_kind (GraftProjectSet *self)
{
  return self->kind;
}

const char *
graft_project_set_get_origin (GraftProjectSet *self)
{
  return self->origin;
}

gsize
graft_project_set_get_n_items (GraftProjectSet *self)
{
  return self->items->len;
}

gsize
graft_project_set_get_n_labelled (GraftProjectSet *self)
{
  return self->n_labelled;
}

const GraftItem *
graft_project_set_peek_items (GraftProjectSet *self, gsize *n)
{
  if (n != NULL)
    *n = self->items->len;
  return (const GraftItem *)self->items->data;
}

gboolean
graft_project_set_find_item (GraftProjectSet *self, guint32 id, guint *position)
{
  guint low = 0, high = self->items->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->items, GraftItem, middle).id < id)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == self->items->len || g_array_index (self->items, GraftItem, low).id != id)
    return FALSE;
  if (position != NULL)
    *position = low;
  return TRUE;
}

guint
graft_project_set_get_n_classes (GraftProjectSet *self)
{
  return self->class_ids->len;
}

const char *
graft_project_set_get_class_name (GraftProjectSet *self, guint class)
{
  g_return_val_if_fail (class < self->class_ids->len, NULL);
  return self->class_names[class];
}

int
graft_project_set_find_class (GraftProjectSet *self, const char *name)
{
  for (guint i = 0; i < self->class_ids->len; i++)
    if (g_str_equal (self->class_names[i], name))
      return (int)i;
  return GRAFT_CLASS_NONE;
}

gsize
graft_project_set_get_class_count (GraftProjectSet *self, guint class)
{
  g_return_val_if_fail (class < self->counts->len, 0);
  return g_array_index (self->counts, gsize, class);
}
