/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bin that may become smaller than its child would like to be and says in what class
 * its width is, so that the child can fold. (AdwBreakpointBin does this from
 * libadwaita 1.4 on.) */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  GRAFT_WIDTH_TINY, /* up to 560 px: as narrow, and the header bar gives up what it can */
  GRAFT_WIDTH_NARROW, /* up to 960 px: sidebar as icons, side columns as sheets */
  GRAFT_WIDTH_MEDIUM, /* up to 1120 px: sidebar as icons */
  GRAFT_WIDTH_WIDE,
} GraftWidthClass;

#define GRAFT_TYPE_ADAPTIVE_BIN (graft_adaptive_bin_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftAdaptiveBin, graft_adaptive_bin, GRAFT, ADAPTIVE_BIN, GtkWidget)

/* notify::width-class tells changes. */
GraftWidthClass graft_adaptive_bin_get_width_class (GraftAdaptiveBin *self);
void graft_adaptive_bin_set_child (GraftAdaptiveBin *self, GtkWidget *child);

G_END_DECLS
