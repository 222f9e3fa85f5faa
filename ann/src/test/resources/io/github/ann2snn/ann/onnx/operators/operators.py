"""Writes a small ONNX file for each way that an operator is used, with ONNX Runtime's outputs.

pip install onnx onnxruntime numpy; python operators.py
"""

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

random = np.random.default_rng(19)
IMAGE = [2, 6, 5]
ROW = [3, 7]


def weights(*shape):
    return random.uniform(-1, 1, shape).astype(np.float32)


def numbers(*values):
    return np.array(values, dtype=np.int64)


def node(kind, inputs, output="y", **attributes):
    return helper.make_node(kind, inputs, [output], **attributes)


def write(name, opset, shape, nodes, constants=None, batch="N", declared=TensorProto.FLOAT, store=None, halves=False):
    """The last node gives "y"; what is not a row becomes one."""
    constants = constants or {}
    nodes = nodes + [node("Flatten", ["y"], "out")]
    tensors = []
    for key, value in constants.items():
        tensors.append(store(key, value) if store else numpy_helper.from_array(value, key))
    x = helper.make_tensor_value_info("x", declared, [batch] + shape)
    out = helper.make_tensor_value_info("out", declared, [None, None])
    graph = helper.make_graph(nodes, name, [x], [out], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8 if opset > 9 else 4)
    onnx.checker.check_model(model)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    kind = np.float64 if declared == TensorProto.DOUBLE else np.float32
    inputs = random.uniform(-2, 2, [batch if isinstance(batch, int) else 3] + shape).astype(np.float32)
    inputs = inputs.astype(np.float16).astype(np.float32) if halves else inputs
    outputs = session.run(None, {"x": inputs.astype(kind)})[0].astype(np.float32)
    onnx.save(model, name + ".onnx")
    np.savez(name + ".npz", inputs=inputs, outputs=outputs)


# Convolutions: uneven padding, stride, dilation, groups, automatic padding, one dimension.
write("conv_uneven", 11, IMAGE, [node("Conv", ["x", "w", "b"], pads=[1, 0, 2, 1], strides=[2, 1], dilations=[1, 2])],
      {"w": weights(4, 2, 3, 2), "b": weights(4)})
write("conv_groups", 7, [4, 5, 5], [node("Conv", ["x", "w"], group=2, pads=[1, 1, 1, 1])], {"w": weights(6, 2, 3, 3)})
for auto in ["SAME_UPPER", "SAME_LOWER", "VALID"]:
    write("conv_" + auto.lower(), 13, IMAGE, [node("Conv", ["x", "w"], auto_pad=auto, strides=[2, 2])],
          {"w": weights(3, 2, 2, 3)})
write("conv_row", 22, ROW, [node("Conv", ["x", "w", "b"], pads=[2, 0], strides=[2], dilations=[2])],
      {"w": weights(2, 3, 3), "b": weights(2)})

# Poolings.
for opset in [7, 10, 19]:
    write("average_%d" % opset, opset, IMAGE, [node("AveragePool", ["x"], kernel_shape=[3, 2], pads=[1, 0, 1, 1], strides=[2, 1])])
write("average_counting", 7, IMAGE, [node("AveragePool", ["x"], kernel_shape=[3, 2], pads=[1, 0, 1, 1], strides=[2, 1], count_include_pad=1)])
write("average_ceil", 19, IMAGE, [node("AveragePool", ["x"], kernel_shape=[3, 3], strides=[2, 3], ceil_mode=1)])
write("average_ceil_counting", 19, IMAGE, [node("AveragePool", ["x"], kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[2, 3], ceil_mode=1, count_include_pad=1)])
write("average_row_counting", 19, ROW, [node("AveragePool", ["x"], kernel_shape=[3], pads=[1, 1], strides=[3], ceil_mode=1, count_include_pad=1)])
write("max_ceil", 10, IMAGE, [node("MaxPool", ["x"], kernel_shape=[2, 2], strides=[2, 2], pads=[0, 1, 1, 0], ceil_mode=1)])
write("max_dilated", 12, IMAGE, [node("MaxPool", ["x"], kernel_shape=[2, 2], dilations=[2, 3])])
write("max_row", 8, ROW, [node("MaxPool", ["x"], kernel_shape=[3], strides=[2], auto_pad="SAME_UPPER")])
write("global_average", 7, IMAGE, [node("GlobalAveragePool", ["x"])])
write("mean_11", 11, IMAGE, [node("ReduceMean", ["x"], axes=[-1, -2], keepdims=0)])
write("mean_18", 18, IMAGE, [node("ReduceMean", ["x", "a"], keepdims=1)], {"a": numbers(2, 3)})

# Matrices.
write("gemm", 7, [5], [node("Gemm", ["x", "w", "b"], alpha=0.5, beta=2.0)], {"w": weights(5, 3), "b": weights(1, 3)})
write("gemm_scalar", 13, [5], [node("Gemm", ["x", "w", "b"], transB=1)], {"w": weights(3, 5), "b": weights(1)})
write("matmul_add", 13, [5], [node("MatMul", ["x", "w"], "m"), node("Add", ["b", "m"])], {"w": weights(5, 3), "b": weights(3)})

# Constants and branches.
write("batch_norm", 9, IMAGE, [helper.make_node("BatchNormalization", ["x", "s", "b", "m", "v"], ["y"], epsilon=0.01)],
      {"s": weights(2), "b": weights(2), "m": weights(2), "v": np.abs(weights(2))})
write("batch_norm_15", 15, [4], [helper.make_node("BatchNormalization", ["x", "s", "b", "m", "v"], ["y"])],
      {"s": weights(4), "b": weights(4), "m": weights(4), "v": np.abs(weights(4))})
write("constants", 7, IMAGE,
      [node("Sub", ["x", "m"], "a"), node("Div", ["a", "s"], "b"), node("Mul", ["k", "b"], "c"), node("Sub", ["one", "c"], "d"),
       node("Add", ["d", "each"])],
      {"m": weights(2, 1, 1), "s": weights(1, 2, 1, 1) + 2, "k": weights(), "one": weights(1), "each": weights(6, 5)})
write("branches", 14, IMAGE, [node("Relu", ["x"], "r"), node("Sub", ["r", "x"], "d"), node("Add", ["d", "r"])])
write("concat", 11, IMAGE, [node("Relu", ["x"], "r"), node("Concat", ["x", "r", "x"], axis=-3)])
write("concat_rows", 13, IMAGE, [node("Relu", ["x"], "r"), node("Concat", ["x", "r"], axis=2)])

# Rectifiers and endings.
write("clip_6", 7, IMAGE, [node("Clip", ["x"], min=0.0, max=1.5)])
write("clip_11", 12, IMAGE, [node("Clip", ["x", "low", "high"])], {"low": np.float32(0), "high": np.float32(1)})
write("leaky", 7, IMAGE, [node("LeakyRelu", ["x"])])
write("prelu", 16, IMAGE, [node("PRelu", ["x", "s"])], {"s": np.abs(weights(2, 1, 1))})
write("prelu_single", 9, IMAGE, [node("PRelu", ["x", "s"])], {"s": np.abs(weights(1))})
write("softmax_11", 11, [5], [node("Softmax", ["x"])])
write("softmax_13", 13, [5], [node("Softmax", ["x"], axis=1)])
write("log_softmax", 13, [5], [node("LogSoftmax", ["x"])])
write("sigmoid", 13, [1], [node("Sigmoid", ["x"])])

# Other places and shapes.
write("pad_2", 9, IMAGE, [node("Pad", ["x"], pads=[0, 1, 0, 2, 0, 0, 1, 0], value=0.5)])
write("pad_negative", 13, IMAGE, [node("Pad", ["x", "p", "v"])], {"p": numbers(0, 0, -1, 1, 0, 1, -2, -1), "v": np.float32(3)})
write("pad_axes", 18, IMAGE, [node("Pad", ["x", "p", "", "a"])], {"p": numbers(1, 2), "a": numbers(-1)})
write("slice_1", 9, IMAGE, [node("Slice", ["x"], starts=[1, -3], ends=[9, -1], axes=[2, 3])])
write("slice_10", 13, IMAGE, [node("Slice", ["x", "s", "e", "a", "t"])],
      {"s": numbers(0, 1), "e": numbers(2 ** 63 - 1, -1), "a": numbers(2, 3), "t": numbers(2, 3)})
write("reshape", 13, IMAGE, [node("Reshape", ["x", "s"], "r"), node("Transpose", ["r"], perm=[0, 3, 1, 2])], {"s": numbers(0, 3, -1, 5)})
write("reshape_batch", 13, IMAGE, [node("Reshape", ["x", "s"])], {"s": numbers(4, -1)}, batch=4)
write("squeeze_11", 11, [1, 4], [node("Unsqueeze", ["x"], "u", axes=[1, -1]), node("Squeeze", ["u"], "v", axes=[1]), node("Squeeze", ["v"], axes=[1])])
write("squeeze_13", 13, [4], [node("Unsqueeze", ["x", "a"], "u"), node("Squeeze", ["u", "b"])], {"a": numbers(1, 3), "b": numbers(1)})
write("flatten_axis", 13, [2, 1, 3], [node("Flatten", ["x"], axis=-3)])
write("identity", 7, [4], [node("Identity", ["x"], "i"), node("Dropout", ["i"])])
write("cast_dropout", 13, [4], [node("Cast", ["x"], "c", to=TensorProto.FLOAT), node("Dropout", ["c", "", "t"])], {"t": np.array(False)})
write("shape_arithmetic", 15, IMAGE,
      [node("Shape", ["x"], "s", start=0, end=1), node("Constant", [], "c", value_ints=[-1]), node("Concat", ["s", "c"], "t", axis=0),
       node("Reshape", ["x", "t"])])
write("shape_gather", 13, IMAGE,
      [node("Shape", ["x"], "s"), node("Gather", ["s", "i"], "h"), node("Mul", ["h", "two"], "d"), node("Div", ["d", "four"], "q"),
       node("Cast", ["q"], "f", to=TensorProto.FLOAT), node("Mul", ["x", "f"])],
      {"i": np.int64(-2), "two": np.int64(2), "four": np.int64(4)})
write("constant_of_shape", 13, IMAGE,
      [node("ConstantOfShape", ["n"], "p", value=numpy_helper.from_array(np.array([2], np.float32))), node("Mul", ["x", "p"])],
      {"n": numbers(2, 1, 5)})
for kind, mode in [("half_pixel", "round_prefer_floor"), ("asymmetric", "floor")]:
    write("resize_" + kind, 13, IMAGE,
          [node("Resize", ["x", "", "s"], mode="nearest", coordinate_transformation_mode=kind, nearest_mode=mode)],
          {"s": np.array([1, 1, 2, 3], np.float32)})
write("resize_sizes", 19, IMAGE, [node("Resize", ["x", "", "", "s"], mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")],
      {"s": numbers(1, 2, 12, 10)}, batch=1)
write("resize_10", 10, IMAGE, [node("Resize", ["x", "s"], mode="nearest")], {"s": np.array([1, 1, 2, 2], np.float32)})
write("upsample_7", 7, IMAGE, [node("Upsample", ["x"], scales=[1.0, 1.0, 3.0, 2.0])])
write("upsample_9", 9, IMAGE, [node("Upsample", ["x", "s"])], {"s": np.array([1, 1, 2, 1], np.float32)})

# Types and ways of storing weights.
write("double", 13, [5], [node("Gemm", ["x", "w"])], {"w": weights(5, 3).astype(np.float64)}, declared=TensorProto.DOUBLE)
write("half", 13, [5], [node("Cast", ["h"], "w", to=TensorProto.FLOAT), node("Gemm", ["x", "w"])], {"h": weights(5, 3).astype(np.float16)})
write("half_typed", 13, [5], [node("Cast", ["h"], "w", to=TensorProto.FLOAT), node("Gemm", ["x", "w"])], {"h": weights(5, 3).astype(np.float16)},
      store=lambda key, value: helper.make_tensor(key, TensorProto.FLOAT16, value.shape, value.flatten()))
write("typed", 13, [6], [node("Reshape", ["x", "s"], "r"), node("Conv", ["r", "w"])], {"s": numbers(0, 2, 3), "w": weights(2, 2, 2)},
      store=lambda key, value: helper.make_tensor(key, TensorProto.FLOAT if value.dtype == np.float32 else TensorProto.INT64, value.shape, value.flatten()))


# Bounds, reductions, parts, arithmetic of constants, channels last, half precision.
def scalar(value):
    return np.float32(value)


write("clip_hard_tanh", 13, IMAGE, [node("Clip", ["x", "low", "high"])], {"low": scalar(-1), "high": scalar(1.25)})
write("clip_above", 12, IMAGE, [node("Clip", ["x", "", "high"], "c"), node("Clip", ["c", "low"])], {"low": scalar(-0.5), "high": scalar(1)})
write("max_min", 13, IMAGE, [node("Max", ["zero", "x"], "m"), node("Min", ["m", "one"])], {"zero": scalar(0), "one": np.ones([1], np.float32)})
write("hard_sigmoid", 6 + 1, IMAGE, [node("HardSigmoid", ["x"], alpha=0.3, beta=0.4)])
write("abs_neg", 13, IMAGE, [node("Neg", ["x"], "n"), node("Abs", ["n"])])
write("sum", 8, IMAGE, [node("Relu", ["x"], "r"), node("Sum", ["x", "c", "r", "x"])], {"c": weights(2, 1, 1)})
write("global_max", 7, IMAGE, [node("GlobalMaxPool", ["x"])])
write("reduce_max", 18, IMAGE, [node("ReduceMax", ["x", "a"], keepdims=0)], {"a": numbers(3)})
write("reduce_rows", 11, IMAGE, [node("ReduceMean", ["x"], axes=[2])])
write("reduce_channels", 13, IMAGE, [node("ReduceMean", ["x"], axes=[1, 3], keepdims=0)])
write("reduce_sum", 13, IMAGE, [node("ReduceSum", ["x", "a"], keepdims=0)], {"a": numbers(2, 3)})
write("reduce_sum_11", 11, [5], [node("ReduceSum", ["x"], axes=[-1])])
write("reduce_noop", 18, IMAGE, [node("ReduceMean", ["x"], noop_with_empty_axes=1)])
write("split_2", 11, [6, 3, 2], [helper.make_node("Split", ["x"], ["a", "b"], axis=1, split=[2, 4]), node("Concat", ["b", "a"], axis=1)])
write("split_18", 18, [5, 3, 2], [helper.make_node("Split", ["x"], ["a", "b"], axis=1, num_outputs=2), node("Concat", ["b", "a"], axis=1)])
write("split_13", 13, IMAGE, [helper.make_node("Split", ["x", "s"], ["a", "b", "c"], axis=-1), node("Concat", ["b", "a", "c"], axis=3)],
      {"s": numbers(1, 2, 2)})
write("norm_by_hand", 13, IMAGE,
      [node("Add", ["v", "e"], "a"), node("Sqrt", ["a"], "d"), node("Reciprocal", ["d"], "i"), node("Pow", ["a", "half"], "p"), node("Mul", ["x", "i"], "m"),
       node("Div", ["m", "p"])],
      {"v": np.abs(weights(2, 1, 1)), "e": scalar(1e-3), "half": scalar(0.5)})
write("shape_expand", 13, IMAGE,
      [node("Shape", ["x"], "s"), node("Size", ["s"], "n"), node("Range", ["one", "n", "one"], "r"), node("Gather", ["s", "r"], "g"),
       node("Equal", ["g", "six"], "q"), node("Where", ["q", "g", "g"], "h"), node("ReduceProd", ["h"], "t", keepdims=1),
       node("Split", ["t"], "u", axis=0), node("Expand", ["w", "h"], "k"), node("Concat", ["minus", "u"], "f", axis=0),
       node("Mul", ["x", "k"], "z"), node("Reshape", ["z", "f"])],
      {"one": np.int64(1), "six": np.int64(6), "w": weights(6, 1), "minus": numbers(-1)})
write("constant_values", 13, [4],
      [node("Constant", [], "a", value_float=0.5), node("Constant", [], "b", value_floats=[1.0, 2.0, 3.0, 4.0]), node("Constant", [], "c", value_int=2),
       node("Constant", [], "v", value=numpy_helper.from_array(weights(4))), node("Cast", ["c"], "d", to=TensorProto.FLOAT), node("Mul", ["x", "a"], "e"),
       node("Add", ["e", "b"], "f"), node("Mul", ["f", "d"], "g"), node("Sub", ["g", "v"])])
write("resize_axes", 18, IMAGE, [node("Resize", ["x", "", "s"], mode="nearest", axes=[3, 2], coordinate_transformation_mode="asymmetric", nearest_mode="floor")],
      {"s": np.array([2, 3], np.float32)})
write("channels_last", 13, [6, 5, 2],
      [node("Sub", ["x", "m"], "c"), node("Mul", ["c", "s"], "n"), node("Transpose", ["n"], "t", perm=[0, 3, 1, 2]), node("Conv", ["t", "w"], "v"),
       node("Transpose", ["v"], perm=[0, 2, 3, 1])],
      {"m": weights(2), "s": weights(2), "w": weights(3, 2, 3, 3)})
write("channels_last_one", 13, [6, 5, 1], [node("Reshape", ["x", "s"], "t"), node("Conv", ["t", "w"])], {"s": numbers(-1, 1, 6, 5), "w": weights(3, 1, 3, 3)})
write("channels_last_flat", 13, [6, 5, 3], [node("Reshape", ["x", "s"], "t"), node("Gemm", ["t", "w"])], {"s": numbers(-1, 90), "w": weights(90, 3)})
write("channels_last_row", 13, [7, 3], [node("Transpose", ["x"], "t", perm=[0, 2, 1]), node("Conv", ["t", "w"])], {"w": weights(2, 3, 3)})
write("half_cast", 13, [5], [node("Cast", ["x"], "h", to=TensorProto.FLOAT16), node("Cast", ["h"], "f", to=TensorProto.FLOAT), node("Relu", ["f"])], halves=True)
