/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where items come from, as written in "data=": KIND:REST, several joined by semicolons.
 * One file a kind (source-KIND.c) and one line in data/meson.build. */
#pragma once

#include "engine/data/data-ledger.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which items of data that know of splits. */
typedef enum
{
  GRAFT_DATA_TRAIN,
  GRAFT_DATA_TEST, /* what training never sees */
  GRAFT_DATA_VALIDATION,
  GRAFT_N_DATA_PARTS
} GraftDataPart;

/**
 * GraftDataSource:
 * @data: "idx:FILE", "usps:FILE", "folder:DIR", "npy:FILE", "npz:FILE", "mat:FILE",
 * "csv:FILE", "svmlight:FILE", "builtin:NAME", "mnistm:DATA", "binary:DATA",
 * "project:FILE#SET"
 * @labels: (nullable): a file of labels where the kind has them apart; a column of "csv:"
 * @photos: (nullable): "mnistm:": folder of photos; procedural textures without
 * @folder: (nullable): relative paths start here
 * @limit, @per_class: seeded, stratified subset; 0: all
 * @part: for kinds that have parts; the others always give all
 * @labelled: sets of a project: leave out items without a label
 * @size: (nullable): images are brought to this shape
 * @project: (nullable): file that "project:#SET" means
 * @ledger: (nullable): what is read is noted there, or read again as it says
 * @depth: of kinds in kinds
 */
typedef struct
{
  const char *data;
  const char *labels;
  const char *photos;
  const char *folder;
  gsize limit;
  gsize per_class;
  guint64 seed;
  GraftDataPart part;
  gboolean labelled;
  const GraftShape *size;
  const char *project;
  GraftDataLedger *ledger;
  guint depth;
} GraftDataSource;

/**
 * graft_data_source_load:
 * @messages: (nullable): (element-type utf8): what was skipped and why is appended
 *
 * Errors: GRAFT_IO_ERROR, GRAFT_DATA_ERROR, GRAFT_PARAM_ERROR, G_IO_ERROR_CANCELLED; one
 * line that names the file, the fact and the remedy.
 */
GraftDataset *graft_data_source_load (const GraftDataSource *source,
                                      GCancellable *cancellable,
                                      GPtrArray *messages,
                                      GError **error);

/* Whether all that @source->data names has items of its own for @source->part. */
gboolean graft_data_source_has_part (const GraftDataSource *source);

/* FALSE, with the reason, when there are not two classes to tell apart. */
gboolean graft_dataset_check_trainable (GraftDataset *dataset, GError **error);

/* What a kind is; the registry is made by data/meson.build. */
typedef struct
{
  const char *kind;
  const char *usage; /* "idx:FILE[.gz]" for messages */
  /* @rest: what follows the colon; paths in it are relative to source->folder */
  GraftDataset *(*load) (const GraftDataSource *source,
                         const char *rest,
                         GCancellable *cancellable,
                         GPtrArray *messages,
                         GError **error);
  /* (nullable): for kinds that know of splits: whether there are items of source->part */
  gboolean (*has_part) (const GraftDataSource *source, const char *rest);
} GraftDataKind;

const GraftDataKind *graft_data_kind_get (gsize index); /* NULL past the end */
/* @path, made absolute by source->folder. */
char *graft_data_source_resolve (const GraftDataSource *source, const char *path);

G_END_DECLS
