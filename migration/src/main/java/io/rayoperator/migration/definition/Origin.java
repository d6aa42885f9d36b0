package io.rayoperator.migration.definition;

/** Whose definition of RayClusters it is. */
public enum Origin {
  RAY_OPERATOR("ray-operator"),
  KUBERAY("KubeRay"),
  /** One of the operators of 2019 to 2021, or something else. */
  OTHER("neither KubeRay's nor ray-operator's");

  private final String title;

  Origin(String title) {
    this.title = title;
  }

  /** The name for people. */
  public String title() {
    return title;
  }
}
