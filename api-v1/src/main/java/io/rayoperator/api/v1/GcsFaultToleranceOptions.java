package io.rayoperator.api.v1;

import org.jspecify.annotations.Nullable;

/** Survival of the global control store (GCS) when the head pod dies (KubeRay contract §8). */
public class GcsFaultToleranceOptions extends ApiObject {

  /** State lives in a Redis that the user runs. */
  public static final String REDIS = "redis";

  /** State lives on a volume of the head pod. */
  public static final String ROCKSDB = "rocksdb";

  private @Nullable String backend;

  private @Nullable String redisAddress;

  private @Nullable RedisCredential redisUsername;

  private @Nullable RedisCredential redisPassword;

  private @Nullable String externalStorageNamespace;

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
