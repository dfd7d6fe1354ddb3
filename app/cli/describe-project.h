/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project file holds, for "graft-cli describe". */
#pragma once

#include "app/cli/command.h"

G_BEGIN_DECLS

/* Prints sets with items, labels and classes. */
GraftExit graft_describe_project (const char *path, gboolean json);

G_END_DECLS
