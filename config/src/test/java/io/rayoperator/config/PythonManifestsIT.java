package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.GuideRow;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.Repository;
import java.nio.file.Path;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The commands of the Python operator's guides, in their order, on an empty cluster. */
@ControlPlane(components = Component.CONTROLLER_MANAGER, own = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PythonManifestsIT {

  private static final Path DIRECTORY = Repository.root().resolve("config/python");

  private static final String CLUSTER =
      """
      apiVersion: cluster.ray.io/v1
      kind: RayCluster
      metadata: {name: example-cluster}
      spec:
        headPodType: head
        podTypes:
        - name: head
          podConfig: {apiVersion: v1, kind: Pod, metadata: {generateName: head-}, spec: {containers: [{name: ray, image: ray}]}}
      """;

  private final Kubectl kubectl;

  PythonManifestsIT(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  @Test
  @Order(1)
  @GuideRow("004-7")
  void row004x7DefinitionIsCreatedByPlainApply() {
    assertThat(apply("cluster_crd.yaml"))
        .isEqualTo(
            """
            customresourcedefinition.apiextensions.k8s.io/rayclusters.cluster.ray.io created
            customresourcedefinition.apiextensions.k8s.io/rayclusters.ray.io created
            """);
    assertThat(apply("cluster_crd.yaml").lines()).allMatch(line -> line.endsWith(" unchanged"));
    await()
        .untilAsserted(
            () -> {
              assertThat(kubectl.run("get", "--raw", "/apis/ray.io").succeeds().stdout())
                  .contains("ray.io/v1\"")
                  .doesNotContain("v1alpha1");
              kubectl.run("get", "rayclusters.cluster.ray.io").succeeds();
              kubectl.run("get", "rayclusters.ray.io").succeeds();
            });
  }

  @Test
  @Order(2)
  @GuideRow("004-9")
  void row004x9OperatorIsFourObjectsInANamespaceOfTheUsers() {
    kubectl.run("create", "namespace", "ray").succeeds();

    assertThat(apply("operator.yaml", "-n=ray"))
        .isEqualTo(
            """
            serviceaccount/ray-operator-serviceaccount created
            role.rbac.authorization.k8s.io/ray-operator-role created
            rolebinding.rbac.authorization.k8s.io/ray-operator-rolebinding created
            pod/ray-operator-pod created
            """);
  }

  @Test
  @Order(3)
  @GuideRow({"004-8", "003-17"})
  void row004x8AnotherNamespaceHasAnotherOperatorOfTheLaterForm() {
    kubectl.run("create", "namespace", "ray2").succeeds();

    assertThat(apply("operator_namespaced.yaml", "-n=ray2")).endsWith("ray-operator created\n");
    awaitPod("ray2");
  }

  @Test
  @Order(4)
  void rightsOfANamespacedOperatorEndWithItsNamespace() {
    for (String namespace : new String[] {"ray", "ray2"}) {
      String account = account(namespace);
      assertThat(may(account, "patch", "rayclusters.cluster.ray.io", namespace)).isEqualTo("yes");
      assertThat(may(account, "create", "rayclusters.ray.io", namespace)).isEqualTo("yes");
      assertThat(may(account, "create", "deployments.apps", namespace)).isEqualTo("yes");
      assertThat(may(account, "list", "rayclusters.cluster.ray.io", "default")).isEqualTo("no");
      assertThat(may(account, "create", "pods", "default")).isEqualTo("no");
      assertThat(may(account, "get", "secrets", namespace)).isEqualTo("no");
    }
  }

  @Test
  @Order(5)
  @GuideRow({"003-17", "003-10"})
  void row003x17OperatorOfAllNamespacesRunsInDefault() {
    assertThat(apply("operator_cluster_scoped.yaml"))
        .isEqualTo(
            """
            serviceaccount/ray-operator-serviceaccount created
            clusterrole.rbac.authorization.k8s.io/ray-operator-clusterrole created
            clusterrolebinding.rbac.authorization.k8s.io/ray-operator-clusterrolebinding created
            role.rbac.authorization.k8s.io/ray-operator-leader-election created
            rolebinding.rbac.authorization.k8s.io/ray-operator-leader-election created
            deployment.apps/ray-operator created
            """);
    awaitPod("default");
    kubectl.run("create", "namespace", "later").succeeds();
    assertThat(may(account("default"), "list", "rayclusters.cluster.ray.io", "later"))
        .isEqualTo("yes");
    assertThat(may(account("default"), "create", "leases.coordination.k8s.io", "later"))
        .isEqualTo("no");
  }

  @Test
  @Order(6)
  @GuideRow("004-11")
  void row004x11ClusterIsCreatedUnderItsGroup() {
    assertThat(kubectl.runWithInput(CLUSTER, "-n=ray", "apply", "-f-").succeeds().stdout())
        .isEqualTo("raycluster.cluster.ray.io/example-cluster created\n");
    assertThat(kubectl.run("-n=ray", "get", "rayclusters", "-o=name").succeeds().stdout())
        .isEqualTo("raycluster.cluster.ray.io/example-cluster\n");
  }

  @Test
  @Order(7)
  @GuideRow("004-23")
  void row004x23NothingIsLeftAfterTheGuidesCleanUp() {
    kubectl.run("-n=ray", "delete", "raycluster", "example-cluster").succeeds();
    delete("operator.yaml", "-n=ray");
    delete("operator_namespaced.yaml", "-n=ray2");
    delete("operator_cluster_scoped.yaml");

    for (String namespace : new String[] {"ray", "ray2", "default"}) {
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          kubectl
                              .run(
                                  "-n=" + namespace,
                                  "get",
                                  "pods,deployments,roles,rolebindings,serviceaccounts",
                                  "-o=name")
                              .succeeds()
                              .stdout())
                      .isEqualTo("serviceaccount/default\n"));
    }
    assertThat(kubectl.run("get", "clusterroles,clusterrolebindings", "-o=name").stdout())
        .doesNotContain("ray-operator");
  }

  @Test
  @Order(8)
  @GuideRow("004-24")
  void row004x24DefinitionIsDeletedByName() {
    kubectl.run("delete", "crd", "rayclusters.cluster.ray.io", "--timeout=60s").succeeds();

    assertThat(apply("cluster_crd.yaml"))
        .isEqualTo(
            """
            customresourcedefinition.apiextensions.k8s.io/rayclusters.cluster.ray.io created
            customresourcedefinition.apiextensions.k8s.io/rayclusters.ray.io unchanged
            """);
  }

  private String apply(String file, String... options) {
    return onFile("apply", file, options);
  }

  private void delete(String file, String... options) {
    onFile("delete", file, options);
  }

  private String onFile(String verb, String file, String... options) {
    String[] arguments = new String[options.length + 3];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = verb;
    arguments[options.length + 1] = "-f";
    arguments[options.length + 2] = DIRECTORY.resolve(file).toString();
    return kubectl.run(arguments).succeeds().stdout();
  }

  private void awaitPod(String namespace) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        kubectl
                            .run(
                                "-n=" + namespace,
                                "get",
                                "pods",
                                "-l=cluster.ray.io/component=operator",
                                "-o=name")
                            .succeeds()
                            .stdout())
                    .startsWith("pod/ray-operator-"));
  }

  private static String account(String namespace) {
    return "--as=system:serviceaccount:" + namespace + ":ray-operator-serviceaccount";
  }

  private String may(String account, String verb, String resource, String namespace) {
    return kubectl.run("auth", "can-i", verb, resource, "-n", namespace, account).stdout().strip();
  }
}
