package io.rayoperator.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/**
 * One document of a file.
 *
 * @param file path as the user gave it, or {@code -} for the standard input
 * @param document its number in the file, from 1
 * @param line of the file with which its text begins, from 1
 * @param separator what stands before it in the file: {@code ---} with the rest of its line, or
 *     nothing
 * @param text as it stands in the file after that
 * @param content what it says; a missing node if it holds nothing but comments
 */
public record Manifest(
    String file, int document, int line, String separator, String text, JsonNode content) {

  /** The place for messages: {@code clusters.yaml, document 2}. */
  public String place() {
    return file + ", document " + document;
  }

  /** The lines of comments, and empty lines, before the first key. */
  public String leadingComments() {
    return text.lines()
        .takeWhile(line -> line.isBlank() || line.stripLeading().startsWith("#"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
