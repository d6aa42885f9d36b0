package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Mutual TLS between the pods of the cluster (KubeRay contract §9.2). */
public class TlsOptions extends ApiObject {

  @JsonPropertyDescription(
      "True switches mutual TLS on for new pods. Needs cert-manager. Default false.")
  private @Nullable Boolean enabled;

  public @Nullable Boolean getEnabled() {
    return enabled;
  }

  public void setEnabled(@Nullable Boolean enabled) {
    this.enabled = enabled;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {enabled};
  }
}
