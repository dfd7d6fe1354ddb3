/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table that closes a run in the terminal. */
#pragma once

#include "app/report/record.h"

G_BEGIN_DECLS

void graft_closing_print (GraftRecord *record);

G_END_DECLS
