package io.rayoperator.migration;

import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.migration.definition.Definition;
import io.rayoperator.migration.kubernetes.RayClusterObjects;
import io.rayoperator.migration.survey.Survey;
import java.io.IOException;

/** Shows every object to a survey. */
final class Surveyor {

  private final RayClusterObjects objects;
  private final Progress progress;

  Surveyor(RayClusterObjects objects, Progress progress) {
    this.objects = objects;
    this.progress = progress;
  }

  /** Objects are read in the version in which they lie: another one may not show all of them. */
  Survey survey(Definition definition) throws IOException {
    Survey survey = new Survey();
    String version =
        definition.serves(definition.storageVersion()) ? definition.storageVersion() : ApiGroup.V1;
    long[] done = {0};
    objects.forEach(
        version,
        (object, total) -> {
          survey.add(object);
          progress.objects("looked at", ++done[0], total);
        });
    return survey;
  }
}
