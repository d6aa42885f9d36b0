package io.rayoperator.api.v1;

import org.jspecify.annotations.Nullable;

/** What a history server needs of this cluster (KubeRay contract §10). */
public class HistoryServerOptions extends ApiObject {

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
