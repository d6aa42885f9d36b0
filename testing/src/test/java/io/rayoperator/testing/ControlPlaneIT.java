package io.rayoperator.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@ControlPlane
class ControlPlaneIT {

  @Test
  void eachTestHasANamespaceOfItsOwn(KubernetesClient client, TestNamespace namespace) {
    assertThat(namespace.name()).startsWith("each-test-has-a-namespace-of-its-own-");
    assertThat(client.namespaces().withName(namespace.name()).get()).isNotNull();
  }

  @Test
  void kubectlWorksInTheNamespaceAndTellsWhatHappened(Kubectl kubectl, TestNamespace namespace) {
    Kubectl here = kubectl.in(namespace);
    String manifest = "{apiVersion: v1, kind: ConfigMap, metadata: {name: demo}}";

    assertThat(here.apply(manifest).succeeds().stdout()).isEqualTo("configmap/demo created\n");
    assertThat(here.apply(manifest).succeeds().stdout()).isEqualTo("configmap/demo unchanged\n");
    assertThat(here.run("get", "configmap", "none").fails().stderr())
        .contains("\"none\" not found");
    assertThatThrownBy(() -> here.run("get", "configmap", "none").succeeds())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(
            "kubectl --namespace " + namespace + " get configmap none (exit code 1)")
        .hasMessageContaining("not found");
    assertThatThrownBy(() -> here.run("get", "configmap", "demo").fails())
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void manifestThatNamesANamespaceGoesThere(Kubectl kubectl, TestNamespace namespace) {
    String manifest =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: default}}"
            .formatted(namespace);

    assertThat(kubectl.in(namespace).apply(manifest).fails().stderr())
        .contains("does not match the namespace");
    Kubectl here = kubectl.inByDefault(namespace);
    here.apply(manifest).succeeds();
    here.apply("{apiVersion: v1, kind: ConfigMap, metadata: {name: demo}}").succeeds();

    assertThat(
            here.run(
                    "get",
                    "configmaps",
                    "-A",
                    "-o",
                    "name",
                    "--field-selector=metadata.name=" + namespace)
                .stdout())
        .isEqualTo("configmap/" + namespace + "\n");
    assertThat(kubectl.in(namespace).run("get", "configmap", "demo").exitCode()).isZero();
  }

  @Test
  void kubectlEditCanBeScripted(Kubectl kubectl, TestNamespace namespace) {
    Kubectl here = kubectl.in(namespace);
    here.run("create", "configmap", "demo", "--from-literal=color=red").succeeds();

    here.editingWith("sed -i s/red/green/").run("edit", "configmap", "demo").succeeds();

    assertThat(here.run("get", "configmap", "demo", "-o", "jsonpath={.data.color}").stdout())
        .isEqualTo("green");
  }

  @Test
  void auditLogCountsWritesSinceAMark(
      KubernetesClient client, AuditLog audit, TestNamespace namespace) {
    AuditLog.Mark mark = audit.mark();
    client.resource(configMap("one", namespace)).create();
    client.resource(configMap("two", namespace)).create();
    client.configMaps().inNamespace(namespace.name()).list();
    client.configMaps().inNamespace(namespace.name()).withName("one").delete();

    Map<String, Long> expected =
        Map.of("admin create configmaps", 2L, "admin delete configmaps", 1L);
    await().untilAsserted(() -> assertThat(audit.writesSince(mark)).isEqualTo(expected));
    assertThat(audit.requestsSince(mark))
        .filteredOn(request -> request.verb().equals("list"))
        .singleElement()
        .returns("configmaps", ApiRequest::resource)
        .returns(namespace.name(), ApiRequest::namespace)
        .returns(200, ApiRequest::statusCode)
        .returns(false, ApiRequest::isWrite);
    assertThat(audit.writesSince(audit.mark())).isEmpty();
  }

  private static ConfigMap configMap(String name, TestNamespace namespace) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace.name())
        .endMetadata()
        .build();
  }

  @Nested
  class InANestedClass {
    @Test
    void theControlPlaneIsTheSame(LocalControlPlane controlPlane, KubernetesClient client) {
      assertThat(client.getMasterUrl()).hasPort(controlPlane.apiServer().getPort());
      assertThat(controlPlane.name()).isEqualTo("test-" + BuildProcess.pid());
    }
  }
}
