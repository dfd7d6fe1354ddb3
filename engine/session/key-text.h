/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The key files of GLib read with their line numbers, which GKeyFile forgets, and without
 * its silent merging of groups and keys that come twice. Private to engine/session. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * GraftKeyLine:
 * @group: name of the group the line stands in
 * @key: (nullable): NULL for the line that opens the group
 * @value: (nullable): with escapes decoded, without spaces around it
 * @line: counts from 1
 */
typedef struct
{
  char *group;
  char *key;
  char *value;
  guint line;
} GraftKeyLine;

/* All lines that say something, in order; elements are owned by the array. */
GPtrArray *graft_key_text_parse (const char *text, const char *name, GError **error);
/* NULL when there is no such line; @key NULL asks for the group's own line. */
const GraftKeyLine *
graft_key_text_find (GPtrArray *lines, const char *group, const char *key);
/* What to write after "key=" so that it reads as @value again. */
char *graft_key_text_escape (const char *value);
/* As much of @text as a message repeats. */
char *graft_key_text_excerpt (const char *text);

G_END_DECLS
