package io.rayoperator.api.v1;

import io.fabric8.kubernetes.api.model.EnvVarSource;
import org.jspecify.annotations.Nullable;

/** A Redis user name or password: a plain value or a reference. */
public class RedisCredential extends ApiObject {

  private @Nullable String value;

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
