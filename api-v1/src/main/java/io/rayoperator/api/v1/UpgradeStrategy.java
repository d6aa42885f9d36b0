package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.rayoperator.api.v1.schema.AllowedValues;
import org.jspecify.annotations.Nullable;

/** What happens to running pods when the spec changes (KubeRay contract §7). */
public class UpgradeStrategy extends ApiObject {

  /** All pods are deleted and created anew. */
  public static final String RECREATE = "Recreate";

  /** Running pods stay as they are; the same as an absent type. */
  public static final String NONE = "None";

  @JsonPropertyDescription(
      "Recreate deletes all pods at once and creates them anew when anything but scale, "
          + "tolerations or scheduling gates changes. None, the default, leaves running pods as they "
          + "are. Not for clusters of a RayJob or RayService.")
  @AllowedValues({UpgradeStrategy.RECREATE, UpgradeStrategy.NONE})
  private @Nullable String type;

  public @Nullable String getType() {
    return type;
  }

  public void setType(@Nullable String type) {
    this.type = type;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {type};
  }
}
