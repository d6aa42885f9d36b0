package io.rayoperator.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes every generated file of the repository, whose root is the argument. */
final class Generate {

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments.length == 0 ? "." : arguments[0]);
    for (GeneratedFile file : GeneratedFile.all(root)) {
      Path path = root.resolve(file.path());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.content());
      System.out.println("wrote " + file.path());
    }
  }
}
