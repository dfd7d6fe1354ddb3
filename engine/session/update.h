/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session sends up: one immutable, reference-counted GraftUpdate at a time, with
 * every curve point since the last one, only the newest feature map and verdict, and the
 * events in order. All sub-objects are immutable too and may be kept by taking a
 * reference. */
#pragma once

#include "engine/session/experiment.h"
#include "engine/transfer/catalogue.h"

G_BEGIN_DECLS

typedef enum
{
  GRAFT_STATE_IDLE,    /* never started */
  GRAFT_STATE_LOADING, /* data are read or drawn, the network is built */
  GRAFT_STATE_RUNNING,
  GRAFT_STATE_PAUSED,
  GRAFT_STATE_FINISHING, /* last evaluation, fresh classifiers, t-SNE */
  GRAFT_STATE_FINISHED,
  GRAFT_STATE_STOPPED, /* by the person; what was trained is kept */
  GRAFT_STATE_FAILED,  /* graft_update_get_error() says why */
} GraftState;

typedef struct
{
  guint64 step;
  double epoch; /* fraction of epochs done at that step */
  GraftCurve curve;
  double value;
} GraftPoint;

typedef struct
{
  guint run; /* counts from 0: which seed */
  guint n_runs;
  guint64 seed;
  guint64 step;
  guint64 n_steps;
  double epoch;
  double n_epochs;
  double fraction;     /* of the whole experiment, 0 … 1 */
  double seconds_left; /* < 0 while unknown */
  double steps_per_second;
  double peak_mib; /* of the engine's arenas, planned before the run */
} GraftProgress;

/* One accuracy with its 95 % Wilson interval; n = 0 means it is not known. */
typedef struct
{
  double value;
  double low;
  double high;
  guint n;
} GraftFigure;

typedef enum
{
  GRAFT_TRANSFER_UNKNOWN,
  GRAFT_TRANSFER_POSITIVE,      /* the paired interval of the gain lies above 0 */
  GRAFT_TRANSFER_NO_GAIN_SHOWN, /* it contains 0 */
  GRAFT_TRANSFER_NEGATIVE,      /* it lies below 0 */
} GraftTransferSign;

/**
 * GraftVerdict:
 * @gap_closed: (adapted − twin) / (oracle − twin); NaN when a part is unknown
 * @a_before, @a_after: proxy A-distance by fresh classifiers on the features before (the
 * twin's; while training the untrained network's) and after; NaN while unknown. While
 * training they come from the newest map, and are not the same from run to run
 * @domain_accuracy: of the adversary, smoothed; NaN without one
 * @discriminator: what that means, one or two plain sentences (translated); may be NULL
 * @sentence: the verdict in one sentence (translated)
 * @warnings: NULL-terminated, translated
 * @final: the run is over and these figures stand
 */
typedef struct
{
  GraftFigure source; /* the adapted network on source test items */
  GraftFigure target;
  GraftFigure twin_source;
  GraftFigure twin_target;
  GraftFigure oracle_target;
  double gap_closed;
  double a_before;
  double a_before_sd;
  double a_after;
  double a_after_sd;
  double domain_accuracy;
  double gain_low; /* paired 95 % interval of target − twin_target */
  double gain_high;
  GraftTransferSign sign;
  char *discriminator;
  char *sentence;
  char **warnings;
  gboolean final;
} GraftVerdict;

typedef enum
{
  GRAFT_PROJECTION_PCA,
  GRAFT_PROJECTION_TSNE,
  GRAFT_N_PROJECTIONS
} GraftProjection;

/* One line around the densest half or nine tenths of a domain's points (methods 8.6). */
typedef struct
{
  GraftDomain domain;
  double mass; /* 0.5 or 0.9 */
  gboolean closed;
  guint n;
  const float *xy; /* [n, 2], map coordinates */
} GraftContour;

/* The feature map at one stored moment. */
typedef struct
{
  guint64 step;
  double epoch;
  const float *xy; /* [n_points, 2] in map coordinates, −1 … 1 over the whole sequence */
  const gint16 *prediction; /* [n_points] class */
  const float *confidence;  /* [n_points] its probability */
  guint n_contours;
  const GraftContour *contours;
  double probe_accuracy;   /* fresh linear domain classifier on the features; NaN if not
                              taken */
  double silhouette_class; /* NaN if not taken */
  double silhouette_domain;
} GraftMapFrame;

/**
 * GraftMap:
 *
 * A fixed probe sample followed through the run: points keep their index from frame to
 * frame and every frame is aligned with the one before it. Reference-counted (C11
 * atomics).
 */
typedef struct _GraftMap GraftMap;

GraftMap *graft_map_ref (GraftMap *self);
void graft_map_unref (GraftMap *self);
GraftProjection graft_map_get_projection (GraftMap *self);
guint graft_map_get_n_points (GraftMap *self);
guint graft_map_get_n_frames (GraftMap *self);
const GraftMapFrame *graft_map_get_frame (GraftMap *self, guint index);
const guint8 *graft_map_peek_domains (GraftMap *self); /* [n_points] GraftDomain */
const gint16 *graft_map_peek_labels (GraftMap *self);  /* [n_points], −1 unknown */
const guint32 *graft_map_peek_items (GraftMap *self);  /* [n_points] index in its set */
guint graft_map_get_n_classes (GraftMap *self);
const char *graft_map_get_class_name (GraftMap *self, guint index);
/* Share of variance on the two axes for PCA, KL divergence for t-SNE; text for the
 * caption. */
const char *graft_map_get_caption (GraftMap *self);
guint graft_map_get_run (GraftMap *self);

/**
 * GraftRunResult:
 * @hash: (nullable): SHA-256 of the final weights of the adapted network; %NULL when it
 * was stopped before it had any
 *
 * One seed that ran to its end, or was stopped: then @stopped is set.
 */
typedef struct
{
  guint run;
  guint64 seed;
  guint64 steps;
  double seconds;
  double peak_mib;
  guint threads;
  gboolean stopped;
  char *hash;
  const GraftVerdict *verdict;
} GraftRunResult;

GraftRunResult *graft_run_result_dup (const GraftRunResult *self);
void graft_run_result_free (GraftRunResult *self);

typedef struct _GraftUpdate GraftUpdate;

GraftUpdate *graft_update_ref (GraftUpdate *self);
void graft_update_unref (GraftUpdate *self);
GraftState graft_update_get_state (GraftUpdate *self);
const GraftProgress *graft_update_get_progress (GraftUpdate *self);
/* Points since the update before, in step order; of the run in the progress. */
const GraftPoint *graft_update_get_points (GraftUpdate *self, gsize *n);
/* NULL when nothing new came since the update before. */
GraftMap *graft_update_get_map (GraftUpdate *self, GraftProjection projection);
const GraftVerdict *graft_update_get_verdict (GraftUpdate *self);
/* Results of runs that ended since the update before, in order. */
const GraftRunResult *const *graft_update_get_results (GraftUpdate *self, gsize *n);
/* Messages for the journal and the status line since the update before, NULL-terminated.
 */
const char *const *graft_update_get_messages (GraftUpdate *self);
const GError *graft_update_get_error (GraftUpdate *self); /* state FAILED only */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftMap, graft_map_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftUpdate, graft_update_unref)

G_END_DECLS
