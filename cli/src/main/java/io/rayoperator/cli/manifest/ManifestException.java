package io.rayoperator.cli.manifest;

import org.jspecify.annotations.Nullable;

/** A manifest cannot be read. The message is for the user. */
public final class ManifestException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ManifestException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
