/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One picture to look at closely: fits the widget, or has a scale and can be moved. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GRAFT_TYPE_PICTURE_CANVAS (graft_picture_canvas_get_type ())
G_DECLARE_FINAL_TYPE (
    GraftPictureCanvas, graft_picture_canvas, GRAFT, PICTURE_CANVAS, GtkWidget)

/**
 * GraftPictureCanvas:scale: of what is shown: 1 is one pixel of the picture a pixel of
 * the screen
 */

/* (nullable): nothing, or a symbol when @failure says why. @width: of the picture itself,
 * when the texture is a smaller one; 0: that of the texture. Fits it again when @fit. */
void graft_picture_canvas_set_texture (GraftPictureCanvas *self,
                                       GdkTexture *texture,
                                       guint width,
                                       const char *failure,
                                       gboolean fit);
double graft_picture_canvas_get_scale (GraftPictureCanvas *self);
gboolean graft_picture_canvas_get_fits (GraftPictureCanvas *self);
void graft_picture_canvas_fit (GraftPictureCanvas *self);
/* Around the middle. */
void graft_picture_canvas_set_scale (GraftPictureCanvas *self, double scale);
void graft_picture_canvas_zoom (GraftPictureCanvas *self, double steps);
void graft_picture_canvas_pan (GraftPictureCanvas *self, double dx, double dy);
/* Where the picture is drawn. */
void graft_picture_canvas_get_place (GraftPictureCanvas *self, graphene_rect_t *place);

G_END_DECLS
