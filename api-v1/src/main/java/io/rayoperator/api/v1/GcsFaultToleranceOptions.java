package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.rayoperator.api.v1.schema.AllowedValues;
import org.jspecify.annotations.Nullable;

/** Survival of the global control store (GCS) when the head pod dies (KubeRay contract §8). */
@ValidationRule(
    value =
        "(has(self.backend) ? self.backend : 'redis')"
            + " == (has(oldSelf.backend) ? oldSelf.backend : 'redis')",
    message = "backend cannot change after creation; an absent backend means redis",
    fieldPath = ".backend")
public class GcsFaultToleranceOptions extends ApiObject {

  /** State lives in a Redis that the user runs. */
  public static final String REDIS = "redis";

  /** State lives on a volume of the head pod. */
  public static final String ROCKSDB = "rocksdb";

  @JsonPropertyDescription(
      "Where the state lives: redis, the default, in a Redis that you run; rocksdb on a volume "
          + "of the head pod. Cannot change, because the state would be lost.")
  @AllowedValues({GcsFaultToleranceOptions.REDIS, GcsFaultToleranceOptions.ROCKSDB})
  private @Nullable String backend;

  @JsonPropertyDescription(
      "Redis: host:port, redis://host:port or rediss://host:port, several separated by commas.")
  private @Nullable String redisAddress;

  @JsonPropertyDescription("Redis: user name.")
  private @Nullable RedisCredential redisUsername;

  @JsonPropertyDescription("Redis: password; prefer valueFrom with a Secret.")
  private @Nullable RedisCredential redisPassword;

  @JsonPropertyDescription(
      "Redis: prefix of this cluster's keys. Default: the uid of the RayCluster. Two clusters "
          + "with the same one overwrite each other.")
  private @Nullable String externalStorageNamespace;

  @JsonPropertyDescription("RocksDB: the volume. Not allowed for Redis.")
  private @Nullable GcsStorageOptions storage;

  public @Nullable String getBackend() {
    return backend;
  }

  public void setBackend(@Nullable String backend) {
    this.backend = backend;
  }

  public @Nullable String getRedisAddress() {
    return redisAddress;
  }

  public void setRedisAddress(@Nullable String redisAddress) {
    this.redisAddress = redisAddress;
  }

  public @Nullable RedisCredential getRedisUsername() {
    return redisUsername;
  }

  public void setRedisUsername(@Nullable RedisCredential redisUsername) {
    this.redisUsername = redisUsername;
  }

  public @Nullable RedisCredential getRedisPassword() {
    return redisPassword;
  }

  public void setRedisPassword(@Nullable RedisCredential redisPassword) {
    this.redisPassword = redisPassword;
  }

  public @Nullable String getExternalStorageNamespace() {
    return externalStorageNamespace;
  }

  public void setExternalStorageNamespace(@Nullable String externalStorageNamespace) {
    this.externalStorageNamespace = externalStorageNamespace;
  }

  public @Nullable GcsStorageOptions getStorage() {
    return storage;
  }

  public void setStorage(@Nullable GcsStorageOptions storage) {
    this.storage = storage;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      backend, redisAddress, redisUsername, redisPassword, externalStorageNamespace, storage
    };
  }
}
