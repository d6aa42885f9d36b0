package io.rayoperator.testing;

/** The namespace of one test. */
public record TestNamespace(String name) {

  @Override
  public String toString() {
    return name;
  }
}
