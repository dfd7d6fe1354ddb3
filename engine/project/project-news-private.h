/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was touched, gathered over a transaction. */
#pragma once

#include "engine/project/project-news.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean row;     /* the set's own: name, or it came or went */
  gboolean classes; /* its list */
  gboolean all;     /* all of its items */
  GArray *removed;  /* guint32, NULL: none */
} GraftTouchedSet;

struct _GraftProjectNews
{
  GHashTable *sets; /* id → GraftTouchedSet */
  GArray *items;    /* guint32 ids, in any order and more than once */
};

GraftTouchedSet *graft_project_news_touch (GraftProjectNews *self, guint32 set);

G_END_DECLS
