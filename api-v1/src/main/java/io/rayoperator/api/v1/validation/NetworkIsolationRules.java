package io.rayoperator.api.v1.validation;

import io.rayoperator.api.v1.NetworkPolicyOptions;
import io.rayoperator.api.v1.NetworkPolicyRules;
import io.rayoperator.api.v1.NetworkPolicyWorkerGroup;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The network policies that isolate a cluster. */
final class NetworkIsolationRules implements RuleGroup {

  private static final String SOURCE = "KubeRay contract §15.2.16";
  private static final FieldPath OPTIONS = ClusterView.SPEC.child("networkPolicy");

  private static final Rule INGRESS =
      Rule.error(
          "ingress-rules-need-ingress-policy",
          SOURCE,
          "There are no ingressRules under mode DenyAllEgress, which leaves incoming traffic alone.",
          """
          spec:
            networkPolicy:
              mode: DenyAllEgress
              head:
                ingressRules: [{}]""");

  private static final Rule EGRESS =
      Rule.error(
          "egress-rules-need-egress-policy",
          SOURCE,
          "There are no egressRules under mode DenyAllIngress, which leaves outgoing traffic alone.",
          """
          spec:
            networkPolicy:
              mode: DenyAllIngress
              head:
                egressRules: [{}]""");

  private static final Rule GROUP_NAME =
      Rule.error(
          "network-policy-group-name-form",
          SOURCE,
          "With networkPolicy, the names of worker groups are DNS-1123 labels, because they are part of policy names.",
          """
          spec:
            networkPolicy: {}
            workerGroupSpecs:
              - groupName: GPU""");

  private static final Rule GROUP_EXISTS =
      Rule.error(
          "network-policy-group-exists",
          SOURCE,
          "Every entry of networkPolicy.workerGroups names a worker group of the cluster.",
          """
          spec:
            networkPolicy:
              workerGroups:
                - groupName: nobody""");

  @Override
  public String title() {
    return "Network policies";
  }

  @Override
  public List<Rule> rules() {
    return List.of(INGRESS, EGRESS, GROUP_NAME, GROUP_EXISTS);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    NetworkPolicyOptions options = cluster.spec().getNetworkPolicy();
    if (options == null) {
      return;
    }
    checkTraffic(options, found);
    checkGroupNames(cluster, found);
    checkGroupsExist(cluster, options, found);
  }

  private static void checkTraffic(NetworkPolicyOptions options, Violations found) {
    checkRules(options, OPTIONS.child("head"), options.getHead(), found);
    checkRules(options, OPTIONS.child("worker"), options.getWorker(), found);
    int index = 0;
    for (@Nullable NetworkPolicyWorkerGroup group :
        ClusterView.orEmpty(options.getWorkerGroups())) {
      if (group != null) {
        FieldPath path = OPTIONS.child("workerGroups").index(index, group.getGroupName());
        checkRules(options, path, group.getIngressRules(), group.getEgressRules(), found);
      }
      index++;
    }
  }

  private static void checkRules(
      NetworkPolicyOptions options,
      FieldPath path,
      @Nullable NetworkPolicyRules rules,
      Violations found) {
    if (rules != null) {
      checkRules(options, path, rules.getIngressRules(), rules.getEgressRules(), found);
    }
  }

  private static void checkRules(
      NetworkPolicyOptions options,
      FieldPath path,
      @Nullable List<?> ingress,
      @Nullable List<?> egress,
      Violations found) {
    if (NetworkPolicyOptions.DENY_ALL_EGRESS.equals(options.getMode())
        && !ClusterView.orEmpty(ingress).isEmpty()) {
      found.forbidden(
          INGRESS,
          path.child("ingressRules"),
          "mode DenyAllEgress does not restrict incoming traffic; remove the rules");
    }
    if (NetworkPolicyOptions.DENY_ALL_INGRESS.equals(options.getMode())
        && !ClusterView.orEmpty(egress).isEmpty()) {
      found.forbidden(
          EGRESS,
          path.child("egressRules"),
          "mode DenyAllIngress does not restrict outgoing traffic; remove the rules");
    }
  }

  private static void checkGroupNames(ClusterView cluster, Violations found) {
    for (ClusterView.Group group : cluster.workerGroups()) {
      if (!group.name().isEmpty() && !KubernetesNames.isDns1123Label(group.name())) {
        found.invalid(
            GROUP_NAME,
            group.path().child("groupName"),
            group.name(),
            "must consist of at most 63 lower-case letters, digits and '-' while networkPolicy is set");
      }
    }
  }

  private static void checkGroupsExist(
      ClusterView cluster, NetworkPolicyOptions options, Violations found) {
    Set<String> names =
        cluster.workerGroups().stream().map(ClusterView.Group::name).collect(Collectors.toSet());
    int index = 0;
    for (@Nullable NetworkPolicyWorkerGroup group :
        ClusterView.orEmpty(options.getWorkerGroups())) {
      String name = group == null ? "" : Objects.requireNonNullElse(group.getGroupName(), "");
      if (name.isEmpty() || !names.contains(name)) {
        found.invalid(
            GROUP_EXISTS,
            OPTIONS.child("workerGroups").index(index, name).child("groupName"),
            name,
            "there is no worker group of this name");
      }
      index++;
    }
  }
}
