package io.github.ann2snn.datasets.cifar;

import io.github.ann2snn.datasets.DataFiles;
import io.github.ann2snn.datasets.FileAtPlace;
import io.github.ann2snn.datasets.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The images of some files.
 *
 * @param paths of the files
 * @param firsts index of the first sample of each
 * @param layout of their records
 */
record CifarImages(List<String> paths, List<Integer> firsts, CifarLayout layout)
    implements RowSource {
  CifarImages {
    paths = List.copyOf(paths);
    firsts = List.copyOf(firsts);
  }

  static CifarImages of(List<CifarFile> files, CifarLayout layout) {
    List<Integer> firsts = new ArrayList<>();
    int before = 0;
    for (CifarFile file : files) {
      firsts.add(before);
      before += file.samples();
    }
    return new CifarImages(files.stream().map(CifarFile::path).toList(), firsts, layout);
  }

  @Override
  public OpenRows open(DataFiles files) {
    return new OpenImages(files, this);
  }

  /** The file of the row that was read last stays open. */
  private static final class OpenImages implements OpenRows {
    private final DataFiles files;
    private final CifarImages images;
    private Optional<FileAtPlace> content = Optional.empty();

    OpenImages(DataFiles files, CifarImages images) {
      this.files = files;
      this.images = images;
    }

    @Override
    public void read(int row, float[] values) throws IOException {
      int index = RowSource.last(images.firsts, first -> first <= row);
      String path = images.paths.get(index);
      if (content.filter(open -> open.name().equals(path)).isEmpty()) {
        close();
        content = Optional.of(new FileAtPlace(files, path));
      }
      int sample = row - images.firsts.get(index);
      RowSource.ofBytes(CifarFile.pixels(content.get(), images.layout, sample), 0, values);
    }

    @Override
    public void close() throws IOException {
      if (content.isPresent()) {
        content.get().close();
        content = Optional.empty();
      }
    }
  }
}
