/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that others collected because they broke readers: each is read or refused with
 * one line, within seconds. Those of PngSuite that are right look as Cairo (libpng) sees
 * them. Needs the shared data. */
#include "engine/base/error.h"
#include "engine/io/image-file.h"

#include <cairo.h>
#include <string.h>
#include <unistd.h>

/* Sanitizers take ten times as long. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define MOST_SECONDS 50
#elif defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define MOST_SECONDS 50
#endif
#endif
#ifndef MOST_SECONDS
#define MOST_SECONDS 5
#endif

typedef struct
{
  guint n_read;
  guint n_refused;
} Count;

static char *
find_corpus (void)
{
  const char *shared = g_getenv ("GRAFT_SHARED");
  g_autofree char *folder =
      shared != NULL ? g_build_filename (shared, "data", "evil_images", NULL) : NULL;

  if (folder == NULL || !g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_clear_pointer (&folder, g_free);
  return g_steal_pointer (&folder);
}

/* Paths of the files in @folder and in its folders. */
static void
list_files (const char *folder, GPtrArray *paths)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_DIR))
        g_ptr_array_add (paths, path);
      else
        {
          list_files (path, paths);
          g_free (path);
        }
    }
}

/* NULL with @error of one line. A reader that hangs is ended by the alarm. */
static GraftImage *
read_in_time (const char *path, GError **error)
{
  const gint64 start = g_get_monotonic_time ();
  GraftImage *image;
  gint64 seconds;

  alarm (3 * MOST_SECONDS);
  image = graft_image_load (path, error);
  alarm (0);
  seconds = (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  if (seconds >= MOST_SECONDS)
    g_test_message ("%s took %d seconds", path, (int)seconds);
  g_assert_cmpint (seconds, <, MOST_SECONDS);
  return image;
}

static void
check_file (const char *path, Count *count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftImage) image = read_in_time (path, &error);
  GraftImageSize size;

  if (image == NULL)
    {
      g_assert_error (error, GRAFT_IO_ERROR, error->code);
      g_assert_true (g_str_has_prefix (error->message, path));
      g_assert_null (strchr (error->message, '\n'));
      g_test_message ("%s", error->message);
      count->n_refused++;
      return;
    }
  g_assert_no_error (error);
  g_assert_true (graft_image_peek (path, &size, &error));
  g_assert_cmpuint (size.width, ==, image->width);
  g_assert_cmpuint (size.height, ==, image->height);
  g_assert_cmpuint (size.channels, ==, image->channels);
  count->n_read++;
}

static void
test_folder (gconstpointer data)
{
  g_autofree char *corpus = find_corpus ();
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  Count count = { 0 };

  if (corpus == NULL)
    {
      g_test_skip ("GRAFT_SHARED names no folder with data/evil_images");
      return;
    }
  folder = g_build_filename (corpus, data, NULL);
  list_files (folder, paths);
  for (guint i = 0; i < paths->len; i++)
    check_file (paths->pdata[i], &count);
  g_assert_cmpuint (paths->len, >, 0);
  g_test_message ("%s: %u read, %u refused", (const char *)data, count.n_read,
                  count.n_refused);
}

/* ---- as Cairo sees them ---- */

/* One colour of one pixel over white, and whether it let anything through. Cairo
 * multiplies colours with opacity beforehand. */
static int
cairo_value (
    const guint32 *row, gsize x, guint shift, gboolean has_opacity, gboolean *sheer)
{
  const guint opacity = has_opacity ? row[x] >> 24 : 255;

  *sheer = opacity != 255;
  return (int)(((row[x] >> shift) & 0xff) + 255 - opacity);
}

static void
compare (const GraftImage *image, cairo_surface_t *surface, const char *name)
{
  const gsize stride = (gsize)cairo_image_surface_get_stride (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  const gboolean has_opacity =
      cairo_image_surface_get_format (surface) == CAIRO_FORMAT_ARGB32;

  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, image->width);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, image->height);
  for (gsize y = 0; y < image->height; y++)
    for (gsize x = 0; x < image->width; x++)
      for (gsize c = 0; c < 3; c++)
        {
          const guint8 *pixel = image->pixels + (y * image->width + x) * image->channels;
          gboolean sheer = FALSE;
          int wanted = cairo_value ((const guint32 *)(data + y * stride), x,
                                    16 - 8 * (guint)c, has_opacity, &sheer);
          int got = pixel[image->channels == 3 ? c : 0];

          if (ABS (got - wanted) > (sheer ? 1 : 0))
            g_test_message ("%s: %d at %u, %u, where Cairo has %d", name, got, (guint)x,
                            (guint)y, wanted);
          g_assert_cmpint (ABS (got - wanted), <=, sheer ? 1 : 0);
        }
}

/* Names that begin with x are wrong on purpose; all others are right. */
static void
check_png (const char *path, Count *count)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GraftImage) image = read_in_time (path, &error);
  cairo_surface_t *surface;

  if (name[0] == 'x')
    {
      if (image != NULL)
        g_test_message ("%s is wrong but was read", name);
      g_assert_null (image);
      count->n_refused++;
      return;
    }
  g_assert_no_error (error);
  surface = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  /* Cairo from 1.17.2 on keeps 16 bits in formats of its own. */
  if (cairo_image_surface_get_format (surface) == CAIRO_FORMAT_ARGB32 ||
      cairo_image_surface_get_format (surface) == CAIRO_FORMAT_RGB24)
    {
      compare (image, surface, name);
      count->n_read++;
    }
  cairo_surface_destroy (surface);
}

static void
test_png_suite (void)
{
  g_autofree char *corpus = find_corpus ();
  g_autofree char *folder = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  Count count = { 0 };

  if (corpus == NULL)
    {
      g_test_skip ("GRAFT_SHARED names no folder with data/evil_images");
      return;
    }
  folder = g_build_filename (corpus, "png_pngsuite", NULL);
  list_files (folder, paths);
  for (guint i = 0; i < paths->len; i++)
    if (g_str_has_suffix (paths->pdata[i], ".png"))
      check_png (paths->pdata[i], &count);
  g_test_message ("PngSuite: %u as Cairo sees them, %u refused", count.n_read,
                  count.n_refused);
  g_assert_cmpuint (count.n_read, >=, 100);
  g_assert_cmpuint (count.n_refused, >=, 13);
}

int
main (int argc, char **argv)
{
  static const char *const folders[] = {
    "jpeg_crashtest", "jpeg_icc", "jpeg_imagetestsuite", "jpeg_reftest",
    "png_bugfixes",   "png_fuzz", "png_pngsuite",        "png_pngsuite-extra",
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_strconcat ("/evil-images/", folders[i], NULL);

      g_test_add_data_func (path, folders[i], test_folder);
    }
  g_test_add_func ("/evil-images/as-cairo", test_png_suite);
  return g_test_run ();
}
