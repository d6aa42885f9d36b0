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
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A RayCluster as the rules see it: with a path for everything, and without nulls in the way. */
record ClusterView(
    RayCluster cluster,
    RayClusterSpec spec,
    HeadGroupSpec head,
    Template headTemplate,
    List<Group> workerGroups) {

  static final FieldPath METADATA = FieldPath.of("metadata");
  static final FieldPath SPEC = FieldPath.of("spec");
  static final FieldPath HEAD = SPEC.child("headGroupSpec");
  static final FieldPath WORKER_GROUPS = SPEC.child("workerGroupSpecs");
  static final FieldPath AUTOSCALER = SPEC.child("autoscalerOptions");

  /** The name of the container that the operator adds to the head for autoscaling. */
  static final String AUTOSCALER_CONTAINER = "autoscaler";

  private static final String AUTOSCALER_V2 = "RAY_enable_autoscaler_v2";

  /** A worker group and its place. */
  record Group(FieldPath path, WorkerGroupSpec spec, Template template) {

    /** How messages call the group; empty if it has no name. */
    String name() {
      return Objects.requireNonNullElse(spec.getGroupName(), "");
    }
  }

  /**
   * A pod template of the head or of a worker group, and its place.
   *
   * @param specPath the place of the pod's spec
   * @param podSpec empty if there is none
   * @param added what the fields of the cluster say about a container that the operator adds to the
   *     pod, if there is such a thing; its fields stand beneath its path as those of a container do
   */
  record Template(
      FieldPath path,
      FieldPath specPath,
      @Nullable PodTemplateSpec spec,
      Optional<PodSpec> podSpec,
      List<PodContainer> initContainers,
      List<PodContainer> containers,
      Optional<PodContainer> added) {

    static Template of(
        FieldPath path, @Nullable PodTemplateSpec template, Optional<PodContainer> added) {
      FieldPath specPath = path.child("spec");
      Optional<PodSpec> podSpec = Optional.ofNullable(template).map(PodTemplateSpec::getSpec);
      return new Template(
          path,
          specPath,
          template,
          podSpec,
          located(
              specPath.child("initContainers"),
              podSpec.map(PodSpec::getInitContainers).orElse(null)),
          located(specPath.child("containers"), podSpec.map(PodSpec::getContainers).orElse(null)),
          added);
    }

    /** The container that runs Ray: the first, whatever its name. */
    Optional<PodContainer> rayContainer() {
      return containers.stream().findFirst();
    }

    /** All that is known of the containers of the pod: init containers, containers, the added. */
    List<PodContainer> allContainers() {
      return Stream.of(initContainers.stream(), containers.stream(), added.stream())
          .flatMap(stream -> stream)
          .toList();
    }

    private static List<PodContainer> located(
        FieldPath listPath, @Nullable List<Container> containers) {
      List<PodContainer> located = new ArrayList<>();
      for (@Nullable Container container : orEmpty(containers)) {
        Container present = Objects.requireNonNullElseGet(container, Container::new);
        located.add(new PodContainer(listPath.index(located.size(), present.getName()), present));
      }
      return List.copyOf(located);
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
      FieldPath path = WORKER_GROUPS.index(groups.size(), present.getGroupName());
      groups.add(
          new Group(
              path,
              present,
              Template.of(path.child("template"), present.getTemplate(), Optional.empty())));
    }
    Template headTemplate =
        Template.of(HEAD.child("template"), head.getTemplate(), autoscalerContainer(spec));
    return new ClusterView(cluster, spec, head, headTemplate, List.copyOf(groups));
  }

  private static Optional<PodContainer> autoscalerContainer(RayClusterSpec spec) {
    AutoscalerOptions options = spec.getAutoscalerOptions();
    if (options == null || !Boolean.TRUE.equals(spec.getEnableInTreeAutoscaling())) {
      return Optional.empty();
    }
    Container container = new Container();
    container.setName(AUTOSCALER_CONTAINER);
    container.setImage(options.getImage());
    container.setImagePullPolicy(options.getImagePullPolicy());
    container.setResources(options.getResources());
    container.setEnv(orEmpty(options.getEnv()));
    container.setEnvFrom(orEmpty(options.getEnvFrom()));
    container.setVolumeMounts(orEmpty(options.getVolumeMounts()));
    container.setSecurityContext(options.getSecurityContext());
    return Optional.of(new PodContainer(AUTOSCALER, container));
  }

  static Template template(Group group) {
    return group.template();
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

  /**
   * Calls an action with every item of a list that is there, and its place.
   *
   * @param key what identifies an item wherever it stands in the list, or null
   */
  static <T> void forEach(
      FieldPath list,
      @Nullable List<T> items,
      Function<T, @Nullable String> key,
      BiConsumer<FieldPath, T> action) {
    int index = 0;
    for (@Nullable T item : orEmpty(items)) {
      if (item != null) {
        action.accept(list.index(index, key.apply(item)), item);
      }
      index++;
    }
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  static <K, V> Map<K, V> orEmpty(@Nullable Map<K, V> map) {
    return map == null ? Map.of() : map;
  }
}
