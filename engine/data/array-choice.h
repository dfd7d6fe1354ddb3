/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which arrays of a file with several are the items and the labels. */
#pragma once

#include "engine/data/dataset.h"
#include "engine/io/npy.h"

G_BEGIN_DECLS

typedef struct
{
  char *path;
  char *items;
  char *labels; /* NULL: there are none */
} GraftArrayChoice;

/* Splits "FILE#items,labels" or "FILE#items"; what is not named stays NULL. A file may
 * have a "#" in its name when one is written behind it. */
GraftArrayChoice *graft_array_choice_new (const char *rest);
void graft_array_choice_free (GraftArrayChoice *self);

/* Fills in what was not named from the @names that there are; FALSE, with them, when
 * items cannot be found. @path is what messages call the file. */
gboolean graft_array_choice_complete (GraftArrayChoice *self,
                                      const char *const *names,
                                      const char *path,
                                      GError **error);

/* A file with several arrays. @get gives one by its name; @path is for messages. */
typedef struct
{
  GraftNpy *(*get) (gpointer file, const char *array, GError **error);
  gpointer file;
  const char *path;
} GraftArrayFile;

/**
 * graft_array_choice_read:
 * @messages: (nullable): is told when there are no labels
 * @labels: (out) (optional) (nullable): the labels as they stand in the file
 *
 * The data set of the chosen arrays; errors are those of @file and of
 * graft_dataset_from_arrays().
 */
GraftDataset *graft_array_choice_read (const GraftArrayChoice *self,
                                       const GraftArrayFile *file,
                                       GPtrArray *messages,
                                       GraftNpy **labels,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftArrayChoice, graft_array_choice_free)

G_END_DECLS
