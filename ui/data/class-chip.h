/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A class as a button: its mark, name, key and number of items. Tiles can be dropped on
 * it. */
#pragma once

#include "ui/data/item-drag.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_CLASS_CHIP (graft_class_chip_get_type ())
G_DECLARE_FINAL_TYPE (GraftClassChip, graft_class_chip, GRAFT, CLASS_CHIP, GtkButton)

/**
 * GraftClassChip::dropped:
 * @drag: a #GraftItemDrag, the items
 */
/**
 * GraftClassChip::menu: a person asks, by pointer or key, what can be done with the class
 */

GtkWidget *graft_class_chip_new (guint index);
guint graft_class_chip_get_index (GraftClassChip *self);
/* The first nine classes have keys. @chosen: only its items are shown. */
void graft_class_chip_show (GraftClassChip *self,
                            const char *name,
                            gsize count,
                            gboolean chosen);

G_END_DECLS
