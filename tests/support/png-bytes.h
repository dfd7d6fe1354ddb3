/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PNG files made by hand, right or wrong on purpose: for tests of the reader. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the header says. */
typedef struct
{
  guint32 width;
  guint32 height;
  guint8 depth;
  guint8 colour_type;
} TestPngHead;

/* The signature and IHDR. */
GByteArray *test_png_begin (const TestPngHead *head);
void test_png_chunk (GByteArray *file, const char *type, const void *data, gsize size);
/* IDAT of @rows: each row with its filter byte in front. */
void test_png_pixels (GByteArray *file, const void *rows, gsize size);
/* A chunk eXIf with nothing but an orientation of @format (3: as it should be). */
void test_png_exif (GByteArray *file, guint16 format, guint16 orientation);
/* IEND; takes @file. */
GBytes *test_png_end (GByteArray *file);

G_END_DECLS
