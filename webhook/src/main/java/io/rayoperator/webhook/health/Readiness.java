package io.rayoperator.webhook.health;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the API server should be sent here.
 *
 * @param conditions each returns what is missing, or null
 */
public record Readiness(List<Supplier<@Nullable String>> conditions) {

  public Readiness {
    conditions = List.copyOf(conditions);
  }

  /** Returns what is missing first, or null if the server is ready. */
  public @Nullable String missing() {
    for (Supplier<@Nullable String> condition : conditions) {
      String missing = condition.get();
      if (missing != null) {
        return missing;
      }
    }
    return null;
  }
}
