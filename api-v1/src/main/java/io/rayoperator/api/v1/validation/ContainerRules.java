package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerResizePolicy;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Names, images and policies of containers and init containers. */
final class ContainerRules implements ChildRuleGroup {

  private static final Choices PULL_POLICIES = Choices.of("Always", "IfNotPresent", "Never");
  private static final Choices RESTART_POLICIES = Choices.of("Always", "OnFailure", "Never");
  private static final Choices MESSAGE_POLICIES = Choices.of("File", "FallbackToLogsOnError");
  private static final Choices RESIZE_POLICIES = Choices.of("NotRequired", "RestartContainer");
  private static final List<String> RESIZABLE = List.of("cpu", "memory");

  /** The init container that the operator adds to workers, unless its configuration says no. */
  private static final String GCS_WAIT = "wait-gcs-ready";

  private static final Rule NAME =
      Rule.error(
          "container-name-form",
          PodRuleGroup.SOURCE,
          "The names of containers and init containers are DNS-1123 labels of at most 63 characters.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - {name: ray_head, image: "rayproject/ray:2.50.0"}""");

  private static final Rule UNIQUE =
      Rule.error(
          "container-name-unique",
          PodRuleGroup.SOURCE + "; KubeRay contract §2.9",
          "No two containers of a pod have the same name, init containers included; with autoscaling, none of the head's is"
              + " named autoscaler, as the operator adds one.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - {name: ray-head, image: "rayproject/ray:2.50.0"}
                    - {name: ray-head, image: busybox}""");

  private static final Rule GCS_WAIT_NAME =
      Rule.warning(
          "init-container-name-reserved",
          "KubeRay contract §2.11",
          "No container of a worker group is named wait-gcs-ready: the operator adds an init container of that name, unless"
              + " its configuration says otherwise.",
          """
          spec:
            workerGroupSpecs:
              - groupName: workers
                template:
                  spec:
                    initContainers:
                      - {name: wait-gcs-ready, image: busybox}""");

  private static final Rule IMAGE =
      Rule.error(
          "container-image-form",
          PodRuleGroup.SOURCE,
          "The image of a container has no blanks at its ends.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - {name: ray-head, image: "rayproject/ray:2.50.0 "}""");

  private static final Rule PULL_POLICY =
      Rule.error(
          "container-image-pull-policy",
          PodRuleGroup.SOURCE,
          "imagePullPolicy is " + PULL_POLICIES + ", in pod templates and in autoscalerOptions.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - {name: ray-head, image: "rayproject/ray:2.50.0", imagePullPolicy: always}""");

  private static final Rule RESTART_POLICY =
      Rule.error(
          "container-restart-policy",
          PodRuleGroup.SOURCE,
          "The restartPolicy of a single container or init container is " + RESTART_POLICIES + ".",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  initContainers:
                    - {name: log, image: busybox, restartPolicy: always}""");

  private static final Rule MESSAGE_POLICY =
      Rule.error(
          "container-termination-message-policy",
          PodRuleGroup.SOURCE,
          "terminationMessagePolicy is " + MESSAGE_POLICIES + ".",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - {name: ray-head, image: "rayproject/ray:2.50.0", terminationMessagePolicy: Logs}""");

  private static final Rule RESIZE =
      Rule.error(
          "container-resize-policy",
          PodRuleGroup.SOURCE,
          "A resizePolicy is for cpu or memory, once each, and its restartPolicy is "
              + RESIZE_POLICIES
              + ".",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      resizePolicy:
                        - {resourceName: memory, restartPolicy: Always}""");

  @Override
  public String title() {
    return "Containers";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        NAME, UNIQUE, GCS_WAIT_NAME, IMAGE, PULL_POLICY, RESTART_POLICY, MESSAGE_POLICY, RESIZE);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    checkContainers(
        cluster.headTemplate(),
        cluster.isAutoscaling() ? Set.of(ClusterView.AUTOSCALER_CONTAINER) : Set.of(),
        found);
    cluster.headTemplate().added().ifPresent(sidecar -> checkPolicies(sidecar, found));
    for (ClusterView.Group group : cluster.workerGroups()) {
      checkContainers(group.template(), Set.of(), found);
      checkGcsWait(group.template(), found);
    }
  }

  private static void checkContainers(
      ClusterView.Template template, Set<String> namesOfOperator, Violations found) {
    Set<String> names = new HashSet<>(namesOfOperator);
    // As the API server does it: of two of one name, the init container is wrong.
    for (ClusterView.PodContainer container : template.containers()) {
      checkName(container, names, namesOfOperator, found);
      checkPolicies(container, found);
    }
    for (ClusterView.PodContainer container : template.initContainers()) {
      checkName(container, names, namesOfOperator, found);
      checkPolicies(container, found);
    }
  }

  private static void checkName(
      ClusterView.PodContainer container,
      Set<String> names,
      Set<String> namesOfOperator,
      Violations found) {
    String name = Objects.requireNonNullElse(container.spec().getName(), "");
    if (name.isEmpty()) {
      found.required(NAME, container.path().child("name"), "give the container a name");
    } else if (!KubernetesNames.isDns1123Label(name)) {
      found.invalid(
          NAME, container.path().child("name"), name, "must have " + KubernetesNames.LABEL_FORM);
    } else if (!names.add(name)) {
      found.duplicate(
          UNIQUE,
          container.path().child("name"),
          name,
          namesOfOperator.contains(name)
              ? "the operator adds a container of this name; choose another one, or configure that one by autoscalerOptions"
              : "another container or init container of the pod has this name already; choose another one");
    }
  }

  private static void checkPolicies(ClusterView.PodContainer container, Violations found) {
    Container spec = container.spec();
    String image = Objects.requireNonNullElse(spec.getImage(), "");
    if (!image.isBlank() && !image.strip().equals(image)) {
      found.invalid(
          IMAGE, container.path().child("image"), image, "must not begin or end with a blank");
    }
    PULL_POLICIES.check(
        PULL_POLICY, container.path().child("imagePullPolicy"), spec.getImagePullPolicy(), found);
    RESTART_POLICIES.check(
        RESTART_POLICY, container.path().child("restartPolicy"), spec.getRestartPolicy(), found);
    MESSAGE_POLICIES.check(
        MESSAGE_POLICY,
        container.path().child("terminationMessagePolicy"),
        spec.getTerminationMessagePolicy(),
        found);
    checkResizing(container, found);
  }

  private static void checkResizing(ClusterView.PodContainer container, Violations found) {
    Set<String> resources = new HashSet<>();
    ClusterView.forEach(
        container.path().child("resizePolicy"),
        container.spec().getResizePolicy(),
        ContainerResizePolicy::getResourceName,
        (path, policy) -> {
          String resource = Objects.requireNonNullElse(policy.getResourceName(), "");
          if (!RESIZABLE.contains(resource)) {
            found.notSupported(
                RESIZE,
                path.child("resourceName"),
                resource,
                "must be one of " + String.join(", ", RESIZABLE));
          } else if (!resources.add(resource)) {
            found.duplicate(
                RESIZE,
                path.child("resourceName"),
                resource,
                "has a policy already; remove one of the two");
          }
          String restart = Objects.requireNonNullElse(policy.getRestartPolicy(), "");
          if (!RESIZE_POLICIES.values().contains(restart)) {
            found.notSupported(
                RESIZE, path.child("restartPolicy"), restart, "must be one of " + RESIZE_POLICIES);
          }
        });
  }

  private static void checkGcsWait(ClusterView.Template template, Violations found) {
    for (ClusterView.PodContainer container : template.allContainers()) {
      if (GCS_WAIT.equals(container.spec().getName())) {
        found.duplicate(
            GCS_WAIT_NAME,
            container.path().child("name"),
            GCS_WAIT,
            "the operator adds an init container of this name, and the pod is refused then; choose another one");
      }
    }
  }
}
