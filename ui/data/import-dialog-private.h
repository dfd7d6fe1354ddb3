/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by import-dialog.c (options, run, report) and import-dialog-paths.c (what is to
 * be imported: choosing, looking, dropping). */
#pragma once

#include "ui/data/import-dialog.h"

struct _GraftImportDialog
{
  AdwWindow parent_instance;
  GraftProject *project;
  GPtrArray
      *paths; /* absolute, of GRAFT_IMPORT_PREVIEW rows and of those still looked at */
  GPtrArray *rows;         /* of @found, borrowed */
  GPtrArray *previews;     /* GraftImportPreview */
  char *labels_path;       /* (nullable) */
  char *suggested;         /* (nullable): the name that was put into the entry */
  GCancellable *looking;   /* while a worker looks */
  GCancellable *importing; /* while files are read */
  gint64 started;          /* monotonic, µs */
  GtkFileChooserNative *chooser;
  GtkWidget *import;
  GtkWidget *stack;
  GtkWidget *failure;
  GtkWidget *failure_text;
  GtkWidget *found;
  GtkWidget *spinner;
  GtkWidget *options;
  GtkWidget *name;
  GtkWidget *classes;
  GtkWidget *like;
  GtkWidget *labels;
  GtkWidget *no_labels;
  GtkWidget *embed;
  GtkWidget *bar;
  GtkWidget *progress_text;
  GtkWidget *report;
};

void graft_import_dialog_bind_paths (GtkWidgetClass *widget_class);
/* Says what went wrong above the options; NULL takes it away. */
void graft_import_dialog_show_failure (GraftImportDialog *self, const char *text);
/* After paths, previews or the run changed. */
void graft_import_dialog_update (GraftImportDialog *self);
