package io.rayoperator.testing.hostile;

/** How connections end. */
final class Ending {

  static final String LOST = "connection lost";
  static final String HELD = "held open";
  static final String ENDED = "connection ended by the server";
  static final String TAKEN = "taken";
  static final String CLOSED = "closed";
  static final String BROKEN_OFF = "broken off";
  static final String UNANSWERED = "no answer";

  private Ending() {}
}
