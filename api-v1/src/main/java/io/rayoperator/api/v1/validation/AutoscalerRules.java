package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.rayoperator.api.v1.AutoscalerOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Ray autoscaler: its options, its versions, and what does not go with it. */
final class AutoscalerRules implements RuleGroup {

  private static final String NEVER = "Never";
  private static final String START_COMMAND = "KUBERAY_GEN_AUTOSCALER_START_CMD";
  private static final RayVersion PRIORITIES = new RayVersion(2, 56, 0);

  private static final Rule IDLE_TIMEOUT =
      Rule.error(
          "idle-timeout-not-negative",
          "KubeRay contract §15.2.4, §15.2.12",
          "idleTimeoutSeconds is 0 or more, for the autoscaler and for a group.",
          """
          spec:
            autoscalerOptions:
              idleTimeoutSeconds: -1""");

  private static final Rule GROUP_IDLE_TIMEOUT =
      Rule.error(
          "group-idle-timeout-needs-v2",
          "KubeRay contract §15.2.4",
          "A group has its own idleTimeoutSeconds only with version 2 of the autoscaler.",
          """
          spec:
            workerGroupSpecs:
              - groupName: workers
                idleTimeoutSeconds: 60""");

  private static final Rule PRIORITY =
      Rule.error(
          "group-priority-needs-v2",
          "KubeRay contract §15.2.4",
          "A group has a priority only with version 2 of the autoscaler and Ray 2.56 or later.",
          """
          spec:
            rayVersion: 2.50.0
            workerGroupSpecs:
              - groupName: workers
                priority: 1""");

  private static final Rule VARIABLE_WITHOUT_AUTOSCALING =
      Rule.error(
          "autoscaler-variable-needs-autoscaling",
          "KubeRay contract §15.2.10",
          "The head does not ask for version 2 of the autoscaler (RAY_enable_autoscaler_v2) while autoscaling is off.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      env:
                        - {name: RAY_enable_autoscaler_v2, value: "1"}""");

  private static final Rule SUSPENDED_GROUP =
      Rule.error(
          "suspended-group-without-autoscaling",
          "KubeRay contract §15.2.11, §6.3",
          "No group is suspended while autoscaling is on.",
          """
          spec:
            enableInTreeAutoscaling: true
            workerGroupSpecs:
              - groupName: workers
                suspend: true""");

  private static final Rule VERSION_ONCE =
      Rule.error(
          "autoscaler-version-chosen-once",
          "KubeRay contract §15.2.11",
          "autoscalerOptions.version and the head's variable RAY_enable_autoscaler_v2 are not both set.",
          """
          spec:
            enableInTreeAutoscaling: true
            autoscalerOptions:
              version: v2
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      env:
                        - {name: RAY_enable_autoscaler_v2, value: "1"}""");

  private static final Rule RESTART_POLICY =
      Rule.error(
          "autoscaler-v2-restart-policy",
          "KubeRay contract §15.2.11",
          "With autoscalerOptions.version v2, restartPolicy is absent or Never in all pod templates.",
          """
          spec:
            enableInTreeAutoscaling: true
            autoscalerOptions:
              version: v2
            headGroupSpec:
              template:
                spec:
                  restartPolicy: Always""");

  private static final Rule RESERVED_VARIABLE =
      Rule.error(
          "autoscaler-variable-reserved",
          "KubeRay contract §15.2.13",
          "autoscalerOptions.env does not set KUBERAY_GEN_AUTOSCALER_START_CMD.",
          """
          spec:
            autoscalerOptions:
              env:
                - {name: KUBERAY_GEN_AUTOSCALER_START_CMD, value: x}""");

  private static final Rule RESTART_POLICY_V1 =
      Rule.warning(
          "autoscaler-v1-restart-policy",
          "KubeRay contract §15.3",
          "With autoscalerOptions.version v1, worker groups have no restartPolicy but Never: restarted containers confuse"
              + " the autoscaler.",
          """
          spec:
            enableInTreeAutoscaling: true
            autoscalerOptions:
              version: v1
            workerGroupSpecs:
              - groupName: workers
                template:
                  spec:
                    restartPolicy: Always""");

  private static final Rule CPUS =
      Rule.warning(
          "autoscaler-knows-cpus",
          "Ray autoscaler (kuberay/autoscaling_config.py)",
          "With autoscaling, the Ray containers of the head and of every group say how many CPUs they have (limit or request),"
              + " or rayStartParams has num-cpus; the autoscaler fails otherwise.",
          """
          spec:
            enableInTreeAutoscaling: true""");

  @Override
  public String title() {
    return "Autoscaler";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        IDLE_TIMEOUT,
        GROUP_IDLE_TIMEOUT,
        PRIORITY,
        VARIABLE_WITHOUT_AUTOSCALING,
        SUSPENDED_GROUP,
        VERSION_ONCE,
        RESTART_POLICY,
        RESERVED_VARIABLE,
        RESTART_POLICY_V1,
        CPUS);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    cluster.workerGroups().forEach(group -> checkGroup(cluster, group, found));
    if (cluster.isAutoscaling()) {
      checkAutoscaling(cluster, found);
    } else if (cluster.isAutoscalerV2ByVariable()) {
      ClusterView.Variable variable = cluster.autoscalerVariable().orElseThrow();
      found.forbidden(
          VARIABLE_WITHOUT_AUTOSCALING,
          variable.path(),
          "has no meaning while autoscaling is off; remove it, or set enableInTreeAutoscaling to true");
    }
    cluster.autoscalerOptions().ifPresent(options -> checkOptions(options, found));
  }

  private static void checkGroup(ClusterView cluster, ClusterView.Group group, Violations found) {
    Integer idleTimeout = group.spec().getIdleTimeoutSeconds();
    if (idleTimeout != null) {
      FieldPath path = group.path().child("idleTimeoutSeconds");
      checkNotNegative(path, idleTimeout, found);
      if (!cluster.isAutoscalerV2()) {
        found.forbidden(
            GROUP_IDLE_TIMEOUT,
            path,
            "only version 2 of the autoscaler knows it; set autoscalerOptions.version to v2 or use"
                + " autoscalerOptions.idleTimeoutSeconds");
      }
    }
    int priority = Objects.requireNonNullElse(group.spec().getPriority(), 0);
    if (priority != 0 && !(cluster.isAutoscalerV2() && cluster.isRayAtLeast(PRIORITIES))) {
      found.invalid(
          PRIORITY,
          group.path().child("priority"),
          priority,
          "needs autoscalerOptions.version v2 and a rayVersion of "
              + PRIORITIES
              + " or later; leave it at 0 otherwise");
    }
  }

  private static void checkAutoscaling(ClusterView cluster, Violations found) {
    for (ClusterView.Group group : cluster.workerGroups()) {
      if (Boolean.TRUE.equals(group.spec().getSuspend())) {
        found.forbidden(
            SUSPENDED_GROUP,
            group.path().child("suspend"),
            "a group cannot be suspended while autoscaling is on; switch one of the two off");
      }
    }
    Optional<String> version = cluster.autoscalerOptions().map(AutoscalerOptions::getVersion);
    Optional<ClusterView.Variable> variable = cluster.autoscalerVariable();
    if (version.isPresent() && variable.isPresent()) {
      found.forbidden(
          VERSION_ONCE,
          variable.get().path(),
          "autoscalerOptions.version chooses the autoscaler already; remove one of the two");
    }
    version.ifPresent(chosen -> checkRestartPolicies(cluster, chosen, found));
    checkCpus(cluster.head().getRayStartParams(), cluster.headTemplate(), found);
    for (ClusterView.Group group : cluster.workerGroups()) {
      checkCpus(group.spec().getRayStartParams(), ClusterView.template(group), found);
    }
  }

  private static void checkCpus(
      @Nullable Map<String, String> parameters, ClusterView.Template template, Violations found) {
    if (ClusterView.orEmpty(parameters).containsKey("num-cpus")) {
      return;
    }
    template
        .rayContainer()
        .filter(container -> !hasCpus(container.spec().getResources()))
        .ifPresent(
            container ->
                found.required(
                    CPUS,
                    container.path().child("resources").child("limits").child("cpu"),
                    "the autoscaler must know how many CPUs there are; set a CPU limit, or num-cpus in rayStartParams"));
  }

  private static boolean hasCpus(@Nullable ResourceRequirements resources) {
    return resources != null
        && (ClusterView.orEmpty(resources.getLimits()).containsKey("cpu")
            || ClusterView.orEmpty(resources.getRequests()).containsKey("cpu"));
  }

  private static void checkRestartPolicies(ClusterView cluster, String version, Violations found) {
    if (version.equals(AutoscalerOptions.VERSION_2)) {
      cluster.templates().forEach(template -> checkRestartPolicy(RESTART_POLICY, template, found));
    } else if (version.equals(AutoscalerOptions.VERSION_1)) {
      cluster
          .workerGroups()
          .forEach(
              group -> checkRestartPolicy(RESTART_POLICY_V1, ClusterView.template(group), found));
    }
  }

  private static void checkRestartPolicy(
      Rule rule, ClusterView.Template template, Violations found) {
    String policy = template.podSpec().map(PodSpec::getRestartPolicy).orElse("");
    if (!policy.isEmpty() && !policy.equals(NEVER)) {
      found.invalid(
          rule,
          template.path().child("spec").child("restartPolicy"),
          policy,
          "must be absent or Never: the autoscaler replaces pods, it does not expect them to restart");
    }
  }

  private static void checkOptions(AutoscalerOptions options, Violations found) {
    FieldPath path = ClusterView.AUTOSCALER;
    checkNotNegative(path.child("idleTimeoutSeconds"), options.getIdleTimeoutSeconds(), found);
    ClusterView.Variable.find(path.child("env"), options.getEnv(), START_COMMAND)
        .ifPresent(
            variable ->
                found.forbidden(
                    RESERVED_VARIABLE,
                    variable.path(),
                    "the operator sets " + START_COMMAND + "; remove it"));
  }

  private static void checkNotNegative(
      FieldPath path, @Nullable Integer seconds, Violations found) {
    if (seconds != null && seconds < 0) {
      found.invalid(IDLE_TIMEOUT, path, seconds, "must be 0 or more");
    }
  }
}
