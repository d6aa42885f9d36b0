package io.rayoperator.api.v1;

import org.jspecify.annotations.Nullable;

/** What happens to running pods when the spec changes (KubeRay contract §7). */
public class UpgradeStrategy extends ApiObject {

  /** All pods are deleted and created anew. */
  public static final String RECREATE = "Recreate";

  /** Running pods stay as they are; the same as an absent type. */
  public static final String NONE = "None";

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
