/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Measures what a person feels: the main thread's work a frame, the time between frames,
 * and the longest turn of the main loop. For benchmarks and for a window that measures
 * itself. */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct _GraftFrameMeter GraftFrameMeter;

/* All in milliseconds; 0 without samples. */
typedef struct
{
  guint n_frames;
  double work_p50; /* processor time of the main thread, before-paint … after-paint */
  double work_p95;
  double interval_p50; /* wall time between two frames that were under 250 ms apart */
  double interval_p95;
  double longest_stall; /* wall time between two polls of the main loop */
  double busiest_turn;  /* processor time of the main thread between two polls: steady
                           also where other programs take the processor away */
} GraftFrameFigures;

/* Main thread only. Keeps a reference to @clock. */
GraftFrameMeter *graft_frame_meter_new (GdkFrameClock *clock);
void graft_frame_meter_free (GraftFrameMeter *self);
void graft_frame_meter_reset (GraftFrameMeter *self);
void graft_frame_meter_read (GraftFrameMeter *self, GraftFrameFigures *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftFrameMeter, graft_frame_meter_free)

G_END_DECLS
