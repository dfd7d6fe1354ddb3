/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See map-pack.h. Every frame says who its points are: a project can lose one and keep
 * the others. */
#include "engine/session/map-pack.h"

#include "engine/base/error.h"

/* domains, labels, items, positions, predictions, confidences, class names, accuracy of
 * the probe, silhouettes */
#define FRAME_TYPE "(ayanauayanayasddd)"
/* Twice the largest probe sample. */
#define MOST_POINTS 8000

static GVariant *
pack_floats (const float *values, gsize n)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, values, n * sizeof *values, 1);
}

GBytes *
graft_map_pack_frame (GraftMap *map, guint index)
{
  const GraftMapFrame *frame = graft_map_get_frame (map, index);
  gsize n = graft_map_get_n_points (map);
  g_autoptr (GVariant) packed = NULL;
  GVariantBuilder names;

  g_variant_builder_init (&names, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint k = 0; k < graft_map_get_n_classes (map); k++)
    g_variant_builder_add (&names, "s", graft_map_get_class_name (map, k));
  packed = g_variant_ref_sink (g_variant_new (
      "(@ay@an@au@ay@an@ayasddd)",
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, graft_map_peek_domains (map), n, 1),
      g_variant_new_fixed_array (G_VARIANT_TYPE_INT16, graft_map_peek_labels (map), n,
                                 sizeof (gint16)),
      g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, graft_map_peek_items (map), n,
                                 sizeof (guint32)),
      pack_floats (frame->xy, 2 * n),
      g_variant_new_fixed_array (G_VARIANT_TYPE_INT16, frame->prediction, n,
                                 sizeof (gint16)),
      pack_floats (frame->confidence, n), &names, frame->probe_accuracy,
      frame->silhouette_class, frame->silhouette_domain));
  return g_variant_get_data_as_bytes (packed);
}

/* Child @index of a packed frame as an array; NULL unless it has @n values. */
static const void *
peek_array (GVariant *packed, guint index, gsize size, gsize n)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (packed, index);
  gsize found;
  const void *values = g_variant_get_fixed_array (child, &found, size);

  return found == n ? values : NULL;
}

static gboolean
unpack_frame (GVariant *packed, gsize n, GraftMapFrame *frame)
{
  frame->xy = peek_array (packed, 3, 1, 2 * n * sizeof (float));
  frame->prediction = peek_array (packed, 4, sizeof (gint16), n);
  frame->confidence = peek_array (packed, 5, 1, n * sizeof (float));
  g_variant_get_child (packed, 7, "d", &frame->probe_accuracy);
  g_variant_get_child (packed, 8, "d", &frame->silhouette_class);
  g_variant_get_child (packed, 9, "d", &frame->silhouette_domain);
  return frame->xy != NULL && frame->prediction != NULL && frame->confidence != NULL;
}

static gboolean
unpack_probe (GVariant *packed, GraftMapProbe *probe)
{
  g_autoptr (GVariant) domains = g_variant_get_child_value (packed, 0);
  gsize n;

  probe->domains = g_variant_get_fixed_array (domains, &n, 1);
  if (n == 0 || n > MOST_POINTS)
    return FALSE;
  probe->n_points = (guint)n;
  probe->labels = peek_array (packed, 1, sizeof (gint16), n);
  probe->items = peek_array (packed, 2, sizeof (guint32), n);
  for (gsize i = 0; i < n; i++)
    if (probe->domains[i] >= GRAFT_N_DOMAINS)
      return FALSE;
  return probe->labels != NULL && probe->items != NULL;
}

static GVariant *
open_frame (GBytes *data)
{
  return g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (FRAME_TYPE), data, FALSE));
}

static GraftMap *
make_map (GVariant *const *packed, const GraftPackedFrame *kept, guint n, guint run)
{
  g_autofree GraftMapFrame *frames = g_new0 (GraftMapFrame, n);
  g_autoptr (GVariant) names = g_variant_get_child_value (packed[0], 6);
  g_autofree const char **class_names = g_variant_get_strv (names, NULL);
  GraftMapProbe probe = { .run = run, .class_names = class_names };

  probe.n_classes = g_strv_length ((char **)class_names);
  if (!unpack_probe (packed[0], &probe))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      frames[i].step = kept[i].step;
      frames[i].epoch = kept[i].epoch;
      if (!unpack_frame (packed[i], probe.n_points, &frames[i]))
        return NULL;
    }
  return graft_map_new (GRAFT_PROJECTION_PCA, &probe, frames, n, "");
}

GraftMap *
graft_map_unpack (const GraftPackedFrame *frames,
                  guint n_frames,
                  guint run,
                  GError **error)
{
  g_autoptr (GPtrArray) packed =
      g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  GraftMap *map = NULL;

  for (guint i = 0; i < n_frames; i++)
    g_ptr_array_add (packed, open_frame (frames[i].data));
  if (n_frames > 0)
    map = make_map ((GVariant *const *)packed->pdata, frames, n_frames, run);
  if (map == NULL)
    g_set_error_literal (error, GRAFT_IO_ERROR, GRAFT_IO_ERROR_FORMAT,
                         "the map that was kept of this run is damaged; train it again");
  return map;
}
