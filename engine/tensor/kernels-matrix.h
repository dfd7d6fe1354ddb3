/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Register tiles of the matrix kernels, written on the macros of kernels-*.c, which
 * includes this text once. A tile is some rows × 1 … 3 vectors of sums that stay in
 * registers: in every step one value of each row is spread over a vector and multiplied
 * with the panel's vectors. There is one function for each size of tile, so a tail costs
 * no more than its share. */

#define UNROLL _Pragma ("GCC unroll 16")
#define TILE_ROWS(f)                                                                     \
  for (int m = 0; m < n_rows; m++)                                                       \
  f

/* Spreads the next value of every row. Three rows share a pointer: the processor adds 0,
 * 1 or 2 steps for nothing, and there are not enough registers for a pointer a row. */
#define ADVANCE(sums, panel)                                                             \
  UNROLL for (int m = 0; m < n_rows; m++)                                                \
  {                                                                                      \
    Vector value = vector_spread ((const float *)(row[m / 3] + (m % 3) * step));         \
                                                                                         \
    UNROLL for (int v = 0; v < n_vectors; v++) sums[m][v] =                              \
        vector_fma (value, panel[v], sums[m][v]);                                        \
  }

static inline __attribute__ ((always_inline)) void
multiply_tile (const GraftMultiply *job,
               const float *a,
               float *c,
               const int n_rows,
               const int n_vectors)
{
  const gsize step = job->a_step * sizeof (float);
  const gsize c_step = job->c_step;
  const gsize tail = job->columns - (gsize)(n_vectors - 1) * LANES;
  const Mask mask = mask_first (tail);
  const float *b = job->b;
  Vector sums[16][GRAFT_PANEL_VECTORS];

  if (job->start != NULL)
    {
      UNROLL for (int v = 0; v < n_vectors; v++)
      {
        Vector start = vector_load (job->start + v * LANES);

        UNROLL for (int m = 0; m < n_rows; m++) sums[m][v] = start;
      }
    }
  else
    UNROLL for (int m = 0; m < n_rows; m++)
    {
      UNROLL for (int v = 0; v < n_vectors - 1; v++) sums[m][v] =
          vector_load (c + (gsize)m * c_step + v * LANES);
      sums[m][n_vectors - 1] =
          vector_load_some (c + (gsize)m * c_step + (n_vectors - 1) * LANES, mask);
    }
  for (gsize r = 0; r < job->n_runs; r++)
    {
      const char *row[6];
      const float *end = b + job->run * (gsize)n_vectors * LANES;

      row[0] = (const char *)(a + (job->offsets != NULL ? job->offsets[r] : 0));
      UNROLL for (int g = 1; g < (n_rows + 2) / 3; g++) row[g] = row[g - 1] + 3 * step;
      for (; b != end; b += n_vectors * LANES)
        {
          Vector panel[GRAFT_PANEL_VECTORS];

          UNROLL for (int v = 0; v < n_vectors; v++)
          {
            panel[v] = vector_load (b + v * LANES);
            vector_pin (panel[v]);
          }
          ADVANCE (sums, panel)
          UNROLL for (int g = 0; g < (n_rows + 2) / 3; g++) row[g] += sizeof (float);
        }
    }
  if (job->relu)
    UNROLL for (int m = 0; m < n_rows; m++) UNROLL for (int v = 0; v < n_vectors; v++)
        sums[m][v] = vector_max (vector_zero (), sums[m][v]);
  UNROLL for (int m = 0; m < n_rows; m++)
  {
    float *to = c + (gsize)m * c_step;

    UNROLL for (int v = 0; v < n_vectors - 1; v++)
        vector_store (to + v * LANES, sums[m][v]);
    if (tail == LANES)
      vector_store (to + (n_vectors - 1) * LANES, sums[m][n_vectors - 1]);
    else
      vector_store_some (to + (n_vectors - 1) * LANES, mask, sums[m][n_vectors - 1]);
  }
}

/* The samples [first, first + n) of lines; every one gives n_rows contiguous values. */
static inline __attribute__ ((always_inline)) void
outer_tile (const GraftOuter *job,
            const float *a,
            const float *b,
            float *c,
            gsize columns,
            gsize lines,
            gboolean fresh,
            const int n_rows,
            const int n_vectors)
{
  const gsize tail = columns - (gsize)(n_vectors - 1) * LANES;
  const Mask mask = mask_first (tail);
  const gsize a_step = job->a_step, b_step = job->b_step, c_step = job->c_step;
  Vector sums[16][GRAFT_PANEL_VECTORS];

  if (fresh)
    UNROLL for (int m = 0; m < n_rows; m++) UNROLL for (int v = 0; v < n_vectors; v++)
        sums[m][v] = vector_zero ();
  else
    UNROLL for (int m = 0; m < n_rows; m++)
    {
      UNROLL for (int v = 0; v < n_vectors - 1; v++) sums[m][v] =
          vector_load (c + (gsize)m * c_step + v * LANES);
      sums[m][n_vectors - 1] =
          vector_load_some (c + (gsize)m * c_step + (n_vectors - 1) * LANES, mask);
    }
  for (gsize line = 0; line < lines; line++)
    {
      const float *from = a + line * job->a_line;
      const float *weight = b + line * job->b_line;
      const float *end = from + job->steps * a_step;

      for (; from != end; from += a_step, weight += b_step)
        {
          Vector panel[GRAFT_PANEL_VECTORS];

          UNROLL for (int v = 0; v < n_vectors - 1; v++)
          {
            panel[v] = vector_load (weight + v * LANES);
            vector_pin (panel[v]);
          }
          panel[n_vectors - 1] =
              vector_load_some (weight + (n_vectors - 1) * LANES, mask);
          vector_pin (panel[n_vectors - 1]);
          UNROLL for (int m = 0; m < n_rows; m++)
          {
            Vector value = vector_spread (from + m);

            UNROLL for (int v = 0; v < n_vectors; v++) sums[m][v] =
                vector_fma (value, panel[v], sums[m][v]);
          }
        }
    }
  UNROLL for (int m = 0; m < n_rows; m++)
  {
    float *to = c + (gsize)m * c_step;

    UNROLL for (int v = 0; v < n_vectors - 1; v++)
        vector_store (to + v * LANES, sums[m][v]);
    if (tail == LANES)
      vector_store (to + (n_vectors - 1) * LANES, sums[m][n_vectors - 1]);
    else
      vector_store_some (to + (n_vectors - 1) * LANES, mask, sums[m][n_vectors - 1]);
  }
}

#define DEFINE_TILES(rows, vectors)                                                      \
  static __attribute__ ((noinline, aligned (64))) void multiply_##rows##_##vectors (     \
      const GraftMultiply *job, const float *a, float *c)                                \
  {                                                                                      \
    multiply_tile (job, a, c, rows, vectors);                                            \
  }                                                                                      \
  static __attribute__ ((noinline, aligned (64))) void outer_##rows##_##vectors (        \
      const GraftOuter *job, const float *a, const float *b, float *c, gsize columns,    \
      gsize lines, gboolean fresh)                                                       \
  {                                                                                      \
    outer_tile (job, a, b, c, columns, lines, fresh, rows, vectors);                     \
  }
EACH_ROWS_1 (DEFINE_TILES)
EACH_ROWS_2 (DEFINE_TILES)
EACH_ROWS_3 (DEFINE_TILES)

typedef void (*MultiplyTile) (const GraftMultiply *job, const float *a, float *c);
typedef void (*OuterTile) (const GraftOuter *job,
                           const float *a,
                           const float *b,
                           float *c,
                           gsize columns,
                           gsize lines,
                           gboolean fresh);

#define NAME_MULTIPLY(rows, vectors) multiply_##rows##_##vectors,
#define NAME_OUTER(rows, vectors) outer_##rows##_##vectors,

static const gsize most_rows[] = { 0, ROWS_1, ROWS_2, ROWS_3 };
/* [vectors][rows] */
static const MultiplyTile multiply_tiles[][17] = {
  { NULL },
  { NULL, EACH_ROWS_1 (NAME_MULTIPLY) },
  { NULL, EACH_ROWS_2 (NAME_MULTIPLY) },
  { NULL, EACH_ROWS_3 (NAME_MULTIPLY) },
};
static const OuterTile outer_tiles[][17] = {
  { NULL },
  { NULL, EACH_ROWS_1 (NAME_OUTER) },
  { NULL, EACH_ROWS_2 (NAME_OUTER) },
  { NULL, EACH_ROWS_3 (NAME_OUTER) },
};

/* vector_max (0, x) keeps a NaN: training must notice it. */
/* Rows of the next tile when @left remain: all tiles of about one size. */
static inline gsize
next_rows (gsize left, gsize most)
{
  gsize tiles = (left + most - 1) / most;

  return (left + tiles - 1) / tiles;
}

static void
multiply (const GraftMultiply *job, guint n_vectors)
{
  for (gsize line = 0; line < job->lines; line++)
    {
      const float *a = job->a + line * job->a_line;
      float *c = job->c + line * job->c_line;

      for (gsize done = 0, rows; done < job->steps; done += rows)
        {
          rows = next_rows (job->steps - done, most_rows[n_vectors]);
          multiply_tiles[n_vectors][rows](job, a + done * job->a_step,
                                          c + done * job->c_step);
        }
    }
}

/* One group of lines and one panel of columns: all rows of all runs. */
static void
outer_panel (const GraftOuter *job, gsize line, gsize lines, gsize column, gsize columns)
{
  const gsize n_vectors = (columns + LANES - 1) / LANES;
  const float *b = job->b + line * job->b_line + column;
  gboolean fresh = line == 0 && !job->accumulate;

  for (gsize r = 0; r < job->n_runs; r++)
    {
      const float *a = job->a + line * job->a_line + (job->offsets ? job->offsets[r] : 0);
      float *c = job->c + r * job->run * job->c_step + column;

      for (gsize done = 0, rows; done < job->run; done += rows)
        {
          rows = next_rows (job->run - done, most_rows[n_vectors]);
          outer_tiles[n_vectors][rows](job, a + done, b, c + done * job->c_step, columns,
                                       lines, fresh);
        }
    }
}

static void
outer (const GraftOuter *job)
{
  /* So many lines of b fit into half of a first-level cache. */
  const gsize bytes = job->steps * MIN (job->columns, 3 * LANES) * sizeof (float);
  const gsize group = MAX (1, 16384 / MAX (1, bytes));

  for (gsize line = 0; line < job->lines; line += group)
    for (gsize column = 0; column < job->columns;)
      {
        gsize left = (job->columns - column + LANES - 1) / LANES;
        /* Panels of three vectors; four are cut in two halves. */
        gsize vectors = left == 4 ? 2 : MIN (left, 3);
        gsize columns = MIN (job->columns - column, vectors * LANES);

        outer_panel (job, line, MIN (group, job->lines - line), column, columns);
        column += columns;
      }
}

/* dy = 0 where y <= 0, and the sums of the columns. */
static void
mask_columns (float *dy, const float *y, gsize rows, gsize columns, float *sums)
{
  for (gsize column = 0; column < columns; column += LANES)
    {
      const Mask mask = mask_first (MIN (columns - column, LANES));
      Vector sum = vector_zero ();

      if (sums != NULL)
        sum = vector_load_some (sums + column, mask);
      for (gsize r = 0; r < rows; r++)
        {
          Vector d = vector_load_some (dy + r * columns + column, mask);

          if (y != NULL)
            {
              Vector value = vector_load_some (y + r * columns + column, mask);

              d = vector_keep (vector_above (value, vector_zero ()), d);
              vector_store_some (dy + r * columns + column, mask, d);
            }
          sum = vector_add (sum, d);
        }
      if (sums != NULL)
        vector_store_some (sums + column, mask, sum);
    }
}
