/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs of texts, such as sentences and their translations: a line a pair, a tab between
 * them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_PAIRS_MAX_FILE ((guint64)1 << 30)
#define GRAFT_PAIRS_MAX_TEXT 65536

/**
 * GraftPairs:
 * @n: pairs
 * @first, @second: [n] texts in UTF-8, without spaces at their ends
 */
typedef struct
{
  gsize n;
  char **first;
  char **second;
} GraftPairs;

/**
 * graft_pairs_load:
 * @path: plain or gzipped
 *
 * Empty lines are passed over; lines that have not two texts, and bytes that are no
 * UTF-8, are refused. Errors: GRAFT_IO_ERROR, all codes; the message starts with @path
 * and names the line.
 */
GraftPairs *graft_pairs_load (const char *path, GError **error);
/* The same from memory, unpacked; @name is what messages call it. */
GraftPairs *graft_pairs_parse (GBytes *bytes, const char *name, GError **error);
void graft_pairs_free (GraftPairs *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftPairs, graft_pairs_free)

G_END_DECLS
