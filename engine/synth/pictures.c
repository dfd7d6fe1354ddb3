/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pictures.h. */
#include "engine/synth/pictures.h"

#include "engine/base/workers.h"

#define SHARD 32

typedef struct
{
  const GraftPictures *pictures;
  const GraftDigitFonts *fonts;
  GCancellable *cancellable;
  guint8 *pixels;
} Job;

static void
draw_shard (guint shard, guint worker, gpointer data)
{
  const Job *job = data;
  const GraftPictures *pictures = job->pictures;
  gsize size = pictures->side * pictures->side * 3;
  gsize end = MIN (pictures->n, (gsize)(shard + 1) * SHARD);

  if (g_cancellable_is_cancelled (job->cancellable))
    return;
  for (gsize i = (gsize)shard * SHARD; i < end; i++)
    {
      GraftRng rng;

      graft_rng_init (&rng, pictures->seed, GRAFT_RNG_SYNTH,
                      (pictures->stream << 32) + i);
      pictures->draw (job->fonts, (guint)(i % 10), &rng, job->pixels + i * size);
    }
}

GraftDataset *
graft_pictures_draw (const GraftPictures *pictures,
                     GCancellable *cancellable,
                     GError **error)
{
  static const char *const classes[] = { "0", "1", "2", "3", "4", "5",
                                         "6", "7", "8", "9", NULL };
  const GraftShape shape = graft_shape_image (pictures->side, pictures->side, 3);
  g_autoptr (GraftDigitFonts) fonts = graft_digit_fonts_load (cancellable, error);
  g_autoptr (GraftWorkers) workers = NULL;
  g_autoptr (GBytes) items = NULL;
  g_autoptr (GBytes) known = NULL;
  Job job = { pictures, fonts, cancellable, NULL };
  gsize size = pictures->n * graft_shape_size (&shape);
  gint32 *labels;

  if (fonts == NULL)
    return NULL;
  job.pixels = g_malloc (MAX (1, size));
  items = g_bytes_new_take (job.pixels, size);
  workers = graft_workers_new (0);
  graft_workers_run (workers, (guint)((pictures->n + SHARD - 1) / SHARD), draw_shard,
                     &job);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  labels = g_new (gint32, MAX (1, pictures->n));
  for (gsize i = 0; i < pictures->n; i++)
    labels[i] = (gint32)(i % 10);
  known = g_bytes_new_take (labels, pictures->n * sizeof *labels);
  return graft_dataset_new (pictures->name, GRAFT_ITEM_IMAGE, &shape, pictures->n, items,
                            known, classes, error);
}

const guint8 *
graft_pictures_pose (
    const GraftDigitFonts *fonts, guint digit, gsize side, GraftRng *rng, GraftPose *pose)
{
  guint font = graft_rng_below (rng, fonts->n);
  double middle = ((double)side - 1) / 2, turn = graft_rng_normal (rng) * 6;

  pose->x = middle + graft_rng_range (rng, -2, 2);
  pose->y = middle + graft_rng_range (rng, -2, 2);
  pose->height = (double)side * graft_rng_range (rng, 0.55, 0.8);
  pose->stretch = graft_rng_range (rng, 0.85, 1.2);
  pose->angle = CLAMP (turn, -15, 15) * G_PI / 180;
  pose->shear = graft_rng_range (rng, -0.2, 0.2);
  pose->weight = graft_rng_range (rng, -0.3, 0.7);
  return graft_digit_fonts_peek (fonts, font, digit);
}
