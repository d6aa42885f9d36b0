package io.rayoperator.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Who may know whom. Each rule says where a class that breaks it belongs instead. */
final class ModuleRules {

  /** The language itself, without I/O. */
  private static final String[] LANGUAGE = {
    "java.lang..",
    "java.math..",
    "java.text..",
    "java.time..",
    "java.util..",
    "java.nio.charset..",
    "org.jspecify.annotations.."
  };

  /** Rules and defaults also read objects that do not fit the types. */
  private static final String[] API_RULES = {
    "io.rayoperator.api.v1.validation..", "io.rayoperator.api.v1.defaulting.."
  };

  private static final DescribedPredicate<JavaClass> API_TYPES =
      resideInAnyPackage(LANGUAGE)
          .or(
              resideInAnyPackage(
                  "io.rayoperator.api..",
                  "com.fasterxml.jackson.annotation..",
                  "io.fabric8.kubernetes.api..",
                  "io.fabric8.kubernetes.model..",
                  "io.fabric8.generator.annotation..",
                  "io.fabric8.crd.generator.annotation..",
                  "io.fabric8.crdv2.generator.."))
          .or(named("io.fabric8.kubernetes.client.CustomResource"));

  static final ArchRule API_IS_TYPES_ONLY =
      classes()
          .that()
          .resideInAPackage("io.rayoperator.api..")
          .and()
          .resideOutsideOfPackages(API_RULES)
          .should()
          .onlyDependOnClassesThat(API_TYPES)
          .because(
              "users of the API take these jars: whoever talks to a cluster belongs to operator or webhook");

  static final ArchRule API_RULES_ARE_PURE =
      classes()
          .that()
          .resideInAnyPackage(API_RULES)
          .should()
          .onlyDependOnClassesThat(
              API_TYPES.or(resideInAnyPackage("java.io..", "com.fasterxml.jackson..")))
          .because("the rules look at an object, typed or as a tree, and at nothing else");

  static final ArchRule V1_DOES_NOT_KNOW_THE_OLD_VERSION =
      noClasses()
          .that()
          .resideInAPackage("io.rayoperator.api.v1..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.rayoperator.api.v1alpha1..")
          .because("v1 is the hub: what both versions need is part of v1");

  static final ArchRule CONVERSION_WORKS_ON_TREES =
      classes()
          .that()
          .resideInAPackage("io.rayoperator.conversion..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(LANGUAGE)
                  .or(
                      resideInAnyPackage(
                          "io.rayoperator.conversion..",
                          "io.rayoperator.api..",
                          "java.io..",
                          "com.fasterxml.jackson..")))
          .because(
              "a converter is a pure function of Jackson trees: reviews and HTTP belong to webhook");

  static final ArchRule OPERATOR_KNOWS_V1_ONLY =
      noClasses()
          .that()
          .resideInAPackage("io.rayoperator.operator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.rayoperator.api.v1alpha1..",
              "io.rayoperator.conversion..",
              "io.rayoperator.webhook..",
              "io.rayoperator.cli..")
          .because(
              "the operator sees the storage version only; what concerns other versions belongs to conversion");

  static final ArchRule WEBHOOK_DOES_NOT_KNOW_THE_OPERATOR =
      noClasses()
          .that()
          .resideInAPackage("io.rayoperator.webhook..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.rayoperator.operator..", "io.rayoperator.cli..")
          .because("both are processes of their own: what they share is part of api-v1");

  static final ArchRule MIGRATION_KNOWS_NO_SERVER =
      noClasses()
          .that()
          .resideInAPackage("io.rayoperator.migration..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.rayoperator.operator..", "io.rayoperator.webhook..", "io.rayoperator.cli..")
          .because(
              "it meets both servers through the API server only, of whichever release they are");

  static final ArchRule MIGRATION_PLANS_WITHOUT_A_CLIENT =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.rayoperator.migration.definition..",
              "io.rayoperator.migration.leave..",
              "io.rayoperator.migration.survey..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client..", "io.rayoperator.migration.kubernetes..")
          .because("they judge what they are given: requests belong to migration.kubernetes");

  static final ArchRule MODEL_DOES_NO_IO =
      noClasses()
          .that()
          .resideInAPackage("io.rayoperator.operator.model..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..",
                      "java.net..",
                      "java.nio.channels..",
                      "java.nio.file..",
                      "java.util.concurrent..",
                      "java.util.logging..",
                      "org.slf4j..",
                      "io.micrometer..",
                      "io.javaoperatorsdk..",
                      "io.fabric8.kubernetes.client..")
                  .and(DescribedPredicate.not(named("io.fabric8.kubernetes.client.CustomResource")))
                  .and(DescribedPredicate.not(named("java.io.Serializable")))
                  .as("that do I/O, log, or run things at the same time"))
          .because(
              "the model computes: what reads or writes the cluster belongs to operator.kubernetes");

  static final ArchRule MODEL_IS_DETERMINISTIC =
      noClasses()
          .that()
          .resideInAPackage("io.rayoperator.operator.model..")
          .should()
          .accessTargetWhere(
              describe(
                  "it gives the time, randomness or the environment",
                  ModuleRules::dependsOnTheMoment))
          .because("time, randomness and environment are arguments: the reconciler passes them in");

  private static final Set<String> ENVIRONMENT =
      Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty", "getProperties");

  private ModuleRules() {}

  private static boolean dependsOnTheMoment(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getFullName();
    String member = access.getTarget().getName();
    return switch (owner) {
      case "java.lang.System" -> ENVIRONMENT.contains(member);
      case "java.lang.Math", "java.lang.StrictMath" -> member.equals("random");
      case "java.util.UUID" -> member.equals("randomUUID");
      case "java.util.Date", "java.util.GregorianCalendar", "java.util.Calendar" -> true;
      case "java.util.Collections" -> member.equals("shuffle");
      case "java.util.Locale", "java.util.TimeZone", "java.time.ZoneId" ->
          member.equals("getDefault") || member.equals("systemDefault");
      default ->
          owner.startsWith("java.util.random.")
              || owner.startsWith("java.util.Random")
              || owner.startsWith("java.util.SplittableRandom")
              || owner.equals("java.security.SecureRandom")
              || (owner.startsWith("java.time.")
                  && (member.equals("now") || member.startsWith("system")));
    };
  }

  private static DescribedPredicate<JavaClass> named(String name) {
    return describe(name, javaClass -> javaClass.getFullName().equals(name));
  }
}
