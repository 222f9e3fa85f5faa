package io.github.ann2snn.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that the package's page begins with. */
class TenLinesTest {
  private static final String IMPORTS =
      "import io.github.ann2snn.api.*; import io.github.ann2snn.datasets.*;"
          + " import io.github.ann2snn.datasets.catalog.*; import java.nio.file.Path;";

  @TempDir Path folder;

  @Test
  void compileAsTheyStandThere() throws Exception {
    Path page = Path.of("src/main/java/io/github/ann2snn/api/package-info.java");
    Matcher example =
        Pattern.compile("<pre>\\{@code\n(.*?)\n \\* \\}</pre>", Pattern.DOTALL)
            .matcher(Files.readString(page).replace("\r\n", "\n"));
    List<String> examples =
        example.results().map(found -> found.group(1).replaceAll("(?m)^ \\* ", "")).toList();
    assertEquals(2, examples.size());
    assertTrue(examples.get(0).lines().count() <= 10, examples.get(0));
    // The second goes on where the first ends.
    String lines = String.join("\n", examples);
    String program = IMPORTS + "class Ten { void lines() throws Exception {\n" + lines + "\n} }";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                errors,
                null,
                null,
                List.of(
                    "-d",
                    folder.toString(),
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path")),
                null,
                List.of(
                    new SimpleJavaFileObject(URI.create("string:///Ten.java"), Kind.SOURCE) {
                      @Override
                      public CharSequence getCharContent(boolean ignored) {
                        return program;
                      }
                    }))
            .call();
    assertEquals("", errors.toString());
    assertTrue(compiled);
  }
}
