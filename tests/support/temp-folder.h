/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder of its own for a test, gone afterwards with all that is in it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *test_temp_folder_new (void);
/* The same, and what the program keeps for its user goes there from now on. Before
 * anything asks GLib for those places: G_TEST_OPTION_ISOLATE_DIRS leaks. */
char *test_temp_home_new (void);
/* Frees @path too. */
void test_temp_folder_remove (char *path);

G_END_DECLS
