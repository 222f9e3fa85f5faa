package io.github.ann2snn.cli.inspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.ann2snn.cli.options.DataOptions;
import io.github.ann2snn.cli.shell.BaseCommand;
import io.github.ann2snn.datasets.catalog.DatasetCatalog.DatasetListing;
import io.github.ann2snn.datasets.catalog.DatasetCatalog.Fetched;
import io.github.ann2snn.datasets.catalog.DatasetCatalog.FileCheck;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.files.json.JsonDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The data sets known by name. */
@Command(
    name = "datasets",
    description = "Lists, downloads and verifies the data sets known by name.",
    subcommands = {
      DatasetsCommand.ListThem.class,
      DatasetsCommand.Fetch.class,
      DatasetsCommand.Verify.class
    },
    synopsisSubcommandLabel = "(list | fetch | verify)",
    footer = {"", "Example: ann2snn datasets fetch mnist"})
public final class DatasetsCommand extends BaseCommand {
  @Override
  public void run() {
    throw usage("say what to do: list, fetch NAME or verify NAME");
  }

  /** Which there are, and where they are here. */
  @Command(
      name = "list",
      description = "Lists the data sets, and where they were found.",
      footer = {"", "Example: ann2snn datasets list --data-dir data"})
  static final class ListThem extends BaseCommand {
    @Mixin private DataOptions.DataLocation location;

    @Option(names = "--json", description = "Print JSON.", showDefaultValue = Visibility.NEVER)
    private boolean json;

    @Override
    public void run() {
      List<DatasetListing> listings = location.catalog(terminal()).list();
      terminal()
          .out()
          .print(
              json
                  ? JsonDocument.text(listings.stream().map(ListingPart::new).toList())
                  : text(listings));
    }

    private static String text(List<DatasetListing> listings) {
      StringBuilder text = new StringBuilder();
      for (DatasetListing listing : listings) {
        text.append(Text.of("%-14s %s%n", listing.name(), place(listing)));
        text.append(Text.of("%-14s %s%n", "", listing.title()));
        if (!listing.citation().isEmpty()) {
          text.append(Text.of("%-14s %s%n", "", listing.citation()));
        }
      }
      return text.toString();
    }

    private static String place(DatasetListing listing) {
      if (listing.builtIn()) {
        return "built in";
      }
      return listing
          .folder()
          .map(Path::toString)
          .orElse("not here; ann2snn datasets fetch gets it");
    }

    /** What is told as JSON. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    private record ListingPart(String name, String title, boolean builtIn, String folder) {
      ListingPart(DatasetListing listing) {
        this(
            listing.name(),
            listing.title(),
            listing.builtIn(),
            listing.folder().map(Path::toString).orElse(null));
      }
    }
  }

  /** What is done with one. */
  private abstract static class ForOne extends BaseCommand {
    @Parameters(paramLabel = "NAME", description = "mnist, fashion-mnist, cifar10 or cifar100.")
    String name;

    @Mixin DataOptions.DataLocation location;
  }

  /** Downloads one. */
  @Command(
      name = "fetch",
      description = "Downloads a data set into the cache and verifies it.",
      footer = {"", "Example: ann2snn datasets fetch fashion-mnist"})
  static final class Fetch extends ForOne {
    @Override
    public void run() throws BadFileException {
      Fetched fetched = location.catalog(terminal()).fetch(name);
      print(fetched.folder() + System.lineSeparator());
      if (fetched.downloaded()) {
        say("Wrote the files of %s to %s", name, fetched.folder());
      } else {
        say("%s is there already, complete and verified; nothing was downloaded.", name);
      }
    }
  }

  /** Checks the files of one. */
  @Command(
      name = "verify",
      description = "Compares the files of a data set with their known SHA-256.",
      footer = {"", "Example: ann2snn datasets verify mnist"})
  static final class Verify extends ForOne {
    @Override
    public void run() throws BadFileException {
      List<FileCheck> checks = location.catalog(terminal()).verify(name);
      for (FileCheck check : checks) {
        terminal()
            .out()
            .println(
                Text.of(
                    "%-8s %s%s",
                    check.status().toString().toLowerCase(Locale.ROOT),
                    check.path(),
                    check.detail().isEmpty() ? "" : ": " + check.detail()));
      }
      if (checks.stream().anyMatch(check -> check.status() != FileCheck.Status.FOUND)) {
        throw BadFileException.of(
            "%s is not complete here; ann2snn datasets fetch %s downloads it", name, name);
      }
    }
  }
}
