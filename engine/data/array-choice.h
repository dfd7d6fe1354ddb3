/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which arrays of a file with several are the items and the labels. */
#pragma once

#include <glib.h>

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftArrayChoice, graft_array_choice_free)

G_END_DECLS
