package io.github.ann2snn.dynamics.hodgkinhuxley;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the equations do under a constant current from rest, by an integrator of order 8 with error
 * control; {@code hodgkin_huxley.py} beside the table made it.
 *
 * @param density of the current in uA/cm2
 * @param rest in mV
 * @param firstSpike when 0 mV is crossed first, in ms; NaN if never
 * @param firstPeak the peak of that spike in mV; NaN without one
 * @param spikes in 1 s
 * @param rate after 500 ms, in Hz
 * @param at10Ms the potential then, in mV
 */
record HodgkinHuxleyReference(
    double density,
    double rest,
    double firstSpike,
    double firstPeak,
    int spikes,
    double rate,
    double at10Ms) {
  static List<HodgkinHuxleyReference> all() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                HodgkinHuxleyReference.class.getResourceAsStream("hodgkin_huxley.csv"),
                StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(HodgkinHuxleyReference::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HodgkinHuxleyReference at(double density) {
    return all().stream().filter(r -> r.density == density).findFirst().orElseThrow();
  }

  private static HodgkinHuxleyReference of(String line) {
    String[] fields = line.split(",", -1);
    return new HodgkinHuxleyReference(
        Double.parseDouble(fields[0]),
        Double.parseDouble(fields[1]),
        number(fields[2]),
        number(fields[3]),
        Integer.parseInt(fields[4]),
        Double.parseDouble(fields[5]),
        Double.parseDouble(fields[6]));
  }

  private static double number(String field) {
    return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
  }
}
