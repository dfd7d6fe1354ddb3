/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listens to a frame clock, and to the main loop through a source that is never ready:
 * its prepare is called before each poll and its check after it. */
#include "ui/plot/frame-meter.h"

#include <string.h>
#include <time.h>

#define MAX_SAMPLES 16384u
#define PAUSE_MS 250.0 /* longer intervals are a window at rest, not slow frames */

typedef struct
{
  GSource source;
  gint64 polled; /* monotonic µs at the end of the last poll; 0 before the first */
  gint64 longest;
  double worked; /* thread ms at the end of the last poll */
  double busiest;
} StallSource;

struct _GraftFrameMeter
{
  GdkFrameClock *clock;
  GSource *stalls;
  GArray *work;      /* float ms, at most MAX_SAMPLES: then the oldest are written over */
  GArray *intervals; /* float ms, likewise */
  guint n_frames;
  guint n_intervals;
  double paint_begin; /* thread ms */
  gint64 last_frame;  /* monotonic µs */
};

static double
thread_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static gboolean
stall_prepare (GSource *source, int *timeout)
{
  StallSource *self = (StallSource *)source;

  if (self->polled != 0)
    {
      self->longest = MAX (self->longest, g_get_monotonic_time () - self->polled);
      self->busiest = MAX (self->busiest, thread_ms () - self->worked);
    }
  *timeout = -1;
  return FALSE;
}

static gboolean
stall_check (GSource *source)
{
  StallSource *self = (StallSource *)source;

  self->polled = g_get_monotonic_time ();
  self->worked = thread_ms ();
  return FALSE;
}

static gboolean
stall_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
add_sample (GArray *samples, guint count, double value)
{
  float sample = (float)value;

  if (samples->len < MAX_SAMPLES)
    g_array_append_val (samples, sample);
  else
    g_array_index (samples, float, count % MAX_SAMPLES) = sample;
}

static void
before_paint_cb (GdkFrameClock *clock, GraftFrameMeter *self)
{
  gint64 now = g_get_monotonic_time ();
  double interval = (double)(now - self->last_frame) / 1000;

  self->paint_begin = thread_ms ();
  if (self->last_frame != 0 && interval < PAUSE_MS)
    add_sample (self->intervals, self->n_intervals++, interval);
  self->last_frame = now;
}

static void
after_paint_cb (GdkFrameClock *clock, GraftFrameMeter *self)
{
  if (self->paint_begin > 0)
    add_sample (self->work, self->n_frames++, thread_ms () - self->paint_begin);
}

GraftFrameMeter *
graft_frame_meter_new (GdkFrameClock *clock)
{
  static GSourceFuncs functions = { stall_prepare, stall_check, stall_dispatch, NULL };
  GraftFrameMeter *self = g_new0 (GraftFrameMeter, 1);

  self->clock = g_object_ref (clock);
  self->work = g_array_new (FALSE, FALSE, sizeof (float));
  self->intervals = g_array_new (FALSE, FALSE, sizeof (float));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), self);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  self->stalls = g_source_new (&functions, sizeof (StallSource));
  /* A source is only prepared and checked while nothing more urgent is ready. */
  g_source_set_priority (self->stalls, G_MININT);
  g_source_attach (self->stalls, NULL);
  return self;
}

void
graft_frame_meter_free (GraftFrameMeter *self)
{
  /* A clock whose window is gone has dropped its handlers already. */
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_source_destroy (self->stalls);
  g_source_unref (self->stalls);
  g_array_unref (self->work);
  g_array_unref (self->intervals);
  g_object_unref (self->clock);
  g_free (self);
}

void
graft_frame_meter_reset (GraftFrameMeter *self)
{
  g_array_set_size (self->work, 0);
  g_array_set_size (self->intervals, 0);
  self->n_frames = self->n_intervals = 0;
  self->last_frame = 0;
  ((StallSource *)self->stalls)->longest = 0;
  ((StallSource *)self->stalls)->busiest = 0;
}

static int
compare_floats (gconstpointer a, gconstpointer b)
{
  float first = *(const float *)a, second = *(const float *)b;

  return (first > second) - (first < second);
}

/* Nearest rank, on a sorted array. */
static double
percentile (GArray *sorted, double share)
{
  if (sorted->len == 0)
    return 0;
  return (double)g_array_index (sorted, float, (guint)(share * (sorted->len - 1) + 0.5));
}

void
graft_frame_meter_read (GraftFrameMeter *self, GraftFrameFigures *figures)
{
  g_autoptr (GArray) work = g_array_copy (self->work);
  g_autoptr (GArray) intervals = g_array_copy (self->intervals);

  g_array_sort (work, compare_floats);
  g_array_sort (intervals, compare_floats);
  figures->n_frames = self->n_frames;
  figures->work_p50 = percentile (work, 0.5);
  figures->work_p95 = percentile (work, 0.95);
  figures->interval_p50 = percentile (intervals, 0.5);
  figures->interval_p95 = percentile (intervals, 0.95);
  figures->longest_stall = (double)((StallSource *)self->stalls)->longest / 1000;
  figures->busiest_turn = ((StallSource *)self->stalls)->busiest;
}
