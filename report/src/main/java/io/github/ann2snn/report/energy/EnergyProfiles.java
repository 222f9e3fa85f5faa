package io.github.ann2snn.report.energy;

import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.network.Arithmetic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The profiles that results are told for.
 *
 * @param user those of the user's files, in order
 */
public record EnergyProfiles(List<EnergyProfile> user) {
  private static final String RESOURCE = "energy-profiles.json";

  /** Copies the list. */
  public EnergyProfiles {
    user = List.copyOf(user);
  }

  /**
   * The built-in profiles and those of some files.
   *
   * @throws BadFileException if a file is not one, or a name is taken
   */
  public static EnergyProfiles with(List<Path> files) throws IOException {
    if (files.isEmpty()) {
      return new EnergyProfiles(List.of());
    }
    List<EnergyProfile> user = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    builtIn().forEach(profile -> taken.add(profile.name()));
    for (Path file : files) {
      user.addAll(ProfileFile.read(file, taken));
    }
    return new EnergyProfiles(user);
  }

  /** The profiles that come with the program, in the order of their file. */
  public static List<EnergyProfile> builtIn() {
    try (InputStream in = EnergyProfiles.class.getResourceAsStream(RESOURCE)) {
      return ProfileFile.read(RESOURCE, in, new HashSet<>());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * All profiles. The first is the one that the verdict speaks of: the user's first, or else the
   * first that fits the network's arithmetic.
   */
  public List<EnergyProfile> ordered(Arithmetic arithmetic) {
    List<EnergyProfile> builtIn = new ArrayList<>(builtIn());
    EnergyProfile fitting =
        builtIn.stream()
            .filter(profile -> profile.arithmetics().contains(arithmetic))
            .findFirst()
            .orElse(builtIn.get(0));
    builtIn.sort(Comparator.comparing(profile -> !profile.name().equals(fitting.name())));
    List<EnergyProfile> all = new ArrayList<>(user);
    all.addAll(builtIn);
    return all;
  }

  /** The first that the user has given. */
  public Optional<EnergyProfile> wanted() {
    return user.stream().findFirst();
  }

  /**
   * How energy is told.
   *
   * @param profiles the devices
   * @param firstLayer how often the current of an analogue first layer is computed
   * @param chip lays the network on a chip, so that what crosses its cores is told and priced
   */
  public record EnergySettings(
      EnergyProfiles profiles, AnalogueFirstLayer firstLayer, Optional<ChipLayout> chip) {
    /** On no chip. */
    public EnergySettings(EnergyProfiles profiles, AnalogueFirstLayer firstLayer) {
      this(profiles, firstLayer, Optional.empty());
    }

    /** The same on a chip. */
    public EnergySettings on(Optional<ChipLayout> other) {
      return new EnergySettings(profiles, firstLayer, other);
    }
  }

  /** How often a device computes the constant current of the first layer. */
  public enum AnalogueFirstLayer {
    /** Once per sample; it is kept and added at every step. */
    ONCE("once", "once"),
    /** Again at every step, because nothing keeps it. */
    EVERY_STEP("every-step", "everyStep");

    private final String option;
    private final String key;

    AnalogueFirstLayer(String option, String key) {
      this.option = option;
      this.key = key;
    }

    /** How result files name it. */
    public String key() {
      return key;
    }

    /** How users name it. */
    @Override
    public String toString() {
      return option;
    }
  }
}
