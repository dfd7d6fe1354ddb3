/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See item-row.h. */
#include "ui/data/item-row.h"

#include "graft-config.h"

#include <glib/gi18n.h>
#include <string.h>

struct _GraftItemRow
{
  GObject parent_instance;
  GraftProjectSet *set;
  GraftItem item;
  guint position;
  char *name; /* or NULL */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

/* Written once by class_init. */
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GraftItemRow, graft_item_row, G_TYPE_OBJECT)

GraftItemRow *
graft_item_row_new (GraftProjectSet *set, const GraftItem *item)
{
  GraftItemRow *self = g_object_new (GRAFT_TYPE_ITEM_ROW, NULL);

  self->set = g_object_ref (set);
  self->item = *item;
  return self;
}

GraftProjectSet *
graft_item_row_get_set (GraftItemRow *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_ROW (self), NULL);
  return self->set;
}

guint32
graft_item_row_get_id (GraftItemRow *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_ROW (self), 0);
  return self->item.id;
}

const GraftItem *
graft_item_row_get_item (GraftItemRow *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_ROW (self), NULL);
  return &self->item;
}

guint
graft_item_row_get_position (GraftItemRow *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_ROW (self), 0);
  return self->position;
}

void
graft_item_row_set_position (GraftItemRow *self, guint position)
{
  g_return_if_fail (GRAFT_IS_ITEM_ROW (self));
  self->position = position;
}

/* Field by field: a struct may have holes, and what is in them does not count. */
static gboolean
same_item (const GraftItem *a, const GraftItem *b)
{
  return a->label == b->label && a->suggestion == b->suggestion &&
         a->confidence == b->confidence && a->queue == b->queue && a->split == b->split &&
         a->flags == b->flags;
}

void
graft_item_row_update (GraftItemRow *self, const GraftItem *item)
{
  g_return_if_fail (GRAFT_IS_ITEM_ROW (self));
  g_return_if_fail (item->id == self->item.id);

  if (same_item (&self->item, item))
    return;
  self->item = *item;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

const char *
graft_item_row_get_name (GraftItemRow *self)
{
  g_return_val_if_fail (GRAFT_IS_ITEM_ROW (self), NULL);
  return self->name;
}

void
graft_item_row_set_name (GraftItemRow *self, const char *name)
{
  g_return_if_fail (GRAFT_IS_ITEM_ROW (self));

  if (g_strcmp0 (name, self->name) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
graft_item_row_touch (GraftItemRow *self)
{
  g_return_if_fail (GRAFT_IS_ITEM_ROW (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* ---- in words ---- */

const char *
graft_split_get_label (GraftSplit split)
{
  switch (split)
    {
    case GRAFT_SPLIT_TRAIN:
      return _ ("training");
    case GRAFT_SPLIT_VALIDATION:
      return _ ("validation");
    case GRAFT_SPLIT_TEST:
      return _ ("test");
    case GRAFT_SPLIT_NONE:
    case GRAFT_N_SPLITS:
    default:
      return NULL;
    }
}

/* The list of classes may be shorter than it was when the item was read. */
static const char *
class_name (GraftItemRow *self, int class)
{
  if (class < 0 || (guint) class >= graft_project_set_get_n_classes (self->set))
    return NULL;
  return graft_project_set_get_class_name (self->set, (guint) class);
}

char *
graft_item_row_dup_caption (GraftItemRow *self)
{
  const char *label, *suggestion;

  g_return_val_if_fail (GRAFT_IS_ITEM_ROW (self), NULL);

  label = class_name (self, self->item.label);
  suggestion = class_name (self, self->item.suggestion);
  if (label != NULL)
    return g_strdup (label);
  /* Translators: a class that the model suggests, and how sure it is, 0 to 1 */
  if (suggestion != NULL)
    return g_strdup_printf (_ ("%s? %.2f"), suggestion, (double)self->item.confidence);
  return g_strdup (_ ("unlabelled"));
}

/* Label or suggestion, and how it came about. */
static void
describe_class (GraftItemRow *self, GPtrArray *parts)
{
  const char *label = class_name (self, self->item.label);
  const char *suggestion = class_name (self, self->item.suggestion);

  if (label != NULL)
    {
      g_ptr_array_add (parts, g_strdup (label));
      g_ptr_array_add (parts, g_strdup (_ ("confirmed")));
    }
  else if (suggestion != NULL)
    g_ptr_array_add (parts, g_strdup_printf (_ ("suggested: %s with confidence %.2f"),
                                             suggestion, (double)self->item.confidence));
  else
    g_ptr_array_add (parts, g_strdup (_ ("unlabelled")));
  if (label != NULL && (self->item.flags & GRAFT_ITEM_SUSPECT) == 0)
    return;
  if (label != NULL)
    g_ptr_array_add (parts,
                     suggestion != NULL
                         ? g_strdup_printf (_ ("probably wrong, perhaps %s"), suggestion)
                         : g_strdup (_ ("probably wrong")));
}

static void
describe_flags (GraftItemRow *self, GPtrArray *parts)
{
  const guint flags = self->item.flags;
  const char *split = graft_split_get_label (self->item.split);

  if (split != NULL)
    g_ptr_array_add (parts, g_strdup (split));
  if (flags & GRAFT_ITEM_LEAK)
    g_ptr_array_add (parts, g_strdup (_ ("duplicate in another split")));
  else if (flags & GRAFT_ITEM_DUPLICATE)
    g_ptr_array_add (parts, g_strdup (_ ("duplicate")));
  if (flags & GRAFT_ITEM_DISPUTED)
    g_ptr_array_add (parts, g_strdup (_ ("disputed")));
  if (flags & GRAFT_ITEM_EXCLUDED)
    g_ptr_array_add (parts, g_strdup (_ ("excluded")));
}

char *
graft_item_row_dup_description (GraftItemRow *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (GRAFT_IS_ITEM_ROW (self), NULL);

  g_ptr_array_add (parts, self->name != NULL
                              ? g_strdup (self->name)
                              : g_strdup_printf (_ ("item %u"), self->position + 1));
  describe_class (self, parts);
  describe_flags (self, parts);
  g_ptr_array_add (parts, NULL);
  /* Translators: between the parts of a description */
  return g_strjoinv (_ (", "), (char **)parts->pdata);
}

/* ---- life ---- */

static void
graft_item_row_finalize (GObject *object)
{
  GraftItemRow *self = GRAFT_ITEM_ROW (object);

  g_clear_object (&self->set);
  g_free (self->name);
  G_OBJECT_CLASS (graft_item_row_parent_class)->finalize (object);
}

static void
graft_item_row_class_init (GraftItemRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = graft_item_row_finalize;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", GRAFT_TYPE_ITEM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 0);
}

static void
graft_item_row_init (GraftItemRow *self)
{
}
