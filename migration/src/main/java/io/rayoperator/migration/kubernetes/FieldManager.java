package io.rayoperator.migration.kubernetes;

/** As whom the migration writes. */
public final class FieldManager {

  public static final String NAME = "ray-operator-migrate";

  private FieldManager() {}
}
