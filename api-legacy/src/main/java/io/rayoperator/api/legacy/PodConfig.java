package io.rayoperator.api.legacy;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.rayoperator.api.v1.ApiObject;
import org.jspecify.annotations.Nullable;

/** A pod as it is written in a file, with a generateName in place of a name. */
public class PodConfig extends ApiObject {

  @JsonPropertyDescription("v1.")
  private @Nullable String apiVersion;

  @JsonPropertyDescription("Pod.")
  private @Nullable String kind;

  @JsonPropertyDescription(
      "Labels and annotations of the pods; generateName is part of their names.")
  private @Nullable ObjectMeta metadata;

  @JsonPropertyDescription("The pod's spec, with every field of Kubernetes today.")
  private @Nullable PodSpec spec;

  public @Nullable String getApiVersion() {
    return apiVersion;
  }

  public void setApiVersion(@Nullable String apiVersion) {
    this.apiVersion = apiVersion;
  }

  public @Nullable String getKind() {
    return kind;
  }

  public void setKind(@Nullable String kind) {
    this.kind = kind;
  }

  public @Nullable ObjectMeta getMetadata() {
    return metadata;
  }

  public void setMetadata(@Nullable ObjectMeta metadata) {
    this.metadata = metadata;
  }

  public @Nullable PodSpec getSpec() {
    return spec;
  }

  public void setSpec(@Nullable PodSpec spec) {
    this.spec = spec;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {apiVersion, kind, metadata, spec};
  }
}
