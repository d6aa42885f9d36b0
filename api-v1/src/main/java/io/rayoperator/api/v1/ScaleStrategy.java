package io.rayoperator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which pods go first when a group shrinks; the Ray autoscaler writes it. */
public class ScaleStrategy extends ApiObject {

  @JsonPropertyDescription(
      "Names of the pods to delete. Entries of pods that are gone have no effect.")
  private @Nullable List<String> workersToDelete;

  public @Nullable List<String> getWorkersToDelete() {
    return workersToDelete;
  }

  public void setWorkersToDelete(@Nullable List<String> workersToDelete) {
    this.workersToDelete = workersToDelete;
  }

  @Override
  protected @Nullable Object[] values() {
    return new @Nullable Object[] {workersToDelete};
  }
}
