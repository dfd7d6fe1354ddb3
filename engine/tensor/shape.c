/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a shape is written for people. */
#include "engine/tensor/shape.h"

char *
graft_shape_to_string (const GraftShape *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->rank; i++)
    g_string_append_printf (text, "%s%" G_GSIZE_FORMAT, i > 0 ? "×" : "", self->dim[i]);
  return g_string_free (text, FALSE);
}
