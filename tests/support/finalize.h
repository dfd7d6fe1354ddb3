/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of objects that work on other threads may still hold for a moment. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Runs the main loop until @weak, a weak pointer, is NULL; fails after some seconds. */
void test_wait_gone (gpointer *weak);
/* Drops the caller's reference, which has to be the last one but for what is under way.
 */
void test_finalize (gpointer object);

G_END_DECLS
