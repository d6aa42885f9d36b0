package io.rayoperator.webhook.admission;

import static io.rayoperator.webhook.admission.Requests.CONVERTER;
import static io.rayoperator.webhook.admission.Requests.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.JsonPatch;
import io.rayoperator.conversion.ApiVersion;
import org.junit.jupiter.api.Test;

/**
 * What somebody applies no more goes, also where the API server has left it because it is a part of
 * a residual. {@code ApplyIT} of the system tests shows the same on an API server.
 */
class GivenUpFieldsTest {

  /** v1alpha1 has no place for upgradeStrategy, authOptions, and labels and hosts of groups. */
  private static final String STORED =
      """
      apiVersion: ray.io/v1
      kind: RayCluster
      metadata:
        name: demo
        managedFields:
        - {manager: old, operation: Update, apiVersion: ray.io/v1alpha1, fieldsV1: {"f:spec": {"f:rayVersion": {}}}}
        - manager: new
          operation: Apply
          apiVersion: ray.io/v1
          fieldsV1:
            f:spec:
              f:rayVersion: {}
              f:upgradeStrategy: {f:type: {}}
              f:workerGroupSpecs:
                k:{"groupName":"w"}:
                  .: {}
                  f:groupName: {}
                  f:numOfHosts: {}
                  f:labels: {f:zone: {}, f:size: {}}
      spec:
        rayVersion: 2.9.0
        authOptions: {mode: disabled}
        upgradeStrategy: {type: None}
        headGroupSpec: {rayStartParams: {}, template: {spec: {containers: [{name: h, image: i}]}}}
        workerGroupSpecs:
        - groupName: w
          replicas: 1
          minReplicas: 0
          maxReplicas: 5
          numOfHosts: 4
          labels: {zone: a, size: small}
          rayStartParams: {}
          template: {spec: {containers: [{name: w, image: i}]}}
      """;

  private final MutatingAdmission admission = new MutatingAdmission(CONVERTER);

  /** The stored object after an apply that the API server has merged, and left all in its place. */
  private JsonNode applied(ObjectNode stored, String fieldsV1) {
    ObjectNode object = stored.deepCopy();
    ((ObjectNode) object.at("/metadata/managedFields/1")).set("fieldsV1", yaml(fieldsV1));
    return decided(stored, object, "new", ApiVersion.V1);
  }

  private JsonNode decided(
      ObjectNode stored, ObjectNode object, String manager, ApiVersion version) {
    AdmissionAnswer answer =
        admission.decide(
            new AdmissionRequest(
                AdmissionRequest.Operation.UPDATE, version, manager, object, stored));
    return answer instanceof AdmissionAnswer.Patched(var patch)
        ? JsonPatch.apply(patch, object)
        : object;
  }

  private static JsonNode spec(String... removed) {
    ObjectNode spec = (ObjectNode) yaml(STORED).path("spec");
    for (String pointer : removed) {
      int name = pointer.lastIndexOf('/');
      ((ObjectNode) spec.at(pointer.substring(0, name))).remove(pointer.substring(name + 1));
    }
    return spec;
  }

  @Test
  void whatIsGivenUpGoesAndWhatOthersOwnOrNobodyStays() {
    assertThat(
            applied(
                    yaml(STORED),
                    """
                    f:spec:
                      f:rayVersion: {}
                      f:workerGroupSpecs: {'k:{"groupName":"w"}': {.: {}, f:groupName: {}, f:labels: {f:size: {}}}}
                    """)
                .path("spec"))
        .isEqualTo(
            spec(
                "/upgradeStrategy",
                "/workerGroupSpecs/0/numOfHosts",
                "/workerGroupSpecs/0/labels/zone"));
  }

  /** The API server has looked at these: it found no owner of them, or left them to their owner. */
  @Test
  void whatV1alpha1ShowsIsNotTouched() {
    assertThat(
            applied(yaml(STORED), "f:spec: {f:upgradeStrategy: {f:type: {}}}")
                .at("/spec/rayVersion"))
        .isEqualTo(yaml(STORED).at("/spec/rayVersion"));
  }

  /** The API server drops the entry of a manager who owns nothing any more. */
  @Test
  void whoGivesUpAllHasNoEntryAnyMore() {
    ObjectNode stored = yaml(STORED);
    ObjectNode object = stored.deepCopy();
    object.withArray("/metadata/managedFields").remove(1);

    assertThat(decided(stored, object, "new", ApiVersion.V1).path("spec"))
        .isEqualTo(
            spec(
                "/upgradeStrategy",
                "/workerGroupSpecs/0/numOfHosts",
                "/workerGroupSpecs/0/labels"));
  }

  @Test
  void whatAnotherManagerOwnsStays() {
    ObjectNode stored = yaml(STORED);
    stored
        .withArray("/metadata/managedFields")
        .add(
            yaml(
                "{manager: other, operation: Update, apiVersion: ray.io/v1,"
                    + " fieldsV1: {\"f:spec\": {\"f:upgradeStrategy\": {\"f:type\": {}}}}}"));

    assertThat(applied(stored, "f:spec: {f:rayVersion: {}}").path("spec"))
        .isEqualTo(spec("/workerGroupSpecs/0/numOfHosts", "/workerGroupSpecs/0/labels"));
  }

  @Test
  void whoAppliedTheResidualItselfOwnsAllThatIsInIt() {
    ObjectNode stored = yaml(STORED);
    ((ObjectNode) stored.at("/metadata/managedFields/0"))
        .set("fieldsV1", yaml("f:metadata: {f:annotations: {\"f:conversion.ray.io/v1\": {}}}"));

    assertThat(applied(stored, "f:spec: {f:rayVersion: {}}").path("spec")).isEqualTo(spec());
  }

  /** Then the API server has removed all that is given up, and what is there has been set since. */
  @Test
  void nothingIsRemovedWhereNobodyWroteTheOtherVersion() {
    ObjectNode stored = yaml(STORED);
    ((ObjectNode) stored.at("/metadata/managedFields/0")).put("apiVersion", "ray.io/v1");

    assertThat(applied(stored, "f:spec: {f:rayVersion: {}}").path("spec")).isEqualTo(spec());
  }

  @Test
  void whatAnotherWebhookHasSetMeanwhileStays() {
    ObjectNode stored = yaml(STORED);
    ObjectNode object = stored.deepCopy();
    ((ObjectNode) object.at("/metadata/managedFields/1"))
        .set("fieldsV1", yaml("f:spec: {f:rayVersion: {}}"));
    ((ObjectNode) object.at("/spec/upgradeStrategy")).put("type", "Recreate");

    assertThat(
            decided(stored, object, "new", ApiVersion.V1).at("/spec/upgradeStrategy/type").asText())
        .isEqualTo("Recreate");
  }

  @Test
  void anotherManagersRequestRemovesNothing() {
    ObjectNode stored = yaml(STORED);
    ObjectNode object = stored.deepCopy();
    ((ObjectNode) object.at("/metadata/managedFields/1"))
        .set("fieldsV1", yaml("f:spec: {f:rayVersion: {}}"));

    assertThat(decided(stored, object, "somebody", ApiVersion.V1).path("spec")).isEqualTo(spec());
  }

  @Test
  void whatOnlyV1alpha1SaysGoesWhenItIsGivenUpThere() {
    ObjectNode written =
        yaml(
            """
            apiVersion: ray.io/v1alpha1
            kind: RayCluster
            metadata:
              name: demo
              managedFields:
              - {manager: new, operation: Update, apiVersion: ray.io/v1, fieldsV1: {"f:spec": {"f:suspend": {}}}}
              - {manager: old, operation: Apply, apiVersion: ray.io/v1alpha1,
                 fieldsV1: {"f:spec": {"f:clusterName": {}, "f:extensions": {}}}}
            spec:
              clusterName: never read
              extensions:
              - {type: head, groupName: head-group, replicas: 1, image: i, command: ray start --head --block --port=6379}
            """);
    ObjectNode stored = Requests.hub(written);
    ObjectNode object = stored.deepCopy();
    ((ObjectNode) object.at("/metadata/managedFields/1"))
        .set("fieldsV1", yaml("f:spec: {f:extensions: {}}"));

    JsonNode decided = decided(stored, object, "old", ApiVersion.V1ALPHA1);

    assertThat(decided.path("spec")).isEqualTo(stored.path("spec"));
    ObjectNode shown = CONVERTER.convert((ObjectNode) decided, ApiVersion.V1ALPHA1);
    assertThat(shown.at("/spec/clusterName").isMissingNode()).isTrue();
    assertThat(shown.at("/spec/extensions")).isEqualTo(written.at("/spec/extensions"));
  }
}
