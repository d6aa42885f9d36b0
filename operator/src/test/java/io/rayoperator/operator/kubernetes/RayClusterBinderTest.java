package io.rayoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.rayoperator.operator.kubernetes.RayClusterBinder.Bound;
import io.rayoperator.operator.kubernetes.cache.RayPod;
import io.rayoperator.operator.kubernetes.cache.StoredRayCluster;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No poison object: whatever is stored can be cached, and is bound or rejected on its own. */
class RayClusterBinderTest {

  private final RayClusterBinder binder = new RayClusterBinder();
  private final ObjectMapper json = new ObjectMapper(JsonLimits.unlimitedFactory());

  @BeforeEach
  void configureAsTheOperatorDoes() {
    new KubernetesSerialization(json, false).registerKubernetesResource(RayPod.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "17",
        "\"text\"",
        "{\"workerGroupSpecs\": {}}",
        "{\"workerGroupSpecs\": [null, 3]}",
        "{\"headGroupSpec\": {\"template\": {\"spec\": {\"containers\": \"none\"}}}}",
        "{\"suspend\": \"perhaps\"}",
        "{\"unknown\": {\"deep\": [1, {\"a\": null}]}}",
        "{\"rayVersion\": 1e999}"
      })
  void anySpecCanBeCachedAndGetsAnAnswer(String spec) throws Exception {
    StoredRayCluster stored = stored(spec, "{}");
    assertThat(stored.getSpec()).isNotNull();
    assertThat(binder.bind(stored)).isNotNull();
    assertThat(binder.status(stored)).isNotNull();
  }

  @Test
  void deepAndLongObjectsCanBeCached() throws Exception {
    String deep = "[".repeat(5000) + "]".repeat(5000);
    String longKey = "k".repeat(200_000);
    String longNumber = "1".repeat(5000);
    StoredRayCluster stored =
        stored("{\"a\": %s, \"%s\": %s}".formatted(deep, longKey, longNumber), "{}");
    assertThat(stored.getSpec()).isNotNull();
    assertThat(binder.bind(stored)).isNotNull();
  }

  @Test
  void numbersBeyondTheirTypeAreNamed() throws Exception {
    assertThat(binder.bind(stored("{\"workerGroupSpecs\": [{\"replicas\": 3000000000}]}", "{}")))
        .isInstanceOfSatisfying(
            Bound.Misfit.class,
            misfit ->
                assertThat(misfit.message())
                    .startsWith("spec.workerGroupSpecs[0].replicas: ")
                    .contains("3000000000"));
  }

  @Test
  void fractionsOfReplicasAreAMistake() throws Exception {
    assertThat(binder.bind(stored("{\"workerGroupSpecs\": [{\"replicas\": 2.5}]}", "{}")))
        .isInstanceOf(Bound.Misfit.class);
  }

  @Test
  void unknownFieldsAndValuesFit() throws Exception {
    assertThat(
            binder.bind(stored("{\"upgradeStrategy\": {\"type\": \"New\"}, \"later\": [1]}", "{}")))
        .isInstanceOfSatisfying(
            Bound.Fit.class, fit -> assertThat(fit.cluster().getSpec()).isNotNull());
  }

  @Test
  void statusOfAnotherShapeIsComputedAnew() throws Exception {
    assertThat(binder.status(stored("{}", "{\"readyWorkerReplicas\": \"many\"}")).getState())
        .isNull();
    assertThat(binder.status(stored("{}", "\"text\"")).getConditions()).isNull();
    assertThat(binder.status(stored("{}", "{\"state\": \"ready\"}")).getState()).isEqualTo("ready");
  }

  @Test
  void metadataIsKeptWithoutWhatRepeatsTheSpec() throws Exception {
    StoredRayCluster stored =
        json.readValue(
            """
            {"apiVersion": "ray.io/v1", "kind": "RayCluster", "metadata": {
              "name": "demo", "namespace": "ns", "generation": 3,
              "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}", "a": "b"},
              "managedFields": [{"manager": "kubectl", "fieldsV1": {"f:spec": {}}}]}}
            """,
            StoredRayCluster.class);
    assertThat(stored.getMetadata().getName()).isEqualTo("demo");
    assertThat(stored.getMetadata().getGeneration()).isEqualTo(3);
    assertThat(stored.getMetadata().getAnnotations()).isEqualTo(Map.of("a", "b"));
    assertThat(stored.getMetadata().getManagedFields()).isEmpty();
    assertThat(stored.getSpec()).isNull();
  }

  private StoredRayCluster stored(String spec, String status) throws Exception {
    return json.readValue(
        """
        {"apiVersion": "ray.io/v1", "kind": "RayCluster",
         "metadata": {"name": "demo", "namespace": "ns"}, "spec": %s, "status": %s}
        """
            .formatted(spec, status),
        StoredRayCluster.class);
  }
}
