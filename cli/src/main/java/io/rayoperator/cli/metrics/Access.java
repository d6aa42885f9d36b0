package io.rayoperator.cli.metrics;

/** Who may read the metrics. */
@FunctionalInterface
interface Access {

  /** What is said about the owner of a token. */
  enum Answer {
    /** May read. */
    ALLOWED,
    /** Nobody knows the token, or knows it any more. */
    UNAUTHENTICATED,
    /** The owner is known, and may not read. */
    FORBIDDEN,
    /** It could not be found out. */
    UNKNOWN
  }

  Answer of(BearerToken token);
}
