package io.rayoperator.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.rayoperator.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String MODEL = "io.rayoperator.operator.model..";

  @ArchTest
  static final ArchRule modelTalksToNobody =
      noClasses()
          .that()
          .resideInAPackage(MODEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client..",
              "io.javaoperatorsdk..",
              "io.micrometer..",
              "java.net..",
              "java.nio.file..",
              "org.slf4j..",
              "io.rayoperator.operator.kubernetes..",
              "io.rayoperator.operator.reconciler..")
          .because("it computes; I/O and logging belong into kubernetes and reconciler");

  @ArchTest
  static final ArchRule modelReadsNoClockAndNoEnvironment =
      noClasses()
          .that()
          .resideInAPackage(MODEL)
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.UUID.class)
          .because("time, randomness and environment are passed in, so that plans can be tested");

  @ArchTest
  static final ArchRule onlyOnePackageHoldsAClient =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.rayoperator.operator", "io.rayoperator.operator.kubernetes..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(io.fabric8.kubernetes.client.Client.class)
          .because("requests are made in the package kubernetes");

  @ArchTest
  static final ArchRule oldVersionIsUnknown =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.rayoperator.api.v1alpha1..",
              "io.rayoperator.conversion..",
              "io.rayoperator.webhook..")
          .because("the API server converts");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.rayoperator.operator.(*)..").should().beFreeOfCycles();
}
