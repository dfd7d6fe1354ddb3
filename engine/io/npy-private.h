/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What npy.c and npy-header.c share. */
#pragma once

#include "engine/io/fail.h"
#include "engine/io/npy.h"

/* "f4" and its like, without the byte order. */
gboolean graft_npy_type_from_code (const char *code, GraftNpyType *type);

/* Reads the dictionary of @length bytes, not terminated, into type, rank and dim of
 * @self. */
gboolean graft_npy_read_header (const char *text,
                                gsize length,
                                const char *name,
                                GraftNpy *self,
                                gboolean *by_columns,
                                GError **error);
