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


class Graph:
    """A functional model: layers that are called with what others gave, and models within it."""

    def __init__(self, name, seed, shape):
        self.name, self.shape, self.layers, self.names = name, shape, {}, []
        self.random = np.random.RandomState(seed)
        self.calls = {}
        self.outer_name = name

    weight = Model.weight

    def x(self):
        return (self.name + "_input", 0)

    def layer(self, kind, weights=(), inner=None, **config):
        count = sum(self.layers[n][0] == kind for n in self.names)
        prefix = "" if self.name == self.outer_name else self.name + "_"
        name = inner.name if inner else prefix + snake(kind) + ("_%d" % count if count else "")
        config = {"name": name, "trainable": True, "dtype": "float32", **config}
        self.layers[name] = (kind, config, [np.asarray(w, "float32") for w in weights], inner)
        self.names.append(name)
        self.calls[name] = []
        return name

    def call(self, name, *inputs):
        self.calls[name].append(list(inputs))
        return (name, len(self.calls[name]) - 1)

    def add(self, kind, *inputs, weights=(), **config):
        return self.call(self.layer(kind, weights, **config), *inputs)

    def run(self, x):
        values = {self.x(): x}

        def value(ref):
            if ref not in values:
                kind, config, weights, inner = self.layers[ref[0]]
                inputs = [r if isinstance(r, float) else value(r) for r in self.calls[ref[0]][ref[1]]]
                weights = [w.astype("float64") for w in weights]
                values[ref] = inner.run(inputs[0]) if inner else layer(kind, config, weights, inputs)
            return values[ref]

        return value(self.output)

    def config(self, three):
        shape = {"batch_shape" if three else "batch_input_shape": [None] + list(self.shape), "name": self.x()[0]}
        layers = [{"class_name": "InputLayer", "name": self.x()[0], "inbound_nodes": [], "config": shape}]
        for name in self.names:
            kind, config, _, inner = self.layers[name]
            node = {"class_name": kind, "config": inner.config(three)["config"] if inner else config, "name": name}
            operation = kind in OPERATIONS and self.name == "arithmetic"
            if operation:
                node.update({"class_name": kind if three else "TFOpLambda", "config":
                             config if three else {"name": name, "function": OPERATIONS[kind]}})
            if three:
                node.update({"module": "keras.src.ops.numpy" if operation else "keras.layers",
                             "registered_name": None, "build_config": {}})
            node["inbound_nodes"] = [self.inbound(refs, three, operation) for refs in self.calls[name]]
            layers.append(node)
        out = list(self.output) + [0]
        return {"class_name": "Functional" if three else "Model",
                "config": {"name": self.name, "layers": layers, "input_layers": [[self.x()[0], 0, 0]],
                           "output_layers": out if three else [out]}}

    @staticmethod
    def inbound(refs, three, operation=False):
        if operation and three:
            return {"args": [r if isinstance(r, float) else Graph.inbound([r], True)["args"][0] for r in refs],
                    "kwargs": {}}
        if operation:
            named = {"y": r if isinstance(r, float) else list(r) + [0] for r in refs[1:]}
            first = ["_CONSTANT_VALUE", -1, refs[0]] if isinstance(refs[0], float) else list(refs[0]) + [0]
            return first + [{**named, "name": None}]
        if not three:
            return [list(r) + [0, {}] for r in refs]
        tensors = [{"class_name": "__keras_tensor__", "config": {"shape": [None], "dtype": "float32",
                                                                 "keras_history": list(r) + [0]}} for r in refs]
        return {"args": tensors if len(refs) == 1 else [tensors], "kwargs": {}}

    def own(self):
        """All weights as (owner, role, array), those that are trained first."""
        found = []
        for name in self.names:
            kind, config, weights, inner = self.layers[name]
            if inner:
                found += inner.own()
            else:
                roles = ROLES.get(kind, ["kernel", "bias"])
                found += [(name, r, w) for r, w in zip(roles, weights)]
        return sorted(found, key=lambda f: f[1].startswith(("moving", "mean", "variance", "count")))

    def legacy(self, version="2.11.0"):
        with h5py.File(os.path.join(HERE, self.name + ".h5"), "w", libver="earliest") as f:
            f.attrs["keras_version"] = version.encode()
            f.attrs["backend"] = b"tensorflow"
            f.attrs["model_config"] = json.dumps(self.config(False)).encode("utf8")
            group = f.create_group("model_weights")
            group.attrs["layer_names"] = [n.encode() for n in self.names]
            for name in self.names:
                kind, _, weights, inner = self.layers[name]
                found = inner.own() if inner else \
                    [(name, r, w) for r, w in zip(ROLES.get(kind, ["kernel", "bias"]), weights)]
                g = group.create_group(name)
                paths = [o + "/" + r + ":0" for o, r, _ in found]
                g.attrs["weight_names"] = [p.encode() for p in paths]
                for p, (_, _, w) in zip(paths, found):
                    g.create_dataset(p, data=w)

    def store(self, group):
        counts = {}
        for name in self.names:
            kind, _, weights, inner = self.layers[name]
            n = counts.get(kind, 0)
            counts[kind] = n + 1
            g = group.create_group("layers/" + snake(kind) + ("_%d" % n if n else ""))
            variables = g.create_group("vars")
            for i, w in enumerate(weights):
                variables.create_dataset(str(i), data=w)
            if inner:
                inner.store(g)

    def archive(self):
        memory = io.BytesIO()
        with h5py.File(memory, "w") as f:
            self.store(f)
        with zipfile.ZipFile(os.path.join(HERE, self.name + ".keras"), "w", zipfile.ZIP_DEFLATED) as z:
            for name, data in [("metadata.json", json.dumps({"keras_version": "3.9.2"})),
                               ("config.json", json.dumps(self.config(True))),
                               ("model.weights.h5", memory.getvalue())]:
                z.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)

    def expect(self, full=1.0, samples=2):
        x = self.random.rand(samples, *self.shape).astype("float32")
        y = self.run(full * x.astype("float64"))
        x = np.moveaxis(x, -1, 1)
        return {"inputs": np.round(x.reshape(samples, -1), 8).tolist(), "outputs": y.tolist()}


ROLES = {"BatchNormalization": ["gamma", "beta", "moving_mean", "moving_variance"], "PReLU": ["alpha"],
         "DepthwiseConv2D": ["depthwise_kernel", "bias"], "DepthwiseConv1D": ["depthwise_kernel", "bias"],
         "SeparableConv2D": ["depthwise_kernel", "pointwise_kernel", "bias"],
         "SeparableConv1D": ["depthwise_kernel", "pointwise_kernel", "bias"],
         "Normalization": ["mean", "variance", "count"]}


# Operations of keras.ops, and what TensorFlow calls them.
OPERATIONS = {"TrueDivide": "math.truediv", "Subtract": "math.subtract", "Multiply": "math.multiply",
              "Add": "__operators__.add", "Relu6": "nn.relu6"}


def raised(x):
    return x[:, None]


def sides(value, axes):
    return [(v, v) if isinstance(v, int) else tuple(v) for v in (value if axes == 2 else [value])]


def layer(kind, c, w, xs):
    """What a layer gives, channels last."""
    x = xs[0]
    act = lambda y: activation(y, c.get("activation", "linear"))
    if kind.endswith("1D") and kind.replace("1D", "2D") != kind and kind[:4] not in ("Zero", "Crop", "UpSa", "Glob"):
        # One row of height 1.
        d = dict(c)
        for key in ("kernel_size", "strides", "dilation_rate", "pool_size"):
            if key in d:
                d[key] = (1,) + tuple(d[key])
        if d.get("padding") == "causal":
            d["padding"] = "valid"
            lack = (d["kernel_size"][1] - 1) * d["dilation_rate"][1]
            x = np.pad(x, [(0, 0), (lack, 0), (0, 0)])
        return layer(kind.replace("1D", "2D"), d, [raised_kernel(a) for a in w], [raised(x)])[:, 0]
    if kind in ("Conv2D", "DepthwiseConv2D"):
        return act(conv(x, w, {"dilation_rate": (1, 1), "use_bias": True, **c}, kind.startswith("Depth")))
    if kind == "SeparableConv2D":
        deep = conv(x, w[:1], {"dilation_rate": (1, 1), **c, "use_bias": False}, True)
        return act(np.einsum("nhwc,co->nhwo", deep, w[1].reshape(w[1].shape[-2:])) + w[2])
    if kind in ("MaxPooling2D", "AveragePooling2D"):
        return pool(x, c["pool_size"], c["strides"], c["padding"], kind.startswith("Max"))
    if kind.startswith("Global"):
        axes = tuple(range(1, x.ndim - 1))
        return (x.mean if "Average" in kind else x.max)(axes, keepdims=c.get("keepdims", False))
    if kind == "Dense":
        return act(x @ w[0] + w[1])
    if kind == "BatchNormalization":
        axis = c["axis"]
        x = np.moveaxis(x, axis, -1)
        return np.moveaxis((x - w[2]) / np.sqrt(w[3] + c["epsilon"]) * w[0] + w[1], -1, axis)
    if kind == "Normalization":
        if "mean" in c and c["mean"] is not None:
            mean, variance = np.array(c["mean"]), np.array(c["variance"])
        else:
            mean, variance = w[:2]
        return (x - mean) / np.maximum(np.sqrt(variance), 1e-7)
    if kind == "Rescaling":
        return x * np.array(c["scale"]) + np.array(c["offset"])
    if kind == "PReLU":
        return np.where(x > 0, x, w[0] * x)
    if kind == "LeakyReLU":
        return np.where(x > 0, x, c.get("negative_slope", c.get("alpha")) * x)
    if kind == "ReLU":
        return np.where(x > 0, np.minimum(x, np.inf if c["max_value"] is None else c["max_value"]),
                        c["negative_slope"] * x)
    if kind == "TrueDivide":
        return xs[0] / xs[1]
    if kind == "Subtract":
        return xs[0] - xs[1]
    if kind == "Multiply":
        return xs[0] * xs[1]
    if kind == "Relu6":
        return np.minimum(np.maximum(x, 0), 6)
    if kind == "Add":
        return sum(xs)
    if kind == "Average":
        return sum(xs) / len(xs)
    if kind == "Concatenate":
        return np.concatenate(xs, c["axis"])
    if kind.startswith("ZeroPadding"):
        return np.pad(x, [(0, 0)] + sides(c["padding"], x.ndim - 2) + [(0, 0)])
    if kind.startswith("Cropping"):
        for axis, (a, b) in enumerate(sides(c["cropping"], x.ndim - 2)):
            x = np.take(x, range(a, x.shape[axis + 1] - b), axis + 1)
        return x
    if kind == "UpSampling2D":
        return x.repeat(c["size"][0], 1).repeat(c["size"][1], 2)
    if kind == "UpSampling1D":
        return x.repeat(c["size"], 1)
    if kind == "Flatten":
        return x.reshape(len(x), -1)
    if kind == "Reshape":
        return x.reshape((len(x),) + tuple(c["target_shape"]))
    if kind == "Permute":
        return x.transpose([0] + list(c["dims"]))
    return activation(x, c["activation"]) if kind == "Activation" else x


def raised_kernel(a):
    return a if a.ndim == 1 else a[None]


def branches():
    g = Graph("branches", 12, (8, 6, 2))
    conv = dict(strides=(1, 1), padding="same", data_format="channels_last", dilation_rate=(1, 1), groups=1)
    a = g.add("Conv2D", g.x(), weights=[g.weight(3, 3, 2, 4), g.weight(4)], filters=4, kernel_size=(3, 3),
              activation="relu", use_bias=True, **conv)
    shared = g.layer("Conv2D", [g.weight(3, 3, 4, 4), g.weight(4)], filters=4, kernel_size=(3, 3),
                     activation="linear", use_bias=True, **conv)
    b = g.add("Add", a, g.call(shared, a))
    b = g.add("PReLU", b, weights=[np.abs(g.weight(1, 1, 4))], shared_axes=[1, 2])
    c = g.add("Concatenate", b, g.call(shared, b), a, axis=-1)
    d = g.add("SeparableConv2D", c, weights=[g.weight(3, 3, 12, 2), g.weight(1, 1, 24, 5), g.weight(5)], filters=5,
              kernel_size=(3, 3), strides=(2, 2), padding="same", data_format="channels_last", dilation_rate=(1, 1),
              depth_multiplier=2, activation="relu", use_bias=True)
    e = g.add("ZeroPadding2D", d, padding=[[1, 0], [0, 2]], data_format="channels_last")
    e = g.add("LeakyReLU", e, negative_slope=0.1)
    e = g.add("Cropping2D", e, cropping=[[0, 1], [2, 0]], data_format="channels_last")
    f = g.add("Average", d, e)
    f = g.add("UpSampling2D", f, size=(2, 1), data_format="channels_last", interpolation="nearest")
    f = g.add("PReLU", f, weights=[np.abs(g.weight(8, 3, 5))], shared_axes=None)
    f = g.add("BatchNormalization", f, weights=[g.weight(5), g.weight(5), g.weight(5), np.abs(g.weight(5)) + 0.3],
              axis=-1, epsilon=0.01, scale=True, center=True)
    h = g.add("GlobalAveragePooling2D", d, keepdims=True, data_format="channels_last")
    h = g.add("Flatten", h, data_format="channels_last")
    k = g.add("Concatenate", g.add("Flatten", f, data_format="channels_last"), h, axis=1)
    k = g.add("Dense", k, weights=[g.weight(125, 6), g.weight(6)], units=6, activation="relu", use_bias=True)
    g.output = g.add("Dense", k, weights=[g.weight(6, 3), g.weight(3)], units=3, activation="softmax", use_bias=True)
    return g


def series():
    g = Graph("series", 13, (20, 3))
    one = dict(data_format="channels_last", groups=1, use_bias=True)
    a = g.add("Conv1D", g.x(), weights=[g.weight(3, 3, 4), g.weight(4)], filters=4, kernel_size=[3], strides=[1],
              padding="causal", dilation_rate=[2], activation="relu", **one)
    a = g.add("ZeroPadding1D", a, padding=[1, 2])
    a = g.add("DepthwiseConv1D", a, weights=[g.weight(3, 4, 2), g.weight(8)], kernel_size=[3], strides=[1],
              padding="valid", dilation_rate=[1], depth_multiplier=2, activation="relu", **one)
    a = g.add("AveragePooling1D", a, pool_size=[2], strides=[2], padding="same", data_format="channels_last")
    a = g.add("SeparableConv1D", a, weights=[g.weight(3, 8, 1), g.weight(1, 8, 5), g.weight(5)], filters=5,
              kernel_size=[3], strides=[1], padding="same", dilation_rate=[1], depth_multiplier=1, activation="relu",
              **one)
    a = g.add("BatchNormalization", a, weights=[g.weight(5), g.weight(5), g.weight(5), np.abs(g.weight(5)) + 0.3],
              axis=-1, epsilon=0.01, scale=True, center=True)
    a = g.add("UpSampling1D", a, size=2)
    a = g.add("Cropping1D", a, cropping=[3, 1])
    a = g.add("MaxPooling1D", a, pool_size=[3], strides=[2], padding="same", data_format="channels_last")
    b = g.add("GlobalMaxPooling1D", a, data_format="channels_last", keepdims=False)
    c = g.add("GlobalAveragePooling1D", a, data_format="channels_last", keepdims=False)
    d = g.add("Concatenate", b, c, g.add("Flatten", a, data_format="channels_last"), axis=-1)
    width = 10 + 5 * ((11 * 2 - 4 + 1) // 2)
    g.output = g.add("Dense", d, weights=[g.weight(width, 3), g.weight(3)], units=3, activation="softmax",
                     use_bias=True)
    return g


def nested():
    g = Graph("nested", 14, (5, 5, 2))
    inner = Graph("block", 15, (5, 5, 4))
    inner.outer_name = ""
    core = Graph("core", 16, (5, 5, 4))
    core.outer_name = ""
    conv = dict(strides=(1, 1), padding="same", data_format="channels_last", dilation_rate=(1, 1), groups=1)
    core.output = core.add("Conv2D", core.x(), weights=[core.weight(3, 3, 4, 4), core.weight(4)], filters=4,
                           kernel_size=(3, 3), activation="linear", use_bias=True, **conv)
    norm = [inner.weight(4), inner.weight(4), inner.weight(4), np.abs(inner.weight(4)) + 0.3]
    a = inner.add("Conv2D", inner.x(), weights=[inner.weight(1, 1, 4, 4), inner.weight(4)], filters=4,
                  kernel_size=(1, 1), activation="linear", use_bias=True, **conv)
    a = inner.add("BatchNormalization", a, weights=norm, axis=-1, epsilon=0.01, scale=True, center=True)
    a = inner.add("ReLU", a, max_value=4.0, negative_slope=0.0, threshold=0.0)
    a = inner.call(inner.layer("Functional", inner=core), a)
    inner.output = inner.add("Add", a, inner.x())
    b = g.add("Conv2D", g.x(), weights=[g.weight(3, 3, 2, 4), g.weight(4)], filters=4, kernel_size=(3, 3),
              activation="relu", use_bias=True, **conv)
    block = g.layer("Functional", inner=inner)
    b = g.call(block, g.call(block, b))
    b = g.add("Conv2D", b, weights=[g.weight(1, 1, 4, 3), g.weight(3)], filters=3, kernel_size=(1, 1),
              activation="relu", use_bias=True, **conv)
    g.output = g.add("Dense", g.add("Flatten", b, data_format="channels_last"),
                     weights=[g.weight(75, 3), g.weight(3)], units=3, activation="softmax", use_bias=True)
    return g


def turned():
    g = Graph("turned", 17, (4, 6, 3))
    a = g.add("Normalization", g.x(), weights=[g.weight(3), np.abs(g.weight(3)) + 0.2, np.array(7.0)], axis=[-1],
              invert=False, mean=None, variance=None)
    a = g.add("Permute", a, dims=[2, 1, 3])
    a = g.add("Reshape", a, target_shape=[4, -1, 9])
    a = g.add("Dense", a, weights=[g.weight(9, 5), g.weight(5)], units=5, activation="relu", use_bias=True)
    a = g.add("BatchNormalization", a, weights=[g.weight(4), g.weight(4), g.weight(4), np.abs(g.weight(4)) + 0.3],
              axis=1, epsilon=0.01, scale=True, center=True)
    a = g.add("Rescaling", a, scale=[1.0, 0.5, 2.0, 1.5, 0.25], offset=0.125)
    b = g.add("Permute", a, dims=[3, 1, 2])
    b = g.add("Reshape", b, target_shape=[4, 2, 5])
    c = g.add("Add", a, b)
    c = g.add("Normalization", c, axis=None, invert=False, mean=0.25, variance=4.0)
    c = g.add("ReLU", c, max_value=2.0, negative_slope=0.25, threshold=0.0)
    c = g.add("Flatten", c, data_format="channels_last")
    c = g.add("BatchNormalization", c, weights=[g.weight(40), g.weight(40), g.weight(40), np.abs(g.weight(40)) + 0.3],
              axis=-1, epsilon=0.01, scale=True, center=True)
    c = g.add("PReLU", c, weights=[np.abs(g.weight(40))], shared_axes=None)
    g.output = g.add("Dense", c, weights=[g.weight(40, 3), g.weight(3)], units=3, activation="sigmoid", use_bias=True)
    return g


def arithmetic():
    g = Graph("arithmetic", 18, (6,))
    a = g.add("Subtract", 0.75, g.add("TrueDivide", g.x(), 51.0))
    b = g.add("Relu6", g.add("Add", g.add("Dense", a, weights=[g.weight(6, 4), g.weight(4)], units=4,
                                          activation="linear", use_bias=True), 0.5))
    c = g.add("Multiply", g.add("Dense", b, weights=[g.weight(4, 4), g.weight(4)], units=4, activation="leaky_relu",
                                use_bias=True), 1.5)
    d = g.add("Subtract", g.add("Add", b, c), 0.25)
    g.output = g.add("Dense", d, weights=[g.weight(4, 3), g.weight(3)], units=3, activation="softmax", use_bias=True)
    return g


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
    return {"linear": lambda: x, "relu": lambda: np.maximum(x, 0), "leaky_relu": lambda: np.where(x > 0, x, 0.2 * x),
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
    m.depthwise(3, 2, (3, 3), (2, 2), "same", "relu").pool("Average", (2, 2), (2, 2), "same")
    m.conv(6, 6, (2, 2), padding="same", dilation=(2, 1), groups=6, activation="relu", use_bias=False)
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

    for graph in (branches(), series(), nested(), turned(), arithmetic()):
        graph.legacy()
        graph.archive()
        full = 255.0 if graph.name == "arithmetic" else 1.0
        expected[graph.name + ".h5"] = expected[graph.name + ".keras"] = graph.expect(full)

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
