package io.rayoperator.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.rayoperator.cli.manifest.ManifestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;

/** Tells what went wrong in the world from mistakes in this program. */
final class Failures {

  private Failures() {}

  /** Whether a user can do something about it, so that a message is enough. */
  static boolean isExpected(Throwable failure) {
    return failure instanceof ManifestException
        || failure instanceof IOException
        || failure instanceof UncheckedIOException
        || failure instanceof KubernetesClientException;
  }

  /** The message, and those of its causes that add something. */
  static String message(Throwable failure) {
    StringBuilder text = new StringBuilder(ownMessage(failure));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String message = ownMessage(cause);
      if (text.indexOf(message) < 0) {
        text.append(": ").append(message);
      }
    }
    return text.toString();
  }

  private static String ownMessage(Throwable failure) {
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or directory";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }
}
