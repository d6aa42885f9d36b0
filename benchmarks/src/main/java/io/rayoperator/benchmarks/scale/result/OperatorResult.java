package io.rayoperator.benchmarks.scale.result;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that was measured of one operator.
 *
 * @param label its name
 * @param command that started it
 * @param userAgents whose requests were counted
 */
public record OperatorResult(
    String label,
    List<String> command,
    Machine machine,
    Load load,
    Set<String> userAgents,
    List<PhaseResult> phases) {

  public Optional<PhaseResult> phase(String name) {
    return phases.stream().filter(phase -> phase.name().equals(name)).findFirst();
  }
}
