/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures in a folder, and one of them as pixels of a wanted shape. */
#pragma once

#include "engine/tensor/shape.h"

#include <glib.h>

G_BEGIN_DECLS

/* Names of the regular files that look like pictures (engine/io/image-file.h) directly in
 * @folder, sorted; NULL with GRAFT_IO_ERROR_FAILED when it cannot be opened. */
GPtrArray *graft_image_list (const char *folder, GError **error);
/* Names of the folders in @folder, sorted; those that begin with a dot are left out. */
GPtrArray *graft_folder_list (const char *folder, GError **error);

G_END_DECLS
