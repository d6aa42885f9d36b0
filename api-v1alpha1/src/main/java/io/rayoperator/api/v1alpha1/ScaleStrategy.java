package io.rayoperator.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.rayoperator.api.v1.ApiObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which pods go first when a group shrinks. */
public class ScaleStrategy extends ApiObject {

  @JsonPropertyDescription("Names of the pods to delete.")
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
