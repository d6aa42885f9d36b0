package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.PodReadinessGate;
import io.fabric8.kubernetes.api.model.PodSchedulingGate;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What pods wait for: before they are scheduled, and before they count as ready. */
final class PodGateRules extends PodRuleGroup {

  private static final Rule READINESS =
      Rule.error(
          "pod-readiness-gate",
          SOURCE,
          "The conditionType of a readinessGate is a qualified name, such as example.com/warm.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  readinessGates:
                    - {conditionType: "is warm"}""");

  private static final Rule SCHEDULING =
      Rule.error(
          "pod-scheduling-gate",
          SOURCE,
          "The names of schedulingGates are qualified names, each of which is there once; a pod with gates has no nodeName.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  schedulingGates:
                    - {name: "paid for"}""");

  @Override
  public String title() {
    return "Gates of pods";
  }

  @Override
  public List<Rule> rules() {
    return List.of(READINESS, SCHEDULING);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    template.podSpec().ifPresent(pod -> check(template.specPath(), pod, found));
  }

  private static void check(FieldPath path, PodSpec pod, Violations found) {
    ClusterView.forEach(
        path.child("readinessGates"),
        pod.getReadinessGates(),
        PodReadinessGate::getConditionType,
        (place, gate) ->
            SelectorForm.checkKey(
                READINESS,
                place.child("conditionType"),
                Objects.requireNonNullElse(gate.getConditionType(), ""),
                found));
    Set<String> names = new HashSet<>();
    ClusterView.forEach(
        path.child("schedulingGates"),
        pod.getSchedulingGates(),
        PodSchedulingGate::getName,
        (place, gate) -> {
          String name = Objects.requireNonNullElse(gate.getName(), "");
          SelectorForm.checkKey(SCHEDULING, place.child("name"), name, found);
          if (!names.add(name)) {
            found.duplicate(
                SCHEDULING, place.child("name"), name, "the pod has this gate already; remove it");
          }
        });
    String node = Objects.requireNonNullElse(pod.getNodeName(), "");
    if (!names.isEmpty() && !node.isEmpty()) {
      found.forbidden(
          SCHEDULING,
          path.child("nodeName"),
          "a pod that has a node is not scheduled; remove it or the schedulingGates");
    }
  }
}
