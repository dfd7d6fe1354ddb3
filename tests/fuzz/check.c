/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all targets share. */
#include "tests/fuzz/fuzz.h"

#include <string.h>

void
fuzz_check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_cmpint (strlen (error->message), >, 0);
  g_assert_null (strchr (error->message, '\n'));
}
