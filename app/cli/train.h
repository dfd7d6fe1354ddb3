/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training one experiment from a terminal: what "run" and "demo" have in common. */
#pragma once

#include "app/cli/command.h"
#include "app/report/record.h"

G_BEGIN_DECLS

/**
 * GraftTrainOptions:
 * @set: (nullable): "key=value", in order
 * @seed, @seeds: < 0 and 0: what the experiment says
 * @threads: 0: one a processor
 * @project: (nullable): file that keeps the runs
 * @checkpoints: (nullable): folder for checkpoints when there is no report
 * @again: the command that starts the same run, for the report
 */
typedef struct
{
  char **set;
  gint64 seed;
  int seeds;
  int threads;
  char *report;
  char *project;
  gboolean tsne;
  gboolean resume;
  gboolean json;
  gboolean quiet;
  char *checkpoints;
  char *again;
} GraftTrainOptions;

#define GRAFT_TRAIN_OPTIONS_INIT                                                         \
  {                                                                                      \
    .seed = -1                                                                           \
  }

void graft_train_options_clear (GraftTrainOptions *self);
/* Options of "run" and "demo" that fill @self; free with g_free(). */
GOptionEntry *graft_train_options_list (GraftTrainOptions *self);
/* "graft-cli @command @what" with the options that change figures, as a shell reads it.
 */
char *graft_train_options_describe (const GraftTrainOptions *self,
                                    const char *command,
                                    const char *what);
/* FALSE after a message. */
gboolean graft_train_check_threads (int threads);
/* Starts the session, shows how far it is, lets Ctrl+C stop it, and returns all it said.
 */
GraftRecord *graft_train_watch (GraftSession *session, const GraftTrainOptions *options);
/* Fails before anything is trained or written when something typed cannot be. */
GraftExit graft_train (GraftExperiment *experiment, const GraftTrainOptions *options);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GraftTrainOptions, graft_train_options_clear)

G_END_DECLS
