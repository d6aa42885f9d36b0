package io.rayoperator.operator.model.violating;

/** Breaks a rule of the architecture, so that a test can see the rule fail. */
public final class ReadsTheEnvironment {

  boolean probes() {
    return "true".equals(System.getenv("ENABLE_PROBES_INJECTION"));
  }
}
