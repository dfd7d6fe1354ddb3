/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set whose items refer to photographs in files, for tests. */
#pragma once

#include "tests/support/project-fixture.h"

G_BEGIN_DECLS

#define ALBUM_PHOTOS 4
#define ALBUM_SIDE 300

/* @photos: the JPEG files, "Épée-0.jpg" and so on in @folder. */
typedef struct
{
  char *folder;
  GBytes *photos[ALBUM_PHOTOS];
} Album;

/* Writes the files below the folder of @fixture and adds them as a set "album": the first
 * is labelled "sword", the first two are of one group. */
GraftProjectSet *project_fixture_add_album (ProjectFixture *fixture, Album *album);
void album_clear (Album *album);

G_END_DECLS
