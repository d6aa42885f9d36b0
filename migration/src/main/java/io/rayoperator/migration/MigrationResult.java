package io.rayoperator.migration;

import java.util.List;

/**
 * What a migration did.
 *
 * @param written objects that lay in etcd in another form
 * @param unchanged objects that lay in the storage version already
 * @param gone objects that were deleted meanwhile
 * @param refused objects that the API server does not write
 * @param different objects that do not say the same in both versions
 * @param storedVersions what the definition says in the end
 */
public record MigrationResult(
    long written,
    long unchanged,
    long gone,
    List<Refusal> refused,
    List<String> different,
    List<String> storedVersions) {

  /** An object that could not be rewritten. */
  public record Refusal(String object, String reason) {}

  /** Whether every object lies in the storage version, and says the same in both. */
  public boolean isComplete() {
    return refused.isEmpty() && different.isEmpty();
  }
}
