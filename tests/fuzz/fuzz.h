/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a fuzz target is: it must neither crash nor hang whatever the bytes, and say why
 * when it refuses them. Built with -Dfuzz=true it is searched by libFuzzer, otherwise
 * driver.c replays its seeds and some thousand mutations of them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Good inputs to start from, one after the other; NULL past the end. */
GBytes *fuzz_seed (gsize index);
/* In fuzz-NAME.c. Always 0. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A refusal has a message of one line. */
void fuzz_check_error (const GError *error);

G_END_DECLS
