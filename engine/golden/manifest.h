/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of a case: as Python writes it, with NaN and Infinity, which JSON itself has
 * not. Private to engine/golden. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GRAFT_GOLDEN_MAX_RANK 8

/* @value: [n], row-major; a number written in the manifest has rank 0. */
typedef struct
{
  guint rank;
  gsize dim[GRAFT_GOLDEN_MAX_RANK];
  gsize n;
  double *value;
} GraftArray;

/* The root object; free with json_node_unref(). Errors: GRAFT_IO_ERROR; the message
 * starts with @path. */
JsonNode *graft_manifest_read (const char *path, GError **error);
/* A member that is an object, or a text; NULL when there is none. Lent. */
JsonObject *graft_manifest_get_object (JsonObject *root, const char *name);
const char *graft_manifest_get_text (JsonObject *root, const char *name);
/* A number, or a truth value as 0 or 1. FALSE for anything else, NULL too. */
gboolean graft_manifest_get_number (JsonNode *node, double *value);
/* A number, or lists in lists, all of one length on each axis. FALSE for anything else;
 * free @array->value with g_free(). */
gboolean graft_manifest_get_array (JsonNode *node, GraftArray *array);

G_END_DECLS
