/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a data set. Private to engine/data. */
#pragma once

#include "engine/data/dataset.h"

#include <stdatomic.h>

G_BEGIN_DECLS

struct _GraftDataset
{
  atomic_int references;
  char *name;
  GraftItemKind kind;
  GraftShape shape;
  gsize n;
  GBytes *items;
  GBytes *labels; /* NULL: no item has one */
  char **class_names;
  guint n_classes;
};

gsize graft_dataset_item_bytes (const GraftDataset *self);
/* Name, kind and classes of @self with other content, which is taken over. */
GraftDataset *graft_dataset_derive (const GraftDataset *self,
                                    const GraftShape *shape,
                                    gsize n,
                                    GBytes *items,
                                    GBytes *labels);

G_END_DECLS
