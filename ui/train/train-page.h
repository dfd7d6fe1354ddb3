/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbench: run panel, feature map and curves, verdict. */
#pragma once

#include "ui/train/run-panel.h"
#include "ui/train/verdict-panel.h"
#include "ui/window/page.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_TRAIN_PAGE (graft_train_page_get_type ())
G_DECLARE_FINAL_TYPE (GraftTrainPage, graft_train_page, GRAFT, TRAIN_PAGE, GraftPage)

GraftRunPanel *graft_train_page_get_run_panel (GraftTrainPage *self);
/* What the page shows: "empty", "work" or "failed". */
const char *graft_train_page_get_mode (GraftTrainPage *self);

G_END_DECLS
