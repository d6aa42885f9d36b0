package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.rayoperator.api.v1.GcsFaultToleranceOptions;
import io.rayoperator.api.v1.GcsStorageOptions;
import io.rayoperator.api.v1.RayAnnotations;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fault tolerance of the GCS: two ways to switch it on, two places to keep the state, and no
 * mixing.
 */
final class GcsFaultToleranceRules implements RuleGroup {

  private static final String REDIS_ADDRESS = "RAY_REDIS_ADDRESS";
  private static final String REDIS_PASSWORD = "REDIS_PASSWORD";
  private static final String REDIS_USERNAME = "REDIS_USERNAME";
  private static final List<String> STORAGE_VARIABLES =
      List.of("RAY_gcs_storage", "RAY_gcs_storage_path");
  private static final String STORAGE_VOLUME = "gcs-storage";
  private static final String STORAGE_PATH = "/data/gcs";

  private static final FieldPath OPTIONS = ClusterView.SPEC.child("gcsFaultToleranceOptions");

  private static final Rule ONE_WAY =
      Rule.error(
          "fault-tolerance-one-way",
          "KubeRay contract §15.2.5",
          "The annotation ray.io/ft-enabled and gcsFaultToleranceOptions are not both present.",
          """
          metadata:
            annotations:
              ray.io/ft-enabled: "true"
          spec:
            gcsFaultToleranceOptions:
              redisAddress: redis:6379""");

  private static final Rule ADDRESS_NEEDS_FAULT_TOLERANCE =
      Rule.error(
          "redis-address-needs-fault-tolerance",
          "KubeRay contract §15.2.6",
          "The head has a variable RAY_REDIS_ADDRESS only if GCS fault tolerance is on.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      env:
                        - {name: RAY_REDIS_ADDRESS, value: "redis:6379"}""");

  private static final Rule OPTIONS_ONLY =
      Rule.error(
          "redis-by-options",
          "KubeRay contract §15.2.7",
          "With gcsFaultToleranceOptions, Redis is not also described by redis-password in rayStartParams, by the variables"
              + " REDIS_PASSWORD and RAY_REDIS_ADDRESS, or by the annotation ray.io/external-storage-namespace.",
          """
          spec:
            gcsFaultToleranceOptions:
              redisAddress: redis:6379
            headGroupSpec:
              rayStartParams:
                redis-password: secret""");

  private static final Rule ROCKSDB_WITHOUT_REDIS =
      Rule.error(
          "rocksdb-without-redis",
          "KubeRay contract §15.2.7",
          "The rocksdb backend has no redisAddress, redisUsername, redisPassword or externalStorageNamespace.",
          """
          spec:
            gcsFaultToleranceOptions:
              backend: rocksdb
              redisAddress: redis:6379""");

  private static final Rule CLAIM =
      Rule.error(
          "storage-claim-or-description",
          "KubeRay contract §15.2.7",
          "storage names an existing claim (claimName) or describes a new one (size, storageClassName, accessModes), not"
              + " both.",
          """
          spec:
            gcsFaultToleranceOptions:
              backend: rocksdb
              storage:
                claimName: mine
                size: 1Gi""");

  private static final Rule ROCKSDB_RESERVED =
      Rule.error(
          "rocksdb-reserved-names",
          "KubeRay contract §15.2.7",
          "With the rocksdb backend, the head leaves RAY_gcs_storage, RAY_gcs_storage_path, the volume gcs-storage and the"
              + " path /data/gcs to the operator.",
          """
          spec:
            gcsFaultToleranceOptions:
              backend: rocksdb
            headGroupSpec:
              template:
                spec:
                  volumes:
                    - name: gcs-storage
                      emptyDir: {}""");

  private static final Rule REDIS_WITHOUT_STORAGE =
      Rule.error(
          "redis-without-storage",
          "KubeRay contract §15.2.7",
          "storage is for the rocksdb backend only.",
          """
          spec:
            gcsFaultToleranceOptions:
              storage:
                size: 1Gi""");

  private static final Rule USERNAME =
      Rule.error(
          "redis-username-by-options",
          "KubeRay contract §15.2.8",
          "The user of Redis stands in gcsFaultToleranceOptions.redisUsername, not in rayStartParams and not in the"
              + " variable REDIS_USERNAME.",
          """
          spec:
            headGroupSpec:
              rayStartParams:
                redis-username: me""");

  @Override
  public String title() {
    return "GCS fault tolerance";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        ONE_WAY,
        ADDRESS_NEEDS_FAULT_TOLERANCE,
        OPTIONS_ONLY,
        ROCKSDB_WITHOUT_REDIS,
        CLAIM,
        ROCKSDB_RESERVED,
        REDIS_WITHOUT_STORAGE,
        USERNAME);
  }

  @Override
  public void check(ClusterView cluster, Violations found) {
    GcsFaultToleranceOptions options = cluster.spec().getGcsFaultToleranceOptions();
    if (options != null) {
      checkOptions(cluster, options, found);
    } else if (!cluster.isFaultTolerantByAnnotation()) {
      cluster
          .headVariable(REDIS_ADDRESS)
          .ifPresent(
              variable ->
                  found.forbidden(
                      ADDRESS_NEEDS_FAULT_TOLERANCE,
                      variable.path(),
                      "GCS fault tolerance is off; set gcsFaultToleranceOptions.redisAddress instead"));
    }
    checkUsername(cluster, found);
  }

  private static void checkOptions(
      ClusterView cluster, GcsFaultToleranceOptions options, Violations found) {
    if (!cluster.annotation(RayAnnotations.FAULT_TOLERANCE_ENABLED).isEmpty()) {
      found.forbidden(
          ONE_WAY,
          ClusterView.annotationPath(RayAnnotations.FAULT_TOLERANCE_ENABLED),
          "gcsFaultToleranceOptions switches fault tolerance on already; remove the annotation");
    }
    checkOptionsOnly(cluster, found);
    if (GcsFaultToleranceOptions.ROCKSDB.equals(options.getBackend())) {
      checkRocksDb(cluster, options, found);
    } else if (options.getStorage() != null) {
      found.forbidden(
          REDIS_WITHOUT_STORAGE,
          OPTIONS.child("storage"),
          "the redis backend has no storage; set backend to rocksdb or remove it");
    }
  }

  private static void checkOptionsOnly(ClusterView cluster, Violations found) {
    if (cluster.headParameter("redis-password") != null) {
      found.forbidden(
          OPTIONS_ONLY,
          ClusterView.HEAD.child("rayStartParams").child("redis-password"),
          "use gcsFaultToleranceOptions.redisPassword in its place");
    }
    cluster
        .headVariable(REDIS_PASSWORD)
        .ifPresent(
            variable ->
                found.forbidden(
                    OPTIONS_ONLY,
                    variable.path(),
                    "use gcsFaultToleranceOptions.redisPassword in its place"));
    cluster
        .headVariable(REDIS_ADDRESS)
        .ifPresent(
            variable ->
                found.forbidden(
                    OPTIONS_ONLY,
                    variable.path(),
                    "use gcsFaultToleranceOptions.redisAddress in its place"));
    if (!cluster.annotation(RayAnnotations.EXTERNAL_STORAGE_NAMESPACE).isEmpty()) {
      found.forbidden(
          OPTIONS_ONLY,
          ClusterView.annotationPath(RayAnnotations.EXTERNAL_STORAGE_NAMESPACE),
          "use gcsFaultToleranceOptions.externalStorageNamespace in its place");
    }
  }

  private static void checkRocksDb(
      ClusterView cluster, GcsFaultToleranceOptions options, Violations found) {
    forbidWithRocksDb("redisAddress", options.getRedisAddress(), found);
    forbidWithRocksDb("redisUsername", options.getRedisUsername(), found);
    forbidWithRocksDb("redisPassword", options.getRedisPassword(), found);
    forbidWithRocksDb("externalStorageNamespace", options.getExternalStorageNamespace(), found);
    if (options.getStorage() != null) {
      checkStorage(options.getStorage(), found);
    }
    checkReserved(cluster, found);
  }

  private static void forbidWithRocksDb(String field, @Nullable Object value, Violations found) {
    if (value != null && !value.equals("")) {
      found.forbidden(
          ROCKSDB_WITHOUT_REDIS,
          OPTIONS.child(field),
          "the rocksdb backend uses no Redis; remove it or choose redis");
    }
  }

  private static void checkStorage(GcsStorageOptions storage, Violations found) {
    if (Objects.requireNonNullElse(storage.getClaimName(), "").isEmpty()) {
      return;
    }
    boolean describesNewClaim =
        storage.getSize() != null
            || storage.getStorageClassName() != null
            || !ClusterView.orEmpty(storage.getAccessModes()).isEmpty();
    if (describesNewClaim) {
      found.forbidden(
          CLAIM,
          OPTIONS.child("storage").child("claimName"),
          "names an existing claim; remove it, or remove size, storageClassName and accessModes");
    }
  }

  private static void checkReserved(ClusterView cluster, Violations found) {
    for (String variable : STORAGE_VARIABLES) {
      cluster.headVariable(variable).ifPresent(reserved -> forbidReserved(reserved.path(), found));
    }
    ClusterView.Template template = cluster.headTemplate();
    template.rayContainer().ifPresent(container -> checkMounts(container, found));
    int index = 0;
    for (@Nullable Volume volume :
        ClusterView.orEmpty(template.podSpec().map(PodSpec::getVolumes).orElse(null))) {
      if (volume != null && STORAGE_VOLUME.equals(volume.getName())) {
        forbidReserved(
            template.path().child("spec").child("volumes").index(index, STORAGE_VOLUME), found);
      }
      index++;
    }
  }

  private static void checkMounts(ClusterView.PodContainer container, Violations found) {
    int index = 0;
    for (@Nullable VolumeMount mount : ClusterView.orEmpty(container.spec().getVolumeMounts())) {
      if (mount != null
          && (STORAGE_VOLUME.equals(mount.getName())
              || STORAGE_PATH.equals(mount.getMountPath()))) {
        forbidReserved(
            container.path().child("volumeMounts").index(index, mount.getMountPath()), found);
      }
      index++;
    }
  }

  private static void forbidReserved(FieldPath path, Violations found) {
    found.forbidden(
        ROCKSDB_RESERVED,
        path,
        "the operator provides the storage of the rocksdb backend; remove it");
  }

  private static void checkUsername(ClusterView cluster, Violations found) {
    String advice = "use gcsFaultToleranceOptions.redisUsername in its place";
    if (cluster.headParameter("redis-username") != null) {
      found.forbidden(
          USERNAME, ClusterView.HEAD.child("rayStartParams").child("redis-username"), advice);
    }
    cluster
        .headVariable(REDIS_USERNAME)
        .ifPresent(variable -> found.forbidden(USERNAME, variable.path(), advice));
  }
}
