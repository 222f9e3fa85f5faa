"""Writes the fixtures beside this file: Keras models with seeded weights, and what they give in float64.

Run with h5py 3.7 and numpy 1.24: python3 make_fixtures.py
"""
import io
import json
import os
import re
import zipfile

import h5py
import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def snake(name):
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def usual(kind):
    """What Keras also writes; DL4J's import insists on it."""
    roles = {"Dense": ["kernel", "bias"], "Conv2D": ["kernel", "bias"],
             "DepthwiseConv2D": ["depthwise", "kernel", "bias"], "BatchNormalization": ["gamma", "beta"]}
    zeros = {"class_name": "Zeros", "config": {}}
    config = {}
    for role in roles.get(kind, []):
        config.update({role + "_initializer": zeros, role + "_regularizer": None, role + "_constraint": None})
    if kind == "BatchNormalization":
        config.update({"momentum": 0.99, "moving_mean_initializer": zeros, "moving_variance_initializer": zeros})
    if config:
        config["activity_regularizer"] = None
    return config


def old(kind, config):
    """The words of Keras 1."""
    names = {"units": "output_dim", "filters": "nb_filter", "strides": "subsample", "padding": "border_mode",
             "use_bias": "bias"}
    changed = {k if "Pooling" in kind and k == "strides" else names.get(k, k): v for k, v in config.items()
               if k not in ("dtype", "groups", "dilation_rate", "data_format", "scale", "center")}
    for k in [k for k in changed if k.endswith(("_initializer", "_constraint", "_regularizer"))]:
        del changed[k]
    if "kernel_size" in changed:
        changed["nb_row"], changed["nb_col"] = changed.pop("kernel_size")
    if "data_format" in config and kind != "Flatten":
        changed["dim_ordering"] = "tf"
    changed.update({"Dense": {"init": "glorot_uniform"}, "Conv2D": {"init": "glorot_uniform"},
                    "BatchNormalization": {"mode": 0}}.get(kind, {}))
    return {"Conv2D": "Convolution2D"}.get(kind, kind), changed


class Model:
    """Layers as (class, config, weights), with weights in the order in which Keras makes them."""

    def __init__(self, name, seed, shape, channels_first=False):
        self.name, self.shape, self.layers, self.old = name, shape, [], False
        self.random = np.random.RandomState(seed)
        self.format = "channels_first" if channels_first else "channels_last"

    def weight(self, *shape):
        return (self.random.randn(*shape) / max(1, np.prod(shape[:-1])) ** 0.5).astype("float32")

    def add(self, kind, weights=(), **config):
        count = sum(k == kind for k, _, _ in self.layers)
        config = {"name": snake(kind) + ("_%d" % count if count else ""), "trainable": True, "dtype": "float32", **usual(kind),
                  **config}
        self.layers.append((kind, config, list(weights)))
        return self

    def dense(self, inputs, units, activation="linear", use_bias=True):
        weights = [self.weight(inputs, units)] + [self.weight(units)] * use_bias
        return self.add("Dense", weights, units=units, activation=activation, use_bias=use_bias)

    def conv(self, inputs, filters, kernel, strides=(1, 1), padding="valid", dilation=(1, 1), groups=1,
             activation="linear", use_bias=True):
        weights = [self.weight(*kernel, inputs // groups, filters)] + [self.weight(filters)] * use_bias
        return self.add("Conv2D", weights, filters=filters, kernel_size=kernel, strides=strides, padding=padding,
                        data_format=self.format, dilation_rate=dilation, groups=groups, activation=activation,
                        use_bias=use_bias)

    def depthwise(self, inputs, multiplier, kernel, strides=(1, 1), padding="valid", activation="linear"):
        weights = [self.weight(*kernel, inputs, multiplier), self.weight(inputs * multiplier)]
        return self.add("DepthwiseConv2D", weights, depth_multiplier=multiplier, kernel_size=kernel, strides=strides,
                        padding=padding, data_format=self.format, dilation_rate=(1, 1), activation=activation,
                        use_bias=True)

    def pool(self, kind, size, strides=None, padding="valid"):
        return self.add(kind + "Pooling2D", pool_size=size, strides=strides or size, padding=padding,
                        data_format=self.format)

    def norm(self, size, axis, scale=True, center=True, epsilon=0.01):
        weights = [np.abs(self.weight(size)) + 0.5] * scale + [self.weight(size)] * center
        weights += [self.weight(size), np.abs(self.weight(size)) + 0.3]
        return self.add("BatchNormalization", weights, axis=axis, scale=scale, center=center, epsilon=epsilon)

    # What the layers compute, in double precision, samples x rows x columns x channels.

    def run(self, x):
        for kind, config, weights in self.layers:
            x = self.step(kind, config, [w.astype("float64") for w in weights], x)
        return x

    def step(self, kind, c, w, x):
        first = self.format == "channels_first" and x.ndim == 4
        if kind in ("Conv2D", "DepthwiseConv2D") or "Pooling2D" in kind:
            x = np.moveaxis(x, 1, 3) if first else x
            if kind.startswith("Global"):
                return (x.mean((1, 2)) if "Average" in kind else x.max((1, 2)))
            if "Pooling" in kind:
                x = pool(x, c["pool_size"], c["strides"], c["padding"], kind.startswith("Max"))
            else:
                x = conv(x, w, c, kind == "DepthwiseConv2D")
            x = np.moveaxis(x, 3, 1) if first else x
            return activation(x, c.get("activation", "linear"))
        if kind == "Dense":
            return activation(x @ w[0] + (w[1] if c["use_bias"] else 0), c["activation"])
        if kind == "BatchNormalization":
            w = list(w)
            gamma = w.pop(0) if c["scale"] else 1.0
            beta = w.pop(0) if c["center"] else 0.0
            axis = c["axis"][0] if isinstance(c["axis"], (list, tuple)) else c["axis"]
            x = np.moveaxis(x, axis, -1)
            return np.moveaxis((x - w[0]) / np.sqrt(w[1] + c["epsilon"]) * gamma + beta, -1, axis)
        if kind == "Flatten":
            x = np.moveaxis(x, 1, -1) if c.get("data_format") == "channels_first" else x
            return x.reshape(len(x), -1)
        if kind == "Reshape":
            return x.reshape((len(x),) + tuple(c["target_shape"]))
        if kind == "Rescaling":
            return x * np.array(c["scale"]) + np.array(c["offset"])
        if kind == "Activation":
            return activation(x, c["activation"])
        return activation(x, {"ReLU": "relu", "Softmax": "softmax"}.get(kind, "linear"))

    # The three layouts.

    def layer_json(self, i, kind, config, three):
        config = dict(config)
        shape = [None] + list(self.shape)
        if not three:
            if self.old:
                kind, config = old(kind, config)
            if i == 0:
                config["batch_input_shape"] = shape
            return {"class_name": kind, "config": config}
        if "activation" in config and i % 2:
            config["activation"] = {"module": "builtins", "class_name": "function", "config": config["activation"],
                                    "registered_name": "function"}
        config["dtype"] = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"},
                           "registered_name": None}
        return {"module": "keras.layers", "class_name": kind, "config": config, "registered_name": None,
                "build_config": {"input_shape": shape} if i == 0 else {}}

    def sequential(self, three):
        layers = [self.layer_json(i, k, c, three) for i, (k, c, _) in enumerate(self.layers)]
        if three:
            layers.insert(0, {"module": "keras.layers", "class_name": "InputLayer", "registered_name": None,
                              "config": {"batch_shape": [None] + list(self.shape), "name": "input_layer"}})
        return {"class_name": "Sequential", "config": {"name": "sequential", "layers": layers}}

    def functional(self, three, backwards=False):
        shape = {"batch_shape" if three else "batch_input_shape": [None] + list(self.shape), "name": "input_1"}
        layers = [{"class_name": "InputLayer", "name": "input_1", "inbound_nodes": [], "config": shape}]
        before = "input_1"
        for i, (kind, config, _) in enumerate(self.layers):
            node = self.layer_json(i, kind, config, three)
            history = [before, 0, 0]
            node["name"] = config["name"]
            node["inbound_nodes"] = [{"args": [{"class_name": "__keras_tensor__",
                                                "config": {"shape": [None], "dtype": "float32",
                                                           "keras_history": history}}],
                                      "kwargs": {}}] if three else [[history + [{}]]]
            layers.append(node)
            before = config["name"]
        layers = layers[:1] + layers[:0:-1] if backwards else layers
        out = [before, 0, 0] if three else [[before, 0, 0]]
        return {"class_name": "Functional" if three else "Model",
                "config": {"name": "model", "layers": layers, "input_layers": [["input_1", 0, 0]],
                           "output_layers": out}}

    def legacy(self, functional=False, version="2.11.0", path=None, backwards=False):
        with h5py.File(os.path.join(HERE, path or self.name + ".h5"), "w", libver="earliest") as f:
            f.attrs["keras_version"] = version.encode()
            f.attrs["backend"] = b"tensorflow"
            config = self.functional(False, backwards) if functional else self.sequential(False)
            f.attrs["model_config"] = json.dumps(config).encode("utf8")
            group = f.create_group("model_weights")
            names = [c["name"].encode() for _, c, _ in self.layers]
            half = len(names) // 2
            if version.startswith("2.0"):  # As if the list were too long for one attribute.
                group.attrs["layer_names0"], group.attrs["layer_names1"] = names[:half], names[half:]
            else:
                group.attrs["layer_names"] = names
            roles = {"BatchNormalization": ["moving_mean", "moving_variance"],
                     "DepthwiseConv2D": ["depthwise_kernel", "bias"]}
            for kind, c, weights in self.layers:
                layer = group.create_group(c["name"])
                own = roles.get(kind, ["kernel", "bias"])
                if kind == "BatchNormalization":
                    own = ["gamma"] * c["scale"] + ["beta"] * c["center"] + own
                prefix = "sequential/" if version.startswith("3") else ""
                if self.old:
                    own = {"Dense": ["W", "b"], "Conv2D": ["W", "b"],
                           "BatchNormalization": ["gamma", "beta", "running_mean", "running_std"]}.get(kind, own)
                paths = [c["name"] + "_" + r for r in own[:len(weights)]] if self.old else [prefix + c["name"] + "/" + r + ("" if prefix else ":0") for r in own[:len(weights)]]
                layer.attrs["weight_names"] = [p.encode() for p in paths]
                for p, w in zip(paths, weights):
                    layer.create_dataset(p, data=w)

    def archive(self, functional=False, outer="layers", twice=False, version="3.9.2"):
        config = self.functional(True) if functional else self.sequential(True)
        memory = io.BytesIO()
        with h5py.File(memory, "w") as f:
            counts = {}
            for kind, c, weights in self.layers:
                n = counts.get(kind, 0)
                counts[kind] = n + (2 if twice and weights else 1)
                group = f.create_group(outer + "/" + snake(kind) + ("_%d" % n if n else "")).create_group("vars")
                for i, w in enumerate(weights):
                    group.create_dataset(str(i), data=w)
        with zipfile.ZipFile(os.path.join(HERE, self.name + ".keras"), "w") as z:
            for name, data in [("metadata.json", json.dumps({"keras_version": version})),
                               ("config.json", json.dumps(config)), ("model.weights.h5", memory.getvalue())]:
                info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
                z.writestr(info, data)

    def expect(self, full=1.0, samples=2):
        """Inputs as we take them, channels first, in [0, 1]; outputs as the model gives them for full times those."""
        shape = self.shape
        x = self.random.rand(samples, *shape).astype("float32")
        y = self.run(full * x.astype("float64"))
        if len(shape) == 3 and self.format == "channels_last":
            x = np.moveaxis(x, 3, 1)
        return {"inputs": np.round(x.reshape(samples, -1), 8).tolist(), "outputs": y.tolist()}


def same(length, size, stride):
    total = max(0, (-(-length // stride) - 1) * stride + size - length)
    return total // 2, total - total // 2


def windows(x, size, strides, padding, dilation, fill):
    extent = [(k - 1) * d + 1 for k, d in zip(size, dilation)]
    if padding == "same":
        pads = [same(n, e, s) for n, e, s in zip(x.shape[1:3], extent, strides)]
        x = np.pad(x, [(0, 0), pads[0], pads[1], (0, 0)], constant_values=fill)
    rows = (x.shape[1] - extent[0]) // strides[0] + 1
    columns = (x.shape[2] - extent[1]) // strides[1] + 1
    for i in range(rows):
        for j in range(columns):
            t, l = i * strides[0], j * strides[1]
            yield i, j, rows, columns, x[:, t:t + extent[0]:dilation[0], l:l + extent[1]:dilation[1], :]


def conv(x, w, c, depthwise):
    y = None
    kernel = w[0]
    for i, j, rows, columns, patch in windows(x, c["kernel_size"], c["strides"], c["padding"], c["dilation_rate"], 0):
        if y is None:
            out = kernel.shape[3] * (kernel.shape[2] if depthwise else 1)
            y = np.zeros((len(x), rows, columns, out))
        if depthwise:
            y[:, i, j] = np.einsum("nhwc,hwcm->ncm", patch, kernel).reshape(len(x), -1)
        else:
            groups = x.shape[3] // kernel.shape[2]
            each = kernel.shape[3] // groups
            for g in range(groups):
                part = patch[..., g * kernel.shape[2]:(g + 1) * kernel.shape[2]]
                y[:, i, j, g * each:(g + 1) * each] = np.einsum("nhwc,hwco->no", part,
                                                                kernel[..., g * each:(g + 1) * each])
    return y + (w[1] if c["use_bias"] else 0)


def pool(x, size, strides, padding, largest):
    y = None
    for i, j, rows, columns, patch in windows(x, size, strides, padding, (1, 1), np.nan):
        if y is None:
            y = np.zeros((len(x), rows, columns, x.shape[3]))
        y[:, i, j] = np.nanmax(patch, (1, 2)) if largest else np.nanmean(patch, (1, 2))
    return y


def activation(x, name):
    if name == "softmax":
        e = np.exp(x - x.max(-1, keepdims=True))
        return e / e.sum(-1, keepdims=True)
    return {"linear": lambda: x, "relu": lambda: np.maximum(x, 0), "tanh": lambda: np.tanh(x),
            "sigmoid": lambda: 1 / (1 + np.exp(-x))}[name]()


def main():
    expected = {}
    m = Model("cnn", 1, (8, 8, 2))
    m.conv(2, 4, (3, 3), (2, 2), "same", activation="relu").pool("Max", (2, 2), (1, 1), "same")
    m.conv(4, 3, (2, 3), (1, 2), "valid").norm(3, [3]).add("Activation", activation="relu")
    m.add("Dropout", rate=0.5).add("Flatten", data_format="channels_last").dense(3 * 3, 5, "relu")
    m.dense(5, 4, "softmax")
    m.legacy()
    m.archive(functional=True)
    expected["cnn.h5"] = expected["cnn.keras"] = m.expect()

    m = Model("pools", 2, (9, 7, 3))
    m.depthwise(3, 2, (3, 3), (2, 2), "same", "tanh").pool("Average", (2, 2), (2, 2), "same")
    m.conv(6, 6, (2, 2), padding="same", dilation=(2, 1), groups=6, activation="sigmoid", use_bias=False)
    m.pool("Max", (2, 2), (2, 2), "same").norm(6, -1, scale=False).add("GlobalAveragePooling2D",
                                                                        data_format="channels_last", keepdims=False)
    m.dense(6, 3)
    m.legacy(functional=True, version="2.0.8")
    m.archive()
    expected["pools.h5"] = expected["pools.keras"] = m.expect()

    m = Model("flattened", 3, (4, 4, 3))
    m.conv(3, 2, (1, 1), activation="relu").add("Flatten", data_format="channels_last").norm(32, -1, center=False)
    m.add("ReLU", max_value=None, negative_slope=0.0, threshold=0.0).add("Dropout", rate=0.1)
    m.dense(32, 6).add("ReLU", max_value=None, negative_slope=0.0, threshold=0.0).dense(6, 3)
    m.add("Softmax", axis=-1)
    m.legacy(version="2.4.0")
    m.legacy(version="3.4.1", path="flattened-3.h5")
    m.archive(outer="_layer_checkpoint_dependencies", twice=True, version="2.12.0")
    expected["flattened.h5"] = expected["flattened-3.h5"] = expected["flattened.keras"] = m.expect()

    m = Model("first", 4, (2, 5, 6), channels_first=True)
    m.conv(2, 3, (3, 3), activation="relu").norm(3, 1).add("Flatten", data_format="channels_first")
    m.dense(36, 3, "softmax")
    m.legacy()
    expected["first.h5"] = m.expect()

    m = Model("rescaled", 5, (6, 5, 3))
    m.add("Rescaling", scale=[1 / 127.5, 1 / 255, 2 / 255], offset=[-1, 0, 0.5])
    m.conv(3, 4, (3, 2), (2, 1)).pool("Max", (2, 1))
    m.add("ReLU", max_value=None, negative_slope=0.0, threshold=0.0)
    m.add("GlobalMaxPooling2D", data_format="channels_last", keepdims=False).dense(4, 3, "softmax")
    m.archive()
    expected["rescaled.keras"] = m.expect(255.0)

    m = Model("matrix", 6, (5, 4))
    m.add("Rescaling", scale=1 / 255, offset=-0.25).add("Flatten", data_format="channels_last")
    m.norm(20, -1).dense(20, 6, "relu").dense(6, 3, "sigmoid")
    m.archive(version="2.15.0")
    expected["matrix.keras"] = m.expect(255.0)

    m = Model("reshaped", 7, (36,))
    m.add("Reshape", target_shape=[6, 6, 1]).add("Rescaling", scale=0.5, offset=0.0)
    m.conv(1, 2, (3, 3), padding="same", activation="relu").add("Flatten", data_format="channels_last")
    m.dense(72, 3, "softmax", use_bias=False)
    m.legacy(functional=True, backwards=True)
    expected["reshaped.h5"] = m.expect(255.0)

    m = Model("graph", 10, (8, 7, 2))
    m.conv(2, 3, (3, 3), (2, 2), "same", activation="relu").depthwise(3, 2, (2, 2)).norm(6, -1)
    m.add("Activation", activation="relu").pool("Average", (2, 2), (1, 1))
    m.add("Flatten", data_format="channels_last").dense(2 * 2 * 6, 5, "relu").norm(5, -1).dense(5, 3, "softmax")
    m.legacy(functional=True, version="2.2.4")
    m.archive(functional=True)
    expected["graph.h5"] = expected["graph.keras"] = m.expect()

    m = Model("one", 11, (6, 6, 2))
    m.old = True
    m.conv(2, 3, (3, 2), (1, 2), "same").pool("Max", (2, 2)).norm(3, -1).add("Activation", activation="relu")
    m.add("Flatten").dense(3 * 1 * 3, 4, "relu").dense(4, 3, "softmax")
    m.legacy(version="1.2.2")
    expected["one.h5"] = m.expect()

    # Two defects that only HDF5 can have.
    m = Model("linked", 8, (3,)).dense(3, 2, "softmax")
    m.legacy()
    with h5py.File(os.path.join(HERE, "linked.h5"), "a") as f:
        f["hidden"] = f["model_weights/dense"]
        del f["model_weights/dense"]
        f["model_weights/dense"] = h5py.SoftLink("/hidden")
    m = Model("external", 9, (3,)).dense(3, 2, "softmax")
    m.legacy()
    with h5py.File(os.path.join(HERE, "external.h5"), "a") as f:
        del f["model_weights/dense/dense/kernel:0"]
        f["model_weights/dense/dense/kernel:0"] = h5py.ExternalLink("/etc/hostname", "/")

    with open(os.path.join(HERE, "expected.json"), "w") as f:
        json.dump(expected, f, separators=(",", ":"))
        f.write("\n")


main()
