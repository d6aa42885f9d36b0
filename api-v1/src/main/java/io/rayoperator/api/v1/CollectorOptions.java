package io.rayoperator.api.v1;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sidecar that collects logs and events for a history server. */
public class CollectorOptions extends ApiObject {

  private @Nullable String image;

  private @Nullable String imagePullPolicy;

  private @Nullable ResourceRequirements resources;

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
