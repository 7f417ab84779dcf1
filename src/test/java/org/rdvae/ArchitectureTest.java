package org.rdvae;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.base.Failure;

/** The map of the packages, and what only some of them may do. */
class ArchitectureTest {
  /** Each may use itself and those before it. */
  private static final List<String> PACKAGES =
      List.of(
          "base",
          "tensor",
          "random",
          "data",
          "network",
          "distribution",
          "objective",
          "model",
          "codec",
          "training",
          "evaluation",
          "checkpoint",
          "report",
          "fetch",
          "bench",
          "config",
          "job",
          "imageio",
          "serve",
          "cli",
          "spark");

  /** What programs use; it stands on all packages but the command line. */
  private static final String INTERFACE = "org.rdvae";

  private static JavaClasses main;

  @BeforeAll
  static void readClasses() throws URISyntaxException {
    main =
        new ClassFileImporter()
            .importPath(
                Path.of(Failure.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
  }

  /** All but the last, which may use everything. */
  static List<String> packages() {
    return PACKAGES.subList(0, PACKAGES.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void everyPackageUsesOnlyThoseBeforeIt(String name) {
    List<String> after = PACKAGES.subList(PACKAGES.indexOf(name) + 1, PACKAGES.size());
    noClasses()
        .that()
        .resideInAPackage(inside(name))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(after.stream().map(ArchitectureTest::inside).toArray(String[]::new))
        .check(main);
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(Stream.of(INTERFACE), PACKAGES.stream().map(ArchitectureTest::inside))
                .toArray(String[]::new))
        .check(main);
  }

  @Test
  void theProgrammingInterfaceIsUsedFromOutsideOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(INTERFACE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(INTERFACE)
        .check(main);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("org.rdvae.(*)..").should().beFreeOfCycles().check(main);
  }

  @Test
  void onlyTensorAndTheDl4jGraphKnowTheNativeLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("tensor"))
        .and()
        .haveNameNotMatching(
            "org\\.rdvae\\.network\\."
                + "(Dl4jGraphConfiguration|Dl4jGraphMemory|Dl4jGraphPasses|PlannedDl4jGraph"
                + "|Dl4jExport|Dl4jExportGraph|Dl4jExportLayers|Dl4jExportWriter)(\\$.*)?")
        .and()
        .doNotHaveFullyQualifiedName(IteratorExamples.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..", "org.bytedeco..")
        .check(main);
  }

  @Test
  void nothingUsesJavaSerialisation() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ObjectInputStream.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ObjectOutputStream.class)
        .check(main);
  }

  @Test
  void randomNumbersComeFromOurStreamsOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(SplittableRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(StrictMath.class, "random")
        .check(main);
  }

  /** The command line of Spark's jobs is beside them. */
  @Test
  void onlyTheCommandLineExitsAndPrintsResults() {
    noClasses()
        .that()
        .resideOutsideOfPackages(inside("cli"), inside("spark"))
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .orShould()
        .accessField(System.class, "out")
        .check(main);
  }

  /** Without a locale, {@code %d} writes the digits of the user's language. */
  @Test
  void nothingIsFormattedInTheLocaleOfTheMachine() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .orShould()
        .callMethod(String.class, "formatted", Object[].class)
        .orShould()
        .callMethod(PrintStream.class, "printf", String.class, Object[].class)
        .orShould()
        .callMethod(PrintStream.class, "format", String.class, Object[].class)
        .check(main);
  }

  private static String inside(String name) {
    return "org.rdvae." + name + "..";
  }
}
