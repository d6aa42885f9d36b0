package io.rayoperator.webhook.admission;

import static io.rayoperator.webhook.admission.Requests.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rayoperator.webhook.metrics.AdmissionMetrics;
import io.rayoperator.webhook.review.MalformedReviewException;
import io.rayoperator.webhook.review.ReviewJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionReviewHandlerTest {

  private static final String REVIEW =
      """
      {"kind": "AdmissionReview", "apiVersion": "admission.k8s.io/v1",
       "request": {"uid": "u-1", "operation": "UPDATE", "kind": {"group": "ray.io", "version": "v1", "kind": "RayCluster"},
         "requestKind": {"group": "ray.io", "version": "v1alpha1", "kind": "RayCluster"},
         "options": {"kind": "PatchOptions", "fieldManager": "me"},
         "object": {"spec": 1}, "oldObject": {"spec": 2}}}
      """;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private JsonNode answer(Admission admission, String review)
      throws IOException, MalformedReviewException {
    AdmissionReviewHandler handler =
        new AdmissionReviewHandler("validate", admission, new AdmissionMetrics(registry));
    return ReviewJson.MAPPER.readTree(handler.handle(review.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void allowedWithWarnings() throws Exception {
    JsonNode answer = answer(request -> new AdmissionAnswer.Allowed(List.of("careful")), REVIEW);
    assertThat(answer)
        .isEqualTo(
            yaml(
                """
                kind: AdmissionReview
                apiVersion: admission.k8s.io/v1
                response: {uid: u-1, allowed: true, warnings: [careful]}
                """));
    assertThat(
            registry
                .counter(
                    "ray.operator.webhook.admissions",
                    "webhook",
                    "validate",
                    "operation",
                    "update",
                    "version",
                    "v1alpha1",
                    "result",
                    "allowed")
                .count())
        .isEqualTo(1);
  }

  @Test
  void writesThatAreLetThroughAreCountedByNamespaceVersionAndLayout() throws Exception {
    String inTeam = REVIEW.replace("\"uid\"", "\"namespace\": \"team\", \"uid\"");
    answer(request -> AdmissionAnswer.allowed(), inTeam);
    answer(
        request -> AdmissionAnswer.allowed(),
        inTeam.replace("\"uid\"", "\"dryRun\": true, \"uid\""));
    answer(
        request -> new AdmissionAnswer.Denied(ReviewJson.MAPPER.createObjectNode(), List.of()),
        inTeam);

    assertThat(writes("team")).isEqualTo(1);
  }

  @Test
  void namespacesThatAreTooManyAreCountedTogether() throws Exception {
    AdmissionMetrics metrics = new AdmissionMetrics(registry);
    for (int i = 0; i < 600; i++) {
      metrics.written("team-" + i, "v1alpha1", "kuberay");
      metrics.written("team-0", "v1alpha1", "kuberay");
    }
    assertThat(writes("team-0")).isEqualTo(601);
    assertThat(writes("team-499")).isEqualTo(1);
    assertThat(writes("(others)")).isEqualTo(100);
    assertThat(registry.find("ray.operator.webhook.writes").counters()).hasSize(501);
  }

  private double writes(String namespace) {
    return registry
        .counter(
            "ray.operator.webhook.writes",
            "namespace",
            namespace,
            "version",
            "v1alpha1",
            "layout",
            "kuberay")
        .count();
  }

  @Test
  void nothingToSayIsNoWarningsAndNoPatch() throws Exception {
    assertThat(answer(request -> AdmissionAnswer.allowed(), REVIEW).path("response"))
        .isEqualTo(yaml("{uid: u-1, allowed: true}"));
  }

  @Test
  void patchIsEncoded() throws Exception {
    var patch = ReviewJson.MAPPER.createArrayNode().add(1);
    JsonNode response =
        answer(request -> new AdmissionAnswer.Patched(patch), REVIEW).path("response");
    assertThat(response.path("patchType").asText()).isEqualTo("JSONPatch");
    assertThat(Base64.getDecoder().decode(response.path("patch").asText()))
        .asString()
        .isEqualTo("[1]");
  }

  @Test
  void requestIsUnderstood() throws Exception {
    JsonNode answer =
        answer(
            request -> {
              assertThat(request.userVersion().version()).isEqualTo("v1alpha1");
              assertThat(request.operation()).isEqualTo(AdmissionRequest.Operation.UPDATE);
              assertThat(request.fieldManager()).isEqualTo("me");
              assertThat(request.object()).isEqualTo(yaml("{spec: 1}"));
              assertThat(request.oldObject()).isEqualTo(yaml("{spec: 2}"));
              return AdmissionAnswer.allowed();
            },
            REVIEW);
    assertThat(answer.at("/response/allowed").asBoolean()).isTrue();
  }

  @Test
  void mistakeOfOursIsAnAnswerThatSaysSo() throws Exception {
    JsonNode response =
        answer(
                request -> {
                  throw new IllegalStateException("mistake");
                },
                REVIEW)
            .path("response");
    assertThat(response.path("uid").asText()).isEqualTo("u-1");
    assertThat(response.path("allowed").asBoolean(true)).isFalse();
    assertThat(response.at("/status/code").asInt()).isEqualTo(500);
    assertThat(response.at("/status/message").asText())
        .isEqualTo("The validate webhook of the Ray operator failed, its log says more: mistake");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nonsense", "[]", "{}", "{\"request\": {}}", "{\"request\": {\"uid\": 1}}"})
  void bodyWithoutAUidIsMalformed(String body) {
    assertThatThrownBy(() -> answer(request -> AdmissionAnswer.allowed(), body))
        .isInstanceOf(MalformedReviewException.class);
  }

  @Test
  void objectThatIsNestedTooDeeplyIsRefusedWithThePlace() throws Exception {
    JsonNode response =
        answer(
                request -> AdmissionAnswer.allowed(),
                "{\"request\": {\"uid\": \"u\", \"name\": \"demo\", \"object\": {\"spec\": {\"a\": "
                    + "[".repeat(1500)
                    + "]".repeat(1500)
                    + "}}}}")
            .path("response");
    assertThat(response.path("uid").asText()).isEqualTo("u");
    assertThat(response.path("allowed").asBoolean(true)).isFalse();
    assertThat(response.at("/status/code").asInt()).isEqualTo(422);
    assertThat(response.at("/status/message").asText())
        .isEqualTo(
            "RayCluster.ray.io \"demo\" is invalid: spec.a[0][0][0][0][0][0]…: Invalid value: it is nested more than 1000"
                + " levels deep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"request\": {\"uid\": \"u\"}}",
        "{\"request\": {\"uid\": \"u\", \"operation\": 1, \"object\": 2, \"kind\": 3, \"options\": 4, \"oldObject\": null}}"
      })
  void incompleteRequestIsTakenForTheUsual(String review) throws Exception {
    assertThat(answer(request -> AdmissionAnswer.allowed(), review).at("/response/uid").asText())
        .isEqualTo("u");
  }
}
