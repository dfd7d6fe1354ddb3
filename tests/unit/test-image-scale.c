/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Smaller pictures and their hashes, by figures that can be worked out by hand. */
#include "engine/io/image-hash.h"
#include "engine/io/image-scale.h"

#include <string.h>

static GraftImage *
make_image (gsize height, gsize width, gsize channels)
{
  GraftImage *image = g_new (GraftImage, 1);

  *image = (GraftImage){ .height = height,
                         .width = width,
                         .channels = channels,
                         .pixels = g_malloc0 (height * width * channels) };
  return image;
}

static void
test_means (void)
{
  static const guint8 pixels[] = { 10, 20, 30, 40, 50, 60, 70, 80 };
  g_autoptr (GraftImage) image = make_image (2, 4, 1);
  g_autoptr (GraftImage) half = NULL, thirds = NULL, one = NULL;

  memcpy (image->pixels, pixels, sizeof pixels);
  half = graft_image_scale (image, 1, 2);
  g_assert_cmpmem (half->pixels, 2, "\x23\x37", 2); /* 35, 55 */
  one = graft_image_scale (image, 1, 1);
  g_assert_cmpuint (one->pixels[0], ==, 45);
  /* A third is 1 1/3 columns: (10 + 20/3) / (4/3) = 12.5; (2 · 20/3 + 2 · 30/3) / (4/3) =
   * 25; (30/3 + 40) / (4/3) = 37.5; to even. */
  thirds = graft_image_scale (image, 2, 3);
  g_assert_cmpint (ABS ((int)thirds->pixels[0] - 12), <=, 1);
  g_assert_cmpuint (thirds->pixels[1], ==, 25);
  g_assert_cmpint (ABS ((int)thirds->pixels[2] - 37), <=, 1);
}

static void
test_colours_stay_apart (void)
{
  g_autoptr (GraftImage) image = make_image (4, 4, 3);
  g_autoptr (GraftImage) small = NULL;

  for (gsize i = 0; i < 16; i++)
    memcpy (image->pixels + 3 * i, i % 2 == 0 ? "\x00\x64\xff" : "\xc8\x64\x01", 3);
  small = graft_image_scale (image, 2, 2);
  for (gsize i = 0; i < 4; i++)
    g_assert_cmpmem (small->pixels + 3 * i, 3, "\x64\x64\x80", 3);
}

/* What is even stays even, whatever the proportions. */
static void
test_even (void)
{
  for (gsize side = 1; side < 40; side += 3)
    for (guint value = 0; value < 256; value += 51)
      {
        g_autoptr (GraftImage) image = make_image (37, 23, 1);
        g_autoptr (GraftImage) small = NULL;

        memset (image->pixels, (int)value, 37 * 23);
        small = graft_image_scale (image, side, 2 * side);
        for (gsize i = 0; i < 2 * side * side; i++)
          g_assert_cmpuint (small->pixels[i], ==, value);
        g_assert_cmpuint (graft_image_dhash (image), ==, 0);
      }
}

static void
test_fit (void)
{
  static const struct
  {
    gsize height, width, box_height, box_width, new_height, new_width;
  } cases[] = {
    { 100, 200, 50, 50, 25, 50 }, { 200, 100, 50, 50, 50, 25 },
    { 30, 20, 50, 50, 30, 20 },   { 1, 1000, 10, 10, 1, 10 },
    { 300, 300, 64, 96, 64, 64 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GraftImage) image = make_image (cases[i].height, cases[i].width, 3);
      g_autoptr (GraftImage) small =
          graft_image_scale_to_fit (image, cases[i].box_height, cases[i].box_width);

      g_assert_cmpuint (small->height, ==, cases[i].new_height);
      g_assert_cmpuint (small->width, ==, cases[i].new_width);
      g_assert_cmpuint (small->channels, ==, 3);
    }
}

/* Nine columns, eight rows: bits by hand. */
static void
test_hash_bits (void)
{
  g_autoptr (GraftImage) image = make_image (8, 9, 1);

  /* Row 0 gets brighter, row 1 darker, row 2 has one step between columns 3 and 4. */
  for (guint x = 0; x < 9; x++)
    {
      image->pixels[x] = (guint8)(10 * x);
      image->pixels[9 + x] = (guint8)(200 - 10 * x);
      image->pixels[18 + x] = x < 4 ? 7 : 8;
    }
  image->pixels[7 * 9 + 8] = 1;
  g_assert_cmphex (graft_image_dhash (image), ==, 0xff00100000000001);
}

/* Larger, brighter and in colour: the same hash. Mirrored: another. */
static void
test_hash_alike (void)
{
  g_autoptr (GraftImage) image = make_image (8, 9, 1), large = make_image (80, 90, 3),
                         mirrored = make_image (8, 9, 1);
  guint64 hash;

  for (gsize y = 0; y < 8; y++)
    for (gsize x = 0; x < 9; x++)
      {
        image->pixels[y * 9 + x] = (guint8)((x * 37 + y * 59) % 100);
        mirrored->pixels[y * 9 + 8 - x] = image->pixels[y * 9 + x];
      }
  for (gsize y = 0; y < 80; y++)
    for (gsize x = 0; x < 90; x++)
      memset (large->pixels + (y * 90 + x) * 3,
              2 * image->pixels[y / 10 * 9 + x / 10] + 10, 3);
  hash = graft_image_dhash (image);
  g_assert_cmphex (graft_image_dhash (large), ==, hash);
  g_assert_cmpuint (graft_image_dhash_distance (hash, graft_image_dhash (mirrored)), >,
                    20);
  g_assert_cmpuint (graft_image_dhash_distance (0xff, 0x0f), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-scale/means", test_means);
  g_test_add_func ("/image-scale/colours", test_colours_stay_apart);
  g_test_add_func ("/image-scale/even", test_even);
  g_test_add_func ("/image-scale/fit", test_fit);
  g_test_add_func ("/image-hash/bits", test_hash_bits);
  g_test_add_func ("/image-hash/alike", test_hash_alike);
  return g_test_run ();
}
