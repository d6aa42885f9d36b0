package io.rayoperator.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.rayoperator.api.v1.validation.violating.LooksAtACluster;
import io.rayoperator.api.v1.violating.UsesAClient;
import io.rayoperator.api.v1.violating.UsesTheOldVersion;
import io.rayoperator.conversion.violating.UsesFabric8;
import io.rayoperator.migration.survey.violating.SendsARequest;
import io.rayoperator.migration.violating.UsesTheWebhookServer;
import io.rayoperator.operator.model.violating.ReadsAFile;
import io.rayoperator.operator.model.violating.ReadsTheClock;
import io.rayoperator.operator.model.violating.ReadsTheEnvironment;
import io.rayoperator.operator.model.violating.RollsDice;
import io.rayoperator.operator.violating.UsesTheConverter;
import io.rayoperator.webhook.violating.UsesTheOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleRulesTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.rayoperator");

  static Stream<ArchRule> rules() {
    return Stream.of(
        ModuleRules.API_IS_TYPES_ONLY,
        ModuleRules.API_RULES_ARE_PURE,
        ModuleRules.V1_DOES_NOT_KNOW_THE_OLD_VERSION,
        ModuleRules.CONVERSION_WORKS_ON_TREES,
        ModuleRules.OPERATOR_KNOWS_V1_ONLY,
        ModuleRules.WEBHOOK_DOES_NOT_KNOW_THE_OPERATOR,
        ModuleRules.MIGRATION_KNOWS_NO_SERVER,
        ModuleRules.MIGRATION_PLANS_WITHOUT_A_CLIENT,
        ModuleRules.MODEL_DOES_NO_IO,
        ModuleRules.MODEL_IS_DETERMINISTIC);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void productKeepsTheRule(ArchRule rule) {
    rule.check(PRODUCT);
  }

  @Test
  void allModulesAreLookedAt() {
    assertThat(
            Stream.of(
                "api.v1",
                "api.v1alpha1",
                "api.legacy",
                "conversion",
                "operator.model",
                "webhook",
                "migration.survey",
                "cli"))
        .allSatisfy(
            module ->
                assertThat(PRODUCT.containPackage("io.rayoperator." + module)).as(module).isTrue());
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of(ModuleRules.API_IS_TYPES_ONLY, UsesAClient.class),
        Arguments.of(ModuleRules.API_RULES_ARE_PURE, LooksAtACluster.class),
        Arguments.of(ModuleRules.V1_DOES_NOT_KNOW_THE_OLD_VERSION, UsesTheOldVersion.class),
        Arguments.of(ModuleRules.CONVERSION_WORKS_ON_TREES, UsesFabric8.class),
        Arguments.of(ModuleRules.OPERATOR_KNOWS_V1_ONLY, UsesTheConverter.class),
        Arguments.of(ModuleRules.WEBHOOK_DOES_NOT_KNOW_THE_OPERATOR, UsesTheOperator.class),
        Arguments.of(ModuleRules.MIGRATION_KNOWS_NO_SERVER, UsesTheWebhookServer.class),
        Arguments.of(ModuleRules.MIGRATION_PLANS_WITHOUT_A_CLIENT, SendsARequest.class),
        Arguments.of(ModuleRules.MODEL_DOES_NO_IO, ReadsAFile.class),
        Arguments.of(ModuleRules.MODEL_IS_DETERMINISTIC, ReadsTheClock.class),
        Arguments.of(ModuleRules.MODEL_IS_DETERMINISTIC, ReadsTheEnvironment.class),
        Arguments.of(ModuleRules.MODEL_IS_DETERMINISTIC, RollsDice.class));
  }

  @ParameterizedTest
  @MethodSource("violations")
  void ruleCatchesItsViolation(ArchRule rule, Class<?> violating) {
    JavaClasses classes = new ClassFileImporter().importClasses(violating);

    assertThatThrownBy(() -> rule.check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(violating.getName());
  }
}
