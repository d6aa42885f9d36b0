package io.rayoperator.operator.model.autoscalerlog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the autoscaler said last about the load; null stands for what it did not say.
 *
 * @param idleSeconds as in {@code Min=36 Mean=38 Max=41}
 * @param usage as in {@code 0.0/2.0 CPU}
 * @param demands as in <code>{'CPU': 1.0}: 2+ pending tasks/actors</code>
 */
public record AutoscalerReport(
    @Nullable String idleSeconds, @Nullable List<String> usage, @Nullable List<String> demands) {

  public static final AutoscalerReport NOTHING = new AutoscalerReport(null, null, null);

  /** This one where it says something, and otherwise the one before. */
  AutoscalerReport after(AutoscalerReport before) {
    return new AutoscalerReport(
        idleSeconds == null ? before.idleSeconds : idleSeconds,
        usage == null ? before.usage : usage,
        demands == null ? before.demands : demands);
  }
}
