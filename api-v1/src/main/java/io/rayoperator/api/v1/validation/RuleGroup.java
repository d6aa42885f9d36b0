package io.rayoperator.api.v1.validation;

import java.util.List;

/** Rules that belong together. Stateless. */
interface RuleGroup {

  /** What the rules are about, as a heading. */
  String title();

  /** The rules, in the order in which they are checked. */
  List<Rule> rules();

  /** Adds every violation of a rule of this group. Never fails, whatever the object holds. */
  void check(ClusterView cluster, Violations found);
}
