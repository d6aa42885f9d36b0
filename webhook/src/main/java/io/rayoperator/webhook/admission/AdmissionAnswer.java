package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the API server is told to do. */
sealed interface AdmissionAnswer {

  /**
   * Go on.
   *
   * @param warnings for the user
   */
  record Allowed(List<String> warnings) implements AdmissionAnswer {}

  /**
   * Go on with a changed object.
   *
   * @param patch RFC 6902, not empty
   */
  record Patched(ArrayNode patch) implements AdmissionAnswer {}

  /**
   * Refuse.
   *
   * @param status a Kubernetes Status with code, reason, message and causes
   */
  record Denied(ObjectNode status, List<String> warnings) implements AdmissionAnswer {}

  /** Go on, without a word. */
  static AdmissionAnswer allowed() {
    return new Allowed(List.of());
  }

  /** The answer in a word, for metrics. */
  default String label() {
    return switch (this) {
      case Allowed allowed -> "allowed";
      case Patched patched -> "patched";
      case Denied denied -> "denied";
    };
  }
}
