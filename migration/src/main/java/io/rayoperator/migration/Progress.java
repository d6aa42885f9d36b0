package io.rayoperator.migration;

/** Who is told how far the migration is. */
public interface Progress {

  /** Something was done or begins. */
  void step(String message);

  /**
   * So many of so many objects are done.
   *
   * @param total as far as it is known; objects come and go meanwhile
   */
  void objects(String what, long done, long total);
}
