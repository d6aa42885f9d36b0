package io.rayoperator.operator.model.service;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.testing.Contract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gaps are those of KubeRay contract §18.3. */
class HeadServiceTest {

  private static final Map<String, String> SELECTOR =
      Map.of(
          "ray.io/cluster", "demo",
          "ray.io/node-type", "head",
          "ray.io/identifier", "demo-head",
          "app.kubernetes.io/name", "kuberay",
          "app.kubernetes.io/created-by", "kuberay-operator");

  @Test
  @Contract({"1.3", "1.7", "1.8", "3.1"})
  void defaultServiceIsHeadlessWithAllPortsOfRay() {
    Service service = desired("headServiceAnnotations: {a: b}\n" + TestClusters.HEAD);
    assertThat(service.getMetadata().getName()).isEqualTo("demo-head-svc");
    assertThat(service.getMetadata().getLabels()).isEqualTo(SELECTOR);
    assertThat(service.getMetadata().getAnnotations()).isEqualTo(Map.of("a", "b"));
    assertThat(service.getMetadata().getOwnerReferences()).hasSize(1);
    assertThat(service.getSpec().getSelector()).isEqualTo(SELECTOR);
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
    assertThat(service.getSpec().getType()).isNull();
    assertThat(service.getSpec().getPorts())
        .extracting(ServicePort::getName, ServicePort::getPort, ServicePort::getAppProtocol)
        .containsExactly(
            tuple("client", 10001, "tcp"),
            tuple("dashboard", 8265, "tcp"),
            tuple("gcs-server", 6379, "tcp"),
            tuple("metrics", 8080, "tcp"),
            tuple("serve", 8000, "tcp"));
  }

  @Test
  void serviceOfAnOldLayoutHasItsNameItsLabelsAndNoMetrics() {
    String spec = head("ports: [{containerPort: 6379, name: redis}]", "");
    for (String layout : List.of("ant", "bytedance")) {
      assertThat(HeadService.name(TestClusters.ofLayout(layout, spec))).isEqualTo("demo-head");
    }
    DesiredCluster microsoft = TestClusters.ofLayout("microsoft", spec);
    Service service = HeadService.desired(microsoft, HeadService.name(microsoft), config());
    assertThat(service.getMetadata().getLabels())
        .containsAllEntriesOf(SELECTOR)
        .containsEntry("isRayService", "yes");
    assertThat(service.getSpec().getSelector()).isEqualTo(SELECTOR);
    assertThat(service.getSpec().getPorts())
        .extracting(ServicePort::getName, ServicePort::getPort)
        .containsExactly(tuple("redis", 6379));
  }

  @Test
  @Contract("3.1")
  void declaredPortsReplaceTheDefaultsExceptForMetrics() {
    assertThat(
            desired(head("ports: [{containerPort: 9999}, {containerPort: 6379, name: gcs}]", ""))
                .getSpec()
                .getPorts())
        .extracting(ServicePort::getName, ServicePort::getPort)
        .containsExactly(tuple("9999-port", 9999), tuple("gcs", 6379), tuple("metrics", 8080));
  }

  @Test
  @Contract("3.1")
  void otherTypesHaveAnAddress() {
    Service service = desired(head("", "serviceType: LoadBalancer"));
    assertThat(service.getSpec().getType()).isEqualTo("LoadBalancer");
    assertThat(service.getSpec().getClusterIP()).isNull();
    assertThat(service.getSpec().getPublishNotReadyAddresses()).isNull();
  }

  @Test
  @Contract({"3.1", "16.3"})
  void anAddressCanBeAskedForInTheConfiguration() {
    Service service =
        HeadService.desired(
            cluster(TestClusters.HEAD),
            "demo-head-svc",
            OperatorConfig.builder().headClusterIpService(true).build().model());
    assertThat(service.getSpec().getClusterIP()).isNull();
  }

  @Test
  @Contract("3.1")
  void selectorFollowsTheLabelsThatTheHeadReallyHas() { // gap 23
    DesiredCluster cluster =
        cluster(
            """
            headGroupSpec:
              labels: {app.kubernetes.io/created-by: me}
              template:
                metadata: {labels: {app.kubernetes.io/name: myapp}}
                spec: {containers: [{name: ray-head}]}
            """);
    Service service = HeadService.desired(cluster, "demo-head-svc", config());
    assertThat(service.getSpec().getSelector())
        .containsEntry("app.kubernetes.io/name", "myapp")
        .containsEntry("app.kubernetes.io/created-by", "me");
    assertThat(service.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/created-by", "kuberay-operator");
  }

  @Test
  @Contract({"1.3", "3.1"})
  void customServiceKeepsWhatTheUserWrote() {
    DesiredCluster cluster =
        cluster(
            "headServiceAnnotations: {both: ours}\n"
                + head(
                    "ports: [{containerPort: 6379, name: gcs}]",
                    """
                    headService:
                      metadata:
                        name: mine
                        namespace: elsewhere
                        labels: {keep: me, ray.io/cluster: other}
                        annotations: {both: theirs, one: theirs}
                      spec:
                        type: NodePort
                        selector: {some: thing}
                        ports: [{name: extra, port: 1234}]
                    """));
    Service service = HeadService.desired(cluster, HeadService.name(cluster), config());
    assertThat(service.getMetadata().getName()).isEqualTo("mine");
    assertThat(service.getMetadata().getNamespace()).isEqualTo("default");
    assertThat(service.getMetadata().getLabels())
        .containsEntry("keep", "me")
        .containsEntry("ray.io/cluster", "demo");
    assertThat(service.getMetadata().getAnnotations())
        .isEqualTo(Map.of("both", "ours", "one", "theirs"));
    assertThat(service.getSpec().getSelector()).isEqualTo(SELECTOR);
    assertThat(service.getSpec().getType()).isEqualTo("NodePort");
    assertThat(service.getSpec().getClusterIP()).isNull();
    assertThat(service.getSpec().getPorts())
        .extracting(ServicePort::getName)
        .containsExactly("extra", "gcs", "metrics");
  }

  @Test
  @Contract("3.1")
  void customPortsReplaceOursOfTheSameNameOrNumber() { // gap 23
    assertThat(
            desired(
                    head(
                        "ports: [{containerPort: 6379, name: gcs}, {containerPort: 8265, name: dashboard}]",
                        "headService: {spec: {ports: [{name: gcs, port: 7000}, {name: ui, port: 8265}]}}"))
                .getSpec()
                .getPorts())
        .extracting(ServicePort::getName, ServicePort::getPort)
        .containsExactly(tuple("gcs", 7000), tuple("ui", 8265), tuple("metrics", 8080));
  }

  /** Microsoft's samples have one port without a name, which is fine until ours come to it. */
  @Test
  @Contract("3.1")
  void customPortsWithoutANameGetOne() {
    assertThat(
            desired(
                    head(
                        "ports: [{containerPort: 6379, name: gcs}]",
                        "headService: {spec: {ports: [{port: 80, targetPort: 6379}]}}"))
                .getSpec()
                .getPorts())
        .extracting(ServicePort::getName, ServicePort::getPort)
        .containsExactly(tuple("80-port", 80), tuple("gcs", 6379), tuple("metrics", 8080));
  }

  @Test
  @Contract({"1.3", "1.8", "3.2"})
  void headlessWorkerServiceIsWantedByMultiHostGroupsOnly() {
    DesiredCluster single = cluster(TestClusters.withGroups(TestClusters.group("a", "")));
    DesiredCluster multi =
        cluster(TestClusters.withGroups(TestClusters.group("a", "numOfHosts: 2")));
    assertThat(HeadlessWorkerService.wanted(single)).isFalse();
    assertThat(HeadlessWorkerService.wanted(multi)).isTrue();
    Service service = HeadlessWorkerService.desired(multi);
    assertThat(service.getMetadata().getName()).isEqualTo("demo-headless");
    assertThat(service.getMetadata().getLabels())
        .isEqualTo(Map.of("ray.io/headless-worker-svc", "demo"));
    assertThat(service.getSpec().getSelector())
        .isEqualTo(Map.of("ray.io/cluster", "demo", "ray.io/node-type", "worker"));
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service.getSpec().getPublishNotReadyAddresses()).isTrue();
    assertThat(service.getSpec().getPorts()).isEmpty();
  }

  private static String head(String containerFields, String groupFields) {
    return """
        headGroupSpec:
        %s
          template:
            spec:
              containers:
              - name: ray-head
        %s"""
        .formatted(groupFields.indent(2), containerFields.indent(8));
  }

  private static Service desired(String spec) {
    DesiredCluster cluster = cluster(spec);
    return HeadService.desired(cluster, HeadService.name(cluster), config());
  }
}
