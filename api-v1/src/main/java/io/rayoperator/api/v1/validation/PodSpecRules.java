package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of pods that are no lists: policies, times, and names of other objects. */
final class PodSpecRules extends PodRuleGroup {

  private static final Choices RESTART_POLICIES = Choices.of("Always", "OnFailure", "Never");
  private static final Choices SYSTEMS = Choices.of("linux", "windows");

  private static final Rule RESTART_POLICY =
      Rule.error(
          "pod-restart-policy",
          SOURCE,
          "The restartPolicy of a pod template is absent or " + RESTART_POLICIES + ".",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  restartPolicy: Sometimes""");

  private static final Rule NAMES =
      Rule.error(
          "pod-name-fields",
          SOURCE,
          "hostname and subdomain are DNS-1123 labels; serviceAccountName, nodeName, priorityClassName and runtimeClassName are"
              + " DNS-1123 subdomains.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  serviceAccountName: Ray_User""");

  private static final Rule DEADLINE =
      Rule.error(
          "pod-active-deadline",
          SOURCE,
          "activeDeadlineSeconds is between 1 and 2147483647.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  activeDeadlineSeconds: 0""");

  private static final Rule SYSTEM =
      Rule.error(
          "pod-operating-system",
          SOURCE,
          "os.name is " + SYSTEMS + ".",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  os: {name: Linux}""");

  private static final Rule GRACE =
      Rule.warning(
          "pod-termination-grace-period",
          SOURCE,
          "terminationGracePeriodSeconds is 0 or more; a negative number means 1.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  terminationGracePeriodSeconds: -1""");

  @Override
  public String title() {
    return "Pods";
  }

  @Override
  public List<Rule> rules() {
    return List.of(RESTART_POLICY, NAMES, DEADLINE, SYSTEM, GRACE);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    template.podSpec().ifPresent(pod -> check(template.specPath(), pod, found));
  }

  private static void check(FieldPath path, PodSpec pod, Violations found) {
    RESTART_POLICIES.check(
        RESTART_POLICY, path.child("restartPolicy"), pod.getRestartPolicy(), found);
    checkLabel(path.child("hostname"), pod.getHostname(), found);
    checkLabel(path.child("subdomain"), pod.getSubdomain(), found);
    checkSubdomain(path.child("serviceAccountName"), pod.getServiceAccountName(), found);
    checkSubdomain(path.child("nodeName"), pod.getNodeName(), found);
    checkSubdomain(path.child("priorityClassName"), pod.getPriorityClassName(), found);
    checkSubdomain(path.child("runtimeClassName"), pod.getRuntimeClassName(), found);
    Long deadline = pod.getActiveDeadlineSeconds();
    if (deadline != null && (deadline < 1 || deadline > Integer.MAX_VALUE)) {
      found.invalid(
          DEADLINE,
          path.child("activeDeadlineSeconds"),
          deadline,
          "must be between 1 and " + Integer.MAX_VALUE);
    }
    if (pod.getOs() != null) {
      SYSTEMS.check(SYSTEM, path.child("os").child("name"), pod.getOs().getName(), found);
    }
    Long grace = pod.getTerminationGracePeriodSeconds();
    if (grace != null && grace < 0) {
      found.invalid(
          GRACE, path.child("terminationGracePeriodSeconds"), grace, "means 1; write that or 0");
    }
  }

  private static void checkLabel(FieldPath path, @Nullable String name, Violations found) {
    if (name != null && !name.isEmpty() && !KubernetesNames.isDns1123Label(name)) {
      found.invalid(NAMES, path, name, "must have " + KubernetesNames.LABEL_FORM);
    }
  }

  private static void checkSubdomain(FieldPath path, @Nullable String name, Violations found) {
    if (name != null && !name.isEmpty() && !KubernetesNames.isDns1123Subdomain(name)) {
      found.invalid(NAMES, path, name, "must have " + KubernetesNames.SUBDOMAIN_FORM);
    }
  }
}
