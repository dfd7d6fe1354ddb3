/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods 1.5: windows of any size, stride, padding and rounding. */
#include "engine/golden/graph.h"

/* "kernel", "stride" (the kernel's without one), "pad" of the manifest, each for both
 * axes or for one each. */
static gboolean
run_pooling (GraftCase *self, const char *layer, const char *more, GError **error)
{
  g_auto (GraftGraphRun) run = { 0 };
  int kernel[4] = { 2, 2, 2, 2 }, stride[4], pad[4] = { 0 };
  g_autofree char *attributes = NULL;

  if (!graft_case_check_rank (self, "x", 4, error))
    return FALSE;
  graft_case_param_list (self, "kernel", kernel);
  if (!graft_case_param_list (self, "stride", stride))
    for (guint i = 0; i < 4; i++)
      stride[i] = kernel[i];
  if (!graft_case_param_list (self, "pad_tblr", pad))
    graft_case_param_list (self, "pad", pad);
  attributes = g_strdup_printf (
      "kernel_h=%d;kernel_w=%d;stride_h=%d;stride_w=%d;pad_top=%d;pad_bottom=%d;"
      "pad_left=%d;pad_right=%d;ceil_mode=%s%s",
      kernel[0], kernel[2], stride[0], stride[2], pad[0], pad[1], pad[2], pad[3],
      graft_case_param (self, "ceil_mode", 0) != 0 ? "true" : "false", more);
  return graft_graph_begin (&run, self, error) &&
         graft_graph_append (&run, layer, attributes, error) != 0 &&
         graft_graph_run (&run, self, error);
}

static gboolean
max_pool (GraftCase *self, GError **error)
{
  return run_pooling (self, "max-pool", "", error);
}

static gboolean
average_pool (GraftCase *self, GError **error)
{
  gboolean counts = graft_case_param (self, "count_include_pad",
                                      !graft_case_is_called (self, "excl*") &&
                                          !graft_case_has_formula (self, "*exclude*"));

  return run_pooling (self, "avg-pool",
                      counts ? ";count_include_pad=true" : ";count_include_pad=false",
                      error);
}

const GraftGoldenFamily graft_golden_pooling[] = {
  { "maxpool* max_pool*", "maxpool*", "x", GRAFT_GOLDEN_REAL, max_pool },
  { "avgpool* avg_pool* average_pool*", "avgpool*", "x", GRAFT_GOLDEN_REAL,
    average_pool },
  { NULL },
};
