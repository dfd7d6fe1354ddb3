/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run was trained on, exactly: for each role a hash of the data, and for sets of a
 * project the items with the labels they had. Written while data are read; read again
 * when a run is to arrive at the same weights although labels have changed since. One
 * thread at a time. */
#pragma once

#include "engine/data/dataset.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GraftLedgerPart:
 * @items: guint32 ids in the project, in order
 * @labels: gint32, one an item: index in @class_names or GRAFT_LABEL_NONE
 *
 * One set of a project.
 */
typedef struct
{
  GArray *items;
  GArray *labels;
  char **class_names;
} GraftLedgerPart;

void graft_ledger_part_free (GraftLedgerPart *self);

typedef struct _GraftDataLedger GraftDataLedger;

GraftDataLedger *graft_data_ledger_new (void);
void graft_data_ledger_free (GraftDataLedger *self);

/* TRUE when it was filled by graft_data_ledger_add_packed(): data are then read as it
 * says. */
gboolean graft_data_ledger_is_replay (const GraftDataLedger *self);
gboolean graft_data_ledger_has_role (const GraftDataLedger *self, const char *role);

/* What is read next is for @role ("source", "target test", …). */
void graft_data_ledger_open (GraftDataLedger *self, const char *role);
/* Takes over @part. Not while replaying. */
void graft_data_ledger_note (GraftDataLedger *self, GraftLedgerPart *part);
/* The next part of the open role, in the order of graft_data_ledger_note(); NULL when
 * there is none. While replaying. */
const GraftLedgerPart *graft_data_ledger_next (GraftDataLedger *self);
/* The role is read. Errors, while replaying: GRAFT_DATA_ERROR_MISMATCH when @dataset is
 * not what it was. */
gboolean graft_data_ledger_close (GraftDataLedger *self,
                                  const char *name,
                                  GraftDataset *dataset,
                                  GError **error);

/**
 * GraftLedgerEntry:
 * @role, @name: the latter as in data=
 * @hash: graft_dataset_hash()
 * @parts: compressed; empty for data that are no sets of a project
 */
typedef struct
{
  char *role;
  char *name;
  char *hash;
  GBytes *parts;
} GraftLedgerEntry;

void graft_ledger_entry_free (GraftLedgerEntry *self);
/* (element-type GraftLedgerEntry), to be stored. */
GPtrArray *graft_data_ledger_pack (const GraftDataLedger *self);
/* Errors: GRAFT_IO_ERROR_FORMAT, GRAFT_IO_ERROR_TOO_LARGE. */
gboolean graft_data_ledger_add_packed (GraftDataLedger *self,
                                       const GraftLedgerEntry *entry,
                                       GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftDataLedger, graft_data_ledger_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GraftLedgerPart, graft_ledger_part_free)

G_END_DECLS
