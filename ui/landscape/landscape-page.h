/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start page: what do you have, and what can you do with it. */
#pragma once

#include "ui/landscape/landscape-cell.h"
#include "ui/landscape/questions.h"
#include "ui/window/page.h"

G_BEGIN_DECLS

#define GRAFT_TYPE_LANDSCAPE_PAGE (graft_landscape_page_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftLandscapePage, graft_landscape_page, GRAFT, LANDSCAPE_PAGE, GraftPage)

GraftLandscapeCell *graft_landscape_page_get_cell (GraftLandscapePage *self,
                                                   GraftCell cell);
GraftQuestions *graft_landscape_page_get_questions (GraftLandscapePage *self);

G_END_DECLS
