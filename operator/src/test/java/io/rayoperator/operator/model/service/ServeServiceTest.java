package io.rayoperator.operator.model.service;

import static io.rayoperator.operator.model.TestClusters.annotated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.testing.Contract;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Contract("3.3")
class ServeServiceTest {

  @ParameterizedTest
  @CsvSource({"true,true", "True,false", "false,false", "'',false"})
  void onlyThisCaseOfTrueAsksForIt(String value, boolean wanted) {
    assertThat(ServeService.wanted(cluster(value, TestClusters.HEAD))).isEqualTo(wanted);
    assertThat(ServeService.wanted(TestClusters.cluster(TestClusters.HEAD))).isFalse();
  }

  @Test
  @Contract({"1.3", "1.7", "1.8", "3.3"})
  void leadsToServeOnAllPodsOfTheCluster() {
    DesiredCluster cluster = cluster("true", TestClusters.HEAD);
    Service service = ServeService.desired(cluster, ServeService.ports(cluster));
    assertThat(service.getMetadata().getName()).isEqualTo("demo-serve-svc");
    assertThat(service.getMetadata().getNamespace()).isEqualTo("default");
    assertThat(service.getMetadata().getLabels())
        .isEqualTo(
            Map.of(
                "ray.io/originated-from-cr-name", "demo",
                "ray.io/originated-from-crd", "RayCluster",
                "ray.io/serve", "demo-serve"));
    assertThat(service.getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(service.getSpec().getSelector()).isEqualTo(Map.of("ray.io/cluster", "demo"));
    assertThat(service.getSpec().getType()).isNull();
    assertThat(service.getSpec().getClusterIP()).isNull();
    assertThat(service.getSpec().getPorts())
        .extracting(ServicePort::getName, ServicePort::getPort, ServicePort::getAppProtocol)
        .containsExactly(tuple("serve", 8000, null));
    assertThat(ServeService.isOne(service)).isTrue();
  }

  @Test
  void portsAreThoseOfTheHeadThatAreNamedSo() {
    assertThat(ServeService.ports(cluster("true", head("[{name: a-serve, containerPort: 1}]"))))
        .isEmpty();
    assertThat(
            ServeService.ports(
                cluster(
                    "true",
                    head(
                        "[{name: serve-grpc, containerPort: 9000}, {name: serve, containerPort: 81},"
                            + " {name: server, containerPort: 82}]"))))
        .extracting(ServicePort::getName, ServicePort::getPort)
        .containsExactly(tuple("serve", 81), tuple("serve-grpc", 9000));
  }

  @Test
  void typeIsThatOfTheHeadsService() {
    DesiredCluster cluster = cluster("true", TestClusters.HEAD + "  serviceType: LoadBalancer\n");
    assertThat(ServeService.desired(cluster, ServeService.ports(cluster)).getSpec().getType())
        .isEqualTo("LoadBalancer");
  }

  private static DesiredCluster cluster(String annotation, String spec) {
    return annotated(Map.of("ray.io/enable-serve-service", annotation), spec);
  }

  private static String head(String ports) {
    return """
        headGroupSpec:
          template: {spec: {containers: [{name: ray-head, ports: %s}]}}
        """
        .formatted(ports);
  }
}
