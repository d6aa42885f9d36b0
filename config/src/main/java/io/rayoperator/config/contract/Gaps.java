package io.rayoperator.config.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What keeps tests from matching the contract and the guides. */
final class Gaps {

  private Gaps() {}

  /** Sections and cases without a test, and mentions of what does not exist; each a sentence. */
  static List<String> between(List<Section> sections, List<Case> cases, List<Mention> mentions) {
    List<String> gaps = new ArrayList<>();
    Set<String> mentionedSections = new HashSet<>();
    Set<Integer> mentionedCases = new HashSet<>();
    for (Mention mention : mentions) {
      mentionedSections.addAll(mention.sections());
      mentionedCases.addAll(mention.cases());
      for (String number : mention.sections()) {
        if (sections.stream().noneMatch(section -> section.number().equals(number))) {
          gaps.add(mention.name() + " names section " + number + ", which does not exist");
        }
      }
      for (int number : mention.cases()) {
        if (cases.stream().noneMatch(each -> each.number() == number)) {
          gaps.add(mention.name() + " names case " + number + ", which does not exist");
        }
      }
    }
    for (Section section : sections) {
      if (section.missing().isEmpty() && !mentionedSections.contains(section.number())) {
        gaps.add("No test names section " + section.number() + ": " + section.title());
      }
    }
    for (Case each : cases) {
      if (each.missing().isEmpty() && !mentionedCases.contains(each.number())) {
        gaps.add("No test names case " + each.number() + ": " + each.title());
      }
    }
    return gaps;
  }

  /** Promises without a test, and mentions of what does not exist; each a sentence. */
  static List<String> between(List<Promise> promises, List<Mention> mentions) {
    List<String> gaps = new ArrayList<>();
    Set<String> mentioned = new HashSet<>();
    for (Mention mention : mentions) {
      mentioned.addAll(mention.rows());
      for (String id : mention.rows()) {
        if (promises.stream().noneMatch(promise -> promise.id().equals(id))) {
          gaps.add(mention.name() + " names row " + id + ", which does not exist");
        }
      }
    }
    for (Promise promise : promises) {
      if (!mentioned.contains(promise.id())) {
        gaps.add("No test names row " + promise.id() + ": " + promise.claim());
      }
    }
    return gaps;
  }
}
