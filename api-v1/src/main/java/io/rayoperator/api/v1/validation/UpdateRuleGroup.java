package io.rayoperator.api.v1.validation;

import java.util.List;

/** Rules about what an update may change. Stateless. */
interface UpdateRuleGroup {

  String title();

  List<Rule> rules();

  void check(ClusterView stored, ClusterView updated, Violations found);
}
