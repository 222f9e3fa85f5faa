package io.github.ann2snn.cli.fuzz;

import io.github.ann2snn.dynamics.leaky.SynapseResponse;
import io.github.ann2snn.dynamics.quantity.Quantity;
import io.github.ann2snn.dynamics.quantity.Unit.Dimension;
import io.github.ann2snn.files.BadFileException;
import io.github.ann2snn.report.simulation.SynapseList;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Lists of synapses, up to the synapses that come of them. */
class SynapseListFuzzTest extends ReaderFuzzContract {
  @Override
  protected List<byte[]> seeds() {
    return Stream.of(
            "from,to\n0,1\n1,2\n", "delay_ms,from,to,weight_mV\n1.5,0,1,-2e-1\n\n0,2,2,100\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  protected Mutator mutator() {
    return new TextMutator().or(Mutator.BYTES);
  }

  @Override
  protected String fileName() {
    return "list.csv";
  }

  @Override
  protected Object read(Path file) throws Exception {
    Quantity dt = Quantity.parse("0.1ms", Dimension.TIME);
    return new SynapseList.Terms(3, 1, 100, "mV", 0, dt)
        .read(file)
        .group(new SynapseResponse.Jump())
        .withLimits(-100, 100);
  }

  @Override
  protected Set<Class<? extends Exception>> documented() {
    return Set.of(BadFileException.class);
  }
}
