package io.rayoperator.operator.kubernetes;

import io.rayoperator.operator.model.observed.StableText;

/**
 * Something that users should know about a RayCluster (KubeRay contract §13.5). Reasons are part of
 * the API, notes are for people.
 *
 * @param reason such as {@code CreatedHeadPod}, {@code FailedToCreateHeadPod}
 * @param note shortened if it is longer than the API server takes
 */
public record RayClusterEvent(String reason, boolean warning, String action, String note) {

  /** The name breaks a rule. */
  public static final String INVALID_METADATA = "InvalidRayClusterMetadata";

  /** The spec breaks a rule, or asks for something that this operator cannot do. */
  public static final String INVALID_SPEC = "InvalidRayClusterSpec";

  /** What was done, or could not be done, to an object. */
  public enum Verb {
    CREATE("Create", "Created"),
    UPDATE("Update", "Updated"),
    DELETE("Delete", "Deleted");

    private final String text;
    private final String past;

    Verb(String text, String past) {
      this.text = text;
      this.past = past;
    }

    public String text() {
      return text;
    }
  }

  /**
   * Something was done.
   *
   * @param subject kind of the object, with more detail for pods: {@code HeadPod}
   */
  public static RayClusterEvent done(Verb verb, String subject, String note) {
    return new RayClusterEvent(verb.past + subject, false, verb.text, note);
  }

  /** Something could not be done; it may fail in the same way again. */
  public static RayClusterEvent failed(Verb verb, String subject, String note) {
    return new RayClusterEvent("FailedTo" + verb.text + subject, true, verb.text, note);
  }

  /** The operator does not act on an object. */
  public static RayClusterEvent invalid(String reason, String note) {
    return new RayClusterEvent(reason, true, "Validate", note);
  }

  /**
   * The object's namespace has an operator of its own.
   *
   * @param holder of that one's lease
   */
  public static RayClusterEvent servedBy(String holder) {
    return new RayClusterEvent(
        "ServedByAnotherOperator",
        true,
        "Reconcile",
        "Two operators serve this namespace: one of its own, "
            + StableText.of(holder)
            + ", and one of all namespaces, which leaves it to that one; uninstall one of them");
  }
}
