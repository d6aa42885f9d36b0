package io.rayoperator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.cli.manifest.Manifest;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.explain.ConversionExplainer;
import io.rayoperator.conversion.explain.Explanation;
import java.util.ArrayList;
import java.util.List;

/** Says what conversion does to the RayClusters of a series of documents. */
final class ManifestReport {

  private final ConversionExplainer explainer =
      new ConversionExplainer(RayClusterConverter.offline());
  private final ConversionTarget target;
  private final boolean detailed;
  private final List<String> complaints = new ArrayList<>();
  private int lossless;
  private int lossy;

  /**
   * @param detailed whether to say where each field goes
   */
  ManifestReport(ConversionTarget target, boolean detailed) {
    this.target = target;
    this.detailed = detailed;
  }

  /** The report on the RayClusters that a document is or holds; empty if there is none. */
  String of(Manifest manifest) {
    StringBuilder text = new StringBuilder();
    for (ObjectNode written : RayClusterManifests.in(manifest.content())) {
      ObjectNode cluster = RaisedVersion.undone(written);
      String object = manifest.place() + ": RayCluster " + RayClusterManifests.name(cluster);
      String problem = LayoutProblem.of(cluster);
      if (problem != null) {
        complaints.add(object + ": " + problem);
      } else {
        text.append(of(object, cluster));
      }
    }
    return text.toString();
  }

  private String of(String object, ObjectNode cluster) {
    Explanation explanation = target.explain(explainer, cluster);
    if (explanation.isLossless()) {
      lossless++;
    } else {
      lossy++;
    }
    return object + ": " + ExplanationText.of(explanation, target, detailed);
  }

  /** RayClusters that cannot be converted, and why. */
  List<String> complaints() {
    return complaints;
  }

  /** Whether all can be converted there and back. */
  boolean isGood() {
    return lossy == 0 && complaints.isEmpty();
  }

  /** One line for people. */
  String summary() {
    String checked =
        "%d RayClusters checked: %d keep everything on the way to %s and back, %d do not"
            .formatted(lossless + lossy, lossless, target, lossy);
    return complaints.isEmpty()
        ? checked
        : checked + ", " + complaints.size() + " cannot be converted";
  }
}
