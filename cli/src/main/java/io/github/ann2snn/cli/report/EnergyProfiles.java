package io.github.ann2snn.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.ann2snn.runtime.energy.EnergyProfile;
import io.github.ann2snn.runtime.operations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The device profiles of {@code energy-profiles.json}, which cites a source for every number. */
public final class EnergyProfiles {
  private static final String RESOURCE = "energy-profiles.json";

  private EnergyProfiles() {}

  /** All profiles, in the order of the file. */
  public static List<EnergyProfile> all() {
    try (InputStream in = EnergyProfiles.class.getResourceAsStream(RESOURCE)) {
      List<EnergyProfile> profiles = new ArrayList<>();
      for (JsonNode profile : new JsonMapper().readTree(in).required("profiles")) {
        profiles.add(profile(profile));
      }
      return profiles;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EnergyProfile profile(JsonNode profile) {
    Map<Operation, Double> picojoules = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      picojoules.put(operation, picojoules(profile.required("items").required(operation.key())));
    }
    return new EnergyProfile(
        profile.required("name").asText(), picojoules(profile.required("annMac")), picojoules);
  }

  private static double picojoules(JsonNode item) {
    return item.required("picojoules").doubleValue();
  }
}
