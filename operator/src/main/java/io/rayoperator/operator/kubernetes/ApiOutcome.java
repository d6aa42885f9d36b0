package io.rayoperator.operator.kubernetes;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What is known about a request that should change something. */
public sealed interface ApiOutcome {

  /**
   * It was done.
   *
   * @param body the object as the API server returned it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Done(int code, byte[] body) implements ApiOutcome {}

  /**
   * It was not done, and that is certain.
   *
   * @param code HTTP status
   * @param reason as in {@code AlreadyExists}; may be empty
   * @param namespaceTerminating whether it was not done because the namespace is being deleted, and
   *     never will be
   * @param message for people
   */
  record Refused(int code, String reason, boolean namespaceTerminating, String message)
      implements ApiOutcome {

    static Refused withoutAsking(String reason, String message) {
      return new Refused(0, reason, false, message);
    }

    public boolean notFound() {
      return code == 404;
    }

    /** A conflict of versions or fields, or an object that exists already. */
    public boolean conflict() {
      return code == 409;
    }
  }

  /**
   * It may have been done, or may still be: the answer got lost, or says so little.
   *
   * @param message for people
   */
  record Unknown(String message) implements ApiOutcome {}

  /** Why it was not certainly done. */
  static String message(ApiOutcome outcome) {
    return switch (outcome) {
      case Done done -> "";
      case Refused refused -> refused.message();
      case Unknown unknown -> unknown.message();
    };
  }

  /** Waits for an answer; interruption leaves the outcome unknown. */
  static ApiOutcome await(CompletableFuture<ApiOutcome> outcome) {
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unknown("interrupted while waiting for the API server");
    } catch (ExecutionException e) {
      return new Unknown(String.valueOf(e.getCause()));
    }
  }
}
