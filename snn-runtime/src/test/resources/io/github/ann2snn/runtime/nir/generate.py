"""Writes the files beside it with h5py, as other programs than ours would. Needs h5py and numpy."""

from pathlib import Path

import h5py
import numpy as np

FOLDER = Path(__file__).parent


def chain(file, edges):
    graph = file.create_group("node")
    graph["type"] = "NIRGraph"
    graph["edges"] = edges
    return graph.create_group("nodes")


def affine(nodes, name, weight, bias):
    node = nodes.create_group(name)
    node["type"] = "Affine"
    node["weight"] = weight
    node["bias"] = bias


# No Input, no Output, every numeric type, one value for all neurons, fixed-length strings.
with h5py.File(FOLDER / "foreign_types.nir", "w") as file:
    nodes = chain(file, np.array([["linear", "neurons"], ["neurons", "out"], ["out", "last"]], "S8"))
    node = nodes.create_group("linear")
    node["type"] = np.bytes_("Linear")
    node.create_dataset("weight", data=np.array([[1, 2, 3], [4, 5, -6]], ">f8"), compression="gzip")
    node = nodes.create_group("neurons")
    node["type"] = np.bytes_("LIF")
    node["tau"] = np.array([2**-10, 2**-9], ">f4")
    node["r"] = np.int32(8)
    node["v_leak"] = np.array([0.5, -0.25], "<f2")
    node["v_threshold"] = np.array([2], "u8")
    node["v_reset"] = np.float64(-0.5)
    affine(nodes, "out", np.array([[7, -8]], ">i2"), np.array([0.125], "<f4"))
    node = nodes.create_group("last")
    node["type"] = np.bytes_("IF")
    node["r"] = np.array([1], ">i8")
    node["v_threshold"] = np.array([1], "u1")

# A soft link where a node should be.
with h5py.File(FOLDER / "soft_link.nir", "w", libver=("v110", "v110")) as file:
    nodes = chain(file, [["input", "affine_0"]])
    nodes["input"] = h5py.SoftLink("/node")
    affine(nodes, "affine_0", np.ones((1, 1), "f4"), np.zeros(1, "f4"))

# A small file that declares 2^40 weights, none of them stored.
with h5py.File(FOLDER / "hostile_shape.nir", "w", libver=("v110", "v110")) as file:
    nodes = chain(file, [["affine_0", "if_0"]])
    node = nodes.create_group("affine_0")
    node["type"] = "Affine"
    node.create_dataset("weight", (2**20, 2**20), "f4", chunks=(1024, 1024), compression="gzip")
    node["bias"] = np.zeros(1, "f4")
    nodes.create_group("if_0")["type"] = "IF"

# A small shape in chunks of 2^29 values.
with h5py.File(FOLDER / "hostile_chunk.nir", "w", libver=("v110", "v110")) as file:
    nodes = chain(file, [["affine_0", "if_0"]])
    node = nodes.create_group("affine_0")
    node["type"] = "Affine"
    node.create_dataset("weight", (1, 1), "f4", chunks=(2**15, 2**14), maxshape=(None, None))
    node["bias"] = np.zeros(1, "f4")
    nodes.create_group("if_0")["type"] = "IF"


def node(nodes, name, kind, **datasets):
    made = nodes.create_group(name)
    made["type"] = kind
    for key, value in datasets.items():
        made[key] = value
    return made


def nested(nodes, name, edges):
    graph = nodes.create_group(name)
    graph["type"] = "NIRGraph"
    graph["edges"] = np.array(edges, "S8")
    return graph.create_group("nodes")


# Graphs in a graph, feedback, filtered currents, a Scale, an integrator instead of an Output;
# float64 and big-endian, in chunks, with lzf, gzip and shuffle.
with h5py.File(FOLDER / "foreign_graph.nir", "w") as file:
    outer = chain(
        file,
        np.array([["m_out", "a_last"], ["z_in", "flat"], ["sub", "m_out"], ["flat", "sub"]], "S8"),
    )
    node(outer, "z_in", "Input", shape=np.array([1, 2, 2], ">i4"))
    node(outer, "flat", "Flatten", start_dim=0, end_dim=-1)
    sub = nested(outer, "sub", [["s", "inner"], ["in", "s"], ["inner", "out"]])
    node(sub, "in", "Input", shape=np.array([4]))
    node(sub, "out", "Output", shape=np.array([3]))
    node(sub, "s", "Scale", scale=np.array([2, 4, 1, 0.5], ">f8"))
    inner = nested(sub, "inner", [["rec", "n"], ["n", "out"], ["n", "rec"], ["w", "n"]])
    node(inner, "out", "Output", shape=np.array([3], "u2"))
    weight = np.arange(12.0).reshape(3, 4) / 8
    node(inner, "w", "Linear").create_dataset(
        "weight", data=weight, chunks=(2, 3), compression="lzf", shuffle=True
    )
    back = np.array([[0, -0.5, 0.25], [1, 0, 0], [0.125, 0, -1]], ">f8")
    node(inner, "rec", "Linear").create_dataset(
        "weight", data=back, chunks=(3, 1), compression="gzip"
    )
    node(
        inner,
        "n",
        "CubaLIF",
        tau_syn=np.full(3, 2**-10),
        tau_mem=np.array([2**-9], ">f4"),
        r=np.array([8, 4, 2], "i2"),
        v_leak=0,
        v_threshold=np.ones(3, "f2"),
    )
    affine(outer, "m_out", np.ones((2, 3), "f4"), np.array([0.5, -0.5], ">f4"))
    node(outer, "a_last", "LI", tau=np.float64(2**-8), r=1, v_leak=np.zeros(2))
