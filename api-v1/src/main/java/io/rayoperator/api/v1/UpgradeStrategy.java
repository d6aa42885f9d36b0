package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.rayoperator.api.v1.schema.AllowedValues;
import org.jspecify.annotations.Nullable;

/** What happens to running pods when the spec changes (KubeRay contract §7). */
public class UpgradeStrategy extends ApiObject {

  /** All pods are deleted and created anew. */
  public static final String RECREATE = "Recreate";

  /** Pods whose template changed are replaced, few at a time. KubeRay does not have it. */
  public static final String ROLLING_UPDATE = "RollingUpdate";

  /** Running pods stay as they are; the same as an absent type. */
  public static final String NONE = "None";

  @JsonPropertyDescription(
      "Recreate deletes all pods at once and creates them anew when anything but scale, "
          + "suspension, tolerations or scheduling gates changes. RollingUpdate replaces pods "
          + "whose own template changed, few at a time, the head last; not for another Ray "
          + "version. None, the default, leaves running pods as they are. Not for clusters of "
          + "a RayJob or RayService.")
  @AllowedValues({UpgradeStrategy.RECREATE, UpgradeStrategy.ROLLING_UPDATE, UpgradeStrategy.NONE})
  private @Nullable String type;

  @JsonPropertyDescription(
      "How fast a RollingUpdate goes, for worker groups that do not say it themselves.")
  // Worker groups have it too, but not the rule: the API server's budget does not suffice for it.
  @ValidationRule(
      value =
          "!has(self.maxUnavailable) || !has(self.maxSurge)"
              + " || !(self.maxUnavailable == 0 || self.maxUnavailable == '0%')"
              + " || !(self.maxSurge == 0 || self.maxSurge == '0%')",
      message = "maxUnavailable and maxSurge cannot both be 0: no pod could ever be replaced")
  private @Nullable RollingUpdate rollingUpdate;

  public @Nullable String getType() {
    return type;
  }

  public void setType(@Nullable String type) {
    this.type = type;
  }

  public @Nullable RollingUpdate getRollingUpdate() {
    return rollingUpdate;
  }

  public void setRollingUpdate(@Nullable RollingUpdate rollingUpdate) {
    this.rollingUpdate = rollingUpdate;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {type, rollingUpdate};
  }
}
