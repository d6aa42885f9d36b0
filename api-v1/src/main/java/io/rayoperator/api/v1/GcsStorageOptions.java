package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;
import io.rayoperator.api.v1.schema.AllowedValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The volume that holds the GCS state of the RocksDB backend (KubeRay contract §8.3). */
public class GcsStorageOptions extends ApiObject {

  /** The claim is deleted together with the cluster. */
  public static final String DELETE_WITH_CLUSTER = "DeleteWithCluster";

  /** The claim stays when the cluster is deleted. */
  public static final String RETAIN = "Retain";

  @JsonPropertyDescription(
      "PersistentVolumeClaim of yours. Excludes size, storageClassName and accessModes. "
          + "Default: <cluster>-gcs-pvc, made by the operator.")
  private @Nullable String claimName;

  @JsonPropertyDescription("Size of the claim. Default 1Gi; a claim is never resized.")
  private @Nullable Quantity size;

  @JsonPropertyDescription("Storage class of the claim. Default: that of the Kubernetes cluster.")
  private @Nullable String storageClassName;

  @JsonPropertyDescription("Access modes of the claim. Default ReadWriteOnce.")
  private @Nullable List<String> accessModes;

  @JsonPropertyDescription("Directory within the volume.")
  private @Nullable String subPath;

  @JsonPropertyDescription(
      "DeleteWithCluster, the default, deletes the claim with the cluster; Retain keeps it for "
          + "a later cluster of the same name.")
  @AllowedValues({GcsStorageOptions.DELETE_WITH_CLUSTER, GcsStorageOptions.RETAIN})
  private @Nullable String deletionPolicy;

  public @Nullable String getClaimName() {
    return claimName;
  }

  public void setClaimName(@Nullable String claimName) {
    this.claimName = claimName;
  }

  public @Nullable Quantity getSize() {
    return size;
  }

  public void setSize(@Nullable Quantity size) {
    this.size = size;
  }

  public @Nullable String getStorageClassName() {
    return storageClassName;
  }

  public void setStorageClassName(@Nullable String storageClassName) {
    this.storageClassName = storageClassName;
  }

  public @Nullable List<String> getAccessModes() {
    return accessModes;
  }

  public void setAccessModes(@Nullable List<String> accessModes) {
    this.accessModes = accessModes;
  }

  public @Nullable String getSubPath() {
    return subPath;
  }

  public void setSubPath(@Nullable String subPath) {
    this.subPath = subPath;
  }

  public @Nullable String getDeletionPolicy() {
    return deletionPolicy;
  }

  public void setDeletionPolicy(@Nullable String deletionPolicy) {
    this.deletionPolicy = deletionPolicy;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {
      claimName, size, storageClassName, accessModes, subPath, deletionPolicy
    };
  }
}
