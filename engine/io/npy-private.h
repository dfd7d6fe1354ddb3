/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What npy.c shares with npy-header.c and with mat.c, whose arrays come out alike. */
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

/* n of @self, the product of its axes, bounded before it is made. An empty axis makes it
 * 0. */
gboolean graft_npy_count (GraftNpy *self, const char *name, GError **error);

/* Copies the elements of @self from column-major @from to row-major @to. */
void graft_npy_reorder (const GraftNpy *self, const guint8 *from, guint8 *to);
