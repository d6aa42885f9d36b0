package io.rayoperator.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.ApiRequest;
import io.rayoperator.testing.AuditLog;
import io.rayoperator.testing.Component;
import io.rayoperator.testing.ControlPlane;
import io.rayoperator.testing.GuideRow;
import io.rayoperator.testing.Kubectl;
import io.rayoperator.testing.LocalControlPlane;
import io.rayoperator.testing.LocalProcess;
import io.rayoperator.testing.kubelet.ContainerLogs;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What the guides of the Python operator have users read in the operator's log, by the commands
 * that they print. The operators are processes; the pods are simulated, and tests write their logs.
 */
@ControlPlane(
    components = {Component.CONTROLLER_MANAGER, Component.SCHEDULER, Component.KWOK},
    own = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AutoscalingLogIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ONE = "example-cluster";
  private static final String TWO = "example-cluster2";

  private static final String CLUSTER =
      """
      apiVersion: cluster.ray.io/v1
      kind: RayCluster
      metadata: {name: NAME}
      spec:
        maxWorkers: 5
        headPodType: head-node
        podTypes:
        - name: head-node
          podConfig:
            apiVersion: v1
            kind: Pod
            metadata: {generateName: ray-head-}
            spec:
              restartPolicy: Never
              containers: [{name: ray-node, image: "rayproject/ray:2.46.0", resources: {limits: {cpu: 1, memory: 1Gi}}}]
        - name: worker-nodes
          minWorkers: LEAST
          maxWorkers: 5
          rayResources: {Custom1: 1}
          podConfig:
            apiVersion: v1
            kind: Pod
            metadata: {generateName: ray-worker-}
            spec:
              restartPolicy: Never
              containers: [{name: ray-node, image: "rayproject/ray:2.46.0", resources: {limits: {cpu: 1, memory: 1Gi}}}]
      """;

  private static final String LOG_OF_AUTOSCALER =
      """
      Cluster status: 1 nodes
       - MostDelayedHeartbeats: {'172.17.0.4': 0.0409}
       - NodeIdleSeconds: Min=36 Mean=38 Max=41
       - ResourceUsage: 0.0/2.0 CPU, 0.0/1.0 Custom1, 0.0 GiB/0.58 GiB memory
      Worker node types:
       - worker-nodes: 1
      2026-12-12 13:55:36,814\tINFO autoscaler.py:421 --
      ======== Autoscaler status: 2026-12-12 13:55:36.814 ========
      Node status
      -----------------------------------------------------------
      Active:
       1 head-node
      Resources
      -----------------------------------------------------------
      Usage:
       1.0/2.0 CPU
       0.0/1.0 Custom1
      Demands:
       {'CPU': 1.0}: 2+ pending tasks/actors
      2026-12-12 13:55:36,815\tINFO autoscaler.py:589 -- Adding 1 node(s) of type worker-nodes. %s
      2026-12-12 13:55:36,815\tINFO monitor.py:428 -- Resized to 3 CPUs. %1$s
      """;

  private final LocalControlPlane plane;
  private final KubernetesClient client;
  private final Kubectl kubectl;
  private final AuditLog audit;
  private final ContainerLogs logs;
  private final AuditLog.Mark mark;
  private @Nullable LocalProcess ofRay;
  private @Nullable LocalProcess ofAll;

  AutoscalingLogIT(LocalControlPlane plane, KubernetesClient client, AuditLog audit) {
    this.plane = plane;
    this.client = client;
    this.kubectl = plane.kubectl();
    this.audit = audit;
    this.mark = audit.mark();
    this.logs = ContainerLogs.start(client);
  }

  @BeforeAll
  void startTheGuidesOperator() {
    PythonOperator.apply(plane, "cluster_crd.yaml");
    kubectl.run("create", "namespace", "ray").succeeds();
    kubectl.run("create", "namespace", "other").succeeds();
    LocalProcess process = PythonOperator.ofNamespace(plane, client, "ray");
    ofRay = process;
    // kubectl logs ray-operator-pod
    logs.show("ray", "ray-operator-pod", process::output);
  }

  @AfterAll
  void stop() {
    Stream.of(ofRay, ofAll).filter(Objects::nonNull).forEach(LocalProcess::close);
    logs.close();
  }

  @Test
  @GuideRow("004-17")
  @Order(1)
  void row004x17StatusOfAClusterIsToldInTheWordsOfTheGuide() {
    create("ray", ONE, 2);
    create("ray", TWO, 1);
    logs.write("ray", autoscaler("ray", TWO), LOG_OF_AUTOSCALER.formatted("(of two)"));

    awaitLine(TWO, ".*Cluster status: 1 nodes");
    awaitLine(TWO, " - NodeIdleSeconds: Min=36 Mean=38 Max=41");
    awaitLine(TWO, " - ResourceUsage: 1.0/2.0 CPU, 0.0/1.0 Custom1");
    awaitLine(TWO, "Worker node types:");
    awaitLine(TWO, " - worker-nodes: 1");
    awaitLine(TWO, "Resource demands: \\[\\{'CPU': 1.0}: 2\\+ pending tasks/actors]");
    awaitLine(TWO, "Node requests: \\{}");
    awaitLine(ONE, ".*Cluster status: 2 nodes");
  }

  @Test
  @GuideRow("003-7")
  @Order(2)
  void row003x7DecisionsOfAllClustersAreInTheOperatorsLog() {
    logs.write("ray", autoscaler("ray", ONE), LOG_OF_AUTOSCALER.formatted("(of one)"));
    scale("ray", TWO, 2);

    awaitLine(TWO, "2026-.*Adding 1 node\\(s\\) of type worker-nodes. \\(of two\\)");
    awaitLine(ONE, "2026-.*Adding 1 node\\(s\\) of type worker-nodes. \\(of one\\)");
    awaitLine(ONE, "2026-.*Resized to 3 CPUs. \\(of one\\)");
    awaitLine(TWO, ".*Resizing worker-nodes from 1 to 2 workers");
    awaitLine(TWO, ".*Cluster status: 2 nodes");
  }

  @Test
  @GuideRow("004-16")
  @Order(3)
  void row004x16LinesOfAClusterAreThoseOfNoOther() {
    logs.write(
        "ray",
        autoscaler("ray", ONE),
        "\u001B[2J\rexample-cluster2:spoofed\u2028example-cluster2:again\nwithout an end");
    logs.write("ray", autoscaler("ray", TWO), "a line of the second\n");

    awaitLine(ONE, ".*spoofed example-cluster2:again");
    awaitLine(TWO, "a line of the second");
    assertThat(lines(TWO))
        .isNotEmpty()
        .noneMatch(line -> line.contains("spoofed") || line.contains("of one"));
    assertThat(lines(ONE)).noneMatch(line -> line.contains("of two"));
    assertThat(log().lines())
        .filteredOn(line -> line.contains(ONE) || line.contains("of one") || line.contains("nodes"))
        .allMatch(line -> line.startsWith(ONE + ":") || line.startsWith(TWO + ":"));
  }

  @Test
  @Order(4)
  void onlyThePodOfTheOperatorsDeploymentIsFollowed() {
    kubectl
        .run(
            "--namespace=ray",
            "run",
            "aaa",
            "--image=none",
            "--labels=cluster.ray.io/autoscaler-of=" + TWO)
        .succeeds();
    logs.write("ray", "aaa", "a line of a stranger\n");
    String before = autoscaler("ray", TWO);
    kubectl.run("--namespace=ray", "delete", "pod", before).succeeds();
    logs.end("ray", before);
    await().atMost(SOON).until(() -> !autoscaler("ray", TWO).isEmpty());
    logs.write("ray", autoscaler("ray", TWO), "a line of the successor\n");

    awaitLine(TWO, "a line of the successor");
    assertThat(log()).doesNotContain("a line of a stranger");
  }

  @Test
  @Order(5)
  void floodIsCutAndCounted() {
    logs.write("ray", autoscaler("ray", TWO), "flood\n".repeat(5_000));
    logs.write("ray", autoscaler("ray", TWO), "x".repeat(3 << 20));

    awaitLine(TWO, "\\(\\d+ lines of the autoscaler's log are left out here\\)");
    awaitLine(TWO, "\\(the autoscaler writes too much: .*");
    assertThat(lines(TWO)).filteredOn(line -> line.endsWith(":flood")).hasSizeLessThan(1500);
    assertNothingWasForbidden();
  }

  @Test
  @GuideRow("003-13")
  @Order(6)
  void row003x13OperatorOfAllNamespacesLeavesWhatHasAnOperatorOfItsOwn() {
    LocalProcess all = PythonOperator.ofAllNamespaces(plane, client);
    ofAll = all;
    create("ray", "third", 2);
    create("other", TWO, 2);

    assertThat(rayPods("ray", "third")).hasSize(3);
    all.awaitOutput(
        Pattern.compile("(?m)^third,ray:.* ServedByAnotherOperator: Two operators serve"), SOON);
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        kubectl
                            .run(
                                "--namespace=ray",
                                "get",
                                "events.events.k8s.io",
                                "--field-selector=reason=ServedByAnotherOperator",
                                "--output=jsonpath={..regarding.apiVersion}")
                            .stdout())
                    .contains("cluster.ray.io/v1"));
    assertThat(all.output()).doesNotContain("third,ray:Cluster status");
    scale("ray", "third", 3);
    await().atMost(SOON).untilAsserted(() -> assertThat(rayPods("ray", "third")).hasSize(4));
    assertThat(mostPodsEver("ray", "third")).as("those that were created").isEqualTo(4);
  }

  @Test
  @GuideRow("003-8")
  @Order(7)
  void row003x8PrefixHasTheNamespaceWhereThereAreSeveral() {
    LocalProcess all = Objects.requireNonNull(ofAll);
    logs.write("other", autoscaler("other", TWO), LOG_OF_AUTOSCALER.formatted("(of other)"));

    all.awaitOutput(
        Pattern.compile("(?m)^example-cluster2,other:.*Cluster status: 2 nodes$"), SOON);
    all.awaitOutput(Pattern.compile("(?m)^example-cluster2,other:.*Resized to 3 CPUs"), SOON);
    assertNothingWasForbidden();
  }

  @Test
  @Order(8)
  void operatorOfAllNamespacesTakesOverWhatIsLeftAlone() {
    Objects.requireNonNull(ofRay).stop();
    scale("ray", "third", 4);

    await().atMost(SOON).untilAsserted(() -> assertThat(rayPods("ray", "third")).hasSize(5));
    Objects.requireNonNull(ofAll)
        .awaitOutput(Pattern.compile("(?m)^third,ray:.*Cluster status: 4 nodes$"), SOON);
  }

  @Test
  @Order(9)
  void missingRightIsToldOnce() throws InterruptedException {
    LocalProcess all = Objects.requireNonNull(ofAll);
    all.stop();
    kubectl
        .run(
            "patch",
            "clusterrole",
            "ray-operator-clusterrole",
            "--type=json",
            "--patch=[{\"op\": \"remove\", \"path\": \"/rules/" + ruleOf("pods/log") + "\"}]")
        .succeeds();
    all.restart();

    Pattern missing = Pattern.compile("the operator's account may not get pods/log");
    all.awaitOutput(missing, SOON);
    all.awaitOutput(Pattern.compile("(?m)^third,ray:.*Cluster status: 4 nodes$"), SOON);
    Thread.sleep(5000);
    assertThat(missing.matcher(all.output()).results()).hasSize(1);
  }

  private int ruleOf(String resource) {
    var rules = client.rbac().clusterRoles().withName("ray-operator-clusterrole").get().getRules();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).getResources().contains(resource)) {
        return i;
      }
    }
    throw new IllegalStateException("no rule for " + resource);
  }

  private void create(String namespace, String name, int workers) {
    kubectl
        .runWithInput(
            CLUSTER.replace("NAME", name).replace("LEAST", Integer.toString(workers)),
            "--namespace=" + namespace,
            "create",
            "--validate=strict",
            "--filename=-")
        .succeeds();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(rayPods(namespace, name)).hasSize(workers + 1);
              assertThat(autoscaler(namespace, name)).isNotEmpty();
            });
  }

  /** As the autoscaler does. */
  private void scale(String namespace, String name, int workers) {
    kubectl
        .run(
            "--namespace=" + namespace,
            "patch",
            "rayclusters.ray.io",
            name,
            "--type=json",
            "--patch=[{\"op\": \"add\", \"path\": \"/spec/workerGroupSpecs/0/replicas\", \"value\": "
                + workers
                + "}]")
        .succeeds();
  }

  private List<Pod> rayPods(String namespace, String name) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("ray-cluster-name", name)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  /** Name of the running pod of an autoscaler; empty while there is none. */
  private String autoscaler(String namespace, String name) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("cluster.ray.io/autoscaler-of", name)
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> pod.getMetadata().getName().startsWith(name + "-ray-autoscaler-"))
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .map(pod -> pod.getMetadata().getName())
        .findFirst()
        .orElse("");
  }

  /** How many pods of a cluster were created, by whichever operator. */
  private long mostPodsEver(String namespace, String name) {
    return audit.requestsSince(mark).stream()
        .filter(request -> request.user().endsWith(":ray-operator-serviceaccount"))
        .filter(request -> request.verb().equals("create"))
        .filter(request -> request.resource().equals("pods"))
        .filter(request -> request.statusCode() == 201)
        .filter(request -> namespace.equals(request.namespace()))
        .filter(request -> request.name().startsWith(name + "-"))
        .count();
  }

  private void assertNothingWasForbidden() {
    assertThat(audit.requestsSince(mark))
        .filteredOn(request -> request.user().endsWith(":ray-operator-serviceaccount"))
        .hasSizeGreaterThan(20)
        .noneMatch(ApiRequest::isForbidden);
  }

  /** {@code kubectl -n ray logs ray-operator-pod}. */
  private String log() {
    return kubectl.run("--namespace=ray", "logs", "ray-operator-pod").succeeds().stdout();
  }

  /** {@code kubectl -n ray logs ray-operator-pod | grep ^example-cluster2:}. */
  private List<String> lines(String cluster) {
    return log().lines().filter(line -> line.startsWith(cluster + ":")).toList();
  }

  private void awaitLine(String cluster, String pattern) {
    Pattern line = Pattern.compile(cluster + ":" + pattern);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(lines(cluster)).anyMatch(text -> line.matcher(text).matches()));
  }
}
