package io.github.ann2snn.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.spark.TaskContext;

/** Files of this machine that only the driver sees, as if executors were elsewhere. */
public final class DriverOnlyFileSystem extends RawLocalFileSystem {
  @Override
  public URI getUri() {
    return URI.create("driveronly:///");
  }

  @Override
  public String getScheme() {
    return "driveronly";
  }

  @Override
  public FSDataInputStream open(Path path, int buffer) throws IOException {
    if (TaskContext.get() != null) {
      throw new FileNotFoundException(path + ": no such file");
    }
    return super.open(path, buffer);
  }
}
