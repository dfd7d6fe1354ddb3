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

typedef void (*GraftSha256Func) (gconstpointer data, gsize size, guint8 *hash);

/* What graft_sha256() would call on this processor: for many small contents, since asking
 * the processor takes longer than hashing one, above all on a virtual machine. */
GraftSha256Func graft_sha256_find (void);

G_END_DECLS
