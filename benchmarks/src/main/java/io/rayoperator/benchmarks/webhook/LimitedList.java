package io.rayoperator.benchmarks.webhook;

import java.util.List;

/**
 * A list that a webhook is to convert within a time.
 *
 * @param bytes of each object
 */
record LimitedList(int objects, int bytes, int seconds) {

  /** The limits of KEP-95: as the API server sees them, its own work left out. */
  static final List<LimitedList> KEP_95 =
      List.of(
          new LimitedList(1_500, 10_000, 1),
          new LimitedList(600, 25_000, 1),
          new LimitedList(300, 50_000, 1),
          new LimitedList(10_000, 10_000, 6),
          new LimitedList(4_000, 25_000, 6),
          new LimitedList(2_000, 50_000, 6));
}
