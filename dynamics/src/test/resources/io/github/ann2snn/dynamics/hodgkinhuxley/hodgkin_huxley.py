"""Makes hodgkin_huxley.csv: the equations of Hodgkin and Huxley (1952) with another integrator.

Explicit Runge-Kutta of order 8 (scipy's DOP853) with error control (rtol 1e-12, atol 1e-14), crossings
of 0 mV and peaks located on its dense output. Made with Python 3, numpy 2.4.6, scipy 1.17.1:
python3 hodgkin_huxley.py > hodgkin_huxley.csv
"""
import sys

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq
from scipy.special import exprel

END = 1000.0  # ms
SETTLED = 500.0  # ms: rates are of the spikes after it
CURRENTS = [0.0, 2.0, 3.0, 5.0, 6.0, 6.5, 7.0, 8.0, 10.0, 12.5, 15.0, 20.0, 30.0, 50.0, 80.0]


def rates(v):
    # x / (1 - e^-x) = 1 / exprel(-x)
    return (
        (1 / exprel(-(v + 40) / 10), 4 * np.exp(-(v + 65) / 18)),
        (0.07 * np.exp(-(v + 65) / 20), 1 / (1 + np.exp(-(v + 35) / 10))),
        (0.1 / exprel(-(v + 55) / 10), 0.125 * np.exp(-(v + 65) / 80)),
    )


def steady(v):
    return [a / (a + b) for a, b in rates(v)]


def ionic(v, m, h, n):
    return 120 * m**3 * h * (v - 50) + 36 * n**4 * (v + 77) + 0.3 * (v + 54.387)


def slope(current):
    def f(t, y):
        v, *gates = y
        return [current - ionic(v, *gates)] + [a * (1 - x) - b * x for (a, b), x in zip(rates(v), gates)]

    return f


def crossing(t, y):
    return y[0]


crossing.direction = 1
rest = brentq(lambda v: ionic(v, *steady(v)), -80, -50, xtol=1e-13, rtol=1e-14)
print("current_uA_per_cm2,rest_mV,first_spike_ms,first_peak_mV,spikes,rate_Hz,V_at_10ms_mV")
for current in CURRENTS:
    f = slope(current)

    def peak(t, y):
        return f(t, y)[0]

    peak.direction = -1
    run = solve_ivp(f, (0, END), [rest] + steady(rest), method="DOP853", rtol=1e-12, atol=1e-14,
                    events=(crossing, peak), t_eval=[10.0])
    times = run.t_events[0]
    late = times[times >= SETTLED]
    rate = 1000 * (len(late) - 1) / (late[-1] - late[0]) if len(late) > 1 else 0.0
    first = "%.9f" % times[0] if len(times) else ""
    tops = [y[0] for t, y in zip(run.t_events[1], run.y_events[1]) if len(times) and t > times[0]]
    top = "%.9f" % tops[0] if len(times) else ""
    print("%g,%.9f,%s,%s,%d,%.9f,%.9f" % (current, rest, first, top, len(times), rate, run.y[0][0]))
    sys.stdout.flush()
