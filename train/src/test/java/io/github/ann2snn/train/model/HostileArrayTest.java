package io.github.ann2snn.train.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileArrayTest extends HostileModelFixture {
  /** Where the fields before the values are. */
  private static final int SHAPE_LENGTH = 18;

  private static final int RANK = 32;
  private static final int COLUMNS = 40;
  private static final int DATA_LENGTH = 98;
  private static final int DATA_TYPE = 108;

  @Test
  void noParameters() throws IOException {
    entries.put(COEFFICIENTS, new byte[0]);
    entries.put("noParams.marker", new byte[0]);
    write();
    refused(COEFFICIENTS + ": at byte 0: ends too early");
  }

  private void weights(UnaryOperator<byte[]> change, String reason) throws IOException {
    entries.put(COEFFICIENTS, change.apply(entries.get(COEFFICIENTS)));
    write();
    refused(COEFFICIENTS + ": " + reason);
  }

  private void putLong(int at, long value, String reason) throws IOException {
    weights(bytes -> ByteBuffer.wrap(bytes).putLong(at, value).array(), reason);
  }

  @Test
  void lengthsThatDoNotFit() throws IOException {
    putLong(SHAPE_LENGTH, 1L << 40, "at byte 18: length 1099511627776 must be 6 to 8");
  }

  @Test
  void aRankThatDoesNotFit() throws IOException {
    putLong(RANK, 3, "at byte 32: rank 3 does not fit a shape of 6 numbers");
  }

  @Test
  void aShapeThatDoesNotFit() throws IOException {
    putLong(COLUMNS, 165, "at byte 32: has shape [1, 165], but the configuration needs [1, 166]");
  }

  @Test
  void aDataLengthThatDoesNotFit() throws IOException {
    putLong(DATA_LENGTH, Long.MAX_VALUE, "at byte 98: length 9223372036854775807 must be 166");
  }

  @Test
  void anotherDataType() throws IOException {
    weights(
        bytes -> {
          byte[] changed = bytes.clone();
          changed[DATA_TYPE] = 'X';
          return changed;
        },
        "at byte 106: data type \"XLOAT\" must be FLOAT");
  }

  @Test
  void anOldStorageMode() throws IOException {
    weights(
        bytes ->
            ByteBuffer.wrap(bytes)
                .putShort((short) 6)
                .put("DIRECT".getBytes(StandardCharsets.US_ASCII))
                .array(),
        "at byte 0: storage mode \"DIRECT\" must be MIXED_DATA_TYPES; load and save");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 50, VALUES - 1})
  void weightsThatEndInTheHeader(int length) throws IOException {
    weights(bytes -> Arrays.copyOf(bytes, length), "at byte ");
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, -1, 4})
  void tooFewOrTooManyBytes(int more) throws IOException {
    weights(
        bytes -> Arrays.copyOf(bytes, bytes.length + more),
        "at byte 113: " + (664 + more) + " bytes follow, but 166 numbers take 664");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aWeightThatIsNotFinite(float value) throws IOException {
    // Number 100 lies in the second layer: the first has 7 x 11 weights and 11 biases.
    weights(
        bytes -> ByteBuffer.wrap(bytes).putFloat(VALUES + 4 * 100, value).array(),
        "layer dense_1 has a weight or bias that is " + value + ", number 100 of the file");
  }

  @Test
  void anUpdaterStateThatIsNotFinite() throws IOException {
    ByteBuffer.wrap(entries.get(UPDATER)).putFloat(VALUES + 4, Float.NaN);
    write();
    refused(UPDATER + ": number 1 is NaN");
  }

  @Test
  void anUpdaterStateOfAnotherUpdater() throws IOException {
    refusedState(
        json -> json.replace("config.Adam", "config.Sgd"),
        UPDATER + ": the configuration's updater keeps no state");
    refusedState(
        json -> json.replace("config.Sgd", "config.Nesterovs"),
        UPDATER + ": at byte 32: has shape [1, 332], but the configuration needs [1, 166]");
  }

  private void refusedState(UnaryOperator<String> change, String reason) throws IOException {
    String json = change.apply(new String(entries.get(CONFIGURATION), StandardCharsets.UTF_8));
    entries.put(CONFIGURATION, json.getBytes(StandardCharsets.UTF_8));
    write();
    refused(reason);
  }
}
