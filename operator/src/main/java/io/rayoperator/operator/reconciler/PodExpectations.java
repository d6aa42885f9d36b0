package io.rayoperator.operator.reconciler;

import io.rayoperator.operator.model.names.NameSuffixes;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.plan.PodNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the operator has done to the pods of one cluster and its cache does not show yet (KubeRay
 * contract §5.7). Added to what the cache shows, it gives what really exists, so that no pod is
 * created or deleted twice.
 *
 * <p>The operator chooses the names of pods itself, in the form that {@code generateName} gives
 * them. So a request whose outcome is unknown can be repeated under the same name, and cannot
 * create a second pod, however late the first one arrives.
 */
final class PodExpectations implements PodNames {

  /** After this time a pod that the cache does not show is looked up on the API server. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** The API server ends requests after a minute; a name is kept well beyond that. */
  private static final Duration LATE_ARRIVAL = Duration.ofMinutes(10);

  /** After this time a pod that does not terminate is deleted again. */
  private static final Duration DELETION_PATIENCE = Duration.ofSeconds(30);

  private final NameSuffixes suffixes;

  /** Created pods that the cache has not shown, by name. */
  private final Map<String, Expected> created = new LinkedHashMap<>();

  /** Names under which a pod may have been created or may yet appear. */
  private final Map<String, Uncertain> uncertain = new LinkedHashMap<>();

  /** Names that the plan in progress uses again. */
  private final Set<String> reused = new HashSet<>();

  /** Names of pods that the cache has shown since the last pass. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  /** When pods were deleted, by uid. */
  private final Map<String, Instant> deleted = new HashMap<>();

  private record Expected(ObservedPod pod, Instant since) {

    Expected since(Instant now) {
      return new Expected(pod, now);
    }
  }

  private record Uncertain(String group, Instant since) {}

  PodExpectations(NameSuffixes suffixes) {
    this.suffixes = suffixes;
  }

  /** A pod was created, or found to exist. */
  synchronized void created(ObservedPod pod, Instant now) {
    uncertain.remove(pod.name());
    created.put(pod.name(), new Expected(pod, now));
  }

  /** Nobody knows whether a pod of this name exists, or will exist when it is asked for again. */
  synchronized void uncertain(String name, String group, Instant now) {
    uncertain.putIfAbsent(name, new Uncertain(group, now));
  }

  /** A pod of someone else has this name. */
  synchronized void taken(String name) {
    uncertain.remove(name);
  }

  synchronized void deleted(ObservedPod pod, Instant now) {
    deleted.put(pod.uid(), now);
  }

  /**
   * The cache shows this pod, or has shown it for a moment. Never waits: it is the thread of an
   * informer that calls.
   */
  void seen(String name) {
    seen.add(name);
  }

  /**
   * What really exists.
   *
   * @param cache reads what the cache shows
   * @param exists looks for this very pod on the API server; asked only when the cache takes long,
   *     and then of few
   */
  synchronized List<ObservedPod> complete(
      Supplier<List<ObservedPod>> cache, Instant now, Predicate<ObservedPod> exists) {
    // In this order: a pod that comes to the cache right after it was read is still expected.
    forgetSeen();
    List<ObservedPod> cached = cache.get();
    reused.clear();
    Set<String> names = new HashSet<>();
    Set<String> uids = new HashSet<>();
    List<ObservedPod> pods = new ArrayList<>();
    for (ObservedPod pod : cached) {
      names.add(pod.name());
      uids.add(pod.uid());
      pods.add(deleted.containsKey(pod.uid()) ? pod.asTerminating() : pod);
    }
    names.forEach(created::remove);
    names.forEach(uncertain::remove);
    uncertain.values().removeIf(name -> isOver(name.since(), LATE_ARRIVAL, now));
    dropVanished(now, exists);
    for (Expected expected : created.values()) {
      ObservedPod pod = expected.pod();
      uids.add(pod.uid());
      pods.add(deleted.containsKey(pod.uid()) ? pod.asTerminating() : pod);
    }
    deleted
        .entrySet()
        .removeIf(
            entry ->
                !uids.contains(entry.getKey()) || isOver(entry.getValue(), DELETION_PATIENCE, now));
    pods.sort(Comparator.comparing(ObservedPod::name));
    return pods;
  }

  /** A name of which nothing is known for certain, or else a new one. */
  @Override
  public synchronized String next(String group, String prefix) {
    for (Map.Entry<String, Uncertain> entry : uncertain.entrySet()) {
      if (entry.getValue().group().equals(group) && reused.add(entry.getKey())) {
        return entry.getKey();
      }
    }
    String name;
    do {
      name = prefix + suffixes.next();
    } while (created.containsKey(name) || !reused.add(name));
    return name;
  }

  /** Whether the cache may not show everything yet. */
  synchronized boolean pending() {
    return !created.isEmpty();
  }

  private void forgetSeen() {
    for (Iterator<String> names = seen.iterator(); names.hasNext(); ) {
      String name = names.next();
      names.remove();
      created.remove(name);
      uncertain.remove(name);
    }
  }

  /**
   * Forgets pods that are gone before the cache has shown them. If the one that is expected longest
   * exists, the cache is late, and will show the others, too: nobody looks for each of hundreds.
   * The next time another one is looked for, should the cache never show this one.
   */
  private void dropVanished(Instant now, Predicate<ObservedPod> exists) {
    List<Expected> overdue =
        created.values().stream()
            .filter(expected -> isOver(expected.since(), PATIENCE, now))
            .sorted(Comparator.comparing(Expected::since))
            .toList();
    for (Expected expected : overdue) {
      ObservedPod pod = expected.pod();
      created.remove(pod.name());
      if (exists.test(pod)) {
        overdue.forEach(
            late -> created.computeIfPresent(late.pod().name(), (name, old) -> late.since(now)));
        created.put(pod.name(), expected.since(now));
        return;
      }
    }
  }

  private static boolean isOver(Instant since, Duration patience, Instant now) {
    return since.plus(patience).isBefore(now);
  }
}
