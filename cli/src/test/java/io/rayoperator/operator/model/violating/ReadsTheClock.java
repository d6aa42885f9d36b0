package io.rayoperator.operator.model.violating;

import java.time.Instant;
import java.util.function.Supplier;

/** Breaks a rule of the architecture, so that a test can see the rule fail. */
public final class ReadsTheClock {

  Supplier<Instant> clock() {
    return Instant::now;
  }
}
