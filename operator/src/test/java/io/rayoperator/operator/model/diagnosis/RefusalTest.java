package io.rayoperator.operator.model.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.operator.model.diagnosis.Refusal.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts are those of a Kubernetes API server. */
class RefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          403 | pods "demo-head-x2k4f" is forbidden: exceeded quota: tight, requested: pods=1, used: pods=3, limited: pods=3 | QUOTA_EXCEEDED    | QuotaExceeded: pods "demo-head-" is forbidden: exceeded quota: tight, requested: pods=1, limited: pods=3
          403 | pods "demo-head-x2k4f" is forbidden: failed quota: q: must specify limits.cpu for: ray-head                 | QUOTA_EXCEEDED    | QuotaExceeded: pods "demo-head-" is forbidden: failed quota: q: must specify limits.cpu for: ray-head
          403 | pods "demo-head-x2k4f" is forbidden: maximum cpu usage per Container is 500m, but limit is 1               | LIMIT_RANGE       | LimitRangeViolated: pods "demo-head-" is forbidden: maximum cpu usage per Container is 500m, but limit is 1
          403 | pods "demo-head-x2k4f" is forbidden: cpu max limit to request ratio per Pod is 1, but provided ratio is 2  | LIMIT_RANGE       | LimitRangeViolated: pods "demo-head-" is forbidden: cpu max limit to request ratio per Pod is 1, but provided ratio is 2
          403 | pods "demo-head-x2k4f" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true        | POD_SECURITY      | PodSecurityViolated: pods "demo-head-" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true
          400 | admission webhook "policy.example.com" denied the request: no                                              | ADMISSION_WEBHOOK | AdmissionWebhookDenied: admission webhook "policy.example.com" denied the request: no
          422 | pods "demo-head-x2k4f" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no     | ADMISSION_WEBHOOK | AdmissionWebhookDenied: pods "demo-head-" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no
          403 | pods "demo-head-x2k4f" is forbidden: error looking up service account ns/sa: serviceaccount "sa" not found | SERVICE_ACCOUNT   | ServiceAccountNotFound: pods "demo-head-" is forbidden: error looking up service account ns/sa: serviceaccount "sa" not found
          403 | pods is forbidden: User "u" cannot create resource "pods"                                                  | FORBIDDEN         | Forbidden: pods is forbidden: User "u" cannot create resource "pods"
          422 | Pod "demo-head-x2k4f" is invalid: spec.containers[0].image: Required value                                 | INVALID           | Invalid: Pod "demo-head-" is invalid: spec.containers[0].image: Required value
          429 | Too many requests                                                                                          | OTHER             | Refused: Too many requests
          """)
  void textsAreUnderstoodAndStable(int code, String text, Cause cause, String message) {
    Refusal refusal = Refusal.of(code, false, text, "demo-head-x2k4f", "demo-head-");
    assertThat(refusal.cause()).isEqualTo(cause);
    assertThat(refusal.message()).isEqualTo(message);
  }

  @Test
  void namespaceThatIsBeingDeletedIsACauseOfItsOwn() {
    assertThat(Refusal.of(403, true, "pods \"a\" is forbidden: unable to ...", "a", "a").cause())
        .isEqualTo(Cause.NAMESPACE_TERMINATING);
  }

  @Test
  void missingAnswerIsNoRefusal() {
    assertThat(Refusal.noAnswer("java.io.IOException: closed").message())
        .isEqualTo("NoAnswer: java.io.IOException: closed");
  }
}
