package io.rayoperator.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One document of a file.
 *
 * @param file path as the user gave it, or {@code -} for the standard input
 * @param document its number in the file, from 1
 * @param text as it stands in the file, without the {@code ---} before it
 * @param content what it says; a missing node if it holds nothing but comments
 */
public record Manifest(String file, int document, String text, JsonNode content) {

  /** The place for messages: {@code clusters.yaml, document 2}. */
  public String place() {
    return file + ", document " + document;
  }
}
