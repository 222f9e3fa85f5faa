import io.github.ann2snn.runtime.nir.NirReader;
import io.github.ann2snn.runtime.stream.EventStream;
import io.github.ann2snn.runtime.stream.EventStream.EventListener;
import io.github.ann2snn.runtime.stream.EventTiming;
import io.github.ann2snn.runtime.stream.StreamingNetwork;
import java.nio.file.Path;

/** The streaming example of docs/interop.md. */
public final class Stream {
  private Stream() {}

  /** Feeds a camera's events, each a time in microseconds and a pixel; a class every 100 ms. */
  public static void main(String[] args) throws Exception {
    StreamingNetwork network = StreamingNetwork.of(NirReader.network(Path.of(args[0])));
    EventListener listener =
        new EventListener() {
          @Override
          public void decision(long time, int prediction) {
            System.out.println(time + " us: " + prediction);
          }
        };
    EventTiming timing = EventTiming.steps(1_000).windows(100);
    EventStream events = new EventStream(network.session(), timing, listener);
    events.accept(1_250, 0);
    events.accept(80_731, 1);
    events.advanceTo(200_000);
  }
}
