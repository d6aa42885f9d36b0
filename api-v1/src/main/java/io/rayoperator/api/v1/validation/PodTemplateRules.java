package io.rayoperator.api.v1.validation;

import java.util.List;

/** What every pod template needs to become a pod. */
final class PodTemplateRules implements RuleGroup {

  private static final Rule HEAD =
      Rule.error(
          "head-group-present",
          "KubeRay contract §15.1",
          "A RayCluster has a headGroupSpec.",
          """
          spec:
            headGroupSpec: null""");

  private static final Rule CONTAINERS =
      Rule.error(
          "template-has-container",
          "KubeRay contract §15.2.1, §15.2.4",
          "The pod templates of the head and of every worker group have at least one container.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers: []""");

  private static final Rule IMAGE =
      Rule.error(
          "container-has-image",
          "Kubernetes",
          "Every container of a pod template names an image.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head""");

  @Override
  public String title() {
    return "Pod templates";
  }

  @Override
  public List<Rule> rules() {
    return List.of(HEAD, CONTAINERS, IMAGE);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    if (cluster.spec().getHeadGroupSpec() == null) {
      found.required(HEAD, ClusterView.HEAD, "describe the head pod here");
    } else {
      checkTemplate(cluster.headTemplate(), found);
    }
    cluster.workerGroups().forEach(group -> checkTemplate(ClusterView.template(group), found));
  }

  private static void checkTemplate(ClusterView.Template template, Violations found) {
    if (template.containers().isEmpty()) {
      found.required(
          CONTAINERS,
          template.path().child("spec").child("containers"),
          "must have at least one container; the first one runs Ray");
    }
    template.initContainers().forEach(container -> checkImage(container, found));
    template.containers().forEach(container -> checkImage(container, found));
  }

  private static void checkImage(ClusterView.PodContainer container, Violations found) {
    String image = container.spec().getImage();
    if (image == null || image.isBlank()) {
      found.required(
          IMAGE, container.path().child("image"), "name the image that this container runs");
    }
  }
}
