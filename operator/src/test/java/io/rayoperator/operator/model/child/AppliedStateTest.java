package io.rayoperator.operator.model.child;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.service.HeadService;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppliedStateTest {

  private final Service desired =
      HeadService.desired(
          cluster("headServiceAnnotations: {a: b}\n" + TestClusters.HEAD),
          "demo-head-svc",
          config());

  /** What a real API server made of {@link #desired}. */
  private final Service live =
      Serialization.unmarshal(
          """
          apiVersion: v1
          kind: Service
          metadata:
            name: demo-head-svc
            annotations: {a: b}
            labels: &labels
              app.kubernetes.io/created-by: kuberay-operator
              app.kubernetes.io/name: kuberay
              ray.io/cluster: demo
              ray.io/identifier: demo-head
              ray.io/node-type: head
            managedFields:
            - manager: ray-operator
              operation: Apply
              fieldsV1:
                f:metadata:
                  f:annotations: {f:a: {}}
                  f:labels: {f:ray.io/cluster: {}}
                f:spec:
                  f:clusterIP: {}
                  f:publishNotReadyAddresses: {}
                  f:ports:
                    k:{"port":6379,"protocol":"TCP"}: {.: {}, f:name: {}, f:port: {}}
                  f:selector: {}
          spec:
            clusterIP: None
            clusterIPs: [None]
            internalTrafficPolicy: Cluster
            ipFamilies: [IPv4]
            ports:
            - {appProtocol: tcp, name: serve, port: 8000, protocol: TCP, targetPort: 8000}
            - {appProtocol: tcp, name: client, port: 10001, protocol: TCP, targetPort: 10001}
            - {appProtocol: tcp, name: dashboard, port: 8265, protocol: TCP, targetPort: 8265}
            - {appProtocol: tcp, name: gcs-server, port: 6379, protocol: TCP, targetPort: 6379}
            - {appProtocol: tcp, name: metrics, port: 8080, protocol: TCP, targetPort: 8080}
            publishNotReadyAddresses: true
            selector: *labels
            sessionAffinity: None
            type: ClusterIP
          """,
          Service.class);

  @Test
  void whatTheApiServerAddsIsNoDrift() {
    assertThat(AppliedState.matches(desired, live)).isTrue();
  }

  @Test
  void whatOthersAddIsNoDrift() {
    live.getMetadata().getAnnotations().put("someone", "else");
    live.getSpec().getPorts().getFirst().setNodePort(30000);
    assertThat(AppliedState.matches(desired, live)).isTrue();
  }

  @Test
  void changedAndMissingValuesAreDrift() {
    live.getSpec().getPorts().getFirst().setPort(1);
    assertThat(AppliedState.matches(desired, live)).isFalse();
  }

  @Test
  void aMissingSelectorIsDrift() {
    live.getSpec().setSelector(Map.of("ray.io/cluster", "demo"));
    assertThat(AppliedState.matches(desired, live)).isFalse();
  }

  @Test
  void fieldsThatWeOwnAndNoLongerWantAreDrift() {
    desired.getMetadata().setAnnotations(Map.of());
    assertThat(AppliedState.matches(desired, live)).isFalse();
  }

  @Test
  void portsThatWeOwnAndNoLongerWantAreDrift() {
    desired.getSpec().getPorts().removeIf(port -> port.getPort() == 6379);
    assertThat(AppliedState.matches(desired, live)).isFalse();
  }

  @Test
  void objectsThatWeNeverAppliedNeedOnlyOurValues() {
    desired.getMetadata().setAnnotations(Map.of());
    live.getMetadata().getManagedFields().getFirst().setManager("kuberay-operator");
    assertThat(AppliedState.matches(desired, live)).isTrue();
  }
}
