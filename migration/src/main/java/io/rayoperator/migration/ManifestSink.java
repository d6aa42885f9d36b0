package io.rayoperator.migration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Who keeps the manifests of clusters that leave. */
@FunctionalInterface
public interface ManifestSink {

  /**
   * Keeps one, in place of a former one of the same cluster.
   *
   * @param manifest of {@code ray.io/v1}
   * @param notices what has no equal there
   */
  void keep(String namespace, String name, ObjectNode manifest, List<String> notices)
      throws IOException;
}
