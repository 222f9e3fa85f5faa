package io.github.ann2snn.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes samples as Parquet files. */
public final class QuarterParquet {
  public static final String BYTES = "message m { required int32 label; required binary pixels; }";
  public static final String REALS =
      "message m { optional group x (LIST) { repeated group list { optional float element; } }"
          + " optional int64 y; }";
  static final String DOUBLES =
      "message m { required group x (LIST) { repeated group list { required double element; } }"
          + " required int32 label (INTEGER(8,true)); }";
  static final String TEXTS =
      "message m { required binary pixels; required binary id (STRING);"
          + " optional binary kind (STRING); }";

  private QuarterParquet() {}

  /** Writes a file of row groups of a few hundred rows and pages of 50. */
  public static void write(Path file, String schema, List<QuarterSample> samples)
      throws IOException {
    Files.createDirectories(file.getParent());
    MessageType type = MessageTypeParser.parseMessageType(schema);
    try (ParquetWriter<Group> writer = writer(file, type)) {
      for (QuarterSample sample : samples) {
        writer.write(group(type, sample));
      }
    }
  }

  static ParquetWriter<Group> writer(Path file, MessageType type) throws IOException {
    return ExampleParquetWriter.builder(
            HadoopOutputFile.fromPath(
                new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()))
        .withType(type)
        .withRowGroupRowCountLimit(300)
        .withPageRowCountLimit(50)
        .withCompressionCodec(CompressionCodecName.SNAPPY)
        .build();
  }

  private static Group group(MessageType type, QuarterSample sample) {
    Group group = new SimpleGroup(type);
    if (type.containsField("pixels")) {
      group.add("pixels", Binary.fromConstantByteArray(sample.pixels()));
    } else {
      boolean single = type.toString().contains("float");
      Group list = group.addGroup("x");
      for (int i = 0; i < sample.pixels().length; i++) {
        if (single) {
          list.addGroup("list").append("element", sample.real(i));
        } else {
          list.addGroup("list").append("element", (double) sample.real(i));
        }
      }
    }
    if (type.containsField("label")) {
      group.add("label", sample.label());
    } else if (type.containsField("y")) {
      group.add("y", (long) sample.label());
    } else {
      group.add("id", "ignored");
      group.add("kind", sample.name());
    }
    return group;
  }
}
