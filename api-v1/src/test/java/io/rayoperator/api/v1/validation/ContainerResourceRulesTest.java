package io.rayoperator.api.v1.validation;

import static io.rayoperator.api.v1.validation.Clusters.withHeadContainer;
import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.RayCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerResourceRulesTest {

  private static List<String> texts(RayCluster cluster) {
    return RayClusterValidator.validate(cluster).stream().map(Violation::toString).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limits: {cpu: many}                                      | limits.cpu: Invalid value: "many": must be a quantity of 0 or more, such as 500m, 2 or 1.5Gi
          limits: {cpu: -1, memory: -1Gi}                          | limits.cpu: Invalid value: "-1": must be a quantity of 0 or more, such as 500m, 2 or 1.5Gi;limits.memory: Invalid value: "-1Gi": must be a quantity of 0 or more, such as 500m, 2 or 1.5Gi
          limits: {CPU: 1}                                         | limits.CPU: Invalid value: "CPU": is no resource of Kubernetes; must be cpu, memory, ephemeral-storage, or a name with a domain, such as nvidia.com/gpu
          requests: {cpu: 1500m}, limits: {cpu: 1}                 | requests.cpu: Invalid value: "1500m": is more than the limit 1; lower the request or raise the limit
          requests: {memory: 1Gi}, limits: {memory: 1G}            | requests.memory: Invalid value: "1Gi": is more than the limit 1G; lower the request or raise the limit
          requests: {nvidia.com/gpu: 1}                            | limits[nvidia.com/gpu]: Required value: set it to the request 1: this resource is not shared
          requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 2} | requests[nvidia.com/gpu]: Invalid value: "1": must be the limit 2: this resource is not shared
          requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 1500m} | limits[nvidia.com/gpu]: Invalid value: "1500m": must be a whole number: nobody can have a part of one
          requests: {hugepages-2Mi: 2Mi}, limits: {cpu: 1}         | limits[hugepages-2Mi]: Required value: set it to the request 2Mi: this resource is not shared
          limits: {requests.nvidia.com/gpu: 1}                     | limits[requests.nvidia.com/gpu]: Invalid value: "requests.nvidia.com/gpu": is no resource of Kubernetes; must be cpu, memory, ephemeral-storage, or a name with a domain, such as nvidia.com/gpu
          """)
  void resourcesAreWrong(String resources, String expected) {
    assertThat(texts(withHeadContainer("resources: {" + resources + "}")))
        .containsExactlyElementsOf(
            List.of(expected.split(";(?=limits)")).stream()
                .map(text -> "spec.headGroupSpec.template.spec.containers[0].resources." + text)
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests: {cpu: 1000m, memory: 1024Mi}, limits: {cpu: 1, memory: 1Gi}",
        "requests: {cpu: 1}",
        "limits: {nvidia.com/gpu: 1000m, cpu: 1}, requests: {nvidia.com/gpu: 1}",
        "limits: {cpu: 1e-1, memory: 1.5Gi, ephemeral-storage: .5G}",
        "limits: {cpu: 0, nvidia.com/gpu: 0}",
        "requests: {kubernetes.io/batch: 1500m}, limits: {kubernetes.io/batch: 2}",
        "limits: {hugepages-2Mi: 4Mi, cpu: 1}, requests: {hugepages-2Mi: 4Mi}",
        "requests: {}, limits: {}"
      })
  void resourcesAreAllowed(String resources) {
    assertThat(texts(withHeadContainer("resources: {" + resources + "}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1Ki, 1024",
    "1E, 1000000000000000000",
    "2e3, 2000",
    "+1, 1",
    "100u, 0.0001",
    "5., 5",
    ".5k, 500"
  })
  void quantitiesAreRead(String text, String number) {
    assertThat(KubernetesQuantity.parse(text).orElseThrow()).isEqualByComparingTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1 Gi", "1g", "Gi", ".", "1e", "1Kii", "0x1"})
  void othersAreNone(String text) {
    assertThat(KubernetesQuantity.parse(text)).isEmpty();
  }

  @Test
  void optionsOfTheAutoscalerAreChecked() {
    assertThat(
            texts(
                Clusters.changed(
                    """
                    spec:
                      enableInTreeAutoscaling: true
                      autoscalerOptions: {resources: {requests: {cpu: 2}, limits: {cpu: 1}}}
                      headGroupSpec: {rayStartParams: {num-cpus: "1"}}
                      workerGroupSpecs: [{groupName: w, rayStartParams: {num-cpus: "1"}}]
                    """)))
        .containsExactly(
            "spec.autoscalerOptions.resources.requests.cpu: Invalid value: \"2\": is more than the limit 1; lower the request"
                + " or raise the limit");
  }
}
