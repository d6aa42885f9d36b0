package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of an API object: keeps the fields it does not know, writes no nulls, and is equal by
 * value.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public abstract class ApiObject {

  // Allocated on demand: nearly every object has none, and caches hold many objects.
  private @Nullable Map<String, @Nullable Object> additionalProperties;

  /** The fields that this class does not know, as parsed from JSON. */
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

  /** The values of all declared properties, always in the same order. */
  protected abstract @Nullable Object[] values();

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof ApiObject that
        && getClass() == that.getClass()
        && Arrays.equals(values(), that.values())
        && getAdditionalProperties().equals(that.getAdditionalProperties());
  }

  @Override
  public final int hashCode() {
    return Objects.hash(Arrays.hashCode(values()), getAdditionalProperties());
  }

  @Override
  public final String toString() {
    return getClass().getSimpleName() + Arrays.toString(values());
  }
}
