/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See page.h. */
#include "ui/window/page.h"

#include "ui/widgets/children.h"

typedef struct
{
  char *title;
  char *icon_name;
  GraftRunController *controller;
  GraftProject *project; /* or NULL */
  gboolean narrow;
} GraftPagePrivate;

enum
{
  PROP_TITLE = 1,
  PROP_ICON_NAME,
  PROP_NARROW,
  N_PROPERTIES
};

/* Written once by class_init. */
static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GraftPage, graft_page, GTK_TYPE_WIDGET)

static GraftPagePrivate *
private_of (GraftPage *self)
{
  return graft_page_get_instance_private (self);
}

const char *
graft_page_get_title (GraftPage *self)
{
  g_return_val_if_fail (GRAFT_IS_PAGE (self), NULL);
  return private_of (self)->title;
}

const char *
graft_page_get_icon_name (GraftPage *self)
{
  g_return_val_if_fail (GRAFT_IS_PAGE (self), NULL);
  return private_of (self)->icon_name;
}

GraftRunController *
graft_page_get_controller (GraftPage *self)
{
  g_return_val_if_fail (GRAFT_IS_PAGE (self), NULL);
  return private_of (self)->controller;
}

/**
 * graft_page_set_controller:
 *
 * Gives the page what it shows and commands. Once only.
 */
void
graft_page_set_controller (GraftPage *self, GraftRunController *controller)
{
  g_return_if_fail (GRAFT_IS_PAGE (self));
  g_return_if_fail (private_of (self)->controller == NULL);

  private_of (self)->controller = g_object_ref (controller);
  if (GRAFT_PAGE_GET_CLASS (self)->controller_set != NULL)
    GRAFT_PAGE_GET_CLASS (self)->controller_set (self, controller);
}

GraftProject *
graft_page_get_project (GraftPage *self)
{
  g_return_val_if_fail (GRAFT_IS_PAGE (self), NULL);
  return private_of (self)->project;
}

/**
 * graft_page_set_project:
 * @project: (nullable):
 *
 * Tells the page what is open now.
 */
void
graft_page_set_project (GraftPage *self, GraftProject *project)
{
  g_return_if_fail (GRAFT_IS_PAGE (self));

  if (!g_set_object (&private_of (self)->project, project))
    return;
  if (GRAFT_PAGE_GET_CLASS (self)->project_changed != NULL)
    GRAFT_PAGE_GET_CLASS (self)->project_changed (self, project);
}

gboolean
graft_page_get_narrow (GraftPage *self)
{
  g_return_val_if_fail (GRAFT_IS_PAGE (self), FALSE);
  return private_of (self)->narrow;
}

void
graft_page_set_narrow (GraftPage *self, gboolean narrow)
{
  g_return_if_fail (GRAFT_IS_PAGE (self));

  if (private_of (self)->narrow == narrow)
    return;
  private_of (self)->narrow = narrow;
  if (GRAFT_PAGE_GET_CLASS (self)->narrow_changed != NULL)
    GRAFT_PAGE_GET_CLASS (self)->narrow_changed (self, narrow);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

/**
 * graft_page_get_header_widget:
 *
 * Returns: (nullable) (transfer none): what the page adds to the header bar
 */
GtkWidget *
graft_page_get_header_widget (GraftPage *self)
{
  g_return_val_if_fail (GRAFT_IS_PAGE (self), NULL);
  if (GRAFT_PAGE_GET_CLASS (self)->get_header_widget == NULL)
    return NULL;
  return GRAFT_PAGE_GET_CLASS (self)->get_header_widget (self);
}

static void
graft_page_set_property (GObject *object,
                         guint id,
                         const GValue *value,
                         GParamSpec *pspec)
{
  GraftPagePrivate *private = private_of (GRAFT_PAGE (object));

  switch (id)
    {
    case PROP_TITLE:
      g_free (private->title);
      private->title = g_value_dup_string (value);
      break;
    case PROP_ICON_NAME:
      g_free (private->icon_name);
      private->icon_name = g_value_dup_string (value);
      break;
    case PROP_NARROW:
      graft_page_set_narrow (GRAFT_PAGE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  GraftPagePrivate *private = private_of (GRAFT_PAGE (object));

  switch (id)
    {
    case PROP_TITLE:
      g_value_set_string (value, private->title);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, private->icon_name);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, private->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
graft_page_dispose (GObject *object)
{
  graft_widget_remove_children (GTK_WIDGET (object));
  g_clear_object (&private_of (GRAFT_PAGE (object))->controller);
  g_clear_object (&private_of (GRAFT_PAGE (object))->project);
  G_OBJECT_CLASS (graft_page_parent_class)->dispose (object);
}

static void
graft_page_finalize (GObject *object)
{
  GraftPagePrivate *private = private_of (GRAFT_PAGE (object));

  g_free (private->title);
  g_free (private->icon_name);
  G_OBJECT_CLASS (graft_page_parent_class)->finalize (object);
}

static void
graft_page_class_init (GraftPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = graft_page_set_property;
  object_class->get_property = graft_page_get_property;
  object_class->dispose = graft_page_dispose;
  object_class->finalize = graft_page_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_NARROW] =
      g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
graft_page_init (GraftPage *self)
{
}
