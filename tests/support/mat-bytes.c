/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See mat-bytes.h. */
#include "tests/support/mat-bytes.h"

#include <string.h>
#include <zlib.h>

static void
append_u32 (GByteArray *file, guint32 value, gboolean big_endian)
{
  const guint32 stored = big_endian ? GUINT32_TO_BE (value) : GUINT32_TO_LE (value);

  g_byte_array_append (file, (const guint8 *)&stored, 4);
}

static void
append_element (
    GByteArray *file, guint32 type, const void *data, guint32 size, gboolean big_endian)
{
  static const guint8 padding[8] = { 0 };

  append_u32 (file, type, big_endian);
  append_u32 (file, size, big_endian);
  if (size > 0)
    g_byte_array_append (file, data, size);
  g_byte_array_append (file, padding, (8 - size % 8) % 8);
}

GByteArray *
test_mat_begin (gboolean big_endian)
{
  GByteArray *file = g_byte_array_new ();
  char head[128];

  memset (head, ' ', sizeof head);
  memcpy (head, "MATLAB 5.0 MAT-file", 19);
  memcpy (head + 124, big_endian ? "\x01\x00MI" : "\x00\x01IM", 4);
  g_byte_array_append (file, (const guint8 *)head, sizeof head);
  return file;
}

static GByteArray *
make_array (const TestMatArray *array, gboolean big_endian)
{
  GByteArray *content = g_byte_array_new ();
  guint32 words[9] = { (guint32)array->flags << 8 | array->class, 0 };

  for (guint i = 0; i < 2; i++)
    words[i] = big_endian ? GUINT32_TO_BE (words[i]) : GUINT32_TO_LE (words[i]);
  append_element (content, 6, words, 8, big_endian);
  for (guint i = 0; i < array->rank; i++)
    words[i] = big_endian ? GUINT32_TO_BE (array->dim[i]) : GUINT32_TO_LE (array->dim[i]);
  append_element (content, 5, words, 4 * array->rank, big_endian);
  append_element (content, 1, array->name, (guint32)strlen (array->name), big_endian);
  append_element (content, array->type, array->data, array->size, big_endian);
  return content;
}

void
test_mat_add (GByteArray *file,
              const TestMatArray *array,
              gboolean packed,
              gboolean big_endian)
{
  g_autoptr (GByteArray) content = make_array (array, big_endian);
  g_autoptr (GByteArray) element = g_byte_array_new ();
  uLongf packed_size;
  g_autofree guint8 *stream = NULL;

  append_element (element, 14, content->data, content->len, big_endian);
  if (!packed)
    {
      g_byte_array_append (file, element->data, element->len);
      return;
    }
  packed_size = compressBound (element->len);
  stream = g_malloc (packed_size);
  g_assert_cmpint (compress (stream, &packed_size, element->data, element->len), ==,
                   Z_OK);
  append_u32 (file, 15, big_endian);
  append_u32 (file, (guint32)packed_size, big_endian);
  g_byte_array_append (file, stream, (guint)packed_size);
}
