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
