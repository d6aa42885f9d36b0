package io.rayoperator.config.contract;

import java.util.List;

/** The table of contents of the KubeRay contract, as far as its rules are the operator's. */
final class Chapters {

  private static final String WARNED = "Accepted with a warning, not acted on yet.";
  private static final String REFUSED =
      "Not acted on yet: a cluster that needs it is told so and not built.";

  private static final List<Chapter> ALL =
      List.of(
          Chapter.of(
              "0",
              "A look at a cluster",
              Section.of("0.1", "What wakes the operator"),
              Section.of("0.2", "When it looks again"),
              Section.of("0.3", "The order of what it does")),
          Chapter.of(
              "1",
              "Names, labels, owners",
              Section.of("1.1", "Names of clusters"),
              Section.of("1.2", "How names are shortened"),
              Section.of("1.3", "Names of children"),
              Section.of("1.4", "The address of the head"),
              Section.of("1.5", "Labels of pods"),
              Section.of("1.6", "Annotations of pods"),
              Section.of("1.7", "Owner references"),
              Section.of("1.8", "Labels of other children"),
              Section.of("1.9", "How children are found"),
              Section.of("1.10", "Finalizers")),
          Chapter.of(
              "2",
              "Pods",
              Section.of("2.1", "What becomes of the template"),
              Section.of("2.2", "The port of the GCS"),
              Section.of("2.3", "Ports of containers"),
              Section.of("2.4", "Parameters of ray start"),
              Section.of("2.5", "The command line of ray start"),
              Section.of("2.6", "Command and arguments of the Ray container"),
              Section.of("2.7", "Environment"),
              Section.of("2.8", "Volumes"),
              Section.of("2.9", "The autoscaler beside the head"),
              Section.of("2.10", "What the autoscaler may do"),
              Section.of("2.11", "Waiting for the GCS"),
              Section.of("2.12", "Probes"),
              Section.of("2.13", "Service accounts of pods"),
              Section.of("2.14", "Pods that cannot be created")),
          Chapter.of(
              "3",
              "Services",
              Section.of("3.1", "The head Service"),
              Section.of("3.2", "The Service of multi-host workers"),
              Section.of("3.3", "The Serve Service"),
              Section.of("3.4", "What others read from the head Service")),
          Chapter.of(
              "4",
              "The dashboard from outside",
              Section.of("4.1", "Ingress"),
              Section.of("4.2", "Route of OpenShift"),
              Section.of("4.3", "No Gateway")),
          Chapter.of(
              "5",
              "Worker groups",
              Section.of("5.1", "How many pods there should be"),
              Section.of("5.2", "The order among pods"),
              Section.of("5.3", "The head pod"),
              Section.of("5.4", "Groups whose replicas are single pods"),
              Section.of("5.5", "Groups whose replicas have several pods"),
              Section.of("5.6", "Which pods are at their end"),
              Section.of("5.7", "What the cache does not show yet"),
              Section.of("5.8", "Groups that are removed from the spec")),
          Chapter.of(
              "6",
              "Suspending and resuming",
              Section.of("6.1", "A whole cluster"),
              Section.of("6.2", "A whole cluster, without conditions"),
              Section.of("6.3", "A worker group")),
          Chapter.of(
              "7",
              "Upgrades",
              Section.of("7.1", "The hash of a spec"),
              Section.of("7.2", "Recreate or adopt")),
          Chapter.missing("8", "GCS fault tolerance", REFUSED),
          Chapter.missing("9", "Authentication, TLS, network policies", REFUSED),
          Chapter.missing("10", "The history server's collector", WARNED),
          Chapter.missing("11", "Batch schedulers", WARNED),
          Chapter.of(
              "12",
              "Clusters that others manage",
              Section.of("12", "Clusters that others manage, and Kueue")),
          Chapter.of(
              "13",
              "Status",
              Section.of("13.1", "Fields"),
              Section.of("13.2", "Conditions"),
              Section.of("13.3", "The life of a healthy cluster"),
              Section.of("13.4", "When a status is written"),
              Section.of("13.5", "Events"),
              Section.of("13.6", "Columns of kubectl")),
          Chapter.of("14", "Metrics", Section.of("14", "Metrics")),
          Chapter.of(
              "16",
              "Configuration and rights of the operator",
              Section.of("16.1", "Flags"),
              Section.of("16.2", "The configuration file"),
              Section.of("16.3", "Environment variables"),
              Section.of("16.4", "Feature gates"),
              Section.of("16.5", "The Helm chart"),
              Section.of("16.6", "Rights")));

  private Chapters() {}

  static List<Chapter> all() {
    return ALL;
  }

  static List<Section> sections() {
    return ALL.stream().flatMap(chapter -> chapter.sections().stream()).toList();
  }
}
