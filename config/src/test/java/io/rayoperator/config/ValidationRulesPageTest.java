package io.rayoperator.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.api.v1.validation.RayClusterValidator;
import org.junit.jupiter.api.Test;

class ValidationRulesPageTest {

  @Test
  void everyRuleHasASection() {
    String page = ValidationRulesPage.render();
    RayClusterValidator.rules().stream()
        .flatMap(chapter -> chapter.rules().stream())
        .forEach(rule -> assertThat(page).contains("\n### `" + rule.id() + "`\n"));
  }
}
