/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where stb_image is compiled: the formats that Graft reads and no others.
 * Distributions ship it as a library too, but that one ends the program where a file
 * breaks an assertion, takes what memory holds for tables that a file forgot, and reads
 * formats that nobody here has asked for. */
#include <stdlib.h>

#define STB_IMAGE_IMPLEMENTATION
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_ONLY_BMP
#define STBI_ONLY_TGA
#define STBI_NO_STDIO
#define STBI_NO_LINEAR
#define STBI_NO_HDR
/* image-file.h refuses what is larger, with its size. */
#define STBI_MAX_DIMENSIONS 16384
/* Tables and pixels that a damaged file does not fill are 0, not leftovers. */
#define STBI_MALLOC(size) calloc (1, size)
#define STBI_REALLOC(memory, size) realloc (memory, size)
#define STBI_FREE(memory) free (memory)
/* What a file can break is looked at before (image-jpeg.c), the rest is proved. */
#define STBI_ASSERT(condition) ((void)0)

#include <stb_image.h>
