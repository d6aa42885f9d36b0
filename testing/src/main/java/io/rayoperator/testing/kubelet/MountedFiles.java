package io.rayoperator.testing.kubelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files of a volume, changed all at once, as the kubelet does: a link is moved to a new
 * directory.
 */
final class MountedFiles {

  private static final String CURRENT = "..data";

  private final Path directory;
  private Map<String, byte[]> written = Map.of();

  MountedFiles(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** Replaces the files, if they are others. */
  void write(Map<String, byte[]> files) throws IOException {
    if (equal(files, written)) {
      return;
    }
    Path generation = Files.createDirectory(directory.resolve(".." + UUID.randomUUID()));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(generation.resolve(file.getKey()), file.getValue());
    }
    readable(generation);
    Path former = former();
    link(CURRENT, generation.getFileName());
    for (String name : files.keySet()) {
      if (!Files.isSymbolicLink(directory.resolve(name))) {
        link(name, Path.of(CURRENT, name));
      }
    }
    for (String name : written.keySet()) {
      if (!files.containsKey(name)) {
        Files.delete(directory.resolve(name));
      }
    }
    delete(former);
    written = new TreeMap<>(files);
  }

  private static boolean equal(Map<String, byte[]> one, Map<String, byte[]> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(file -> Arrays.equals(file.getValue(), other.get(file.getKey())));
  }

  /** The umask of a test may be anything; other users read mounted files. */
  private static void readable(Path generation) {
    Commands.run("chmod", "-R", "a+rX", generation.toString());
  }

  private Path former() throws IOException {
    Path link = directory.resolve(CURRENT);
    return Files.isSymbolicLink(link) ? link.toRealPath() : link;
  }

  private void link(String name, Path target) throws IOException {
    Path temporary = directory.resolve(".." + UUID.randomUUID());
    Files.createSymbolicLink(temporary, target);
    Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void delete(Path generation) throws IOException {
    if (!Files.isDirectory(generation, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(generation)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
