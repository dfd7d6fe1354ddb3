/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of an experiment brought together: grey beside colour, sizes that differ, and
 * labels that training must not see. */
#include "engine/base/error.h"
#include "engine/session/run-data.h"
#include "tests/support/temp-folder.h"

#include <string.h>

typedef struct
{
  char *folder;
  GraftRunData data;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = test_temp_folder_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_temp_folder_remove (self->folder);
  graft_run_data_clear (&self->data);
}

/* Twelve images of @size × @size in NAME-images and their labels in NAME-labels. All
 * bytes of image i are 10 · i. */
static void
write_idx (Fixture *self, const char *name, guint8 size, guint8 channels)
{
  const guint8 n = 12;
  gsize area = (gsize)size * size * channels, head = channels == 1 ? 16 : 20;
  g_autofree guint8 *pixels = g_malloc (head + n * area), *classes = g_malloc (8 + n);
  const guint8 image_head[20] = {
    0, 0, 8,       channels == 1 ? 3 : 4, 0, 0, 0, n, 0, 0, 0, size, 0, 0, 0, size, 0,
    0, 0, channels
  };
  const guint8 label_head[8] = { 0, 0, 8, 1, 0, 0, 0, n };
  g_autofree char *images = g_strdup_printf ("%s/%s-images", self->folder, name);
  g_autofree char *labels = g_strdup_printf ("%s/%s-labels", self->folder, name);

  memcpy (pixels, image_head, head);
  memcpy (classes, label_head, 8);
  for (guint i = 0; i < n; i++)
    {
      memset (pixels + head + i * area, (int)(10 * i), area);
      classes[8 + i] = (guint8)(i % 2);
    }
  g_assert_true (
      g_file_set_contents (images, (char *)pixels, (gssize)(head + n * area), NULL));
  g_assert_true (g_file_set_contents (labels, (char *)classes, 8 + n, NULL));
}

/* Each is the NAME of write_idx(); @target_test may be NULL. */
static gboolean
load (Fixture *self,
      const char *source,
      const char *source_test,
      const char *target,
      const char *target_test,
      GError **error)
{
  g_autofree char *text =
      g_strdup_printf ("[experiment]\nmethod=dann\n[source]\ndata=idx:%s-images\n"
                       "test=idx:%s-images\n[target]\ndata=idx:%s-images\n"
                       "%s%s%s[network]\npreset=mlp\n",
                       source, source_test, target, target_test ? "test=idx:" : "",
                       target_test ? target_test : "", target_test ? "-images\n" : "");
  g_autoptr (GraftExperiment) experiment =
      graft_experiment_parse (text, "test.experiment", self->folder, error);
  g_autoptr (GraftJournal) journal = graft_journal_new ();

  if (experiment == NULL)
    return FALSE;
  return graft_run_data_load (
      &self->data,
      &(GraftRunDataOrder){ .experiment = experiment,
                            .method = graft_method_class_find ("dann"),
                            .journal = journal },
      error);
}

/* Whichever of the four has colour, all get it, and pixels stay what they were. */
static void
test_colour (Fixture *self, gconstpointer data)
{
  const char *names[][4] = { { "grey", "grey", "colour", "colour" },
                             { "colour", "colour", "grey", "grey" },
                             { "grey", "grey", "grey", "colour" },
                             { "grey", "colour", "grey", "grey" } };

  write_idx (self, "grey", 4, 1);
  write_idx (self, "colour", 4, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      load (self, names[i][0], names[i][1], names[i][2], names[i][3], &error);
      g_assert_no_error (error);
      g_assert_cmpuint (self->data.input.dim[2], ==, 3);
      for (guint d = 0; d < GRAFT_N_DOMAINS; d++)
        {
          const guint8 *train = graft_dataset_peek_pixels (self->data.train[d]);
          const guint8 *test = graft_dataset_peek_pixels (self->data.test[d]);

          g_assert_cmpuint (graft_dataset_get_shape (self->data.train[d])->dim[2], ==, 3);
          g_assert_cmpuint (graft_dataset_get_shape (self->data.test[d])->dim[2], ==, 3);
          for (guint j = 0; j < 48; j++)
            {
              g_assert_cmpuint (train[48 * 5 + j], ==, 50);
              g_assert_cmpuint (test[48 * 11 + j], ==, 110);
            }
        }
      graft_run_data_clear (&self->data);
    }
}

/* A target without test items of its own is one set, before and after. */
static void
test_one_set (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_idx (self, "grey", 4, 1);
  write_idx (self, "colour", 4, 3);
  load (self, "colour", "colour", "grey", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (graft_dataset_peek_pixels (self->data.train[GRAFT_TARGET]) ==
                 graft_dataset_peek_pixels (self->data.test[GRAFT_TARGET]));
  g_assert_cmpuint (graft_dataset_get_shape (self->data.test[GRAFT_TARGET])->dim[2], ==,
                    3);
}

/* Grey alone stays grey. */
static void
test_grey (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_idx (self, "grey", 4, 1);
  load (self, "grey", "grey", "grey", "grey", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (self->data.input.dim[2], ==, 1);
}

/* Sizes that differ are refused, wherever they do; the line names the file. */
static void
test_sizes (Fixture *self, gconstpointer data)
{
  const char *names[][5] = { { "small", "big", "small", "small", "[source] test: big" },
                             { "small", "small", "big", "big", "[target] data: big" },
                             { "small", "small", "small", "big", "[target] test: big" },
                             { "big", "big", "small", "big", "[target] data: small" },
                             { "small", "small", "small", "bright",
                               "has items of 6×6×3, the source 4×4×3" } };

  write_idx (self, "small", 4, 1);
  write_idx (self, "big", 6, 1);
  write_idx (self, "bright", 6, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          load (self, names[i][0], names[i][1], names[i][2], names[i][3], &error));
      g_assert_error (error, GRAFT_DATA_ERROR, GRAFT_DATA_ERROR_MISMATCH);
      if (strstr (error->message, names[i][4]) == NULL)
        g_error ("expected “%s” in: %s", names[i][4], error->message);
      g_assert_nonnull (strstr (error->message, "input="));
      g_assert_null (self->data.train[GRAFT_SOURCE]);
    }
}

/* Target labels go to the oracle and to the judge, never to training. */
static void
test_labels (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_idx (self, "grey", 4, 1);
  load (self, "grey", "grey", "grey", "grey", &error);
  g_assert_no_error (error);
  g_assert_true (graft_dataset_has_labels (self->data.train[GRAFT_SOURCE]));
  g_assert_false (graft_dataset_has_labels (self->data.train[GRAFT_TARGET]));
  g_assert_true (graft_dataset_has_labels (self->data.oracle));
  g_assert_true (graft_dataset_has_labels (self->data.test[GRAFT_TARGET]));
}

/* What lies between the fields of a shape in memory is not what the data are. */
static void
test_hash (Fixture *self, gconstpointer data)
{
  char *hashes[2];

  for (guint i = 0; i < 2; i++)
    {
      GraftShape shape;
      g_autoptr (GBytes) items = g_bytes_new_static ("abcdefgh", 8);
      g_autoptr (GraftDataset) dataset = NULL;

      memset (&shape, i == 0 ? 0x55 : 0xaa, sizeof shape);
      shape.rank = 3;
      shape.dim[0] = shape.dim[1] = 2;
      shape.dim[2] = 1;
      dataset =
          graft_dataset_new ("x", GRAFT_ITEM_IMAGE, &shape, 2, items, NULL, NULL, NULL);
      hashes[i] = graft_dataset_hash (dataset);
    }
  g_assert_cmpstr (hashes[0], ==, hashes[1]);
  g_free (hashes[0]);
  g_free (hashes[1]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function)                                                              \
  g_test_add ("/run-data/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("colour", test_colour);
  ADD ("one-set", test_one_set);
  ADD ("grey", test_grey);
  ADD ("sizes", test_sizes);
  ADD ("labels", test_labels);
  ADD ("hash", test_hash);
  return g_test_run ();
}
