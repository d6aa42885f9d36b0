package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sidecar that collects logs and events for a history server. */
public class CollectorOptions extends ApiObject {

  @JsonPropertyDescription("Image of the sidecar. Required.")
  private @Nullable String image;

  @JsonPropertyDescription("When the image is pulled. Default IfNotPresent.")
  private @Nullable String imagePullPolicy;

  @JsonPropertyDescription(
      "Resources of the sidecar. Default: requests 50m CPU and 64Mi, limits 200m and 256Mi.")
  private @Nullable ResourceRequirements resources;

  @JsonPropertyDescription(
      "Environment of the sidecar. STORAGE_BACKEND (GCS, S3, AZUREBLOB, ALIYUNOSS) is "
          + "required, and what that backend needs.")
  private @Nullable List<EnvVar> env;

  public @Nullable String getImage() {
    return image;
  }

  public void setImage(@Nullable String image) {
    this.image = image;
  }

  public @Nullable String getImagePullPolicy() {
    return imagePullPolicy;
  }

  public void setImagePullPolicy(@Nullable String imagePullPolicy) {
    this.imagePullPolicy = imagePullPolicy;
  }

  public @Nullable ResourceRequirements getResources() {
    return resources;
  }

  public void setResources(@Nullable ResourceRequirements resources) {
    this.resources = resources;
  }

  public @Nullable List<EnvVar> getEnv() {
    return env;
  }

  public void setEnv(@Nullable List<EnvVar> env) {
    this.env = env;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {image, imagePullPolicy, resources, env};
  }
}
