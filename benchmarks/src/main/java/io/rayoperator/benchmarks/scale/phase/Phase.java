package io.rayoperator.benchmarks.scale.phase;

import io.rayoperator.benchmarks.scale.result.PhaseResult;
import java.util.List;

/** A part of a measurement. Each finds what the former left, and leaves the operator quiet. */
public interface Phase {

  /** All, in their order. */
  List<Phase> ALL =
      List.of(
          new Start(),
          new WarmUp(),
          new Create(),
          new Idle(),
          new Scale("scale-up", true),
          new Scale("scale-down", false),
          new Fairness(),
          new Restart(),
          new Delete());

  /** Such as {@code create}. */
  String name();

  PhaseResult run(Bench bench) throws Exception;
}
