/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way down: what a person asks of a run, in order, read by the trainer between
 * mini-batches. While the run is paused the trainer sleeps on the queue. */
#pragma once

#include "engine/session/session.h"

G_BEGIN_DECLS

typedef enum
{
  GRAFT_COMMAND_PAUSE,
  GRAFT_COMMAND_RESUME,
  GRAFT_COMMAND_STEP,
  GRAFT_COMMAND_STOP,
  GRAFT_COMMAND_SET,   /* parameter @key to @value */
  GRAFT_COMMAND_CLEAR, /* parameter @key back to its schedule */
  GRAFT_COMMAND_SLOW,  /* wait @value seconds after every step */
  GRAFT_COMMAND_MAP,   /* projection @value is wanted too */
} GraftCommandKind;

typedef struct
{
  GraftCommandKind kind;
  GraftStepKind step;
  char key[64];
  double value;
} GraftCommand;

typedef struct _GraftCommandQueue GraftCommandQueue;

GraftCommandQueue *graft_command_queue_new (void);
void graft_command_queue_free (GraftCommandQueue *self);
void graft_command_queue_push (GraftCommandQueue *self, const GraftCommand *command);
/* Takes the oldest command. When there is none: returns FALSE at once (@seconds 0), after
 * at most
 * @seconds, or never (@seconds < 0). */
gboolean
graft_command_queue_pop (GraftCommandQueue *self, double seconds, GraftCommand *command);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftCommandQueue, graft_command_queue_free)

G_END_DECLS
