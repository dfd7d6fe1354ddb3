/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table itself; included last by each kernels-*.c. */

const GraftKernels KERNELS = {
  .name = KERNELS_NAME,
  .lanes = LANES,
  .max_k = MAX_K,
  .multiply = multiply,
  .outer = outer,
  .pool_forward = pool_forward,
  .pool_backward = pool_backward,
  .depthwise_forward = depthwise_forward,
  .depthwise_backward = depthwise_backward,
  .mask_columns = mask_columns,
  .repel = repel,
};
