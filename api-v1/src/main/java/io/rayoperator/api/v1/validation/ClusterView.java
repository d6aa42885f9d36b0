package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.rayoperator.api.v1.AutoscalerOptions;
import io.rayoperator.api.v1.HeadGroupSpec;
import io.rayoperator.api.v1.RayAnnotations;
import io.rayoperator.api.v1.RayCluster;
import io.rayoperator.api.v1.RayClusterSpec;
import io.rayoperator.api.v1.WorkerGroupSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A RayCluster as the rules see it: with a path for everything, and without nulls in the way. */
record ClusterView(
    RayCluster cluster, RayClusterSpec spec, HeadGroupSpec head, List<Group> workerGroups) {

  static final FieldPath METADATA = FieldPath.of("metadata");
  static final FieldPath SPEC = FieldPath.of("spec");
  static final FieldPath HEAD = SPEC.child("headGroupSpec");
  static final FieldPath WORKER_GROUPS = SPEC.child("workerGroupSpecs");

  private static final String AUTOSCALER_V2 = "RAY_enable_autoscaler_v2";

  /** A worker group and its place. */
  record Group(FieldPath path, WorkerGroupSpec spec) {

    /** How messages call the group; empty if it has no name. */
    String name() {
      return Objects.requireNonNullElse(spec.getGroupName(), "");
    }
  }

  /** A pod template of the head or of a worker group, and its place. */
  record Template(FieldPath path, @Nullable PodTemplateSpec spec) {

    /** The containers with their places. */
    List<PodContainer> containers() {
      return located("containers", podSpec().map(PodSpec::getContainers).orElse(null));
    }

    List<PodContainer> initContainers() {
      return located("initContainers", podSpec().map(PodSpec::getInitContainers).orElse(null));
    }

    /** The container that runs Ray: the first, whatever its name. */
    Optional<PodContainer> rayContainer() {
      return containers().stream().findFirst();
    }

    Optional<PodSpec> podSpec() {
      return Optional.ofNullable(spec).map(PodTemplateSpec::getSpec);
    }

    private List<PodContainer> located(String list, @Nullable List<Container> containers) {
      FieldPath listPath = path.child("spec").child(list);
      List<PodContainer> located = new ArrayList<>();
      for (@Nullable Container container : orEmpty(containers)) {
        Container present = Objects.requireNonNullElseGet(container, Container::new);
        located.add(new PodContainer(listPath.index(located.size(), present.getName()), present));
      }
      return located;
    }
  }

  /** A container and its place. */
  record PodContainer(FieldPath path, Container spec) {

    /** The first environment variable of this name, and its place. */
    Optional<Variable> variable(String name) {
      return Variable.find(path.child("env"), spec.getEnv(), name);
    }
  }

  /** An environment variable and its place. */
  record Variable(FieldPath path, EnvVar spec) {

    static Optional<Variable> find(FieldPath list, @Nullable List<EnvVar> variables, String name) {
      int index = 0;
      for (@Nullable EnvVar variable : orEmpty(variables)) {
        if (variable != null && name.equals(variable.getName())) {
          return Optional.of(new Variable(list.index(index, name), variable));
        }
        index++;
      }
      return Optional.empty();
    }
  }

  static ClusterView of(RayCluster cluster) {
    RayClusterSpec spec = Objects.requireNonNullElseGet(cluster.getSpec(), RayClusterSpec::new);
    HeadGroupSpec head = Objects.requireNonNullElseGet(spec.getHeadGroupSpec(), HeadGroupSpec::new);
    List<Group> groups = new ArrayList<>();
    for (@Nullable WorkerGroupSpec group : orEmpty(spec.getWorkerGroupSpecs())) {
      WorkerGroupSpec present = Objects.requireNonNullElseGet(group, WorkerGroupSpec::new);
      groups.add(new Group(WORKER_GROUPS.index(groups.size(), present.getGroupName()), present));
    }
    return new ClusterView(cluster, spec, head, List.copyOf(groups));
  }

  Template headTemplate() {
    return new Template(HEAD.child("template"), head.getTemplate());
  }

  static Template template(Group group) {
    return new Template(group.path().child("template"), group.spec().getTemplate());
  }

  /** The template of the head, then those of the worker groups. */
  List<Template> templates() {
    List<Template> templates = new ArrayList<>();
    templates.add(headTemplate());
    workerGroups.forEach(group -> templates.add(template(group)));
    return templates;
  }

  /** A variable of the head's Ray container. */
  Optional<Variable> headVariable(String name) {
    return headTemplate().rayContainer().flatMap(container -> container.variable(name));
  }

  /** A parameter of {@code ray start} on the head that is set to more than nothing. */
  @Nullable String headParameter(String name) {
    String value = orEmpty(head.getRayStartParams()).get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  /** The value of an annotation of the cluster, or the empty string. */
  String annotation(String name) {
    return cluster.getMetadata() == null
        ? ""
        : Objects.requireNonNullElse(orEmpty(cluster.getMetadata().getAnnotations()).get(name), "");
  }

  /** The value of a label of the cluster, or null. */
  @Nullable String label(String name) {
    return cluster.getMetadata() == null
        ? null
        : orEmpty(cluster.getMetadata().getLabels()).get(name);
  }

  static FieldPath annotationPath(String name) {
    return METADATA.child("annotations").child(name);
  }

  boolean isAutoscaling() {
    return Boolean.TRUE.equals(spec.getEnableInTreeAutoscaling());
  }

  Optional<AutoscalerOptions> autoscalerOptions() {
    return Optional.ofNullable(spec.getAutoscalerOptions());
  }

  /** The variable by which users chose the autoscaler before there was a field for it. */
  Optional<Variable> autoscalerVariable() {
    return headVariable(AUTOSCALER_V2);
  }

  /** Whether the manifest asks for version 2 of the autoscaler (KubeRay contract §15.2.4). */
  boolean isAutoscalerV2() {
    return autoscalerOptions()
            .map(AutoscalerOptions::getVersion)
            .filter(AutoscalerOptions.VERSION_2::equals)
            .isPresent()
        || isAutoscalerV2ByVariable();
  }

  boolean isAutoscalerV2ByVariable() {
    return autoscalerVariable()
        .map(variable -> variable.spec().getValue())
        .filter(value -> value.equals("1") || value.equals("true"))
        .isPresent();
  }

  /** Whether the annotation switches GCS fault tolerance on, which is the older way. */
  boolean isFaultTolerantByAnnotation() {
    return annotation(RayAnnotations.FAULT_TOLERANCE_ENABLED).equalsIgnoreCase("true");
  }

  /**
   * Whether the cluster is of this Ray version or a later one; false if its version cannot be told.
   */
  boolean isRayAtLeast(RayVersion version) {
    return RayVersion.parse(spec.getRayVersion())
        .filter(actual -> actual.compareTo(version) >= 0)
        .isPresent();
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : map;
  }
}
