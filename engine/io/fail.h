/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How readers say no: the file first, then the fact and the remedy. */
#pragma once

#include "engine/base/error.h"

G_BEGIN_DECLS

/* Sets @error to "@name: @format"; always FALSE. */
gboolean graft_io_fail (GError **error,
                        GraftIoError code,
                        const char *name,
                        const char *format,
                        ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
