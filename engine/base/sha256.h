/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 of content that is in memory as a whole. On processors that have instructions
 * for it, three times or more as fast as GChecksum: an import hashes every picture, and
 * GChecksum alone would cost it a tenth of its time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GRAFT_SHA256_SIZE 32

/* Source: FIPS 180-4. @size 0 is content too. Thread: any. */
void graft_sha256 (gconstpointer data, gsize size, guint8 hash[GRAFT_SHA256_SIZE]);

G_END_DECLS
