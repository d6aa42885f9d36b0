package io.rayoperator.testing.hostile;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Connections that do not say what they should, each by a thread of its own. */
final class Connections {

  private static final int ALL_AT_ONCE = 256;
  private static final int PAUSE_MILLIS = 250;

  private Connections() {}

  /** What one of them does. */
  @FunctionalInterface
  interface Conversation {

    /** Returns how it ended. */
    String hold() throws IOException, InterruptedException;
  }

  /** Holds conversations, 256 at a time. */
  static void hold(int times, Conversation conversation, Outcomes outcomes)
      throws InterruptedException {
    try (ExecutorService clients = Executors.newFixedThreadPool(ALL_AT_ONCE)) {
      for (int i = 0; i < times; i++) {
        clients.execute(() -> outcomes.count(outcome(conversation)));
      }
    }
  }

  private static String outcome(Conversation conversation) {
    try {
      return conversation.hold();
    } catch (IOException e) {
      return Ending.LOST;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** Sends a text, and then a byte now and then. */
  static String dribble(Socket socket, String beginning, int pauses)
      throws IOException, InterruptedException {
    try (socket) {
      OutputStream out = socket.getOutputStream();
      out.write(beginning.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      for (int i = 0; i < pauses; i++) {
        Thread.sleep(PAUSE_MILLIS);
        out.write('x');
        out.flush();
      }
      return Ending.HELD;
    }
  }

  /** Says a part of what a handshake begins with, or nothing. */
  static String stall(Socket socket, byte[] beginning, int pauses)
      throws IOException, InterruptedException {
    try (socket) {
      socket.getOutputStream().write(beginning);
      Thread.sleep((long) PAUSE_MILLIS * pauses);
      return Ending.HELD;
    }
  }

  /** Sends all, and reads the first line of the answer. */
  static String answer(Socket socket, byte[] request) throws IOException {
    try (socket) {
      OutputStream out = socket.getOutputStream();
      try {
        out.write(request);
        out.flush();
      } catch (IOException e) {
        return firstLine(socket.getInputStream()); // It may have answered before it closed.
      }
      return firstLine(socket.getInputStream());
    }
  }

  private static String firstLine(InputStream in) throws IOException {
    byte[] line = new byte["HTTP/1.1 400".length()];
    try {
      int read = in.readNBytes(line, 0, line.length);
      return read < line.length
          ? Ending.CLOSED
          : new String(line, StandardCharsets.US_ASCII).substring(line.length - 3);
    } catch (SocketTimeoutException e) {
      return Ending.UNANSWERED;
    }
  }

  /** Breaks off in the middle of a body. */
  static String breakOff(Socket socket, String beginning) throws IOException {
    try (socket) {
      socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return Ending.BROKEN_OFF;
    }
  }
}
