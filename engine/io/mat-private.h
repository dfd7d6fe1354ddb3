/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The elements that a MAT file consists of. Private to engine/io. */
#pragma once

#include "engine/io/fail.h"

G_BEGIN_DECLS

/* Types of elements. */
enum
{
  GRAFT_MAT_INT8 = 1,
  GRAFT_MAT_UINT8 = 2,
  GRAFT_MAT_INT16 = 3,
  GRAFT_MAT_UINT16 = 4,
  GRAFT_MAT_INT32 = 5,
  GRAFT_MAT_UINT32 = 6,
  GRAFT_MAT_SINGLE = 7,
  GRAFT_MAT_DOUBLE = 9,
  GRAFT_MAT_INT64 = 12,
  GRAFT_MAT_UINT64 = 13,
  GRAFT_MAT_MATRIX = 14,
  GRAFT_MAT_COMPRESSED = 15,
};

#define GRAFT_MAT_TAG_SIZE 8

typedef struct
{
  const guint8 *at;
  const guint8 *end;
  gboolean big_endian;
} GraftMatCursor;

typedef struct
{
  guint32 type;
  gsize size; /* without padding */
  const guint8 *content;
} GraftMatElement;

guint32 graft_mat_read_u32 (const guint8 *at, gboolean big_endian);

/* The next element of an array, and the cursor behind its padding. FALSE when it does not
 * fit into what is there. */
gboolean graft_mat_next (GraftMatCursor *cursor, GraftMatElement *element);

/* Unpacks the first @most bytes, or all when there are fewer; NULL when what is packed is
 * damaged. */
GBytes *graft_mat_inflate (const guint8 *packed, gsize size, gsize most);

G_END_DECLS
