/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The half of a set that project.c writes. */
#pragma once

#include "engine/project/project-news.h"
#include "engine/project/project-set.h"

G_BEGIN_DECLS

GraftProjectSet *graft_project_set_new (const GraftSetChange *change);
/* Takes over what changed and says so; everything is in place before the first signal. */
void graft_project_set_apply (GraftProjectSet *self, const GraftSetChange *change);
gint64 graft_project_set_get_position (GraftProjectSet *self);
/* Id of the class at a place; 0 when there is none, and for GRAFT_CLASS_NONE. */
gint64 graft_project_set_get_class_id (GraftProjectSet *self, int class);

G_END_DECLS
