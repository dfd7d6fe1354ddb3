/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files, plain or gzipped, never more of them than was bargained for. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What data sets may take unpacked: 4 GiB. */
#define GRAFT_FILE_MAX_BYTES ((guint64)1 << 32)

/**
 * graft_file_read:
 * @path: a regular file; gzip is known by its first two bytes, not by its name
 * @max_bytes: of the content, unpacked
 *
 * A small file that unpacks to a large one ("gzip bomb") is given up as soon as it passes
 * @max_bytes; memory follows what was unpacked, never what a header promises.
 * Errors: GRAFT_IO_ERROR_FAILED, _FORMAT for damaged gzip, _TOO_LARGE; the message starts
 * with @path.
 */
GBytes *graft_file_read (const char *path, guint64 max_bytes, GError **error);

/**
 * graft_file_unpack:
 * @bytes: perhaps gzip
 * @name: what messages call it
 *
 * As graft_file_read(), from memory. What is not gzip comes back as it is.
 */
GBytes *
graft_file_unpack (GBytes *bytes, const char *name, guint64 max_bytes, GError **error);

/**
 * graft_file_write:
 * @path: replaced in one go; its folder must be there
 *
 * Writes beside @path, waits until the disk has it, and renames: whatever happens, either
 * the old file is there or the new one is. Errors: GRAFT_IO_ERROR_FAILED, disk full among
 * them; then the old file is as it was.
 */
gboolean graft_file_write (const char *path, GBytes *bytes, GError **error);
/* @bytes as gzip, the same bytes at any time: for names that end in ".gz". */
GBytes *graft_file_pack (GBytes *bytes);
/* As graft_file_write(), packed when @path ends in ".gz". */
gboolean graft_file_write_packed (const char *path, GBytes *bytes, GError **error);

G_END_DECLS
