/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rate of each kernel table on the products that small networks are made of, one
 * thread, one JSON line a case: {"kernel", "case", "median", "spread", "unit":
 * "GFLOP/s"}. Usage: bench-kernels [SECONDS]   (of each repeat, 0.05 unless said) */
#include "engine/tensor/kernels.h"
#include "engine/tensor/panels.h"

#include <stdio.h>
#include <stdlib.h>

#define REPEATS 5

/* A convolution without padding, or a dense layer: kernel 1, width = rows, height 1. */
typedef struct
{
  const char *name;
  gsize height;
  gsize width;
  gsize in;
  gsize out;
  gsize kernel;
} Shape;

static const Shape shapes[] = {
  { "conv 28x28x3 5x5x32", 28, 28, 3, 32, 5 },
  { "conv 12x12x32 5x5x48", 12, 12, 32, 48, 5 },
  { "conv 28x28x1 5x5x20", 28, 28, 1, 20, 5 },
  { "conv 12x12x20 5x5x50", 12, 12, 20, 50, 5 },
  { "conv 16x16x64 3x3x64", 16, 16, 64, 64, 3 },
  { "conv 14x14x256 1x1x256", 14, 14, 256, 256, 1 },
  { "dense 16x768x100", 1, 16, 768, 100, 1 },
  { "dense 16x784x256", 1, 16, 784, 256, 1 },
  { "dense 128x784x256", 1, 128, 784, 256, 1 },
  { "dense 16x256x10", 1, 16, 256, 10, 1 },
};

typedef enum
{
  FORWARD,
  INPUT_GRADIENT,
  WEIGHT_GRADIENT,
  N_PASSES
} Pass;

typedef struct
{
  const GraftKernels *kernels;
  const Shape *shape;
  gsize out_h, out_w;
  gsize offsets[8];
  float *x, *y, *w, *packed, *packed_back, *start, *dw;
} Work;

static float *
floats (gsize n)
{
  float *values = aligned_alloc (64, (n * sizeof (float) + 255) / 64 * 64);

  for (gsize i = 0; i < n + 32; i++)
    values[i] = (float)(i % 17) * 0.01f - 0.08f;
  return values;
}

static void
work_init (Work *work, const GraftKernels *kernels, const Shape *shape)
{
  const gsize run = shape->kernel * shape->in, rows = shape->kernel * run;
  const gsize lanes = kernels->lanes;

  *work = (Work){ .kernels = kernels, .shape = shape };
  work->out_h = shape->height - shape->kernel + 1;
  work->out_w = shape->width - shape->kernel + 1;
  for (gsize r = 0; r < shape->kernel; r++)
    work->offsets[r] = r * shape->width * shape->in;
  work->x = floats (shape->height * shape->width * shape->in);
  work->y = floats (work->out_h * work->out_w * shape->out);
  work->w = floats (rows * shape->out);
  work->dw = floats (rows * shape->out);
  work->start = floats (shape->out + 64);
  work->packed = floats (graft_panels_size (rows, shape->out, lanes));
  work->packed_back = floats (shape->kernel * graft_panels_size (shape->out, run, lanes));
  graft_panels_pack (work->w, shape->out, rows, shape->out, lanes, work->packed);
  for (gsize r = 0; r < shape->kernel; r++)
    graft_panels_pack_transposed (
        work->w + r * run * shape->out, shape->out, shape->out, run, lanes,
        work->packed_back + r * graft_panels_size (shape->out, run, lanes));
}

static void
work_clear (Work *work)
{
  free (work->x);
  free (work->y);
  free (work->w);
  free (work->dw);
  free (work->start);
  free (work->packed);
  free (work->packed_back);
}

static void
run_forward (const Work *work)
{
  const Shape *shape = work->shape;
  GraftMultiply job = { .a = work->x,
                        .a_line = shape->width * shape->in,
                        .a_step = shape->in,
                        .offsets = work->offsets,
                        .n_runs = shape->kernel,
                        .run = shape->kernel * shape->in,
                        .start = work->start,
                        .c = work->y,
                        .c_line = work->out_w * shape->out,
                        .c_step = shape->out,
                        .lines = work->out_h,
                        .steps = work->out_w,
                        .columns = shape->out,
                        .relu = TRUE };

  graft_panels_multiply (work->kernels, &job, work->packed);
}

static void
run_input_gradient (const Work *work)
{
  const Shape *shape = work->shape;
  const gsize run = shape->kernel * shape->in;
  gboolean dense = shape->kernel == 1;

  for (gsize r = 0; r < shape->kernel; r++)
    {
      GraftMultiply job = { .a = work->y,
                            .a_line = dense ? work->out_w * shape->out : shape->out,
                            .a_step = dense ? shape->out : work->out_w * shape->out,
                            .n_runs = 1,
                            .run = shape->out,
                            .c = work->x + work->offsets[r],
                            .c_line = dense ? shape->width * shape->in : shape->in,
                            .c_step = dense ? shape->in : shape->width * shape->in,
                            .lines = dense ? work->out_h : work->out_w,
                            .steps = dense ? work->out_w : work->out_h,
                            .columns = run };

      graft_panels_multiply (
          work->kernels, &job,
          work->packed_back +
              r * graft_panels_size (shape->out, run, work->kernels->lanes));
    }
}

static void
run_weight_gradient (const Work *work)
{
  const Shape *shape = work->shape;
  GraftOuter job = { .a = work->x,
                     .a_line = shape->width * shape->in,
                     .a_step = shape->in,
                     .offsets = work->offsets,
                     .n_runs = shape->kernel,
                     .run = shape->kernel * shape->in,
                     .b = work->y,
                     .b_line = work->out_w * shape->out,
                     .b_step = shape->out,
                     .c = work->dw,
                     .c_step = shape->out,
                     .lines = work->out_h,
                     .steps = work->out_w,
                     .columns = shape->out };

  work->kernels->outer (&job);
}

static double
rate (const Work *work, Pass pass, double seconds)
{
  static void (*const passes[]) (const Work *) = { run_forward, run_input_gradient,
                                                   run_weight_gradient };
  const Shape *shape = work->shape;
  double operations = 2.0 * (double)(work->out_h * work->out_w * shape->out * shape->in) *
                      (double)(shape->kernel * shape->kernel);
  gint64 since = g_get_monotonic_time ();
  gsize rounds = 0;
  double elapsed;

  do
    {
      for (int i = 0; i < 8; i++)
        passes[pass](work);
      rounds += 8;
      elapsed = (double)(g_get_monotonic_time () - since) * 1e-6;
    }
  while (elapsed < seconds);
  return operations * (double)rounds / elapsed * 1e-9;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
measure (const Work *work, Pass pass, double seconds)
{
  static const char *const names[] = { "forward", "dx", "dw" };
  double rates[REPEATS];

  for (int i = 0; i < REPEATS; i++)
    rates[i] = rate (work, pass, seconds);
  qsort (rates, REPEATS, sizeof *rates, compare);
  printf ("{\"kernel\":\"%s\",\"case\":\"%s %s\",\"median\":%.1f,\"spread\":%.3f,"
          "\"unit\":\"GFLOP/s\"}\n",
          work->kernels->name, work->shape->name, names[pass], rates[REPEATS / 2],
          (rates[REPEATS - 1] - rates[0]) / rates[REPEATS / 2]);
}

int
main (int argc, char **argv)
{
  static const char *const tables[] = { "avx2", "avx512" };
  double seconds = argc > 1 ? g_ascii_strtod (argv[1], NULL) : 0.05;

  for (gsize t = 0; t < G_N_ELEMENTS (tables); t++)
    for (gsize s = 0; s < G_N_ELEMENTS (shapes); s++)
      {
        const GraftKernels *kernels = graft_kernels_find (tables[t]);
        Work work;

        if (kernels == NULL)
          continue;
        work_init (&work, kernels, &shapes[s]);
        for (Pass pass = FORWARD; pass < N_PASSES; pass++)
          measure (&work, pass, seconds);
        work_clear (&work);
      }
  return 0;
}
