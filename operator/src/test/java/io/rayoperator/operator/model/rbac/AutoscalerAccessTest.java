package io.rayoperator.operator.model.rbac;

import static io.rayoperator.operator.model.TestClusters.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.rayoperator.operator.model.TestClusters;
import io.rayoperator.testing.Contract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AutoscalerAccessTest {

  private static final String AUTOSCALING = "enableInTreeAutoscaling: true\n";

  @Test
  @Contract("2.10")
  void nothingIsNeededWithoutTheAutoscaler() {
    assertThat(AutoscalerAccess.desired(cluster(TestClusters.HEAD))).isEmpty();
  }

  @Test
  @Contract({"1.8", "2.10"})
  void roleAllowsWhatTheAutoscalerDoesAndNoOtherCluster() {
    Role role = (Role) desired(AUTOSCALING + TestClusters.HEAD).get(1);
    assertThat(role.getRules())
        .extracting(
            PolicyRule::getApiGroups,
            PolicyRule::getResources,
            PolicyRule::getResourceNames,
            PolicyRule::getVerbs)
        .containsExactly(
            tuple(
                List.of(""), List.of("pods"), List.of(), List.of("get", "list", "watch", "patch")),
            tuple(List.of(""), List.of("pods/resize"), List.of(), List.of("patch")),
            tuple(
                List.of("ray.io"),
                List.of("rayclusters"),
                List.of("demo"),
                List.of("get", "patch")));
    assertThat(role.getMetadata().getLabels())
        .isEqualTo(
            Map.of(
                "ray.io/cluster", "demo",
                "app.kubernetes.io/name", "kuberay",
                "app.kubernetes.io/created-by", "kuberay-operator"));
  }

  @Test
  void autoscalerMayDeleteItsClusterOnlyIfItIsToldTo() {
    String idle = AUTOSCALING + "idleTerminationOptions: {timeoutSeconds: 60%s}\n";
    assertThat(verbsOnItsCluster(idle.formatted(", policy: Delete")))
        .containsExactly("get", "patch", "delete");
    assertThat(verbsOnItsCluster(idle.formatted(", policy: Suspend")))
        .containsExactly("get", "patch");
    assertThat(verbsOnItsCluster(idle.formatted(""))).containsExactly("get", "patch");
    assertThat(verbsOnItsCluster(AUTOSCALING + "idleTerminationOptions: {policy: Delete}\n"))
        .containsExactly("get", "patch");
  }

  private static List<String> verbsOnItsCluster(String options) {
    PolicyRule rule = ((Role) desired(options + TestClusters.HEAD).get(1)).getRules().getLast();
    assertThat(rule.getResourceNames()).containsExactly("demo");
    return rule.getVerbs();
  }

  @Test
  @Contract("2.10")
  void roleIsBoundToTheServiceAccountOfTheHead() {
    RoleBinding binding = (RoleBinding) desired(AUTOSCALING + TestClusters.HEAD).get(2);
    assertThat(binding.getRoleRef().getName()).isEqualTo("demo");
    assertThat(binding.getSubjects())
        .extracting(Subject::getKind, Subject::getNamespace, Subject::getName)
        .containsExactly(tuple("ServiceAccount", "default", "demo"));
  }

  @Test
  @Contract({"1.3", "2.10", "2.13"})
  void serviceAccountThatTheUserNamedIsNotOurs() {
    String named =
        AUTOSCALING
            + TestClusters.HEAD.replace("spec:\n", "spec:\n      serviceAccountName: mine\n");
    assertThat(desired(named))
        .extracting(HasMetadata::getKind)
        .containsExactly("Role", "RoleBinding");
    assertThat(((RoleBinding) desired(named).get(1)).getSubjects().getFirst().getName())
        .isEqualTo("mine");
  }

  @Test
  @Contract({"1.2", "1.3"})
  void namesAreShortened() {
    String name = "a".repeat(53);
    assertThat(AutoscalerAccess.desired(cluster(name, AUTOSCALING + TestClusters.HEAD)))
        .extracting(object -> object.getMetadata().getName())
        .containsOnly("a".repeat(50));
  }

  private static List<HasMetadata> desired(String spec) {
    return AutoscalerAccess.desired(cluster(spec));
  }
}
