package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.AutoscalerOptions;
import io.rayoperator.api.v1.IdleTerminationOptions;
import java.util.List;
import java.util.Set;

/** What the autoscaler does with a cluster that nobody uses. */
final class IdleTerminationRules implements RuleGroup {

  private static final FieldPath OPTIONS = ClusterView.SPEC.child("idleTerminationOptions");
  private static final FieldPath TIMEOUT = OPTIONS.child("timeoutSeconds");
  private static final Set<String> POLICIES =
      Set.of(IdleTerminationOptions.SUSPEND, IdleTerminationOptions.DELETE);

  private static final Rule TIMEOUT_POSITIVE =
      Rule.error(
          "idle-termination-timeout-positive",
          "Ray autoscaler (kuberay/cloud_provider.py)",
          "idleTerminationOptions.timeoutSeconds is 1 or more: a cluster has no driver when it starts.",
          """
          spec:
            enableInTreeAutoscaling: true
            idleTerminationOptions:
              timeoutSeconds: 0""");

  private static final Rule POLICY_KNOWN =
      Rule.error(
          "idle-termination-policy-known",
          "Ray autoscaler (kuberay/cloud_provider.py)",
          "idleTerminationOptions.policy is Suspend or Delete.",
          """
          spec:
            enableInTreeAutoscaling: true
            idleTerminationOptions:
              timeoutSeconds: 3600
              policy: Hibernate""");

  private static final Rule EFFECT =
      Rule.warning(
          "idle-termination-has-effect",
          "Ray autoscaler (kuberay/cloud_provider.py)",
          "idleTerminationOptions has a timeoutSeconds, and version 2 of the autoscaler is on to act on it.",
          """
          spec:
            idleTerminationOptions:
              timeoutSeconds: 3600""");

  @Override
  public String title() {
    return "Idle clusters";
  }

  @Override
  public List<Rule> rules() {
    return List.of(TIMEOUT_POSITIVE, POLICY_KNOWN, EFFECT);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    IdleTerminationOptions options = cluster.spec().getIdleTerminationOptions();
    if (options == null) {
      return;
    }
    Integer timeout = options.getTimeoutSeconds();
    if (timeout == null) {
      found.required(EFFECT, TIMEOUT, "nothing happens without it");
    } else if (timeout < 1) {
      found.invalid(
          TIMEOUT_POSITIVE,
          TIMEOUT,
          timeout,
          "must be 1 or more, and long enough for a first driver to connect");
    }
    String policy = options.getPolicy();
    if (policy != null && !POLICIES.contains(policy)) {
      found.notSupported(
          POLICY_KNOWN, OPTIONS.child("policy"), policy, "must be Suspend or Delete");
    }
    if (!cluster.isAutoscaling() || isVersion1(cluster)) {
      found.forbidden(
          EFFECT,
          OPTIONS,
          "has no effect: only version 2 of the autoscaler knows it; set enableInTreeAutoscaling to"
              + " true, and autoscalerOptions.version to v2");
    }
  }

  private static boolean isVersion1(ClusterView cluster) {
    return cluster
        .autoscalerOptions()
        .map(AutoscalerOptions::getVersion)
        .filter(AutoscalerOptions.VERSION_1::equals)
        .isPresent();
  }
}
