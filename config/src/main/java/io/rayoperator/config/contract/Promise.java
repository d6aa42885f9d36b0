package io.rayoperator.config.contract;

/**
 * A row of the Python operator's guides.
 *
 * @param id such as {@code 004-13}: the guide and the number in it
 * @param claim what the guide says, in our words
 * @param result how it is kept
 * @param note what is to be known of that; empty if nothing
 */
record Promise(String id, String claim, Result result, String note) {

  /** How a promise is kept. */
  enum Result {
    AS_PROMISED("as promised"),
    IN_ANOTHER_WAY("**in another way**");

    private final String words;

    Result(String words) {
      this.words = words;
    }

    /** How the page says it. */
    String words() {
      return words;
    }
  }

  /** The guide that it is in. */
  String guide() {
    return id.split("-", 2)[0];
  }
}
