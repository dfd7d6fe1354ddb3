/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of gzip; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/io/file.h"

#define MOST 65536

/* "hello", stored and packed. */
GBytes *
fuzz_seed (gsize index)
{
  static const guint8 packed[] = { 0x1f, 0x8b, 8,    0,    0,    0,    0,    0, 0,
                                   3,    0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0, 0x86,
                                   0xa6, 0x10, 0x36, 5,    0,    0,    0 };

  return index == 0 ? g_bytes_new_static (packed, sizeof packed) : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = graft_file_unpack (bytes, "fuzz", MOST, &error);

  if (content == NULL)
    fuzz_check_error (error);
  else
    g_assert_cmpuint (g_bytes_get_size (content), <=, MAX (MOST, size));
  return 0;
}
