package io.rayoperator.migration.survey;

import java.util.List;
import java.util.Map;

/**
 * What is stored, who writes it, and what a migration would meet. The form of {@code --plan
 * --output json}.
 *
 * @param objects how many RayClusters there are
 * @param v1alpha1Writers those who wrote most objects through v1alpha1
 * @param moreV1alpha1Writes entries of managed fields beyond these
 * @param refusedToday objects that would be refused if they were created today; they keep running,
 *     and can be edited
 * @param oversized objects with more annotations than the API server allows
 * @param losingFields objects with fields that the definition of this release does not know
 */
public record SurveyReport(
    DefinitionReport definition,
    long objects,
    List<Namespace> namespaces,
    List<Writer> v1alpha1Writers,
    long moreV1alpha1Writes,
    Found refusedToday,
    Found oversized,
    Found losingFields) {

  /**
   * A namespace.
   *
   * @param layouts how many objects have which layout
   */
  public record Namespace(String name, Map<String, Long> layouts) {}

  /**
   * A field manager.
   *
   * @param operation {@code Apply} or {@code Update}
   * @param subresource empty for the object itself
   * @param lastTime of the last write that changed what it manages
   */
  public record Writer(
      String manager, String operation, String subresource, long objects, String lastTime) {}

  /**
   * Objects of a kind.
   *
   * @param count all of them
   * @param findings the first thousand
   */
  public record Found(long count, List<Finding> findings) {}

  /** An object, and what there is to say about it. */
  public record Finding(String object, List<String> reasons) {}

  /** Whether somebody should look at an object. */
  public boolean hasFindings() {
    return refusedToday.count() + oversized.count() + losingFields.count() > 0;
  }
}
