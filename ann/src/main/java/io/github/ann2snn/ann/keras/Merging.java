package io.github.ann2snn.ann.keras;

import io.github.ann2snn.ann.graph.Add;
import io.github.ann2snn.ann.graph.Concat;
import io.github.ann2snn.ann.graph.Shape;
import io.github.ann2snn.files.BadFileException;
import java.util.ArrayList;
import java.util.List;

/** Layers that make one tensor of several. */
final class Merging {
  private Merging() {}

  static KerasTensor add(LayerCall call) throws BadFileException {
    List<KerasTensor> branches = alike(call);
    for (KerasTensor branch : branches) {
      call.layer()
          .refuseIf(
              !branch.shape().equals(branches.get(0).shape()),
              "adds values of shapes %s and %s; supported are equal shapes",
              branches.get(0).shape(),
              branch.shape());
    }
    return branches.get(0).at(call.add(new Add(), nodes(branches)));
  }

  static KerasTensor average(LayerCall call) throws BadFileException {
    return Scaling.affine(call, add(call), 1f / call.inputs().size(), 0);
  }

  static KerasTensor concatenate(LayerCall call) throws BadFileException {
    List<KerasTensor> branches = new ArrayList<>();
    for (KerasTensor branch : alike(call)) {
      branches.add(call.withDimensions(branch));
    }
    KerasTensor first = branches.get(0);
    int rank = first.shape().rank();
    KerasLayer layer = call.layer();
    List<Integer> axis = layer.setting("axis").isMissingNode() ? List.of(-1) : layer.wholes("axis");
    int dimension = layer.dimension(axis.isEmpty() ? 0 : axis.get(0), rank);
    int node = call.add(new Concat(first.order().get(dimension)), nodes(branches));
    Shape made = call.draft().shape(node);
    return KerasTensor.of(node, made).turned(first.order());
  }

  /** The inputs with their values in the same order. */
  private static List<KerasTensor> alike(LayerCall call) throws BadFileException {
    List<KerasTensor> branches = call.inputs();
    call.layer()
        .refuseIf(
            branches.size() < 2 || !call.constants().isEmpty(),
            "gets %d inputs, expected at least 2",
            branches.size());
    KerasTensor first = branches.get(0);
    boolean same =
        branches.stream()
            .allMatch(
                branch ->
                    branch.order().equals(first.order())
                        && branch.hasDimensions() == first.hasDimensions()
                        && (first.hasDimensions() || branch.from().equals(first.from())));
    List<KerasTensor> alike = new ArrayList<>();
    for (KerasTensor branch : branches) {
      alike.add(same ? call.inShape(branch) : KerasTensor.of(call.inOrder(branch), branch.shape()));
    }
    return alike;
  }

  private static Integer[] nodes(List<KerasTensor> branches) {
    return branches.stream().map(KerasTensor::node).toArray(Integer[]::new);
  }
}
