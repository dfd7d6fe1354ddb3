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

/* A closer look at two items whose hashes are near: are they copies? */
typedef gboolean (*GraftAlikeFunc) (guint32 a, guint32 b, gpointer data);

/**
 * GraftNearSearch:
 * @dhashes: [n] perceptual hashes
 * @max_bits: largest Hamming distance of two copies, at most 4 (GRAFT_NEAR_BITS)
 * @alike: (nullable): asked about pairs within @max_bits (graft_looks_alike()). Without
 * it the hash alone decides, which is good for photographs and too coarse for digits:
 * within 4 bits, 57 000 of the 60 000 in MNIST would hang together
 */
typedef struct
{
  const guint64 *dhashes;
  gsize n;
  guint max_bits;
  GraftAlikeFunc alike;
  gpointer data;
  GCancellable *cancellable;
} GraftNearSearch;

/**
 * graft_duplicates_near:
 * @n_mute: (out) (optional): items of which the hash tells nothing; they belong to no
 *     group here, and only graft_duplicates_exact() can join them. They are flat
 *     (graft_is_flat()), or, without @alike, in a chain
 * @n_limited: (out) (optional): hashes that were compared with their nearest companions
 *     alone, because too many differ in the same few bits; 0 means that the groups are
 *     complete
 *
 * Two items are in one group when near copies lead from one to the other. Without @alike
 * a group of 24 or more counts as a chain, and is given up, when less than half of its
 * pairs are within 8 bits: of true copies nearly all are, of MNIST's digits 6 %.
 *
 * Equal hashes are joined first, so that many copies cost nothing; with @alike each is
 * shown beside up to 64 that look different. Hashes within 4 bits agree in one of any
 * five bands of bits, so only those that share a band are compared; a band holds every
 * fifth of the bits that vary, because those of a margin are all the same. A crowd that
 * shares a band is divided again by five bands of what still varies, three times over;
 * what is then still a crowd is compared along its order only, each with the next 64. So
 * the cost is bounded by a multiple of n, whatever the hashes. Thread: any. Errors: only
 * cancellation.
 */
GraftGroups *graft_duplicates_near (const GraftNearSearch *search,
                                    gsize *n_mute,
                                    gsize *n_limited,
                                    GError **error);

G_END_DECLS
