package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The name of the cluster, and the names that are made from it. */
final class ClusterNameRules implements RuleGroup {

  /** 63 without the longest suffix of a Service, {@code -serve-svc} (KubeRay contract §1.1). */
  static final int MAX_NAME = 53;

  private static final int GENERATED_SUFFIX = 5;

  private static final Rule PRESENT =
      Rule.error(
          "cluster-name-present",
          "Kubernetes",
          "A RayCluster has a name.",
          """
          metadata:
            name: "\"""");

  private static final Rule LENGTH =
      Rule.error(
          "cluster-name-length",
          "KubeRay contract §1.1, §15.2 metadata",
          "The name has at most 53 characters, so that the names of its Services fit into 63.",
          """
          metadata:
            name: a-name-that-leaves-no-room-for-the-suffixes-of-the-services""");

  private static final Rule FORM =
      Rule.error(
          "cluster-name-form",
          "KubeRay contract §1.1, §15.2 metadata",
          "The name is a DNS-1035 label: lower-case letters, digits and '-', beginning with a letter.",
          """
          metadata:
            name: 2nd.cluster""");

  private static final Rule HEAD_SERVICE =
      Rule.error(
          "head-service-name-form",
          "Kubernetes; KubeRay contract §1.3",
          "A name for the head Service is a DNS-1035 label of at most 63 characters.",
          """
          spec:
            headGroupSpec:
              headService:
                metadata:
                  name: Head_Service""");

  @Override
  public String title() {
    return "Names of the cluster and its Services";
  }

  @Override
  public List<Rule> rules() {
    return List.of(PRESENT, LENGTH, FORM, HEAD_SERVICE);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    checkName(cluster, found);
    checkHeadService(cluster, found);
  }

  private static void checkName(ClusterView cluster, Violations found) {
    FieldPath path = ClusterView.METADATA.child("name");
    String name = nameOrFutureName(cluster.cluster().getMetadata());
    if (name.isEmpty()) {
      found.required(PRESENT, path, "give the cluster a name");
      return;
    }
    if (name.length() > MAX_NAME) {
      found.invalid(
          LENGTH,
          path,
          name,
          "must have at most " + MAX_NAME + " characters, and has " + name.length());
    }
    if (!KubernetesNames.hasDns1035Form(name)) {
      found.invalid(
          FORM,
          path,
          name,
          "must consist of lower-case letters, digits and '-', begin with a letter and not end with '-'");
    }
  }

  /**
   * The API server completes {@code generateName} when it stores the object; the length is known
   * before.
   */
  private static String nameOrFutureName(ObjectMeta metadata) {
    if (metadata == null) {
      return "";
    }
    String name = Objects.requireNonNullElse(metadata.getName(), "");
    String prefix = Objects.requireNonNullElse(metadata.getGenerateName(), "");
    return name.isEmpty() && !prefix.isEmpty() ? prefix + "x".repeat(GENERATED_SUFFIX) : name;
  }

  private static void checkHeadService(ClusterView cluster, Violations found) {
    Optional.ofNullable(cluster.head().getHeadService())
        .map(Service::getMetadata)
        .map(ObjectMeta::getName)
        .filter(name -> !name.isEmpty() && !KubernetesNames.isDns1035Label(name))
        .ifPresent(
            name ->
                found.invalid(
                    HEAD_SERVICE,
                    ClusterView.HEAD.child("headService").child("metadata").child("name"),
                    name,
                    "must be a DNS-1035 label of at most 63 characters; leave it out for the default,"
                        + " the cluster's name and \"-head-svc\""));
  }
}
