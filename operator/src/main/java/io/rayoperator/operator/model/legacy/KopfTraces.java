package io.rayoperator.operator.model.legacy;

import io.rayoperator.legacy.LegacyNames;
import java.util.Collection;
import java.util.List;

/**
 * What the Python operator's framework (kopf, from Ray 1.5 on) left on objects. Its finalizer would
 * keep an object for ever that nobody looks after any more; the annotations only take space.
 *
 * @param finalizers those that remain
 * @param annotations keys to be removed
 * @param any whether there are any traces
 */
public record KopfTraces(List<String> finalizers, List<String> annotations, boolean any) {

  public KopfTraces {
    finalizers = List.copyOf(finalizers);
    annotations = List.copyOf(annotations);
  }

  /** Looks for traces. */
  public static KopfTraces of(Collection<String> finalizers, Collection<String> annotations) {
    List<String> remaining =
        finalizers.stream().filter(name -> !LegacyNames.isKopfs(name)).toList();
    List<String> removed = annotations.stream().filter(LegacyNames::isKopfs).sorted().toList();
    return new KopfTraces(
        remaining, removed, remaining.size() < finalizers.size() || !removed.isEmpty());
  }
}
