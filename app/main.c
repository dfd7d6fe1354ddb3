/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Start of the workbench: locale, options that need no window, application. */
#include "app/application.h"
#include "graft-config.h"
#include "engine/graft-engine.h"

#include <glib/gi18n.h>
#include <locale.h>

static int
options_cb (GApplication *application, GVariantDict *options, gpointer user_data)
{
  const char *example = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("graft %s\n", GRAFT_VERSION);
      return 0;
    }
  if (!g_variant_dict_lookup (options, "example", "&s", &example))
    return -1;
  if (graft_catalogue_find_example (example) == NULL)
    {
      g_printerr (_ ("There is no example “%s”; “graft-cli demo --list” names them.\n"),
                  example);
      return 2;
    }
  graft_application_set_example (GRAFT_APPLICATION (application), example);
  return -1;
}

int
main (int argc, char **argv)
{
  g_autoptr (GraftApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, GRAFT_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("Graft"));
  application = graft_application_new ();
  g_application_add_main_option (G_APPLICATION (application), "version", 'v', 0,
                                 G_OPTION_ARG_NONE, _ ("Print the version and end"),
                                 NULL);
  g_application_add_main_option (G_APPLICATION (application), "example", 'e', 0,
                                 G_OPTION_ARG_STRING,
                                 _ ("Open a built-in example and train it"), _ ("NAME"));
  g_signal_connect (application, "handle-local-options", G_CALLBACK (options_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
