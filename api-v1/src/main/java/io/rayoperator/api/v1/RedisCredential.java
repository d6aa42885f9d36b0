package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import org.jspecify.annotations.Nullable;

/** A Redis user name or password: a plain value or a reference. */
public class RedisCredential extends ApiObject {

  @JsonPropertyDescription("The value itself, readable by everybody who can read the RayCluster.")
  private @Nullable String value;

  @JsonPropertyDescription(
      "Where the value comes from, as for an environment variable: a key of a Secret or "
          + "ConfigMap.")
  private @Nullable EnvVarSource valueFrom;

  public @Nullable String getValue() {
    return value;
  }

  public void setValue(@Nullable String value) {
    this.value = value;
  }

  public @Nullable EnvVarSource getValueFrom() {
    return valueFrom;
  }

  public void setValueFrom(@Nullable EnvVarSource valueFrom) {
    this.valueFrom = valueFrom;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {value, valueFrom};
  }
}
