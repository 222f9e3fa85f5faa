# The membrane.
tau_m = @tau@ * ms
E_L = @rest@ * mV  # at rest, and at the start
R_m = @resistance@ * Mohm
v_threshold = @threshold@ * mV
v_reset = @reset@ * mV
t_ref = @refractory@ * ms
#: if exponential

# The current behind the synapses.
tau_s = @tauSynapse@ * ms


def exact(equations, variables, method_options=None):
    """The exact solution over a step, as ann2snn has it (Rotter and Diesmann 1999).

    It is that of the equations below. Brian2's own way to it divides by tau_s - tau_m.
    """
    return """
    v = v * decay_m + (E_L + R_m * I) * (1 - decay_m) + gain * I_s
    I_s = I_s * decay_s
    """


x = float(defaultclock.dt * (tau_s - tau_m) / (tau_m * tau_s))
decay_m = float(np.exp(-defaultclock.dt / tau_m))
decay_s = float(np.exp(-defaultclock.dt / tau_s))
gain = R_m * float(defaultclock.dt / tau_m) * decay_m * (np.expm1(x) / x if x else 1)
#: end

neurons = NeuronGroup(
    NEURONS,
    """
#: if !exponential
    dv/dt = (E_L - v + R_m * I) / tau_m : volt (unless refractory)
#: end
#: if exponential
    dv/dt = (E_L - v + R_m * (I + I_s)) / tau_m : volt (unless refractory)
    dI_s/dt = -I_s / tau_s : amp
#: end
    I : amp
    """,
    threshold="v > v_threshold",
    reset="v = v_reset",
    refractory="t_ref",
#: if !exponential
    method="exact",
#: end
#: if exponential
    method=exact,
#: end
)
neurons.v = E_L
neurons.I = current * nA
#: if synapses

# The synapses. A spike that arrives adds w to the @where@ behind, then the trace of the spikes
# there to w; a spike behind adds the trace of those that arrived. Traces decay.
tau_plus = @tauPlus@ * ms
tau_minus = @tauMinus@ * ms
A_plus = @aPlus@ * @unit@
A_minus = @aMinus@ * @unit@
w_min = @lowest@ * @unit@
w_max = @highest@ * @unit@
synapses = Synapses(
    neurons,
    neurons,
    """
    w : @dimension@
    da_plus/dt = -a_plus / tau_plus : @dimension@ (event-driven)
    da_minus/dt = -a_minus / tau_minus : @dimension@ (event-driven)
    """,
    on_pre="""
    @target@ += w
    @before@
    w = clip(w + a_minus, w_min, w_max)
    """,
    on_post="""
    @behind@
    w = clip(w + a_plus, w_min, w_max)
    """,
)
#: end
#: if all
synapses.connect(condition="i != j")
#: end
#: if halves
synapses.connect(i=np.arange(NEURONS // 2), j=np.arange(NEURONS // 2) + NEURONS // 2)
#: end
#: if pairs
pairs = @pairs@
synapses.connect(i=pairs[:, 0].astype(int), j=pairs[:, 1].astype(int))
synapses.w = pairs[:, 2] * @unit@
synapses.pre.delay = pairs[:, 3] * defaultclock.dt
#: end
#: if uniform
synapses.w = @weight@ * @unit@
synapses.pre.delay = @delay@ * defaultclock.dt
#: end
#: if synapses
before = np.array(synapses.w / @unit@)
#: end
