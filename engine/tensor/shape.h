/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shape of one sample, without the batch axis. Images are height, width, channels
 * (NHWC inside the engine; files, goldens and ONNX are NCHW and are converted at the
 * doors); vectors are one axis; sequences are time, features. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_SHAPE_MAX_RANK 4

typedef struct
{
  guint rank;
  gsize dim[GRAFT_SHAPE_MAX_RANK];
} GraftShape;

static inline GraftShape
graft_shape_vector (gsize n)
{
  return (GraftShape){ .rank = 1, .dim = { n } };
}

static inline GraftShape
graft_shape_image (gsize height, gsize width, gsize channels)
{
  return (GraftShape){ .rank = 3, .dim = { height, width, channels } };
}

static inline gsize
graft_shape_size (const GraftShape *self)
{
  gsize size = 1;

  for (guint i = 0; i < self->rank; i++)
    size *= self->dim[i];
  return size;
}

/* The last axis: channels of an image, features of a vector. */
static inline gsize
graft_shape_channels (const GraftShape *self)
{
  return self->rank > 0 ? self->dim[self->rank - 1] : 1;
}

static inline gboolean
graft_shape_equal (const GraftShape *a, const GraftShape *b)
{
  if (a->rank != b->rank)
    return FALSE;
  for (guint i = 0; i < a->rank; i++)
    if (a->dim[i] != b->dim[i])
      return FALSE;
  return TRUE;
}

/* "28×28×3"; free with g_free(). */
char *graft_shape_to_string (const GraftShape *self);

G_END_DECLS
