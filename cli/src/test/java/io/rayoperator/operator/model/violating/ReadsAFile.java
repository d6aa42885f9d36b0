package io.rayoperator.operator.model.violating;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Breaks a rule of the architecture, so that a test can see the rule fail. */
public final class ReadsAFile {

  String content(Path file) throws IOException {
    return Files.readString(file);
  }
}
