package io.rayoperator.operator.model.legacy;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What the Python operator's framework (kopf, from Ray 1.5 on) left on objects. Its finalizer would
 * keep an object for ever that nobody looks after any more; the annotations only take space.
 *
 * @param finalizers those that remain
 * @param annotations keys to be removed
 * @param any whether there are any traces
 */
public record KopfTraces(List<String> finalizers, List<String> annotations, boolean any) {

  private static final Set<String> DOMAINS = Set.of("kopf.zalando.org", "kopf.dev");

  public KopfTraces {
    finalizers = List.copyOf(finalizers);
    annotations = List.copyOf(annotations);
  }

  /** Looks for traces. */
  public static KopfTraces of(Collection<String> finalizers, Collection<String> annotations) {
    List<String> remaining = finalizers.stream().filter(name -> !isKopfs(name)).toList();
    List<String> removed = annotations.stream().filter(KopfTraces::isKopfs).sorted().toList();
    return new KopfTraces(
        remaining, removed, remaining.size() < finalizers.size() || !removed.isEmpty());
  }

  private static boolean isKopfs(String key) {
    int slash = key.indexOf('/');
    return slash > 0 && DOMAINS.contains(key.substring(0, slash));
  }
}
