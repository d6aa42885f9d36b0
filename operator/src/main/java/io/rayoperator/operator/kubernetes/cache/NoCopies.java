package io.rayoperator.operator.kubernetes.cache;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.Cloner;

/**
 * Cached objects are never changed, so nobody needs copies; those kept as text could not be made.
 */
public final class NoCopies implements Cloner {

  @Override
  public <T extends HasMetadata> T clone(T object) {
    return object;
  }
}
