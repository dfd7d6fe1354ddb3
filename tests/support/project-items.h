/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projects made of nothing, for tests: sets of small raw pictures, vectors or files. */
#pragma once

#include "engine/project/project-items.h"

G_BEGIN_DECLS

/**
 * TestItem:
 * @class: of "a", "b", "c" …; −1: no label
 * @value: what the item looks like: same values, same pixels
 * @file: (nullable): absolute; then the item refers to it
 */
typedef struct
{
  int class;
  GraftSplit split;
  gboolean excluded;
  guint8 value;
  const char *file;
} TestItem;

/* Adds the set @name, of pictures of 8 × 8 × 1 or of @n_features numbers, to the project
 * at @path, which is made when it is not there. @n_classes: of the class list. */
void test_project_add_set (const char *path,
                           const char *name,
                           const TestItem *items,
                           gsize n,
                           guint n_classes,
                           guint n_features);
/* A set of @n labelled pictures that can be told apart, in @n_classes classes; @shift
 * makes them another domain. */
void test_project_add_domain (
    const char *path, const char *name, gsize n, guint n_classes, guint8 shift);

G_END_DECLS
