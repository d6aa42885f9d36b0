package io.rayoperator.api.v1.validation;

/** Rules about one pod template at a time, whichever group it belongs to. */
abstract class PodRuleGroup implements ChildRuleGroup {

  /** What the API server and the kubelet demand of every pod. */
  static final String SOURCE = "Kubernetes";

  @Override
  public final void check(ClusterView cluster, Violations found) {
    check(cluster.headTemplate(), found);
    cluster.workerGroups().forEach(group -> check(group.template(), found));
  }

  abstract void check(ClusterView.Template template, Violations found);
}
