/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of pictures; see fuzz.h. */
#include "tests/fuzz/fuzz.h"

#include "engine/io/image-file.h"

/* The smallest PNG, a TGA with runs and an 8-bit BMP. */
GBytes *
fuzz_seed (gsize index)
{
  static const guint8 png[] = { 0x89, 'P',  'N',  'G',  '\r', '\n', 0x1a, '\n', 0,   0,
                                0,    13,   'I',  'H',  'D',  'R',  0,    0,    0,   1,
                                0,    0,    0,    1,    8,    0,    0,    0,    0,   0x3a,
                                0x7e, 0x9b, 0x55, 0,    0,    0,    10,   'I',  'D', 'A',
                                'T',  0x78, 0x9c, 0x63, 0x60, 0,    0,    0,    2,   0,
                                1,    0x48, 0xaf, 0xa4, 0x71, 0,    0,    0,    0,   'I',
                                'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82 };
  static const guint8 tga[] = { 0, 0, 10, 0, 0,  0,    0,    0, 0, 0, 0,    0,
                                4, 0, 2,  0, 24, 0x20, 0x83, 1, 2, 3, 0x03, 1,
                                2, 3, 4,  5, 6,  7,    8,    9, 1, 2, 3 };
  static const guint8 bmp[] = { 'B', 'M', 70, 0, 0, 0, 0,  0, 0, 0, 54, 0, 0, 0,
                                40,  0,   0,  0, 2, 0, 0,  0, 2, 0, 0,  0, 1, 0,
                                24,  0,   0,  0, 0, 0, 16, 0, 0, 0, 0,  0, 0, 0,
                                0,   0,   0,  0, 0, 0, 0,  0, 0, 0, 0,  0, 1, 2,
                                3,   4,   5,  6, 0, 0, 7,  8, 9, 1, 2,  3, 0, 0 };

  return index == 0   ? g_bytes_new_static (png, sizeof png)
         : index == 1 ? g_bytes_new_static (tga, sizeof tga)
         : index == 2 ? g_bytes_new_static (bmp, sizeof bmp)
                      : NULL;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftImage) image = graft_image_parse (bytes, "fuzz", &error);
  guint sum = 0;

  if (image == NULL)
    {
      fuzz_check_error (error);
      return 0;
    }
  /* Every pixel is there. */
  for (gsize i = 0; i < image->width * image->height * image->channels; i++)
    sum += image->pixels[i];
  g_assert_cmpuint (sum, <=, G_MAXUINT);
  return 0;
}
