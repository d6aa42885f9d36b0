package io.rayoperator.operator.model.names;

/**
 * Random ends of names. The model takes them from here, so that it stays free of randomness itself.
 */
@FunctionalInterface
public interface NameSuffixes {

  /** Characters of suffixes, as the API server uses them (KubeRay contract D.14). */
  String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

  /** Length of a suffix. */
  int LENGTH = 5;

  /** The next suffix: {@link #LENGTH} characters out of {@link #ALPHABET}. */
  String next();
}
