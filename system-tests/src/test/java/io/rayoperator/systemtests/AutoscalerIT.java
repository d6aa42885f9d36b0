package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.testing.Contract;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requests of Ray's autoscaler, as they go over the wire. It speaks v1alpha1 unless {@code
 * KUBERAY_CRD_VER} says otherwise, knows KubeRay's layout alone, finds groups by their index, and
 * tests nothing before it writes.
 */
@Contract("2.9")
class AutoscalerIT extends WithWebhooks {

  private static final String GROUP = "/spec/workerGroupSpecs/0/";

  /** Every layout through v1, and KubeRay's through both versions. */
  static List<Arguments> versions() {
    return Stream.concat(
            Stream.of(OldManifest.values()).map(old -> Arguments.of(old, "v1")),
            Stream.of(Arguments.of(OldManifest.KUBERAY, "v1alpha1")))
        .toList();
  }

  private ObjectNode autoscaled(OldManifest old) {
    kubectl.apply(old.yaml()).succeeds();
    String patch =
        """
        {"spec": {"enableInTreeAutoscaling": true, "authOptions": {"mode": "disabled"},
          "upgradeStrategy": {"type": "None"}, "headGroupSpec": {"labels": {"zone": "a"}}}}
        """;
    api.patch("v1", "demo", "", RawApi.MERGE_PATCH, patch).object();
    return served.v1("demo");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void clusterIsScaledUpDownAndUpAgain(OldManifest old, String version) {
    ObjectNode before = autoscaled(old);

    write(version, replace("replicas", "4"));
    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of(GROUP + "replicas", "4"));

    // "replace" of a field that the object has never had
    String doomed = "{\"workersToDelete\":[\"demo-cpu-worker-x\",\"demo-cpu-worker-y\"]}";
    write(version, replace("replicas", "2") + ", " + replace("scaleStrategy", doomed));
    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(Map.of(GROUP + "replicas", "2", GROUP + "scaleStrategy", doomed));

    write(version, replace("scaleStrategy", "{\"workersToDelete\":[]}"));
    write(version, replace("replicas", "5"));
    assertThat(Served.changes(before, served.v1("demo")))
        .isEqualTo(
            Map.of(GROUP + "replicas", "5", GROUP + "scaleStrategy", "{\"workersToDelete\":[]}"));
    assertThat(served.v1alpha1("demo").at(old.replicas()).asInt()).isEqualTo(5);
  }

  private void write(String version, String operations) {
    api.patch(version, "demo", "", RawApi.JSON_PATCH, "[" + operations + "]").object();
  }

  private static String replace(String field, String value) {
    return "{\"op\": \"replace\", \"path\": \"%s%s\", \"value\": %s}"
        .formatted(GROUP, field, value);
  }

  /** It ends with a KeyError where one of these is missing. */
  @ParameterizedTest
  @MethodSource("versions")
  void autoscalerFindsWhatItReads(OldManifest old, String version) {
    autoscaled(old);

    ObjectNode cluster = api.get(version, "demo", "").object();

    JsonNode group = cluster.at("/spec/workerGroupSpecs/0");
    assertThat(cluster.at("/spec/headGroupSpec/rayStartParams").isObject()).isTrue();
    assertThat(group.path("groupName").asText()).isEqualTo("cpu");
    assertThat(group.path("replicas").asInt()).isEqualTo(1);
    assertThat(group.path("minReplicas").isInt()).isTrue();
    assertThat(group.path("maxReplicas").isInt()).isTrue();
    assertThat(group.path("rayStartParams").isObject()).isTrue();
    assertThat(group.at("/template/spec/containers/0/name").isTextual()).isTrue();
  }
}
