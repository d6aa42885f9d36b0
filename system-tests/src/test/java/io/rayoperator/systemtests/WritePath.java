package io.rayoperator.systemtests;

/** A way to write. */
enum WritePath {
  JSON_PATCH,
  MERGE_PATCH,
  REPLACE,
  REPLACE_WITHOUT_RESIDUAL,
  SERVER_SIDE_APPLY,
  CLIENT_SIDE_APPLY,
  AUTOSCALER,
  STATUS_PATCH,
  STATUS_REPLACE,
  DRY_RUN,
  INVALID
}
