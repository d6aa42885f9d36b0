package io.rayoperator.legacy;

/** Numbers held between bounds; of impossible bounds, the upper one counts. */
final class Bounds {

  private Bounds() {}

  static int clamp(int value, int min, int max) {
    return Math.min(Math.max(value, min), max);
  }
}
