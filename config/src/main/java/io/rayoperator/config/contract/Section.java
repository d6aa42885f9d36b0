package io.rayoperator.config.contract;

/**
 * A section of the KubeRay contract.
 *
 * @param number such as {@code 2.3}, or {@code 12} of a chapter without sections
 * @param title in our words
 * @param missing what the product does not do of it yet, and what happens instead; empty if nothing
 */
record Section(String number, String title, String missing) {

  static Section of(String number, String title) {
    return new Section(number, title, "");
  }

  /** A section that need not have a test. */
  static Section missing(String number, String title, String what) {
    return new Section(number, title, what);
  }

  /** The number of its chapter. */
  String chapter() {
    return number.split("\\.", 2)[0];
  }
}
