package io.rayoperator.operator.model.legacy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The status of a RayCluster of {@code cluster.ray.io/v1}.
 *
 * @param phase {@code Updating}, {@code Running}, {@code Error} or {@code
 *     AutoscalingExceptionRecovery}
 * @param autoscalerRetries how often Ray was started anew because its head was lost
 * @param headPod the head pod that this status knows
 * @param headConfiguration stands for what the user wanted of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LegacyStatus(
    @Nullable String phase,
    @Nullable Integer autoscalerRetries,
    @Nullable String headPod,
    @Nullable String headConfiguration) {

  public static final String UPDATING = "Updating";
  public static final String RUNNING = "Running";
  public static final String ERROR = "Error";
  public static final String RECOVERY = "AutoscalingExceptionRecovery";

  /** That of a new object. */
  public static final LegacyStatus NONE = new LegacyStatus(null, null, null, null);

  /** What {@link #next} has to know. */
  public record Facts(boolean headReady, String headPod, String headConfiguration) {}

  /** The status of an object that is not acted upon. */
  public LegacyStatus error() {
    return new LegacyStatus(ERROR, retries(), headPod, headConfiguration);
  }

  /**
   * The status after these facts. A head that is lost, or another one that nobody asked for, is a
   * failure, and counted once; a head that goes because the user wants another is none.
   */
  public LegacyStatus next(Facts facts) {
    boolean otherHead = !facts.headPod().isEmpty() && !facts.headPod().equals(headPod);
    if (headConfiguration != null && !facts.headConfiguration().equals(headConfiguration)) {
      return otherHead && facts.headReady()
          ? with(RUNNING, retries(), facts)
          : new LegacyStatus(UPDATING, retries(), headPod, headConfiguration);
    }
    if (RUNNING.equals(phase) && (otherHead || !facts.headReady())) {
      return with(RECOVERY, retries() + 1, facts);
    }
    String waiting = RECOVERY.equals(phase) ? RECOVERY : UPDATING;
    return with(facts.headReady() ? RUNNING : waiting, retries(), facts);
  }

  private LegacyStatus with(String phase, int retries, Facts facts) {
    return new LegacyStatus(
        phase,
        retries,
        facts.headPod().isEmpty() ? headPod : facts.headPod(),
        facts.headConfiguration());
  }

  private int retries() {
    return autoscalerRetries == null ? 0 : autoscalerRetries;
  }
}
