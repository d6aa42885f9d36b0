package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Mounts of volumes, in all containers and in autoscalerOptions. */
final class VolumeMountRules implements ChildRuleGroup {

  private static final String SOURCE = PodRuleGroup.SOURCE;
  private static final Choices PROPAGATION = Choices.of("None", "HostToContainer", "Bidirectional");

  private static final String SHARED_MEMORY = "shared-mem";
  private static final String SHARED_MEMORY_PATH = "/dev/shm";
  private static final String PLASMA_DIRECTORY = "plasma-directory";

  /** Volumes of features: the operator adds them, now or when it acts on the feature. */
  private static final String RAY_LOGS = "ray-logs";

  private static final String RAY_TLS = "ray-tls";
  private static final String GCS_STORAGE = "gcs-storage";

  private static final Rule VOLUME =
      Rule.error(
          "mount-volume-exists",
          SOURCE + "; KubeRay contract §2.8, §2.9",
          "Every mount is one of a volume that the pod has: its own ones, shared-mem, and on a head with autoscaling ray-logs.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      volumeMounts:
                        - {name: data, mountPath: /data}""");

  private static final Rule PATH =
      Rule.error(
          "mount-path-present",
          SOURCE,
          "Every mount has a mountPath.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: data, emptyDir: {}}
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      volumeMounts:
                        - {name: data, mountPath: ""}""");

  private static final Rule UNIQUE =
      Rule.error(
          "mount-path-unique",
          SOURCE,
          "No two mounts of a container have the same mountPath.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: data, emptyDir: {}}
                    - {name: more, emptyDir: {}}
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      volumeMounts:
                        - {name: data, mountPath: /data}
                        - {name: more, mountPath: /data}""");

  private static final Rule SUB_PATH =
      Rule.error(
          "mount-sub-path-form",
          SOURCE,
          "subPath and subPathExpr are relative paths without '..', and a mount has one of them at most.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: data, emptyDir: {}}
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      volumeMounts:
                        - {name: data, mountPath: /data, subPath: /set}""");

  private static final Rule PROPAGATION_RULE =
      Rule.error(
          "mount-propagation",
          SOURCE,
          "mountPropagation is " + PROPAGATION + "; Bidirectional needs a privileged container.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - {name: data, emptyDir: {}}
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      volumeMounts:
                        - {name: data, mountPath: /data, mountPropagation: Bidirectional}""");

  @Override
  public String title() {
    return "Mounts of volumes";
  }

  @Override
  public List<Rule> rules() {
    return List.of(VOLUME, PATH, UNIQUE, SUB_PATH, PROPAGATION_RULE);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    Set<String> features = volumesOfFeatures(cluster);
    Set<String> ofHead = new HashSet<>(features);
    if (cluster.isAutoscaling()) {
      ofHead.add(RAY_LOGS);
    }
    check(
        cluster.headTemplate(),
        placesObjectStore(cluster.head().getRayStartParams()),
        ofHead,
        found);
    for (ClusterView.Group group : cluster.workerGroups()) {
      check(group.template(), placesObjectStore(group.spec().getRayStartParams()), features, found);
    }
  }

  /** Then the operator mounts no shared memory. */
  private static boolean placesObjectStore(@Nullable Map<String, String> rayStartParams) {
    return ClusterView.orEmpty(rayStartParams).containsKey(PLASMA_DIRECTORY);
  }

  private static Set<String> volumesOfFeatures(ClusterView cluster) {
    Set<String> volumes = new HashSet<>();
    if (cluster.spec().getTlsOptions() != null) {
      volumes.add(RAY_TLS);
    }
    if (cluster.spec().getHistoryServerOptions() != null) {
      volumes.add(RAY_LOGS);
    }
    if (cluster.spec().getGcsFaultToleranceOptions() != null) {
      volumes.add(GCS_STORAGE);
    }
    return volumes;
  }

  private static void check(
      ClusterView.Template template,
      boolean hasPlasmaDirectory,
      Set<String> ofOperator,
      Violations found) {
    Set<String> volumes = new HashSet<>(ofOperator);
    for (@Nullable Volume volume :
        ClusterView.orEmpty(template.podSpec().map(PodSpec::getVolumes).orElse(null))) {
      if (volume != null && volume.getName() != null) {
        volumes.add(volume.getName());
      }
    }
    if (!hasPlasmaDirectory
        && template.rayContainer().filter(VolumeMountRules::mountsSharedMemory).isEmpty()) {
      volumes.add(SHARED_MEMORY);
    }
    for (ClusterView.PodContainer container : template.allContainers()) {
      checkMounts(container, volumes, found);
    }
  }

  private static boolean mountsSharedMemory(ClusterView.PodContainer container) {
    return ClusterView.orEmpty(container.spec().getVolumeMounts()).stream()
        .anyMatch(mount -> mount != null && SHARED_MEMORY_PATH.equals(mount.getMountPath()));
  }

  private static void checkMounts(
      ClusterView.PodContainer container, Set<String> volumes, Violations found) {
    List<VolumeMount> mounts = ClusterView.orEmpty(container.spec().getVolumeMounts());
    if (mounts.isEmpty()) {
      return;
    }
    Set<String> paths = new HashSet<>();
    boolean privileged =
        Optional.ofNullable(container.spec().getSecurityContext())
            .map(SecurityContext::getPrivileged)
            .filter(Boolean.TRUE::equals)
            .isPresent();
    ClusterView.forEach(
        container.path().child("volumeMounts"),
        mounts,
        VolumeMount::getMountPath,
        (path, mount) -> {
          checkVolume(path.child("name"), mount.getName(), volumes, found);
          checkPath(path.child("mountPath"), mount.getMountPath(), paths, found);
          checkSubPaths(path, mount, found);
          checkPropagation(
              path.child("mountPropagation"), mount.getMountPropagation(), privileged, found);
        });
  }

  private static void checkVolume(
      FieldPath path, @Nullable String name, Set<String> volumes, Violations found) {
    if (name == null || name.isEmpty()) {
      found.required(VOLUME, path, "name the volume to mount");
    } else if (!volumes.contains(name)) {
      found.invalid(
          VOLUME,
          path,
          name,
          "the pod has no volume of this name; add it to volumes of the template");
    }
  }

  private static void checkPath(
      FieldPath path, @Nullable String mountPath, Set<String> paths, Violations found) {
    if (mountPath == null || mountPath.isEmpty()) {
      found.required(PATH, path, "say where to mount the volume");
    } else if (!paths.add(mountPath)) {
      found.duplicate(
          UNIQUE,
          path,
          mountPath,
          "the container mounts something there already; remove one of the two");
    }
  }

  private static void checkSubPaths(FieldPath path, VolumeMount mount, Violations found) {
    String subPath = Objects.requireNonNullElse(mount.getSubPath(), "");
    String expression = Objects.requireNonNullElse(mount.getSubPathExpr(), "");
    checkSubPath(path.child("subPath"), subPath, found);
    checkSubPath(path.child("subPathExpr"), expression, found);
    if (!subPath.isEmpty() && !expression.isEmpty()) {
      found.invalid(
          SUB_PATH,
          path.child("subPathExpr"),
          expression,
          "must not be there together with subPath; remove one of the two");
    }
  }

  private static void checkSubPath(FieldPath path, String subPath, Violations found) {
    if (subPath.startsWith("/") || Arrays.asList(subPath.split("/")).contains("..")) {
      found.invalid(
          SUB_PATH,
          path,
          subPath,
          "must be a path within the volume: no '/' at its beginning, no '..'");
    }
  }

  private static void checkPropagation(
      FieldPath path, @Nullable String propagation, boolean privileged, Violations found) {
    PROPAGATION.check(PROPAGATION_RULE, path, propagation, found);
    if ("Bidirectional".equals(propagation) && !privileged) {
      found.invalid(
          PROPAGATION_RULE,
          path,
          propagation,
          "is for containers with securityContext.privileged: true only");
    }
  }
}
