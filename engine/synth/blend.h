/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How MNIST-M is made (methods 5.16): the difference of a digit and a patch of a picture. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @out = |@patch − @digit| a channel, in whole numbers. @digit: [n_pixels]; @patch and @out:
 * [n_pixels, 3]; @out may be @patch. Source: Ganin et al., JMLR 17, 2016, section 5.2.4. */
void graft_blend (const guint8 *digit, const guint8 *patch, gsize n_pixels, guint8 *out);

G_END_DECLS
