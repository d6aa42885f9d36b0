package io.rayoperator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.json.Trees;
import io.rayoperator.conversion.layout.Layout;
import io.rayoperator.conversion.layout.LayoutDetector;
import io.rayoperator.conversion.layout.LayoutMatch;

/**
 * Manifests of an older layout that say {@code ray.io/v1}: Ant's first drafts, and those in which
 * somebody raised the version and nothing else. The API server refuses them; a file can still be
 * read for what it is.
 */
final class RaisedVersion {

  private RaisedVersion() {}

  /** The RayCluster in the version that its layout belongs to; itself if it is in it already. */
  static ObjectNode undone(ObjectNode cluster) {
    boolean older =
        ApiVersion.V1.groupVersion().equals(cluster.path("apiVersion").asText())
            && LayoutDetector.match(cluster.get("spec")) instanceof LayoutMatch.Matched matched
            && matched.layout() != Layout.KUBERAY;
    return older
        ? Trees.copy(cluster).put("apiVersion", ApiVersion.V1ALPHA1.groupVersion())
        : cluster;
  }
}
