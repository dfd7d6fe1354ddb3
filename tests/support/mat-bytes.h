/* SPDX-License-Identifier: GPL-3.0-or-later */
/* MATLAB files made by hand, right or wrong on purpose: for tests of the reader. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @class and @type as the format counts them: 6 and 9 are doubles, 9 and 2 bytes. */
typedef struct
{
  const char *name;
  guint8 class;
  guint8 type;
  guint8 flags; /* 8: complex */
  guint rank;
  guint32 dim[9];
  const void *data;
  guint32 size;
} TestMatArray;

/* The first 128 bytes. */
GByteArray *test_mat_begin (gboolean big_endian);
void test_mat_add (GByteArray *file,
                   const TestMatArray *array,
                   gboolean packed,
                   gboolean big_endian);

G_END_DECLS
