package io.rayoperator.migration.definition;

import static io.rayoperator.migration.definition.TestDefinitions.definition;
import static io.rayoperator.migration.definition.TestDefinitions.kubeRay;
import static io.rayoperator.migration.definition.TestDefinitions.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TakeoverTest {

  private static final WebhookAddress IN_CLUSTER =
      WebhookAddress.ofRegistration(
              tree(
                  """
                  metadata:
                    annotations: {cert-manager.io/inject-ca-from: ray-operator-system/ray-operator-webhook-server}
                  webhooks:
                  - clientConfig:
                      caBundle: Q0E=
                      service: {namespace: ray-operator-system, name: ray-operator-webhook-server, port: 8443, path: /validate}
                  """))
          .orElseThrow();

  @Test
  void schemaAndConversionChangeInOneRequestThatFailsIfSomebodyElseWasFaster() throws IOException {
    Definition taken = Takeover.of(kubeRay(), DefinitionFile.bundled(), IN_CLUSTER);

    assertThat(taken.origin()).isEqualTo(Origin.RAY_OPERATOR);
    assertThat(taken.convertsByWebhook()).isTrue();
    assertThat(taken.storageVersion()).isEqualTo("v1");
    assertThat(taken.resourceVersion()).isEqualTo("77");
    assertThat(taken.tree().at("/spec/versions"))
        .isEqualTo(DefinitionFile.bundled().tree().at("/spec/versions"));
    assertThat(taken.tree().at("/spec/conversion/webhook/clientConfig"))
        .isEqualTo(
            tree(
                """
                caBundle: Q0E=
                service: {namespace: ray-operator-system, name: ray-operator-webhook-server, port: 8443, path: /convert}
                """));
  }

  @Test
  void labelsAndAnnotationsOfOthersStayAndCertManagerIsAskedForItsCa() throws IOException {
    JsonNode metadata =
        Takeover.of(kubeRay(), DefinitionFile.bundled(), IN_CLUSTER).tree().get("metadata");

    assertThat(metadata.get("labels")).isEqualTo(kubeRay().tree().at("/metadata/labels"));
    assertThat(metadata.get("annotations"))
        .isEqualTo(
            tree(
                """
                team: ml
                cert-manager.io/inject-ca-from: ray-operator-system/ray-operator-webhook-server
                """));
    assertThat(metadata.has("managedFields")).isFalse();
  }

  @Test
  void nothingThatWasGivenIsChanged() throws IOException {
    Definition former = kubeRay();

    Definition taken = Takeover.of(former, DefinitionFile.bundled(), IN_CLUSTER);
    Takeover.undone(taken, former);

    assertThat(former).isEqualTo(kubeRay());
  }

  @Test
  void undoingBringsTheFormerSpecAndAnnotationsBack() throws IOException {
    Definition taken = Takeover.of(kubeRay(), DefinitionFile.bundled(), IN_CLUSTER);

    Definition undone = Takeover.undone(taken, kubeRay());

    ObjectNode former = kubeRay().tree();
    ((ObjectNode) former.get("metadata")).remove("managedFields");
    assertThat(undone.tree()).isEqualTo(former);
  }

  @Test
  void whereTheFormerDefinitionHadNoV1UndoingOnlySwitchesConversionOff() throws IOException {
    Definition former =
        definition(
            kubeRay()
                .tree()
                .toString()
                .replace("\"name\":\"v1\",\"served\":true", "\"name\":\"v1\",\"served\":false"));
    Definition taken = Takeover.of(former, DefinitionFile.bundled(), IN_CLUSTER);

    Definition undone = Takeover.undone(taken, former);

    assertThat(undone.conversionStrategy()).isEqualTo("None");
    assertThat(undone.origin()).isEqualTo(Origin.RAY_OPERATOR);
  }
}
