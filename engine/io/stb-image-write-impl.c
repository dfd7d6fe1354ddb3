/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where stb_image_write is compiled; image-write.c calls it. */
#include <stdlib.h>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_WRITE_NO_STDIO

#include <stb_image_write.h>
