"""Makes types.npz and compressed.npz here: arrays of every type that is read. NumPy 1.24.2."""
import numpy as np

a = np.arange(6).reshape(2, 3) - 2
types = {t: a.astype(t) for t in ("<f4", ">f4", "<f8", ">f8", "i1", "<i2", ">i2", "<i4", ">i8")}
types |= {t: np.abs(a).astype(t) for t in ("u1", ">u2", "<u4", "?")}
names = {t: t.replace("<", "le_").replace(">", "be_").replace("?", "bool") for t in types}
arrays = {names[t]: v for t, v in types.items()}
arrays["fortran"] = np.asfortranarray(np.arange(24, dtype="f4").reshape(2, 3, 4))
arrays["scalar"] = np.float32(1.5)
arrays["row"] = np.arange(3, dtype="f4")
np.savez("types.npz", **arrays)
np.savez_compressed("compressed.npz", zeros=np.zeros((50, 40), "f4"), row=arrays["row"])
