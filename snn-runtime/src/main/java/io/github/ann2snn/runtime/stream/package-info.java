/**
 * Networks fed step by step, or by events with a time, for as long as a source lasts.
 *
 * <pre>{@code
 * StreamingNetwork prepared = StreamingNetwork.of(NirReader.network(Path.of("network.nir")));
 * EventStream events = new EventStream(prepared.session(), EventTiming.steps(1_000), listener);
 * events.accept(timeInMicroseconds, channel);
 * }</pre>
 */
package io.github.ann2snn.runtime.stream;
