/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See settings.h. */
#include "ui/window/settings.h"

#define SCHEMA_ID "org.graft.Graft"

GSettings *
graft_settings_new (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}
