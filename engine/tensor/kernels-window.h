/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kernels of windows that slide over an image, each channel by itself: max pooling and
 * depthwise convolution, vectors running over channels. Written on the macros of
 * kernels-*.c, which includes this text once. */

/* The part of a window that lies in the image: places [first, end) along one axis, and
 * the coordinate of place 0, which may be negative. */
typedef struct
{
  gssize origin;
  gsize first;
  gsize end;
} Span;

static inline Span
span_of (gsize out, gsize stride, gsize pad, gsize kernel, gsize dilation, gsize size)
{
  Span span = { (gssize)(out * stride) - (gssize)pad, 0, kernel };

  while (span.first < kernel && span.origin + (gssize)(span.first * dilation) < 0)
    span.first++;
  while (span.end > span.first &&
         span.origin + (gssize)((span.end - 1) * dilation) >= (gssize)size)
    span.end--;
  return span;
}

static inline Span
rows_of (const GraftWindow *window, gsize out)
{
  return span_of (out, window->stride_h, window->pad_top, window->kernel_h,
                  window->dilation_h, window->height);
}

static inline Span
columns_of (const GraftWindow *window, gsize out)
{
  return span_of (out, window->stride_w, window->pad_left, window->kernel_w,
                  window->dilation_w, window->width);
}

/* Where place (u, v) of a window lies in the image. */
static inline gsize
place_offset (const GraftWindow *window, Span rows, Span columns, gsize u, gsize v)
{
  gsize row = (gsize)(rows.origin + (gssize)(u * window->dilation_h));
  gsize column = (gsize)(columns.origin + (gssize)(v * window->dilation_w));

  return (row * window->width + column) * window->channels;
}

static inline void
store_winners (guint8 *to, Places places, gsize n)
{
  guint8 bytes[LANES];

  if (n == LANES)
    {
      places_store (to, places);
      return;
    }
  places_store (bytes, places);
  for (gsize i = 0; i < n; i++)
    to[i] = bytes[i];
}

static inline Places
load_winners (const guint8 *from, gsize n)
{
  guint8 bytes[LANES] = { 0 };

  if (n == LANES)
    return places_load (from);
  for (gsize i = 0; i < n; i++)
    bytes[i] = from[i];
  return places_load (bytes);
}

/* One output pixel. */
static inline void
pool_pixel (const GraftWindow *window,
            const float *x,
            Span rows,
            Span columns,
            gboolean relu,
            float *y,
            guint8 *winner)
{
  for (gsize c = 0; c < window->channels; c += LANES)
    {
      const gsize n = MIN (window->channels - c, LANES);
      const Mask mask = mask_first (n);
      Vector best = relu ? vector_zero () : vector_lowest ();
      /* Without a value above the start the first place wins: all are −∞ or NaN. */
      Places place =
          places_set (relu ? GRAFT_WINDOW_NONE
                           : (int)(rows.first * window->kernel_w + columns.first));

      for (gsize u = rows.first; u < rows.end; u++)
        for (gsize v = columns.first; v < columns.end; v++)
          {
            const float *from = x + place_offset (window, rows, columns, u, v) + c;
            Vector value = vector_load_some (from, mask);
            Mask above = vector_above (value, best);

            best = vector_select (above, value, best);
            place = places_select (above, places_set ((int)(u * window->kernel_w + v)),
                                   place);
          }
      vector_store_some (y + c, mask, best);
      store_winners (winner + c, place, n);
    }
}

/* Two by two places, two apart, all inside: nearly every pooling layer there is. */
static inline void
pool_quad (
    const float *x, gsize line, gsize channels, gboolean relu, float *y, guint8 *winner)
{
  const gsize offsets[4] = { 0, channels, line, line + channels };

  for (gsize c = 0; c < channels; c += LANES)
    {
      const gsize n = MIN (channels - c, LANES);
      const Mask mask = mask_first (n);
      Vector best = relu ? vector_zero () : vector_load_some (x + c, mask);
      Places place = places_set (relu ? GRAFT_WINDOW_NONE : 0);

      UNROLL for (int q = 0; q < 4; q++)
      {
        Vector value = vector_load_some (x + c + offsets[q], mask);
        Mask above = vector_above (value, best);

        best = vector_select (above, value, best);
        place = places_select (above, places_set (q), place);
      }
      if (n == LANES)
        vector_store (y + c, best);
      else
        vector_store_some (y + c, mask, best);
      store_winners (winner + c, place, n);
    }
}

static inline gboolean
is_quad (const GraftWindow *window)
{
  return window->kernel_h == 2 && window->kernel_w == 2 && window->stride_h == 2 &&
         window->stride_w == 2 && window->dilation_h == 1 && window->dilation_w == 1 &&
         window->pad_top == 0 && window->pad_left == 0 &&
         window->out_height * 2 <= window->height &&
         window->out_width * 2 <= window->width;
}

static void
pool_forward (
    const GraftWindow *window, const float *x, gboolean relu, float *y, guint8 *winner)
{
  const gsize channels = window->channels, line = window->width * channels;
  const gboolean quad = is_quad (window);

  for (gsize i = 0; i < window->out_height; i++)
    {
      Span rows = rows_of (window, i);

      for (gsize j = 0; j < window->out_width; j++, y += channels, winner += channels)
        if (quad)
          pool_quad (x + 2 * i * line + 2 * j * channels, line, channels, relu, y,
                     winner);
        else
          pool_pixel (window, x, rows, columns_of (window, j), relu, y, winner);
    }
}

static inline void
pool_quad_back (
    const float *dy, const guint8 *winner, gsize line, gsize channels, float *dx)
{
  const gsize offsets[4] = { 0, channels, line, line + channels };

  for (gsize c = 0; c < channels; c += LANES)
    {
      const gsize n = MIN (channels - c, LANES);
      const Mask mask = mask_first (n);
      Vector d = vector_load_some (dy + c, mask);
      Places place = load_winners (winner + c, n);

      UNROLL for (int q = 0; q < 4; q++)
      {
        Vector share = vector_keep (places_equal (place, places_set (q)), d);

        if (n == LANES)
          vector_store (dx + c + offsets[q], share);
        else
          vector_store_some (dx + c + offsets[q], mask, share);
      }
    }
}

/* Adds one output pixel's gradient to the winners. */
static inline void
pool_pixel_back (const GraftWindow *window,
                 const float *dy,
                 const guint8 *winner,
                 Span rows,
                 Span columns,
                 float *dx)
{
  for (gsize c = 0; c < window->channels; c += LANES)
    {
      const gsize n = MIN (window->channels - c, LANES);
      const Mask mask = mask_first (n);
      Vector d = vector_load_some (dy + c, mask);
      Places place = load_winners (winner + c, n);

      for (gsize u = rows.first; u < rows.end; u++)
        for (gsize v = columns.first; v < columns.end; v++)
          {
            float *to = dx + place_offset (window, rows, columns, u, v) + c;
            Places here = places_set ((int)(u * window->kernel_w + v));
            Vector share = vector_keep (places_equal (place, here), d);

            vector_store_some (to, mask, vector_add (vector_load_some (to, mask), share));
          }
    }
}

static void
pool_backward (const GraftWindow *window,
               const float *dy,
               const guint8 *winner,
               float *dx)
{
  const gsize channels = window->channels, line = window->width * channels;
  const gboolean quad = is_quad (window);

  /* A quad writes all its places: only what no window covers is left to clear. */
  if (!quad || (window->height | window->width) & 1)
    __builtin_memset (dx, 0, window->height * line * sizeof (float));
  for (gsize i = 0; i < window->out_height; i++)
    {
      Span rows = rows_of (window, i);

      for (gsize j = 0; j < window->out_width; j++, dy += channels, winner += channels)
        if (quad)
          pool_quad_back (dy, winner, line, channels,
                          dx + 2 * i * line + 2 * j * channels);
        else
          pool_pixel_back (window, dy, winner, rows, columns_of (window, j), dx);
    }
}

/* One output pixel of a depthwise convolution, one vector of channels. */
static inline Vector
depthwise_pixel (const GraftWindow *window,
                 const float *x,
                 const float *w,
                 Span rows,
                 Span columns,
                 Vector sum,
                 Mask mask)
{
  for (gsize u = rows.first; u < rows.end; u++)
    for (gsize v = columns.first; v < columns.end; v++)
      {
        const gsize place = (u * window->kernel_w + v) * window->channels;

        sum = vector_fma (
            vector_load_some (x + place_offset (window, rows, columns, u, v), mask),
            vector_load_some (w + place, mask), sum);
      }
  return sum;
}

static void
depthwise_forward (const GraftWindow *window,
                   const float *x,
                   const float *w,
                   const float *bias,
                   gboolean relu,
                   float *y)
{
  for (gsize i = 0; i < window->out_height; i++)
    {
      const Span rows = rows_of (window, i);

      for (gsize j = 0; j < window->out_width; j++, y += window->channels)
        {
          const Span columns = columns_of (window, j);

          for (gsize c = 0; c < window->channels; c += LANES)
            {
              const Mask mask = mask_first (MIN (window->channels - c, LANES));
              Vector sum =
                  bias != NULL ? vector_load_some (bias + c, mask) : vector_zero ();

              sum = depthwise_pixel (window, x + c, w + c, rows, columns, sum, mask);
              if (relu)
                sum = vector_max (vector_zero (), sum);
              vector_store_some (y + c, mask, sum);
            }
        }
    }
}

/* One output pixel's gradient, one vector of channels: to the inputs it saw, and to the
 * weights. */
static inline void
depthwise_pixel_back (const GraftWindow *window,
                      const float *x,
                      const float *w,
                      Vector d,
                      Span rows,
                      Span columns,
                      Mask mask,
                      float *dx,
                      float *dw)
{
  for (gsize u = rows.first; u < rows.end; u++)
    for (gsize v = columns.first; v < columns.end; v++)
      {
        const gsize at = place_offset (window, rows, columns, u, v);
        const gsize place = (u * window->kernel_w + v) * window->channels;

        if (dx != NULL)
          vector_store_some (dx + at, mask,
                             vector_fma (d, vector_load_some (w + place, mask),
                                         vector_load_some (dx + at, mask)));
        if (dw != NULL)
          vector_store_some (dw + place, mask,
                             vector_fma (d, vector_load_some (x + at, mask),
                                         vector_load_some (dw + place, mask)));
      }
}

static void
depthwise_backward (const GraftWindow *window,
                    const float *x,
                    const float *w,
                    const float *dy,
                    float *dx,
                    float *dw)
{
  if (dx != NULL)
    __builtin_memset (dx, 0,
                      window->height * window->width * window->channels * sizeof (float));
  for (gsize i = 0; i < window->out_height; i++)
    {
      const Span rows = rows_of (window, i);

      for (gsize j = 0; j < window->out_width; j++, dy += window->channels)
        {
          const Span columns = columns_of (window, j);

          for (gsize c = 0; c < window->channels; c += LANES)
            {
              const Mask mask = mask_first (MIN (window->channels - c, LANES));

              depthwise_pixel_back (window, x + c, w + c, vector_load_some (dy + c, mask),
                                    rows, columns, mask, dx != NULL ? dx + c : NULL,
                                    dw != NULL ? dw + c : NULL);
            }
        }
    }
}
