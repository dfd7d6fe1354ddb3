/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: one window a process, what concerns no window, and files from the command
 * line. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_APPLICATION (graft_application_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftApplication, graft_application, GRAFT, APPLICATION, AdwApplication)

/* The first window opens this example and trains it; @id must be in the catalogue. */
void graft_application_set_example (GraftApplication *self, const char *id);
GraftApplication *graft_application_new (void);

G_END_DECLS
