/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See sha256.h. The plain version is GChecksum; the fast one does four rounds in two
 * instructions (Intel, "New instructions supporting the Secure Hash Algorithm", 2013). */
#include "engine/base/sha256.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_FAST 1
#include <cpuid.h>
#include <immintrin.h>
#else
#define HAVE_FAST 0
#endif

#define BLOCK 64

static void
hash_plain (gconstpointer data, gsize size, guint8 *hash)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const guint8 *bytes = data;
  gsize length = GRAFT_SHA256_SIZE;

  for (gsize at = 0; at < size; at += G_MAXINT32)
    g_checksum_update (checksum, bytes + at, (gssize)MIN (size - at, G_MAXINT32));
  g_checksum_get_digest (checksum, hash, &length);
}

#if HAVE_FAST
static const guint32 round_keys[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
  0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
  0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
  0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
  0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
  0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
  0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
  0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
};

static gboolean
has_instructions (void)
{
  guint a, b, c, d;

  if (!__get_cpuid (1, &a, &b, &c, &d) || (c & bit_SSE4_1) == 0 || (c & bit_SSSE3) == 0)
    return FALSE;
  /* Leaf 7, bit 29 of EBX: SHA. */
  return __get_cpuid_count (7, 0, &a, &b, &c, &d) && (b & 1u << 29) != 0;
}

/* @state: the words in the order the instructions want: F E B A and H G D C. */
__attribute__ ((target ("sha,sse4.1,ssse3"))) static void
add_blocks (__m128i state[2], const guint8 *data, gsize n_blocks)
{
  const __m128i big_endian = _mm_set_epi64x (0x0c0d0e0f08090a0b, 0x0405060700010203);
  __m128i first = state[0], second = state[1];

  for (; n_blocks > 0; n_blocks--, data += BLOCK)
    {
      const __m128i was_first = first, was_second = second;
      __m128i w[4];

#pragma GCC unroll 16
      for (guint i = 0; i < 16; i++)
        {
          __m128i sum;

          if (i < 4)
            w[i] = _mm_shuffle_epi8 (
                _mm_loadu_si128 ((const __m128i *)(gconstpointer)(data + 16 * i)),
                big_endian);
          else
            {
              sum = _mm_sha256msg1_epu32 (w[i & 3], w[(i + 1) & 3]);
              sum = _mm_add_epi32 (sum,
                                   _mm_alignr_epi8 (w[(i + 3) & 3], w[(i + 2) & 3], 4));
              w[i & 3] = _mm_sha256msg2_epu32 (sum, w[(i + 3) & 3]);
            }
          sum = _mm_add_epi32 (
              w[i & 3],
              _mm_loadu_si128 ((const __m128i *)(gconstpointer)(round_keys + 4 * i)));
          second = _mm_sha256rnds2_epu32 (second, first, sum);
          first = _mm_sha256rnds2_epu32 (first, second, _mm_shuffle_epi32 (sum, 0x0e));
        }
      first = _mm_add_epi32 (first, was_first);
      second = _mm_add_epi32 (second, was_second);
    }
  state[0] = first;
  state[1] = second;
}

/* The last bytes, a bit, zeros, and the length in bits: one block or two. */
static gsize
make_tail (const guint8 *data, gsize size, guint8 tail[2 * BLOCK])
{
  const gsize rest = size % BLOCK;
  const gsize length = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  const guint64 bits = GUINT64_TO_BE ((guint64)size * 8);

  memset (tail, 0, 2 * BLOCK);
  if (rest > 0)
    memcpy (tail, data + size - rest, rest);
  tail[rest] = 0x80;
  memcpy (tail + length - 8, &bits, 8);
  return length / BLOCK;
}

static void
hash_fast (gconstpointer data, gsize size, guint8 *hash)
{
  __m128i state[2] = {
    _mm_set_epi32 (0x6a09e667, (int)0xbb67ae85, 0x510e527f, (int)0x9b05688c),
    _mm_set_epi32 (0x3c6ef372, (int)0xa54ff53a, 0x1f83d9ab, 0x5be0cd19),
  };
  guint8 tail[2 * BLOCK];
  guint32 words[8];
  static const guint8 order[8] = { 3, 2, 7, 6, 1, 0, 5, 4 };

  add_blocks (state, data, size / BLOCK);
  add_blocks (state, tail, make_tail (data, size, tail));
  memcpy (words, state, sizeof words);
  for (guint i = 0; i < 8; i++)
    {
      const guint32 word = GUINT32_TO_BE (words[order[i]]);

      memcpy (hash + 4 * i, &word, 4);
    }
}
#endif

GraftSha256Func
graft_sha256_find (void)
{
#if HAVE_FAST
  if (has_instructions ())
    return hash_fast;
#endif
  return hash_plain;
}

void
graft_sha256 (gconstpointer data, gsize size, guint8 hash[GRAFT_SHA256_SIZE])
{
  graft_sha256_find () (data, size, hash);
}
