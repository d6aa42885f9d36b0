package io.rayoperator.operator.model.diagnosis;

import io.rayoperator.operator.model.observed.StableText;
import java.util.regex.Pattern;

/**
 * Why the API server did not create, change or delete an object. Asked again, it gives the same
 * refusal while nothing changes.
 *
 * @param text what the API server says
 */
public record Refusal(Cause cause, String text) {

  /** What stands in the way. */
  public enum Cause {
    QUOTA_EXCEEDED("QuotaExceeded"),
    LIMIT_RANGE("LimitRangeViolated"),
    POD_SECURITY("PodSecurityViolated"),
    ADMISSION_WEBHOOK("AdmissionWebhookDenied"),
    SERVICE_ACCOUNT("ServiceAccountNotFound"),
    NAMESPACE_TERMINATING("NamespaceTerminating"),
    FORBIDDEN("Forbidden"),
    INVALID("Invalid"),
    OTHER("Refused"),
    /** Whether the request was carried out is not known. */
    NO_ANSWER("NoAnswer");

    private final String reason;

    Cause(String reason) {
      this.reason = reason;
    }

    /** Fit for a condition. */
    public String reason() {
      return reason;
    }
  }

  private static final int UNPROCESSABLE = 422;

  /** How much of a quota is used changes with other pods of the namespace. */
  private static final Pattern USED = Pattern.compile(", used: [^:]*?(?=, limited: )");

  private static final Pattern LIMIT_RANGE =
      Pattern.compile("(?:maximum|minimum) \\S+ usage per | max limit to request ratio per ");

  /**
   * What a refusal means.
   *
   * @param code HTTP status
   * @param namespaceTerminating whether the API server gives that as the cause
   * @param text what the API server says
   * @param name of the object; where it is generated, it is replaced by what it is generated from
   * @param stem what the name is generated from; the name itself if it is not
   */
  public static Refusal of(
      int code, boolean namespaceTerminating, String text, String name, String stem) {
    Cause cause = namespaceTerminating ? Cause.NAMESPACE_TERMINATING : cause(code, text);
    String stable = USED.matcher(text).replaceAll("");
    return new Refusal(cause, StableText.of(name.isEmpty() ? stable : stable.replace(name, stem)));
  }

  /** A request without an answer. */
  public static Refusal noAnswer(String text) {
    return new Refusal(Cause.NO_ANSWER, StableText.of(text));
  }

  /** Somebody else has an object of this name. */
  public static Refusal nameTaken(String name) {
    return new Refusal(Cause.OTHER, "another object has the name " + name + " and has to go first");
  }

  /** For people: the cause in one word, and what the API server says. */
  public String message() {
    return cause.reason() + ": " + text;
  }

  private static Cause cause(int code, String text) {
    if (text.contains("exceeded quota: ") || text.contains("failed quota: ")) {
      return Cause.QUOTA_EXCEEDED;
    }
    if (text.contains("violates PodSecurity ")) {
      return Cause.POD_SECURITY;
    }
    if (text.startsWith("admission webhook ") || text.contains("ValidatingAdmissionPolicy ")) {
      return Cause.ADMISSION_WEBHOOK;
    }
    if (text.contains("error looking up service account ")) {
      return Cause.SERVICE_ACCOUNT;
    }
    if (LIMIT_RANGE.matcher(text).find()) {
      return Cause.LIMIT_RANGE;
    }
    return switch (code) {
      case 403 -> Cause.FORBIDDEN;
      case UNPROCESSABLE -> Cause.INVALID;
      default -> Cause.OTHER;
    };
  }
}
