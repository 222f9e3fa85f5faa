# The membrane: the squid's giant axon (Hodgkin and Huxley 1952).
area = @area@ * um**2
C = @capacitance@ * uF / cm**2
g_Na = @gNa@ * msiemens / cm**2
g_K = @gK@ * msiemens / cm**2
g_L = @gL@ * msiemens / cm**2
E_Na = @eNa@ * mV
E_K = @eK@ * mV
E_L = @eL@ * mV

# ann2snn's @method@ is Brian2's: the same formula, but for rounding.
neurons = NeuronGroup(
    NEURONS,
    """
    dv/dt = (I / area - g_Na*m**3*h*(v - E_Na) - g_K*n**4*(v - E_K) - g_L*(v - E_L)) / C : volt
    dm/dt = alpha_m * (1 - m) - beta_m * m : 1
    dh/dt = alpha_h * (1 - h) - beta_h * h : 1
    dn/dt = alpha_n * (1 - n) - beta_n * n : 1
    alpha_m = 1 / exprel(-(v + 40*mV) / (10*mV)) / ms : Hz
    beta_m = 4 * exp(-(v + 65*mV) / (18*mV)) / ms : Hz
    alpha_h = 0.07 * exp(-(v + 65*mV) / (20*mV)) / ms : Hz
    beta_h = 1 / (1 + exp(-(v + 35*mV) / (10*mV))) / ms : Hz
    alpha_n = 0.1 / exprel(-(v + 55*mV) / (10*mV)) / ms : Hz
    beta_n = 0.125 * exp(-(v + 65*mV) / (80*mV)) / ms : Hz
    I : amp
    v_before : volt
    """,
    # A spike is an upward crossing of 0 mV.
    threshold="v_before < @level@*mV and v >= @level@*mV",
    reset="",
    method="@brianMethod@",
)
neurons.run_regularly("v_before = v", when="start")
neurons.v = @rest@ * mV
neurons.m = @m@
neurons.h = @h@
neurons.n = @n@
neurons.I = current * nA
