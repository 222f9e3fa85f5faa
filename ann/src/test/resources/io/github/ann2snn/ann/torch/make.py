"""Makes cnn.npz, expected.npz and cnn.safetensors here: a state_dict as PyTorch names and orders it, and what the
network gives, computed in float64 from the formulas of the PyTorch documentation. NumPy 1.24.2."""
import numpy as np

r = np.random.default_rng(12)


def w(*shape):
    return (r.standard_normal(shape) / np.sqrt(np.prod(shape[1:]))).astype("f4")


def bn(n, name):
    return {name + ".weight": (1 + w(n, 1)[:, 0] / 9).astype("f4"), name + ".bias": w(n, 9)[:, 0],
            name + ".running_mean": w(n, 9)[:, 0], name + ".running_var": r.random(n).astype("f4") + 1,
            name + ".num_batches_tracked": np.int64(3)}


# 8x6x2-c4k3p1-bn-c8k3s2g4-a2x1-5-bn-3
p = {"conv1.weight": w(4, 2, 3, 3), "conv1.bias": w(4, 4)[:, 0], **bn(4, "bn1"),
     "conv2.weight": w(8, 1, 3, 3), "conv2.bias": w(8, 4)[:, 0],
     "fc.0.weight": w(5, 16), **bn(5, "fc.1"), "fc.3.weight": w(3, 5), "fc.3.bias": w(3, 4)[:, 0]}


def conv(x, k, b, stride, pad, groups):
    x = np.pad(x, ((0, 0), (pad, pad), (pad, pad)))
    o, i, kh, kw = k.shape
    h, v = (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1
    y = np.zeros((o, h, v))
    for c in range(o):
        first = c // (o // groups) * i
        for a in range(h):
            for d in range(v):
                part = x[first:first + i, a * stride:a * stride + kh, d * stride:d * stride + kw]
                y[c, a, d] = np.sum(part * k[c]) + b[c]
    return y


def norm(x, name):
    s = (-1,) + (1,) * (x.ndim - 1)
    q = {k: p[name + "." + k].astype("f8").reshape(s) for k in ("weight", "bias", "running_mean", "running_var")}
    return (x - q["running_mean"]) / np.sqrt(q["running_var"] + 1e-5) * q["weight"] + q["bias"]


def model(x):
    d = {k: v.astype("f8") for k, v in p.items()}
    x = np.maximum(norm(conv(x, d["conv1.weight"], d["conv1.bias"], 1, 1, 1), "bn1"), 0)
    x = np.maximum(conv(x, d["conv2.weight"], d["conv2.bias"], 2, 0, 4), 0)
    x = (x[:, 0:-1:2] + x[:, 1::2]) / 2
    x = np.maximum(norm(d["fc.0.weight"] @ x.reshape(-1), "fc.1"), 0)
    return d["fc.3.weight"] @ x + d["fc.3.bias"]


inputs = 4 * r.standard_normal((7, 2, 8, 6)).astype("f4")
np.savez("cnn.npz", **p)
np.savez("expected.npz", inputs=inputs, outputs=np.stack([model(x.astype("f8")) for x in inputs]))

# As PyTorch's world keeps it (safetensors 0.8): tensors in the order of their names.
from safetensors.numpy import save_file

save_file(p, "cnn.safetensors", metadata={"format": "pt"})
