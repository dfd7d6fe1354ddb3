/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data sets that Graft draws itself: one file ending in a const GraftBuiltinClass and one
 * line in synth/meson.build each. moons.c is the template to start from. Item i is a
 * function of (seed, i) alone, whatever thread draws it. */
#pragma once

#include "engine/data/dataset.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftBuiltinClass:
 * @id: in "data=builtin:ID"
 * @n_train, @n_test: items made when no limit is asked for
 * @generate: @n items; @test chooses numbers that training never sees. Errors: cancelled,
 * or what the drawing needs is missing (no fonts)
 */
typedef struct
{
  const char *id;
  const char *label;
  const char *summary;
  gsize n_train;
  gsize n_test;
  GraftDataset *(*generate) (
      guint64 seed, gsize n, gboolean test, GCancellable *cancellable, GError **error);
} GraftBuiltinClass;

const GraftBuiltinClass *graft_builtin_get (gsize index); /* NULL past the end */
const GraftBuiltinClass *graft_builtin_find (const char *id);

G_END_DECLS
