/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a project says no: "FILE: the fact; the remedy". */
#pragma once

#include "engine/base/error.h"

G_BEGIN_DECLS

/* Sets @error to "@path: @format" on one line; always FALSE. */
gboolean graft_project_fail (GError **error,
                             GraftIoError code,
                             const char *path,
                             const char *format,
                             ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
