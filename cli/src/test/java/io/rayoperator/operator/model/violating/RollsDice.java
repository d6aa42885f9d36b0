package io.rayoperator.operator.model.violating;

import java.util.UUID;

/** Breaks a rule of the architecture, so that a test can see the rule fail. */
public final class RollsDice {

  String name() {
    return UUID.randomUUID().toString();
  }
}
