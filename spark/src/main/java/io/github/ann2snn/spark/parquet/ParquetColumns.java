package io.github.ann2snn.spark.parquet;

import io.github.ann2snn.datasets.csv.ClassLabels;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.files.Text;
import io.github.ann2snn.runtime.cluster.Cluster.StoredSplits.StoredLocation;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Which columns of a Parquet file are labels and inputs.
 *
 * @param label name of the column of labels
 * @param feature name of the column of inputs
 * @param bytes whether inputs are bytes, and not a list of real numbers
 */
record ParquetColumns(String label, String feature, boolean bytes) implements Serializable {
  /**
   * Works out the columns of a file.
   *
   * @throws BadFileException if one is missing, or has a type that it cannot have
   */
  static ParquetColumns of(String file, MessageType schema, StoredLocation location)
      throws BadFileException {
    String label = label(file, schema, location.reading().labelColumn());
    String feature = feature(file, schema, label, location.reading().featureColumn());
    requireLabel(file, schema.getType(label));
    return new ParquetColumns(label, feature, isBytes(file, schema, feature));
  }

  private static String label(String file, MessageType schema, Optional<String> requested)
      throws BadFileException {
    if (requested.isPresent()) {
      if (schema.containsField(requested.get())) {
        return requested.get();
      }
      throw BadFileException.of(
          "%s: there is no label column '%s'; its columns: %s",
          file, requested.get(), names(schema));
    }
    for (String name : ClassLabels.COLUMN_NAMES) {
      for (Type field : schema.getFields()) {
        if (field.getName().toLowerCase(Locale.ROOT).equals(name)) {
          return field.getName();
        }
      }
    }
    throw BadFileException.of(
        "%s: no column is called %s; name the one with the labels with --label-column; its columns: %s",
        file, String.join(", ", ClassLabels.COLUMN_NAMES), names(schema));
  }

  private static String feature(
      String file, MessageType schema, String label, Optional<String> requested)
      throws BadFileException {
    if (requested.isPresent()) {
      if (schema.containsField(requested.get()) && !requested.get().equals(label)) {
        return requested.get();
      }
      throw BadFileException.of(
          "%s: there is no column of inputs '%s' beside the labels '%s'; its columns: %s",
          file, requested.get(), label, names(schema));
    }
    List<String> others =
        schema.getFields().stream().map(Type::getName).filter(name -> !name.equals(label)).toList();
    if (others.size() == 1) {
      return others.get(0);
    }
    throw BadFileException.of(
        "%s: beside the labels '%s' there must be one column of inputs, or --feature-column must name it; its columns: %s",
        file, label, names(schema));
  }

  private static String names(MessageType schema) {
    return schema.getFields().stream().map(Type::getName).collect(Collectors.joining(", "));
  }

  /** The type of a column with one value in each row, or null if it is none. */
  private static PrimitiveTypeName single(Type type) {
    return type.isPrimitive() && !type.isRepetition(Type.Repetition.REPEATED)
        ? type.asPrimitiveType().getPrimitiveTypeName()
        : null;
  }

  private static void requireLabel(String file, Type type) throws BadFileException {
    PrimitiveTypeName name = single(type);
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    boolean integer =
        (name == PrimitiveTypeName.INT32 || name == PrimitiveTypeName.INT64)
            && (meaning == null || meaning instanceof IntLogicalTypeAnnotation);
    boolean text =
        name != null
            && (meaning instanceof StringLogicalTypeAnnotation
                || meaning instanceof EnumLogicalTypeAnnotation);
    if (!integer && !text) {
      throw BadFileException.of(
          "%s: column '%s' is %s; allowed for labels: INT32, INT64 or text (BINARY annotated as STRING)",
          file, type.getName(), describe(type));
    }
  }

  private static boolean isBytes(String file, MessageType schema, String name)
      throws BadFileException {
    Type type = schema.getType(name);
    PrimitiveTypeName single = single(type);
    if ((single == PrimitiveTypeName.BINARY || single == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
        && type.getLogicalTypeAnnotation() == null) {
      return true;
    }
    List<ColumnDescriptor> leaves = leaves(schema, name);
    if (leaves.size() == 1 && leaves.get(0).getMaxRepetitionLevel() == 1) {
      PrimitiveTypeName leaf = leaves.get(0).getPrimitiveType().getPrimitiveTypeName();
      if (leaf == PrimitiveTypeName.FLOAT || leaf == PrimitiveTypeName.DOUBLE) {
        return false;
      }
    }
    throw BadFileException.of(
        "%s: column '%s' is %s; allowed for inputs: BINARY (a byte per input) or a list of FLOAT or DOUBLE",
        file, name, describe(type));
  }

  private static String describe(Type type) {
    if (!type.isPrimitive()) {
      return "a group or list of another type";
    }
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    return type.asPrimitiveType().getPrimitiveTypeName()
        + (meaning == null ? "" : " annotated as " + meaning);
  }

  /** What is stored of a column of the schema. */
  static List<ColumnDescriptor> leaves(MessageType schema, String name) {
    return schema.getColumns().stream().filter(leaf -> leaf.getPath()[0].equals(name)).toList();
  }

  @Override
  public String toString() {
    return Text.of(
        "labels '%s', inputs '%s' of %s", label, feature, bytes ? "bytes" : "real numbers");
  }
}
