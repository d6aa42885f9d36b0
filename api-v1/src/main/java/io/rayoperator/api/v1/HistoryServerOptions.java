package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What a history server needs of this cluster (KubeRay contract §10). */
public class HistoryServerOptions extends ApiObject {

  @JsonPropertyDescription(
      "The sidecar that collects logs and events in every pod. Required once "
          + "historyServerOptions is set.")
  private @Nullable CollectorOptions collectorOptions;

  public @Nullable CollectorOptions getCollectorOptions() {
    return collectorOptions;
  }

  public void setCollectorOptions(@Nullable CollectorOptions collectorOptions) {
    this.collectorOptions = collectorOptions;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {collectorOptions};
  }
}
