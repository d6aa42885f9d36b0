package io.rayoperator.migration.kubernetes;

/** What came of an object that was to be rewritten. */
public sealed interface RewriteOutcome {

  /** It lay in another version, or with other managed fields, and was written. */
  record Written() implements RewriteOutcome {}

  /** It lay in the storage version already; the API server wrote nothing. */
  record Unchanged() implements RewriteOutcome {}

  /** Somebody has deleted it. */
  record Gone() implements RewriteOutcome {}

  /**
   * The API server does not write it.
   *
   * @param reason in the API server's words
   */
  record Refused(String reason) implements RewriteOutcome {}
}
