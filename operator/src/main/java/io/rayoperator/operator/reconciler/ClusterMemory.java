package io.rayoperator.operator.reconciler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.model.names.NameSuffixes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the operator remembers of one RayCluster between passes. All of it may be lost at any time:
 * it saves requests and words, and waits for caches, but nothing is decided by it.
 */
final class ClusterMemory {

  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LAST_RETRY = Duration.ofMinutes(2);

  /** Then the name may be free again. */
  private static final Duration FOREIGN_MEMORY = Duration.ofMinutes(10);

  private final String uid;
  private final PodExpectations expectations;
  private final Map<String, String> reportedFailures = new HashMap<>();
  private final Map<String, Foreign> foreign = new HashMap<>();

  /** Uids of objects that were found once, whether or not they are still there. */
  private final Map<String, String> knownForeign = new HashMap<>();

  private int failures;

  private record Foreign(HasMetadata object, Instant since) {}

  private Instant lastStatusWrite = Instant.MIN;

  ClusterMemory(String uid, NameSuffixes suffixes) {
    this.uid = uid;
    this.expectations = new PodExpectations(suffixes);
  }

  /** The object this is about; another one of the same name starts anew. */
  String uid() {
    return uid;
  }

  PodExpectations expectations() {
    return expectations;
  }

  /** How long to wait after a pass that failed: longer each time in a row. */
  Duration failed() {
    int exponent = Math.min(failures, 16);
    failures++;
    Duration delay = FIRST_RETRY.multipliedBy(1L << exponent);
    return delay.compareTo(LAST_RETRY) < 0 ? delay : LAST_RETRY;
  }

  void succeeded() {
    failures = 0;
    reportedFailures.clear();
  }

  /** Whether an event tells something that the last one with its reason did not. */
  boolean isNews(RayClusterEvent event) {
    return !event.warning()
        || !event.note().equals(reportedFailures.put(event.reason(), event.note()));
  }

  /**
   * An object of someone else has a name that a child should have. Returns whether this is news.
   */
  boolean foundForeign(HasMetadata object, Instant now) {
    String key = object.getKind() + "/" + object.getMetadata().getName();
    foreign.put(key, new Foreign(object, now));
    String objectUid = object.getMetadata().getUid();
    return !objectUid.equals(knownForeign.put(key, objectUid));
  }

  /** Objects of others that have names of children, as far as they were seen lately. */
  List<HasMetadata> foreign(Instant now) {
    foreign.values().removeIf(found -> found.since().plus(FOREIGN_MEMORY).isBefore(now));
    return foreign.values().stream().map(Foreign::object).toList();
  }

  Instant lastStatusWrite() {
    return lastStatusWrite;
  }

  void statusWritten(Instant now) {
    lastStatusWrite = now;
  }
}
