/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies among the items: the same bytes, or nearly the same picture (methods 10.6). */
#pragma once

#include "engine/data/groups.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GRAFT_CONTENT_HASH_BYTES 32
#define GRAFT_NEAR_BITS 4

/* Items with the same hash. @hashes: [n, 32]. Cost: n. */
GraftGroups *graft_duplicates_exact (const guint8 *hashes, gsize n);

/**
 * graft_is_flat:
 * @dhash: 64 bits, each telling whether a place of a picture is darker than the next
 *
 * The hash of a picture without visible structure: all bits but at most 4 are the same. A
 * blank sheet, a black one and any plain gradient have such a hash, so that it tells
 * nothing about their being copies.
 */
gboolean graft_is_flat (guint64 dhash);

/**
 * graft_duplicates_near:
 * @dhashes: [n] perceptual hashes
 * @max_bits: largest Hamming distance of two copies, at most 4 (GRAFT_NEAR_BITS)
 * @n_flat: (out) (optional): items that are too flat to be compared (graft_is_flat());
 *     they belong to no group here, and only graft_duplicates_exact() can join them
 * @n_limited: (out) (optional): hashes that were compared with their nearest companions
 *     alone, because too many differ in the same few bits; 0 means that the groups are
 *     complete
 *
 * Two items are in one group when a chain of near copies leads from one to the other.
 *
 * Equal hashes are joined first, so that many copies cost nothing. Hashes within 4 bits
 * agree in one of any five bands of bits, so only those that share a band are compared; a
 * band holds every fifth of the bits that vary, because those of a margin are all the
 * same. A crowd that shares a band is divided again by five bands of what still varies,
 * three times over; what is then still a crowd is compared along its order only,
 * each with the next 64. So the cost is bounded by a multiple of n, whatever the hashes.
 * Thread: any. Errors: only cancellation.
 */
GraftGroups *graft_duplicates_near (const guint64 *dhashes,
                                    gsize n,
                                    guint max_bits,
                                    GCancellable *cancellable,
                                    gsize *n_flat,
                                    gsize *n_limited,
                                    GError **error);

G_END_DECLS
