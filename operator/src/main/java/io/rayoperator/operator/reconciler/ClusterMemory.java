package io.rayoperator.operator.reconciler;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.rayoperator.operator.kubernetes.RayClusterEvent;
import io.rayoperator.operator.model.names.NameSuffixes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/**
 * What the operator remembers of one RayCluster between passes. All of it may be lost at any time:
 * it saves requests and words, and waits for caches, but nothing is decided by it.
 */
final class ClusterMemory {

  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LAST_RETRY = Duration.ofSeconds(30);

  /** Then the name may be free again. */
  private static final Duration FOREIGN_MEMORY = Duration.ofMinutes(10);

  /** Then it is tried again; a namespace that is being deleted never comes back. */
  static final Duration TERMINATING_MEMORY = Duration.ofMinutes(5);

  private static final int MAX_REPORTED = 32;

  private final String uid;
  private final PodExpectations expectations;
  private final SeenChildren seenChildren = new SeenChildren();
  private final SequencedSet<RayClusterEvent> reportedFailures = new LinkedHashSet<>();
  private final Map<String, Foreign> foreign = new HashMap<>();

  /** Uids of objects that were found once, whether or not they are still there. */
  private final Map<String, String> knownForeign = new HashMap<>();

  private int failures;
  private Instant retryAt = Instant.EPOCH;

  private record Foreign(HasMetadata object, Instant since) {}

  private StatusPace statusPace = StatusPace.START;
  private Instant terminatingNamespaceSince = Instant.EPOCH;

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

  SeenChildren seenChildren() {
    return seenChildren;
  }

  /**
   * How long to wait after a pass that failed: longer each time in a row. A pass that something
   * else woke before the wait was over makes it no longer.
   */
  Duration failed(Instant now) {
    if (now.isBefore(retryAt)) {
      return Duration.between(now, retryAt);
    }
    Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 16));
    Duration delay = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
    failures++;
    retryAt = now.plus(delay);
    return delay;
  }

  void succeeded() {
    failures = 0;
    retryAt = Instant.EPOCH;
    reportedFailures.clear();
  }

  /** Whether an event tells something that is not known yet. */
  boolean isNews(RayClusterEvent event) {
    if (!event.warning()) {
      return true;
    }
    boolean news = reportedFailures.add(event);
    if (reportedFailures.size() > MAX_REPORTED) {
      reportedFailures.removeFirst();
    }
    return news;
  }

  /** Nothing can be created any more; whoever deletes the namespace deletes the cluster as well. */
  void namespaceIsTerminating(Instant now) {
    terminatingNamespaceSince = now;
  }

  /** Whether nothing could be created a short time ago because the namespace is being deleted. */
  boolean isNamespaceTerminating(Instant now) {
    return terminatingNamespaceSince.plus(TERMINATING_MEMORY).isAfter(now);
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

  StatusPace statusPace() {
    return statusPace;
  }

  void statusWritten(Instant now, boolean isProgress) {
    statusPace = statusPace.written(now, isProgress);
  }
}
