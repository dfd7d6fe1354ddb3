/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domains of the engine, one a folder that can fail. Messages name the file,
 * the fact and the remedy; codes are for callers that act on them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Reading and writing files: engine/io, engine/session. */
typedef enum
{
  GRAFT_IO_ERROR_FAILED,      /* the system refused: missing, unreadable, disk full */
  GRAFT_IO_ERROR_FORMAT,      /* the bytes are not what the format says */
  GRAFT_IO_ERROR_UNSUPPORTED, /* well-formed, but a variant that Graft does not read */
  GRAFT_IO_ERROR_TOO_LARGE,   /* beyond a bound that protects memory */
} GraftIoError;

/* Data sets that cannot be used as asked: engine/data, engine/stats, engine/embed. */
typedef enum
{
  GRAFT_DATA_ERROR_TOO_FEW,
  GRAFT_DATA_ERROR_MISMATCH, /* shapes, class lists or counts that do not go together */
  GRAFT_DATA_ERROR_RANGE,    /* labels or values out of range */
  GRAFT_DATA_ERROR_NOT_FINITE,
} GraftDataError;

/* Experiments and parameters that cannot be: engine/base/param, engine/session. */
typedef enum
{
  GRAFT_PARAM_ERROR_UNKNOWN, /* no such key, method, preset */
  GRAFT_PARAM_ERROR_TYPE,    /* not a number, not one of the choices */
  GRAFT_PARAM_ERROR_RANGE,   /* outside what the parameter allows, or not finite */
  GRAFT_PARAM_ERROR_MISSING, /* a key that is required is absent */
} GraftParamError;

/* Networks that cannot be built: engine/nn. */
typedef enum
{
  GRAFT_NETWORK_ERROR_SHAPE,
  GRAFT_NETWORK_ERROR_UNKNOWN_LAYER,
  GRAFT_NETWORK_ERROR_MEMORY,
} GraftNetworkError;

/* Training that went wrong: engine/transfer, engine/session. */
typedef enum
{
  GRAFT_TRAIN_ERROR_DIVERGED, /* a loss or a weight is no longer finite; the message has
                                 the step */
  GRAFT_TRAIN_ERROR_CANCELLED,
  GRAFT_TRAIN_ERROR_CHECKPOINT,
} GraftTrainError;

#define GRAFT_IO_ERROR graft_io_error_quark ()
#define GRAFT_DATA_ERROR graft_data_error_quark ()
#define GRAFT_PARAM_ERROR graft_param_error_quark ()
#define GRAFT_NETWORK_ERROR graft_network_error_quark ()
#define GRAFT_TRAIN_ERROR graft_train_error_quark ()
GQuark graft_io_error_quark (void);
GQuark graft_data_error_quark (void);
GQuark graft_param_error_quark (void);
GQuark graft_network_error_quark (void);
GQuark graft_train_error_quark (void);

G_END_DECLS
