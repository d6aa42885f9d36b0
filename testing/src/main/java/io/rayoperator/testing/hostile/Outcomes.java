package io.rayoperator.testing.hostile;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of requests or connections: how many ended in which way. */
public final class Outcomes {

  private final Map<String, Integer> counts = new TreeMap<>();

  synchronized void count(String outcome) {
    counts.merge(outcome, 1, Integer::sum);
  }

  /** How often each way was counted. */
  public synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  /** {@code 400: 990, connection lost: 10}. */
  @Override
  public String toString() {
    return counts().entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
