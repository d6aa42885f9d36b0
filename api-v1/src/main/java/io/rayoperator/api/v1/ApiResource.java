package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A custom resource that keeps the fields it does not know, writes no nulls, and has neither spec
 * nor status if nobody gave it one.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public abstract class ApiResource<S, T> extends CustomResource<@Nullable S, @Nullable T>
    implements Namespaced {

  private @Nullable Map<String, @Nullable Object> additionalProperties;

  /** The fields next to {@code spec} and {@code status} that this class does not know. */
  @JsonAnyGetter
  public Map<String, @Nullable Object> getAdditionalProperties() {
    return additionalProperties == null ? Map.of() : additionalProperties;
  }

  @JsonAnySetter
  public void setAdditionalProperty(String name, @Nullable Object value) {
    if (additionalProperties == null) {
      additionalProperties = new LinkedHashMap<>();
    }
    additionalProperties.put(name, value);
  }

  // The super class would invent an empty spec and an empty status for an object that has none.

  @Override
  protected @Nullable S initSpec() {
    return null;
  }

  @Override
  protected @Nullable T initStatus() {
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other)
        && other instanceof ApiResource<?, ?> that
        && getClass() == that.getClass()
        && getAdditionalProperties().equals(that.getAdditionalProperties());
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), getAdditionalProperties());
  }
}
