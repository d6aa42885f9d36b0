package io.rayoperator.operator.model.plan;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static io.rayoperator.operator.model.TestClusters.config;
import static io.rayoperator.operator.model.TestClusters.group;
import static io.rayoperator.operator.model.TestClusters.withGroups;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.rayoperator.api.v1.RayClusterStatus;
import io.rayoperator.operator.config.FeatureGates;
import io.rayoperator.operator.config.ModelConfig;
import io.rayoperator.operator.config.OperatorConfig;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.operator.model.TestPods;
import io.rayoperator.operator.model.cluster.DesiredCluster;
import io.rayoperator.operator.model.observed.ObservedCluster;
import io.rayoperator.operator.model.observed.ObservedPod;
import io.rayoperator.operator.model.rbac.AutoscalerAccess;
import io.rayoperator.operator.model.scale.DeletionReason;
import io.rayoperator.operator.model.service.HeadService;
import io.rayoperator.operator.model.service.HeadlessWorkerService;
import io.rayoperator.operator.model.status.ConditionTypes;
import io.rayoperator.operator.model.status.Conditions;
import io.rayoperator.testing.AcceptanceCase;
import io.rayoperator.testing.Contract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gaps are those of KubeRay contract §18. */
class ClusterPlannerTest {

  private final AtomicInteger names = new AtomicInteger();
  private RayClusterStatus status = new RayClusterStatus();
  private ModelConfig config = config();

  @Test
  @Contract({"0.3", "5.2"})
  void newClusterGetsItsServiceThenItsHeadThenItsWorkers() {
    ClusterPlan plan =
        plan(cluster(withGroups(group("b", "replicas: 1"), group("a", "replicas: 2"))));
    assertThat(plan.actions().getFirst()).isInstanceOf(Action.CreateChild.class);
    assertThat(plan.actions(Action.CreatePod.class))
        .extracting(Action.CreatePod::group, creation -> creation.pod().getMetadata().getName())
        .containsExactly(
            tuple("headgroup", "demo-head-n0"),
            tuple("b", "demo-b-worker-n1"),
            tuple("a", "demo-a-worker-n2"),
            tuple("a", "demo-a-worker-n3"));
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.more()).isFalse();
  }

  @Test
  @Contract("1.3")
  void namesHaveTheFormThatGenerateNameGives() {
    Pod head = plan(cluster(TestClusters.HEAD)).actions(Action.CreatePod.class).getFirst().pod();
    assertThat(head.getMetadata().getName()).startsWith(head.getMetadata().getGenerateName());
  }

  @Test
  @Contract("5.2")
  void completeClusterNeedsNothing() {
    DesiredCluster cluster = cluster(withGroups(group("a", "replicas: 1")));
    assertThat(
            plan(cluster, service(cluster), TestPods.head(), TestPods.worker("a", "w")).actions())
        .isEmpty();
  }

  @Test
  @Contract("5.3")
  @AcceptanceCase(90)
  void headAtItsEndIsDeletedAndNothingElseHappens() {
    DesiredCluster cluster = cluster(withGroups(group("a", "replicas: 1")));
    ClusterPlan plan = plan(cluster, service(cluster), TestPods.head().phase("Failed"));
    assertThat(plan.actions()).hasSize(1);
    assertThat(plan.actions(Action.DeletePod.class).getFirst().reason())
        .isEqualTo(DeletionReason.FINISHED);
  }

  @Test
  @Contract("5.3")
  void terminatingHeadIsNotReplacedBeforeItIsGone() {
    DesiredCluster cluster = cluster(TestClusters.HEAD);
    assertThat(plan(cluster, service(cluster), TestPods.head().terminating()).actions()).isEmpty();
  }

  @Test
  @Contract("5.3")
  void severalHeadsAreAProblemForSomebodyElse() {
    DesiredCluster cluster = cluster(withGroups(group("a", "replicas: 1")));
    ClusterPlan plan = plan(cluster, service(cluster), TestPods.head("one"), TestPods.head("two"));
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.problems()).singleElement().asString().contains("one", "two");
  }

  @Test
  @Contract("5.3")
  void provisionedHeadMayBeKeptFromReturning() {
    DesiredCluster cluster =
        TestClusters.annotated(
            Map.of("ray.io/disable-provisioned-head-restart", "true"),
            withGroups(group("a", "replicas: 1")));
    status = withCondition(ConditionTypes.PROVISIONED);
    assertThat(plan(cluster, service(cluster)).actions()).isEmpty();
    status = new RayClusterStatus();
    assertThat(plan(cluster, service(cluster)).actions(Action.CreatePod.class)).hasSize(2);
  }

  @Test
  @Contract("5.4")
  void groupsDoNotWaitForEachOther() { // gap 16
    DesiredCluster cluster =
        cluster(withGroups(group("a", "replicas: 1"), group("b", "replicas: 1")));
    ClusterPlan plan =
        plan(cluster, service(cluster), TestPods.head(), TestPods.worker("a", "w").phase("Failed"));
    assertThat(plan.actions(Action.DeletePod.class)).hasSize(1);
    assertThat(plan.actions(Action.CreatePod.class))
        .extracting(Action.CreatePod::group)
        .containsExactly("b");
  }

  @Test
  @Contract("5.8")
  void podsOfRemovedGroupsAreDeleted() { // gap 12
    DesiredCluster cluster = cluster(withGroups(group("a", "replicas: 1")));
    ClusterPlan plan =
        plan(
            cluster,
            service(cluster),
            TestPods.head(),
            TestPods.worker("a", "w"),
            TestPods.worker("old", "o"),
            TestPods.worker("old", "foreign").uncontrolled());
    assertThat(plan.actions(Action.DeletePod.class))
        .extracting(deletion -> deletion.pod().name(), Action.DeletePod::reason)
        .containsExactly(tuple("o", DeletionReason.GROUP_REMOVED));
  }

  @Test
  @Contract("5.4")
  void podsAreOnlyCountedInTheirOwnGroup() { // gap 14
    DesiredCluster cluster =
        cluster(
            withGroups(
                group("a", "replicas: 1\nscaleStrategy: {workersToDelete: [in-b]}"),
                group("b", "replicas: 1")));
    assertThat(
            plan(
                    cluster,
                    service(cluster),
                    TestPods.head(),
                    TestPods.worker("a", "in-a"),
                    TestPods.worker("b", "in-b"))
                .actions())
        .isEmpty();
  }

  @Test
  @Contract("5.5")
  void hugeReplicasAreRefusedNotCreatedInPart() {
    DesiredCluster cluster =
        cluster(withGroups(group("tpu", "replicas: 1\nnumOfHosts: 2000000000")));
    ClusterPlan plan = plan(cluster, service(cluster), TestPods.head());
    assertThat(plan.actions(Action.CreatePod.class)).isEmpty();
    assertThat(plan.problems()).hasSize(1);
  }

  @Test
  @Contract("3.2")
  void multiHostGroupsGetAHeadlessService() {
    ClusterPlan plan = plan(cluster(withGroups(group("tpu", "replicas: 1\nnumOfHosts: 2"))));
    assertThat(plan.actions(Action.CreateChild.class))
        .extracting(creation -> creation.child().getMetadata().getName())
        .containsExactly("demo-head-svc", "demo-headless");
  }

  @Test
  @Contract("3.1")
  void driftOfAServiceIsRepaired() { // gap 10
    DesiredCluster cluster = cluster(TestClusters.HEAD);
    Service service = service(cluster);
    service.getSpec().setSelector(Map.of("some", "thing"));
    assertThat(plan(cluster, service, TestPods.head()).actions())
        .singleElement()
        .isInstanceOf(Action.RepairChild.class);
  }

  @Test
  @Contract("1.9")
  void servicesThatOthersControlAreLeftAlone() {
    DesiredCluster cluster = cluster(TestClusters.HEAD);
    Service service = service(cluster);
    service.getMetadata().setOwnerReferences(List.of());
    service.getSpec().setSelector(Map.of("some", "thing"));
    assertThat(plan(cluster, service, TestPods.head()).actions()).isEmpty();
  }

  @Test
  @Contract("3.1")
  void anAddressFromAnotherConfigurationIsKept() {
    DesiredCluster cluster = cluster(TestClusters.HEAD);
    Service service = service(cluster);
    service.getSpec().setClusterIP("10.0.0.7");
    service.getSpec().setPublishNotReadyAddresses(null);
    assertThat(plan(cluster, service, TestPods.head()).actions()).isEmpty();
    config = OperatorConfig.builder().headClusterIpService(true).build().model();
    assertThat(plan(cluster, service(cluster), TestPods.head()).actions()).isEmpty();
  }

  @Test
  @Contract("3.1")
  void headlessServiceIsReplacedWhenTheTypeNeedsAnAddress() { // gap 10
    DesiredCluster cluster =
        cluster(
            TestClusters.HEAD.replace("headGroupSpec:", "headGroupSpec:\n  serviceType: NodePort"));
    Service headless = service(cluster(TestClusters.HEAD));
    assertThat(plan(cluster, headless, TestPods.head()).actions())
        .hasExactlyElementsOfTypes(Action.DeleteChild.class, Action.CreateChild.class);
  }

  @Test
  @Contract("1.4")
  void workersAreToldTheNameOfTheServiceThatExists() {
    DesiredCluster cluster = cluster(withGroups(group("a", "replicas: 1")));
    Service service = service(cluster);
    service.getMetadata().setName("older-name");
    Pod worker =
        plan(cluster, service, TestPods.head()).actions(Action.CreatePod.class).getFirst().pod();
    assertThat(worker.getSpec().getContainers().getFirst().getArgs().getFirst())
        .contains("--address=older-name.default.svc.cluster.local:6379 ");
  }

  @Test
  @Contract("3.2")
  void headlessServiceThatNobodyNeedsIsRemoved() { // gap 11
    DesiredCluster cluster = cluster(TestClusters.HEAD);
    Service headless =
        HeadlessWorkerService.desired(cluster(withGroups(group("tpu", "numOfHosts: 2"))));
    ObservedCluster observed =
        new ObservedCluster(
            List.of(TestPods.head().build()),
            List.of(service(cluster)),
            List.of(headless),
            List.of());
    assertThat(plan(cluster, observed).actions())
        .singleElement()
        .isInstanceOf(Action.DeleteChild.class);
  }

  @Test
  @Contract({"0.3", "2.10"})
  void autoscalerGetsItsRightsBeforeThePods() {
    ClusterPlan plan = plan(cluster("enableInTreeAutoscaling: true\n" + TestClusters.HEAD));
    assertThat(plan.actions(Action.CreateChild.class))
        .extracting(creation -> creation.child().getKind())
        .containsExactly("ServiceAccount", "Role", "RoleBinding", "Service");
    assertThat(plan.actions().getLast()).isInstanceOf(Action.CreatePod.class);
  }

  @Test
  @Contract({"4.1", "4.2"})
  void exposureComesAndGoesWithItsSwitch() { // gap 11
    DesiredCluster exposed =
        cluster(
            TestClusters.HEAD.replace("headGroupSpec:", "headGroupSpec:\n  enableIngress: true"));
    List<Action> actions = plan(exposed, service(exposed), TestPods.head()).actions();
    assertThat(actions)
        .singleElement()
        .isInstanceOfSatisfying(
            Action.CreateChild.class,
            creation -> assertThat(creation.child().getKind()).isEqualTo("Ingress"));
    HasMetadata ingress = ((Action.CreateChild) actions.getFirst()).child();
    DesiredCluster hidden = cluster(TestClusters.HEAD);
    ObservedCluster observed =
        new ObservedCluster(
            List.of(TestPods.head().build()),
            List.of(service(hidden)),
            List.of(),
            List.of(ingress));
    assertThat(plan(exposed, observed).actions()).isEmpty();
    assertThat(plan(hidden, observed).actions())
        .singleElement()
        .isInstanceOf(Action.DeleteChild.class);
  }

  @Test
  @Contract("2.10")
  void rightsOfTheAutoscalerGoWithIt() { // gap 11
    DesiredCluster without = cluster(TestClusters.HEAD);
    List<HasMetadata> access =
        AutoscalerAccess.desired(cluster("enableInTreeAutoscaling: true\n" + TestClusters.HEAD));
    ObservedCluster observed =
        new ObservedCluster(
            List.of(TestPods.head().build()), List.of(service(without)), List.of(), access);
    assertThat(plan(without, observed).actions(Action.DeleteChild.class)).hasSize(3);
  }

  @Test
  @Contract("2.10")
  void driftOfTheAutoscalersRightsIsRepaired() { // gap 10
    DesiredCluster cluster = cluster("enableInTreeAutoscaling: true\n" + TestClusters.HEAD);
    List<HasMetadata> access = AutoscalerAccess.desired(cluster);
    ((Role) access.get(1)).setRules(List.of());
    ObservedCluster observed =
        new ObservedCluster(
            List.of(TestPods.head().build()), List.of(service(cluster)), List.of(), access);
    assertThat(plan(cluster, observed).actions())
        .singleElement()
        .isEqualTo(new Action.RepairChild(AutoscalerAccess.desired(cluster).get(1)));
  }

  @Test
  @Contract("2.10")
  void objectsOfOthersWithOurNamesAreUsedAsTheyAre() {
    DesiredCluster cluster = cluster("enableInTreeAutoscaling: true\n" + TestClusters.HEAD);
    List<HasMetadata> access = AutoscalerAccess.desired(cluster);
    access.forEach(object -> object.getMetadata().setOwnerReferences(List.of()));
    ((Role) access.get(1)).setRules(List.of());
    ObservedCluster observed =
        new ObservedCluster(
            List.of(TestPods.head().build()), List.of(service(cluster)), List.of(), access);
    assertThat(plan(cluster, observed).actions()).isEmpty();
  }

  @Test
  void podsOfAntsLayoutAreNumbered() {
    DesiredCluster cluster =
        TestClusters.ofLayout("ant", withGroups(group("small", "replicas: 2")));
    assertThat(plan(cluster).actions(Action.CreatePod.class))
        .extracting(
            creation -> creation.pod().getMetadata().getName(),
            creation -> creation.pod().getMetadata().getLabels().get("raycluster.component"))
        .containsExactly(
            tuple("demo-headgroup-ray-head-0", "demo-headgroup-ray-head-0"),
            tuple("demo-small-ray-worker-0", "demo-small-ray-worker-0"),
            tuple("demo-small-ray-worker-1", "demo-small-ray-worker-1"));
  }

  @Test
  void hostsOfNumberedReplicasAreNumberedToo() {
    DesiredCluster cluster =
        TestClusters.ofLayout("ant", withGroups(group("tpu", "replicas: 2\nnumOfHosts: 2")));
    assertThat(plan(cluster).actions(Action.CreatePod.class))
        .extracting(creation -> creation.pod().getMetadata().getName())
        .contains(
            "demo-tpu-ray-worker-0-0",
            "demo-tpu-ray-worker-0-1",
            "demo-tpu-ray-worker-1-0",
            "demo-tpu-ray-worker-1-1");
  }

  /** Ray's autoscaler takes a pod that has the name of a dead one for dead. */
  @Test
  void withTheAutoscalerNoNameComesBack() {
    DesiredCluster cluster =
        TestClusters.ofLayout(
            "ant", "enableInTreeAutoscaling: true\n" + withGroups(group("small", "replicas: 1")));
    assertThat(plan(cluster).actions(Action.CreatePod.class))
        .extracting(creation -> creation.pod().getMetadata().getName())
        .containsExactly("demo-headgroup-ray-head-0", "demo-small-ray-worker-n0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ant", "bytedance", "microsoft", "kuberay"})
  void anotherLayoutStrandsNoChild(String layout) {
    String spec = withGroups(group("small", "replicas: 1"));
    for (String before : List.of("kuberay", "ant", "bytedance", "microsoft")) {
      Service service = service(TestClusters.ofLayout(before, spec));
      ClusterPlan plan =
          plan(
              TestClusters.ofLayout(layout, spec),
              service,
              TestPods.head(),
              TestPods.worker("small", "any-name"));
      assertThat(plan.actions()).allMatch(Action.RepairChild.class::isInstance);
      assertThat(plan.actions(Action.RepairChild.class))
          .allSatisfy(
              repair ->
                  assertThat(repair.child().getMetadata().getName())
                      .isEqualTo(service.getMetadata().getName()));
    }
  }

  @Test
  @Contract("6.1")
  void suspensionIsAnnouncedBeforeItBegins() {
    DesiredCluster cluster = cluster("suspend: true\n" + TestClusters.HEAD);
    assertThat(plan(cluster, service(cluster), TestPods.head()).actions()).isEmpty();
  }

  @Test
  @Contract("6.1")
  void suspensionOnceBegunDeletesAllPodsWhateverTheUserWantsByNow() {
    DesiredCluster cluster = cluster("suspend: false\n" + withGroups(group("a", "replicas: 1")));
    status = withCondition(ConditionTypes.SUSPENDING);
    ClusterPlan plan =
        plan(
            cluster,
            service(cluster),
            TestPods.head(),
            TestPods.worker("a", "w"),
            TestPods.worker("a", "t").terminating());
    assertThat(plan.actions(Action.DeletePod.class))
        .extracting(deletion -> deletion.pod().name())
        .containsExactly("demo-head-xxxxx", "w");
    assertThat(plan.actions(Action.CreatePod.class)).isEmpty();
  }

  @Test
  @Contract("6.1")
  void suspendedClusterGetsNoPodsButKeepsItsService() {
    status = withCondition(ConditionTypes.SUSPENDED);
    ClusterPlan plan = plan(cluster("suspend: true\n" + TestClusters.HEAD));
    assertThat(plan.actions()).hasExactlyElementsOfTypes(Action.CreateChild.class);
  }

  @Test
  @Contract("6.2")
  @AcceptanceCase(77)
  void withoutConditionsSuspensionDeletesAtOnce() {
    config =
        OperatorConfig.builder()
            .featureGates(FeatureGates.parse("RayClusterStatusConditions=false"))
            .build()
            .model();
    DesiredCluster cluster = cluster("suspend: true\n" + TestClusters.HEAD);
    assertThat(plan(cluster, service(cluster), TestPods.head()).actions(Action.DeletePod.class))
        .hasSize(1);
  }

  private ClusterPlan plan(DesiredCluster cluster) {
    return plan(cluster, ObservedCluster.empty());
  }

  private ClusterPlan plan(DesiredCluster cluster, Service service, TestPods... pods) {
    List<ObservedPod> observed = Arrays.stream(pods).map(TestPods::build).toList();
    return plan(cluster, new ObservedCluster(observed, List.of(service), List.of(), List.of()));
  }

  private ClusterPlan plan(DesiredCluster cluster, ObservedCluster observed) {
    return ClusterPlanner.plan(
        cluster,
        observed,
        status,
        config,
        (group, prefix) -> prefix + "n" + names.getAndIncrement(),
        () -> "s" + names.getAndIncrement(),
        TestPods.NOW);
  }

  private static Service service(DesiredCluster cluster) {
    return new ServiceBuilder(HeadService.desired(cluster, HeadService.name(cluster), config()))
        .build();
  }

  private static RayClusterStatus withCondition(String type) {
    RayClusterStatus status = new RayClusterStatus();
    status.setConditions(
        new Conditions(status, TestPods.NOW).set(type, true, "Reason", "").toList());
    return status;
  }
}
