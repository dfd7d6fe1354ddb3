/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells assistive technology which page of a stack is seen: AT-SPI takes the others for
 * shown. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* To be called after each change of the visible child. */
void graft_stack_tell_hidden (GtkStack *stack);

G_END_DECLS
